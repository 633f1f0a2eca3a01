"""A small gold that the engine gets right, written for these tests."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.evaluation.gold import read_gold
from bot.evaluation.trial import Trial, run
from bot.settings import shipped_corpus
from bot.sources.corpus import read_topics

DOCUMENTS = {
    "en/dnipro_1.txt": """Drones kill four at Dnipro bakery

By Ann Lee, Coast Herald, 4 March 2025

Subscribe to our newsletter

Drones killed four people in a bakery in Dnipro on Tuesday, the governor said.

Air defence crews in Dnipro shot down eleven of the fourteen drones.

The bakery burned for six hours and its roof fell in on the ovens.
""",
    "en/dnipro_2.txt": """Dnipro mourns the dead of the bakery

By Ben Roe, Harbour Post, 4 March 2025

Drones killed four people in a bakery in Dnipro on Tuesday, the governor said.

The mayor of Kharkiv asked allies for a second Patriot battery.

The drones killed six people in the bakery in Dnipro, the hospital said.
""",
    "en/harbour.txt": """Rotterdam port strike ends after a week

By Cas Vos, Lantern Daily, 6 March 2025

Crane drivers in Rotterdam went back to work on Thursday after a week's strike over night shifts.

The port lost forty million euros, its director said, and ships still queue off the coast.
""",
    "uk/tower.txt": """Орєшнік не долетів до Вежі

Росія запустила по Вінниці гіперзвукову ракету Орєшнік, повідомили Повітряні сили у середу.

Ракета впала в полі за селом, і ніхто з мешканців не постраждав, сказав голова громади.
""",
}
LABELS = {
    "en.toml": """
[documents."en/dnipro_1.txt"]
language = "en"
title = "Drones kill four at Dnipro bakery"
outlet = "Coast Herald"
published = "2025-03-04"
arrived = "2025-03-04T18:00Z"
event = "bakery"
furniture = ["Subscribe to our newsletter"]
credits = ["By Ann Lee, Coast Herald, 4 March 2025"]
topics.air-defence = [
  "Air defence crews in Dnipro shot down eleven of the fourteen drones.",
]

[documents."en/dnipro_2.txt"]
language = "en"
title = "Dnipro mourns the dead of the bakery"
outlet = "Harbour Post"
published = "2025-03-04"
arrived = "2025-03-04T21:00Z"
event = "bakery"
credits = ["By Ben Roe, Harbour Post, 4 March 2025"]
topics.air-defence = [
  "The mayor of Kharkiv asked allies for a second Patriot battery.",
]

[documents."en/harbour.txt"]
language = "en"
title = "Rotterdam port strike ends after a week"
outlet = "Lantern Daily"
published = "2025-03-06"
arrived = "2025-03-06T18:00Z"
event = "port-strike"
credits = ["By Cas Vos, Lantern Daily, 6 March 2025"]

[[pair]]
earlier.document = "en/dnipro_1.txt"
earlier.text = "Drones killed four people in a bakery in Dnipro on Tuesday, the governor said."
later.document = "en/dnipro_2.txt"
later.text = "Drones killed four people in a bakery in Dnipro on Tuesday, the governor said."
verdict = "same"

[[pair]]
earlier.document = "en/dnipro_1.txt"
earlier.text = "The bakery burned for six hours and its roof fell in on the ovens."
later.document = "en/dnipro_2.txt"
later.text = "The mayor of Kharkiv asked allies for a second Patriot battery."
verdict = "new"

[[disagreement]]
event = "bakery"
about = "killed"
[[disagreement.figures]]
document = "en/dnipro_1.txt"
value = "4"
text = "Drones killed four people in a bakery in Dnipro on Tuesday, the governor said."

[[disagreement.figures]]
document = "en/dnipro_2.txt"
value = "6"
text = "The drones killed six people in the bakery in Dnipro, the hospital said."
""",
    "uk.toml": """
[documents."uk/tower.txt"]
language = "uk"
title = "Орєшнік не долетів до Вежі"
arrived = "2025-03-05T18:00Z"
event = "tower"
topics.hypersonic-missile = [
  "Росія запустила по Вінниці гіперзвукову ракету Орєшнік, повідомили Повітряні сили у середу.",
]
""",
}


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    for name, text in DOCUMENTS.items():
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name, text in LABELS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def trial(gold_folder: Path) -> Trial:
    return run(read_gold(gold_folder), read_topics(shipped_corpus() / "topics.toml"))


@pytest.fixture
def quotewire(capsys):
    """Runs a command; its exit code, standard output and standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command
