"""``quotewire evaluate --rouge`` on a benchmark written for these tests."""

import json
import sys
from pathlib import Path

import pytest

from bot.evaluation import rouge
from bot.evaluation.rouge import Event, _scorer, compare, read_benchmark
from summaries.briefing import summarize

BENCHMARK = {
    "documents/bakery/1.txt": """\
Four people were killed on Tuesday when drones hit a bakery in Dnipro.

Firefighters needed six hours to put out the blaze in the bakery on Titov Street.

Neighbours brought bread from home to the crews who were digging through the night.
""",
    "documents/bakery/2.txt": """\
Russian drones struck a bakery in Dnipro on Tuesday and killed four people.

The mayor of the city declared a day of mourning for the bakers on Wednesday.

Schools in the district stayed closed while the police looked for drone parts.
""",
    "documents/bakery/3.txt": """\
A bakery in Dnipro was destroyed by drones on Tuesday, the governor said.

Two of the four dead were sisters who had worked at the ovens for twenty years.

The owner said that he would bake again before the month was over.
""",
    "documents/strike/1.txt": """\
Crane drivers in Rotterdam went on strike on Monday over night shifts.

The port expects that forty ships will have to wait off the coast this week.

A driver said that he had not slept a whole night since January.
""",
    "documents/strike/2.txt": """\
A strike of crane drivers closed the port of Rotterdam on Monday.

Their union wants an end to double night shifts before the winter.

The port authority said that it had offered more pay instead.
""",
    "documents/strike/3.txt": """\
Rotterdam's cranes stood still on Monday as drivers walked out over night shifts.

Ships were sent on to Antwerp, where the quays are full as well.

Talks between the union and the port will go on tomorrow.
""",
    "references/bakery.1.txt": "Drones killed four people in a bakery in Dnipro on Tuesday.",
    "references/bakery.2.txt": "Four died when Russian drones hit a Dnipro bakery.",
    "references/strike.1.txt": "Crane drivers closed the port of Rotterdam over night shifts.",
    "references/strike.2.txt": "A strike over night shifts stopped the cranes of Rotterdam.",
}


@pytest.fixture
def benchmark(tmp_path: Path) -> Path:
    for name, text in BENCHMARK.items():
        path = tmp_path / "toy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "toy"


def test_algorithms_are_compared_in_one_run(quotewire, benchmark: Path):
    code, out, err = quotewire(
        "evaluate",
        *("--rouge", str(benchmark), "--words", "30"),
        *("--algorithms", "quotewire,lexrank,luhn", "--json"),
    )

    told = json.loads(out)
    assert code == 0
    assert (told["events"], told["words"]) == (2, 30)
    assert [a["algorithm"] for a in told["algorithms"]] == ["quotewire", "lexrank", "luhn"]
    for standing in told["algorithms"]:
        for kind in ("rouge1", "rouge2", "rougeL"):
            for part in ("recall", "precision", "f"):
                interval = standing[kind][part]
                assert 0 <= interval["low"] <= interval["mean"] <= interval["high"] <= 1
        assert standing["seconds"] > 0
        assert standing["rouge1"]["recall"]["mean"] > 0.2
    assert told["algorithms"][1]["times_lexrank"] == 1
    assert "event 2 of 2: strike" in err


def test_people_get_tables(quotewire, benchmark: Path):
    code, out, _ = quotewire("evaluate", "--rouge", str(benchmark), "--algorithms", "quotewire")

    assert code == 0
    assert "ROUGE-2" in out
    assert "2 events, at most 100 words each" in out
    assert "times as fast as lexrank" in out


def test_two_runs_give_the_same_scores(benchmark: Path):
    events = read_benchmark(benchmark)

    first, second = (compare(events, ["quotewire"], 30)[0].scores for _ in range(2))

    assert first == second


def test_without_lexrank_there_is_no_ratio_to_it(benchmark: Path):
    (standing,) = compare(read_benchmark(benchmark), ["quotewire"], 30)

    assert standing.times_lexrank is None


def test_scores_are_those_of_rouge_with_porter_stems():
    score = _scorer("en")

    assert score("The drone hits", "drones hit")["rouge1", "recall"] == pytest.approx(2 / 3)
    assert score("one two", "one two three four")["rouge1", "precision"] == pytest.approx(1 / 2)
    assert score("a b c d", "a x c y")["rougeL", "f"] == pytest.approx(1 / 2)
    assert score("a b c", "a b x")["rouge2", "recall"] == pytest.approx(1 / 2)


def event_of(folder: Path, *references: str) -> Event:
    document = folder / "1.txt"
    document.write_text("Crane drivers in Rotterdam went back to work on Monday.\n", "utf-8")
    return Event("a", (document,), references)


def test_a_score_is_the_mean_over_references(tmp_path: Path):
    event = event_of(tmp_path, "Crane drivers in Rotterdam went back to work on Monday.", "Zebra.")

    (standing,) = compare([event], ["quotewire"], 30)

    assert standing.scores["rouge1", "recall"].mean == pytest.approx(0.5)
    assert standing.scores["rougeL", "f"].mean == pytest.approx(0.5)


def test_a_summary_is_cut_to_the_number_of_words(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(rouge, "summarize", lambda articles, _: summarize(articles, 100))

    (standing,) = compare([event_of(tmp_path, "Crane Monday")], ["quotewire"], 4)

    assert standing.scores["rouge1", "recall"].mean == pytest.approx(1 / 2)
    assert standing.scores["rouge1", "precision"].mean == pytest.approx(1 / 4)


def test_other_scripts_are_scored_by_our_own_tokens_and_stems():
    assert _scorer("uk")("ракети вдарили", "ракета")["rouge1", "recall"] > 0


def test_each_event_has_its_own_references(benchmark: Path):
    (benchmark / "references" / "bakery.late.1.txt").write_text("Late.", "utf-8")
    (benchmark / "documents" / "bakery.late").mkdir()
    (benchmark / "documents" / "bakery.late" / "a.txt").write_text("A late report.", "utf-8")

    counted = {e.name: len(e.references) for e in read_benchmark(benchmark)}

    assert counted == {"bakery": 2, "bakery.late": 1, "strike": 2}


def test_an_event_without_references_is_named(quotewire, benchmark: Path):
    for path in (benchmark / "references").glob("strike.*"):
        path.unlink()

    code, out, err = quotewire("evaluate", "--rouge", str(benchmark))

    assert (code, out) == (1, "")
    assert "The event strike has no references." in err


def test_a_folder_laid_out_otherwise_is_told_of(quotewire, tmp_path: Path):
    code, _, err = quotewire("evaluate", "--rouge", str(tmp_path))

    assert code == 1
    assert "There is no folder" in err
    assert "documents/EVENT/*.txt" in err


def test_an_event_without_documents_is_named(quotewire, benchmark: Path):
    (benchmark / "documents" / "zoo").mkdir()

    code, _, err = quotewire("evaluate", "--rouge", str(benchmark))

    assert code == 1
    assert "The event zoo has no documents." in err


def test_a_document_that_is_empty_is_told_of_and_left_out(quotewire, benchmark: Path):
    (benchmark / "documents" / "bakery" / "0.txt").write_text("", "utf-8")

    code, _, err = quotewire("evaluate", "--rouge", str(benchmark), "--algorithms", "quotewire")

    assert code == 0
    assert "0.txt is empty" in err


def test_without_the_extra_the_command_says_what_to_install(quotewire, benchmark, monkeypatch):
    monkeypatch.setitem(sys.modules, "rouge_score.rouge_scorer", None)

    code, out, err = quotewire("evaluate", "--rouge", str(benchmark))

    assert (code, out) == (1, "")
    assert "pip install 'quotewire[rouge]'" in err
    assert "Traceback" not in err
