"""The gate: the engine must not become worse on the shipped gold than it is promised to be."""

import pytest

from bot.evaluation.evaluate import evaluate
from bot.evaluation.floors import Floors, Judged, judged, read_floors
from bot.evaluation.gold import FLOORS, read_gold, shipped_gold

_SHOWN = 40


@pytest.fixture(scope="session")
def floors() -> Floors:
    return read_floors(shipped_gold() / FLOORS)


@pytest.fixture(scope="session")
def told(floors: Floors) -> dict[str, Judged]:
    """Each measure beside its floor; measured once for all tests."""
    return {one.measure.name: one for one in judged(evaluate(shipped_gold()), floors)}


@pytest.mark.parametrize("name", sorted(read_floors(shipped_gold() / FLOORS).values))
def test_the_engine_reaches_its_floor(told: dict[str, Judged], name: str):
    one = told[name]
    assert one.ok, "\n".join(
        [
            f"{name} is {one.measure.value}, its floor {one.floor}. What went wrong:",
            *one.measure.failures[:_SHOWN],
        ]
    )


def test_every_measure_has_a_floor(told: dict[str, Judged]):
    """`quotewire evaluate --pin` gives floors to new ones."""
    without = [n for n, one in told.items() if one.floor is None and one.measure.value is not None]

    assert without == []


def test_every_quote_is_word_for_word(told: dict[str, Judged]):
    assert told["quotes.verbatim"].measure.value == 1, told["quotes.verbatim"].measure.failures
    assert told["quotes.verbatim"].floor == 1


def test_every_document_of_the_gold_is_labelled():
    gold = read_gold(shipped_gold())

    found = {f"{p.parent.name}/{p.name}" for p in shipped_gold().glob("documents/*/*.txt")}
    assert found - set(gold.documents) == set()


def test_the_gold_is_large_enough_to_mean_something():
    gold = read_gold(shipped_gold())

    languages = [d.language for d in gold.documents.values() if d.set != "seeds"]
    assert len(languages) >= 40
    assert {"en", "uk"} <= set(languages)
    assert sum(d.set == "seeds" for d in gold.documents.values()) == 5
    assert gold.pairs
    assert gold.disagreements
