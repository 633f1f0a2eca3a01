"""Floors: what the engine has reached and must not lose.

They stand in ``floors.toml`` beside the gold. ``pin`` only ever raises them; to lower one takes
its own flag and a reason, and leaves a note in the file.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import GoldError
from bot.evaluation.gold import read_toml
from bot.evaluation.measure import Measure

_STEPS = 200
_EPSILON = 1e-9
_HEAD = """\
# Below these values `make test` fails. `quotewire evaluate --pin` raises them to what is measured;
# `quotewire evaluate --lower --note "why"` lowers those that are missed, and leaves a note below.
"""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A note of a floor that was lowered.

    Attributes:
        before: the floor until then.
        after: the floor since then; None where it was taken away, as nothing is measured any more.
        measured: the value that made it necessary.
    """

    on: date
    measure: str
    before: float
    after: float | None
    measured: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors by the names of their measures, and the notes on those that were lowered."""

    values: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Lowered, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A measure beside its floor."""

    measure: Measure
    floor: float | None

    @property
    def ok(self) -> bool:
        """Whether it has no floor, or reaches it."""
        value = self.measure.value
        return self.floor is None or (value is not None and value >= self.floor - _EPSILON)


def judged(measures: Sequence[Measure], floors: Floors) -> list[Judged]:
    """Each measure beside its floor; one that has a floor and is gone counts as missed."""
    known = {measure.name for measure in measures}
    gone = [
        Measure(name, None, 0, (f"{name}: it has a floor, but nothing measures it any more",))
        for name in floors.values
        if name not in known
    ]
    return [Judged(measure, floors.values.get(measure.name)) for measure in (*measures, *gone)]


def pinned(measures: Sequence[Measure], floors: Floors) -> Floors:
    """Floors raised to what is measured, rounded down; none is lowered."""
    values = dict(floors.values)
    for measure in measures:
        if measure.value is not None:
            values[measure.name] = max(_down(measure.value), values.get(measure.name, 0.0))
    return Floors(values, floors.notes)


def lowered(measures: Sequence[Measure], floors: Floors, *, why: str, on: date) -> Floors:
    """Floors that are missed brought down to what is measured, each with a note.

    Args:
        measures: all of them.
        floors: in force.
        why: the reason, for whoever reads the notes.
        on: today.
    """
    values = dict(floors.values)
    notes = list(floors.notes)
    for one in judged(measures, floors):
        if one.ok or one.floor is None:
            continue
        name, value = one.measure.name, one.measure.value
        after = None if value is None else _down(value)
        notes.append(Lowered(on, name, one.floor, after, value, why))
        if after is None:
            del values[name]
        else:
            values[name] = after
    return Floors(values, tuple(notes))


def _down(value: float) -> float:
    return math.floor(value * _STEPS + _EPSILON) / _STEPS


def read_floors(path: Path) -> Floors:
    """The floors in a file; none where there is no such file.

    Raises:
        GoldError: it cannot be used.
    """
    if not path.exists():
        return Floors()
    content = read_toml(path)
    values = content.get("floors", {})
    for name, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise GoldError(f"{path}: the floor of {name} must be a number from 0 to 1.")
    try:
        notes = tuple(_note(entry) for entry in content.get("lowered", []))
    except (KeyError, TypeError) as error:
        raise GoldError(f"{path}: a note on a lowered floor is not whole ({error}).") from error
    return Floors({name: float(value) for name, value in values.items()}, notes)


def _note(entry: Mapping[str, Any]) -> Lowered:
    return Lowered(
        entry["on"],
        entry["measure"],
        entry["before"],
        entry.get("after"),
        entry.get("measured"),
        entry["why"],
    )


def write_floors(path: Path, floors: Floors) -> None:
    """Write floors and notes.

    Raises:
        GoldError: the file cannot be written.
    """
    lines = [_HEAD, "[floors]"]
    lines += [f"{_quoted(name)} = {value}" for name, value in sorted(floors.values.items())]
    for note in floors.notes:
        lines += ["", "[[lowered]]", *_fields(note)]
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise GoldError(f"{path} cannot be written: {error.strerror}.") from error


def _fields(note: Lowered) -> Iterable[str]:
    yield f"on = {note.on.isoformat()}"
    yield f"measure = {_quoted(note.measure)}"
    yield f"before = {note.before}"
    if note.after is not None:
        yield f"after = {note.after}"
    if note.measured is not None:
        yield f"measured = {round(note.measured, 4)}"
    yield f"why = {_quoted(note.why)}"


def _quoted(text: str) -> str:
    """A TOML string; JSON's are ones, as long as no letter is escaped into surrogates."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=False)
