"""``quotewire evaluate`` as people and scripts use it."""

import json
from pathlib import Path

import pytest

from bot.evaluation import stories
from bot.evaluation.floors import read_floors


def floors_of(folder: Path):
    return read_floors(folder / "floors.toml")


@pytest.fixture
def pinned(quotewire, gold_folder: Path) -> Path:
    """Gold whose floors are pinned to what the sound engine reaches."""
    code, _, err = quotewire("evaluate", "--gold", str(gold_folder), "--pin")
    assert (code, "floors changed" in err) == (0, True)
    return gold_folder


def set_apart(monkeypatch) -> None:
    monkeypatch.setattr(stories, "group", lambda articles: [(a,) for a in articles])


def test_json_has_the_promised_shape(quotewire, pinned: Path):
    code, out, err = quotewire("evaluate", "--gold", str(pinned), "--json")

    told = json.loads(out)
    assert (code, err) == (0, "")
    assert set(told) == {"measures", "ok"}
    assert told["ok"] is True
    for measure in told["measures"]:
        assert set(measure) == {"name", "value", "floor", "ok", "labels", "failures"}
    by_name = {measure["name"]: measure for measure in told["measures"]}
    assert by_name["quotes.verbatim"]["value"] == by_name["quotes.verbatim"]["floor"] == 1
    assert by_name["cleaning.furniture.uk"]["value"] is None


def test_people_get_a_table(quotewire, pinned: Path):
    code, out, err = quotewire("evaluate", "--gold", str(pinned))

    assert (code, err) == (0, "")
    assert "quotes.verbatim" in out
    assert "1.000" in out
    assert "{" not in out


def test_below_a_floor_is_a_failure_told_in_a_sentence(quotewire, pinned: Path, monkeypatch):
    set_apart(monkeypatch)

    code, out, err = quotewire("evaluate", "--gold", str(pinned), "--json")

    told = json.loads(out)
    assert code == 1
    assert told["ok"] is False
    recall = next(m for m in told["measures"] if m["name"] == "stories.recall")
    assert (recall["ok"], recall["failures"]) == (
        False,
        ["en/dnipro_1.txt: apart from en/dnipro_2.txt: bakery"],
    )
    assert err.startswith("quotewire evaluate: Below the floor: stories.recall, ")
    assert err.count("\n") == 1


def test_failures_are_listed_for_people_who_ask(quotewire, pinned: Path, monkeypatch):
    set_apart(monkeypatch)

    _, without, _ = quotewire("evaluate", "--gold", str(pinned))
    _, out, _ = quotewire("evaluate", "--gold", str(pinned), "--failures")

    assert "en/dnipro_1.txt: apart from" not in without
    assert "en/dnipro_1.txt: apart from en/dnipro_2.txt: bakery" in out


def test_pinning_a_worse_engine_lowers_nothing(quotewire, pinned: Path, monkeypatch):
    before = floors_of(pinned)
    set_apart(monkeypatch)

    code, _, err = quotewire("evaluate", "--gold", str(pinned), "--pin")

    assert code == 1
    assert floors_of(pinned) == before
    assert "0 floors changed" in err


def test_lowering_takes_a_reason_and_leaves_a_note(quotewire, pinned: Path, monkeypatch):
    set_apart(monkeypatch)

    code, _, _ = quotewire(
        "evaluate", "--gold", str(pinned), "--lower", "--note", "stories cost too much"
    )

    floors = floors_of(pinned)
    assert code == 0
    assert floors.values["stories.recall"] == 0.75
    note = next(n for n in floors.notes if n.measure == "stories.recall")
    assert (note.before, note.after, note.why) == (1.0, 0.75, "stories cost too much")
    assert floors.values["quotes.verbatim"] == 1.0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lower"], '--lower and --note "why" go together'),
        (["--lower", "--note", " "], "go together"),
        (["--note", "why"], "go together"),
        (["--pin", "--lower", "--note", "why"], "Choose one"),
        (["--words", "50"], "are for --rouge"),
        (["--algorithms", "lexrank"], "are for --rouge"),
        (["--rouge", "DIR", "--pin"], "--pin is for the gold"),
        (["--algorithms", "gpt"], "there is no algorithm 'gpt'"),
        (["--words", "0"], "not a number above 0"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(quotewire, pinned: Path, arguments, told):
    before = floors_of(pinned)
    where = [] if "--rouge" in arguments else ["--gold", str(pinned)]

    code, out, err = quotewire("evaluate", *where, *arguments)

    assert (code, out) == (2, "")
    assert told in err
    assert floors_of(pinned) == before


def test_gold_that_cannot_be_used_is_told_of(quotewire, tmp_path: Path):
    code, out, err = quotewire("evaluate", "--gold", str(tmp_path / "nowhere"))

    assert (code, out) == (1, "")
    assert "There is no folder" in err


def test_floors_that_cannot_be_written_are_told_of(quotewire, gold_folder: Path):
    (gold_folder / "floors.toml").symlink_to(gold_folder / "nowhere" / "floors.toml")

    code, out, err = quotewire("evaluate", "--gold", str(gold_folder), "--pin")

    assert (code, out) == (1, "")
    assert "floors.toml cannot be written" in err
