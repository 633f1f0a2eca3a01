"""Floors only rise, unless somebody says why."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import GoldError
from bot.evaluation.floors import (
    Floors,
    Lowered,
    judged,
    lowered,
    pinned,
    read_floors,
    write_floors,
)
from bot.evaluation.measure import Measure

TODAY = date(2025, 3, 4)


def measure(value: float | None, name: str = "a") -> Measure:
    return Measure(name, value, 10)


def test_pinning_raises_a_floor_to_what_is_measured_rounded_down():
    assert pinned([measure(0.8749)], Floors({"a": 0.5})).values == {"a": 0.87}
    assert pinned([measure(0.875)], Floors()).values == {"a": 0.875}
    assert pinned([measure(1.0)], Floors()).values == {"a": 1.0}


def test_pinning_never_lowers_a_floor_and_forgets_none():
    floors = Floors({"a": 0.9, "gone": 0.3})

    assert pinned([measure(0.5)], floors).values == {"a": 0.9, "gone": 0.3}
    assert pinned([measure(None)], floors).values == {"a": 0.9, "gone": 0.3}


def test_a_measure_is_right_at_its_floor_and_wrong_below():
    floors = Floors({"a": 0.5})

    assert [one.ok for one in judged([measure(0.5)], floors)] == [True]
    assert [one.ok for one in judged([measure(0.4999)], floors)] == [False]
    assert [one.ok for one in judged([measure(0.1)], Floors())] == [True]


def test_a_measure_that_vanished_is_below_its_floor():
    assert [one.ok for one in judged([measure(None)], Floors({"a": 0.5}))] == [False]
    (_, gone) = judged([measure(1.0)], Floors({"b": 0.5}))
    assert (gone.measure.name, gone.ok) == ("b", False)
    assert "nothing measures it" in gone.measure.failures[0]


def test_lowering_touches_only_what_is_missed_and_leaves_a_note():
    before = Floors({"a": 0.9, "b": 0.9, "gone": 0.3}, (Lowered(TODAY, "z", 1.0, 0.9, 0.9, "x"),))

    after = lowered([measure(0.611), measure(0.95, "b")], before, why="Rain", on=TODAY)

    assert after.values == {"a": 0.61, "b": 0.9}
    assert after.notes == (
        *before.notes,
        Lowered(TODAY, "a", 0.9, 0.61, 0.611, "Rain"),
        Lowered(TODAY, "gone", 0.3, None, None, "Rain"),
    )


def test_floors_and_notes_survive_the_file(tmp_path: Path):
    path = tmp_path / "floors.toml"
    floors = Floors(
        {"a.b-c": 0.875, "z": 1.0},
        (
            Lowered(TODAY, "a.b-c", 0.9, 0.875, 0.8765, 'She said "дощ"\nand 🌧'),
            Lowered(TODAY, "gone", 0.3, None, None, "Rain"),
        ),
    )

    write_floors(path, floors)

    assert read_floors(path) == floors
    assert path.read_text("utf-8").startswith("# Below these values")


def test_no_file_means_no_floors(tmp_path: Path):
    assert read_floors(tmp_path / "floors.toml") == Floors()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[floors]\na = 2\n", "the floor of a must be a number from 0 to 1"),
        ("[floors]\na = true\n", "the floor of a must be a number"),
        ("[[lowered]]\nmeasure = 'a'\n", "not whole"),
        ("[floors\n", "not valid TOML"),
    ],
)
def test_a_file_that_makes_no_sense_is_told_of(tmp_path: Path, text: str, told: str):
    path = tmp_path / "floors.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(GoldError, match=told):
        read_floors(path)
