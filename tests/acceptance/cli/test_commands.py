"""The command line as people and scripts use it."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.conftest import SEEDS
from tests.running import QUOTEWIRE

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


def test_clean_has_the_promised_shape(as_json):
    told = as_json("clean", str(SEEDS / "002_e90900833cc1bb33.txt"))

    assert {"title", "outlet", "published", "language", "body", "dropped"} <= set(told)
    assert told["title"] == "NATO, Ukraine to Meet Tuesday Over Russian Attack"
    assert (told["outlet"], told["published"], told["language"]) == (
        "Greenwatch",
        "2024-11-22",
        "en",
    )
    assert all(set(d) == {"line", "text", "reason"} for d in told["dropped"])


@pytest.mark.parametrize("algorithm", ["quotewire", "lexrank", "luhn", "sumbasic"])
def test_summarize_has_the_promised_shape_and_keeps_its_budget(as_json, algorithm):
    told = as_json("summarize", *ALL_SEEDS, "--words", "80", "--algorithm", algorithm)

    assert set(told) == {"quotes", "words", "algorithm", "seconds"}
    assert set(told["seconds"]) == {"prepare", "rank"}
    assert told["algorithm"] == algorithm
    assert 0 < told["words"] == sum(len(q["text"].split()) for q in told["quotes"]) <= 80
    for quote in told["quotes"]:
        assert set(quote) == {"text", "article", "start", "end", "score"}
        body = as_json("clean", quote["article"])["body"]
        assert body[quote["start"] : quote["end"]] == quote["text"]


def test_group_puts_the_two_reports_of_one_meeting_together(as_json):
    told = as_json("group", *ALL_SEEDS)

    stories = [[Path(a).name[:3] for a in story["articles"]] for story in told["stories"]]
    assert ["000", "002"] in stories
    assert ["003"] in stories
    assert ["004"] in stories
    shape = {"headline", "articles", "outlets", "voices", "first_published", "last_published"}
    assert all(set(story) == shape for story in told["stories"])


def test_doctor_finds_nothing_wrong_with_a_fresh_installation(as_json):
    told = as_json("doctor")

    assert told["ok"]
    assert {c["name"] for c in told["checks"]} >= {"store", "corpus", "token", "clock"}
    assert "data" in told["settings"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "air-defence"],
        ["summarize", *ALL_SEEDS],
        ["clean", ALL_SEEDS[0]],
        ["group", *ALL_SEEDS],
        ["search", "missile"],
        ["topic", "list"],
        ["topic", "test", "air-defence"],
        ["doctor"],
    ],
)
def test_every_command_speaks_to_people_too(quotewire, arguments):
    code, out, err = quotewire(*arguments)

    assert (code, err) == (0, "")
    assert len(out) > 100
    assert "{" not in out


BAD_INPUT = [
    (["brief", "cooking"], 1, "There is no topic 'cooking'. Try one of: air-defence"),
    (["brief", "air-defence", "--corpus", "nowhere"], 1, "There is no folder nowhere."),
    (["brief", "air-defence", "--since", "soon"], 2, "'soon' is no moment."),
    (["brief", "air-defence", "--words", "0"], 2, "not a number above 0"),
    (["brief", "air-defence", "--since", "2025-01-02", "--now", "2025-01-01"], 2, "nothing can be"),
    (["search", "?!"], 2, "no word to search for"),
    (["search", "missile", "--words", "0"], 2, "not a number above 0"),
    (["topic"], 2, "ACTION"),
    (["topic", "test"], 2, "Name a topic, or give phrases"),
    (["topic", "test", "cooking"], 1, "There is no topic 'cooking'. Try one of: air-defence"),
    (["topic", "test", "air-defense", "--phrase", "?!"], 2, "'?!' holds no word"),
    (["topic", "test", "air-defence", "--since", "soon"], 2, "'soon' is no moment."),
    (["topic", "test", "air-defence", "--since", "0d"], 2, "nothing to read"),
    (["topic", "list", "--corpus", "nowhere"], 1, "There is no folder nowhere."),
    (["brief"], 2, "TOPIC"),
    (["frobnicate"], 2, "invalid choice"),
    (["clean", "nowhere.txt"], 1, "There is no file nowhere.txt."),
    (["clean", "empty.txt"], 1, "empty.txt is empty."),
    (["clean", "."], 1, "is a folder"),
    (["clean", "picture.txt"], 1, "is not text"),
    (["summarize", "furniture.txt"], 1, "nothing to quote"),
    (["summarize", "nowhere.txt"], 1, "There is no file"),
    (["summarize", "furniture.txt", "--algorithm", "gpt"], 2, "invalid choice"),
    (["brief", "air-defence", "--corpus", "corrupt"], 1, "corpus.toml is not valid TOML"),
]


@pytest.mark.parametrize(("arguments", "code", "words"), BAD_INPUT)
def test_bad_input_gets_a_sentence_and_no_traceback(
    quotewire, tmp_path: Path, arguments, code, words
):
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "furniture.txt").write_text("#news\nAdvertisement\n", "utf-8")
    (tmp_path / "corrupt").mkdir()
    (tmp_path / "corrupt" / "a.txt").write_text("The council met on Monday again.", "utf-8")
    (tmp_path / "corrupt" / "corpus.toml").write_text('["a.txt"]\noutlet = \n', "utf-8")

    result, out, err = quotewire(*arguments)

    assert result == code
    assert words in err
    assert "Traceback" not in err
    assert out == ""


def test_a_document_that_is_all_furniture_is_said_to_be(quotewire, tmp_path: Path):
    (tmp_path / "a.txt").write_text("#news #world\nSubscribe to our newsletter\n", "utf-8")

    code, out, err = quotewire("clean", "a.txt", "--json")

    assert code == 0
    assert json.loads(out)["body"] == ""
    assert "every line of it is furniture" in err


def test_help_needs_no_settings_and_no_store(quotewire, monkeypatch):
    monkeypatch.setenv("QUOTEWIRE_TIMEZONE", "nowhere")

    code, out, _ = quotewire("--help")

    assert code == 0
    assert "brief" in out


def test_one_bad_file_among_several_is_told_of_and_the_rest_is_read(quotewire, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("", "utf-8")

    code, out, err = quotewire("summarize", "empty.txt", *ALL_SEEDS)

    assert code == 0
    assert "empty.txt is empty" in err
    assert "│" in out


def test_words_spoken_by_somebody_are_marked_as_such(quotewire):
    _, out, _ = quotewire("summarize", str(SEEDS / "003_0ef06e8af33ecdcf.txt"), "--words", "40")

    spoken = "Allies have provided air defence, but we need even more."
    assert spoken not in out or "(somebody quoted there)" in out.split(spoken)[1].splitlines()[1]


@pytest.mark.parametrize("form", [[], pytest.param(["--json"], marks=pytest.mark.slow)])
def test_a_reader_who_leaves_early_is_no_failure_and_a_full_disk_is_told_of(form):
    command = [QUOTEWIRE, "brief", "air-defence", *form]

    piped = subprocess.run(
        f"set -o pipefail; {shlex.join(command)} | true",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
    )
    with Path("/dev/full").open("w") as full:
        filled = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (piped.returncode, piped.stderr) == (0, "")
    assert filled.returncode == 1
    assert "No space left on device" in filled.stderr
    assert "Traceback" not in filled.stderr


@pytest.mark.parametrize(("option", "stories"), [((), 2), (("--mix-languages",), 1)])
def test_group_mixes_languages_when_asked_to(as_json, tmp_path: Path, option, stories):
    (tmp_path / "en.txt").write_text(
        "Russian drones killed four people and injured 17 in the port of Odesa, said the governor, "
        "Oleh Kravets. In the district of Peresyp a block of flats hit by drones burnt out.",
        "utf-8",
    )
    (tmp_path / "de.txt").write_text(
        "Russische Drohnen haben im Hafen von Odesa vier Menschen getötet und 17 verletzt, teilte "
        "Gouverneur Oleh Krawez mit. Im Stadtteil Peresyp brannte ein Wohnhaus aus.",
        "utf-8",
    )

    told = as_json("group", str(tmp_path / "en.txt"), str(tmp_path / "de.txt"), *option)

    assert len(told["stories"]) == stories
