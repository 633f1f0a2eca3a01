"""A table in memory, parted into segments that are files: a small change rewrites a small file."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from bot.store.rows import RECORDS, Key, Record, Table, key_of

R = TypeVar("R", bound=Record)


class PackedRows(MutableMapping[Key, R]):
    """Rows by their keys as bytes, each made anew when somebody asks for it.

    For rows that are large and seldom read: a thousand memories of sources are a hundred megabytes
    of Python's numbers and a fifth of that so.

    Args:
        name: of their table.
        packed: what it begins with.
    """

    def __init__(self, name: Table, packed: Mapping[Key, bytes] | None = None) -> None:
        self._packed = dict(packed or {})
        self._name, self._record = name, RECORDS[name]

    def __getitem__(self, key: Key) -> R:
        record: Any = msgspec.msgpack.decode(self._packed[key], type=self._record)
        row: R = record
        return row

    def __setitem__(self, key: Key, row: R) -> None:
        self._packed[key] = msgspec.msgpack.encode(row)

    def __delitem__(self, key: Key) -> None:
        del self._packed[key]

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def copy(self) -> "PackedRows[R]":
        """The rows as they are now."""
        return PackedRows(self._name, self._packed)


@dataclass(frozen=True, slots=True)
class Change:
    """A segment as it is to be written; without rows it goes."""

    table: Table
    number: int
    rows: Sequence[Record]


class Segmented(Generic[R]):
    """The rows of a table by their keys.

    A new row goes to the newest segment, or to a new one when that is full; it stays there. So what
    came together lies together, and what is old goes with its file.

    Args:
        name: of the table.
        bound: the most rows of a segment.
        packed: whether they are kept in memory as bytes.
    """

    def __init__(self, name: Table, bound: int, *, packed: bool = False) -> None:
        self.name, self._bound = name, bound
        self._rows: dict[Key, R] | PackedRows[R] = PackedRows(name) if packed else {}
        self._home: dict[Key, int] = {}
        self._segments: dict[int, dict[Key, None]] = {}
        self._changed: set[int] = set()

    def load(self, number: int, rows: Iterable[R]) -> None:
        """Take over a segment as it was read. Of two rows with one key the later one counts."""
        segment = self._segments.setdefault(number, {})
        for row in rows:
            key = key_of(row)
            if key in self._home:
                self._leave(key)
            segment[key] = None
            self._home[key] = number
            self._rows[key] = row

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows.values())

    def copy_of_rows(self) -> Mapping[Key, R]:
        """The rows by their keys as they are now, whatever changes later."""
        return self._rows.copy()

    def get(self, key: Key) -> R | None:
        """A row, None where there is none."""
        return self._rows.get(key)

    def put(self, row: R) -> None:
        """Keep a row in place of the old one with its key."""
        key = key_of(row)
        number = self._home.get(key)
        if number is None:
            number = self._with_room()
            self._home[key] = number
            self._segments[number][key] = None
        self._rows[key] = row
        self._changed.add(number)

    def _with_room(self) -> int:
        newest = max(self._segments, default=0)
        if newest and len(self._segments[newest]) < self._bound:
            return newest
        self._segments[newest + 1] = {}
        return newest + 1

    def remove(self, key: Key) -> R | None:
        """Take a row away; what it was, None where there was none."""
        if key not in self._rows:
            return None
        self._leave(key)
        return self._rows.pop(key)

    def _leave(self, key: Key) -> None:
        number = self._home.pop(key)
        del self._segments[number][key]
        self._changed.add(number)

    def take_changes(self) -> list[Change]:
        """The segments that differ from what was taken before, oldest first."""
        numbers = sorted(self._changed)
        self._changed.clear()
        changes = [
            Change(self.name, n, tuple(self._rows[key] for key in self._segments[n]))
            for n in numbers
        ]
        for change in changes:
            if not change.rows:
                del self._segments[change.number]
        return changes

    def give_back(self, change: Change) -> None:
        """Say that a change could not be written; it is taken again."""
        self._segments.setdefault(change.number, {})
        self._changed.add(change.number)

    @property
    def segments(self) -> Sequence[int]:
        """The numbers of the segments, oldest first."""
        return sorted(self._segments)
