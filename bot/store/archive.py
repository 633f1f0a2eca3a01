"""A backup: everything a store holds in one file, the same for every store.

The file is gzip; in it are lines of JSON. The first says what it is, each other one holds a table's
name and a row, in the order of tables and keys, and the last one how many there were of each table
and the SHA-256 of all lines before it. So a file that was cut short or changed is told from a whole
one, and anybody can read it without Quotewire (``zcat``).
"""

import gzip
import hashlib
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from bot import __version__
from bot.errors import BackupError
from bot.store.base import Snapshot
from bot.store.moving import pages
from bot.store.rows import Key, Row, Table, from_row, key_of, line, to_row
from bot.store.whole import written_whole

_FORMAT = 2  # 1 has no sources, admins and earlier versions
_COMPRESSION = 6
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Head:
    """What a backup is: the first line."""

    quotewire: str
    format: int
    version: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Foot:
    """What must have come before: the last line."""

    rows: dict[Table, int]
    sha256: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row: any line but the first and the last."""

    table: Table
    row: Row


async def write(snapshot: Snapshot, path: Path, *, made: datetime) -> Foot:
    """Write a backup; the file is whole, or not there.

    Raises:
        BackupError: the file cannot be written.
    """
    counts = dict.fromkeys(Table, 0)
    with _packed(path) as packed:
        packed.add(msgspec.json.encode(Head("backup", _FORMAT, __version__, made)) + b"\n")
        for table in Table:
            async for page in pages(snapshot, table):
                for row in page:
                    packed.add(line({"table": table.value, "row": row}))
                counts[table] += len(page)
        return packed.end(counts)


class _Packed:
    """A backup while it is written."""

    def __init__(self, file: gzip.GzipFile) -> None:
        self._file, self._sum = file, hashlib.sha256()

    def add(self, text: bytes) -> None:
        self._sum.update(text)
        self._file.write(text)

    def end(self, counts: dict[Table, int]) -> Foot:
        foot = Foot(counts, self._sum.hexdigest())
        self._file.write(msgspec.json.encode(foot) + b"\n")
        return foot


@contextmanager
def _packed(path: Path) -> Iterator[_Packed]:
    try:
        with (
            written_whole(path) as file,
            # Without name and time in it the same data make the same file.
            gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed,
        ):
            yield _Packed(packed)
    except OSError as error:
        raise BackupError(
            f"The backup {path} cannot be written: {error.strerror}. Check its name and its "
            "rights, and that there is room."
        ) from error


class Archive:
    """A backup to read from, as a ``base.Snapshot``; made by ``open_archive``.

    Who reads page after page goes through the file once; any other order begins anew.
    """

    def __init__(self, path: Path, head: Head, foot: Foot) -> None:
        self._path, self.head, self.foot = path, head, foot
        self._rows: Iterator[tuple[Key, Row]] = iter(())
        self._at: tuple[Table, Key | None] | None = None

    async def count(self, table: Table) -> int:
        return self.foot.rows.get(table, 0)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Self]:
        """The backup itself: it does not change."""
        yield self

    async def page(
        self, table: Table, *, after: Key | None = None, by: Key | None = None, most: int = 500
    ) -> Sequence[Row]:
        if self._at != (table, after):
            self._rows = self._behind(table, after)
        found: list[Row] = []
        last = after
        while len(found) < most:
            key, row = next(self._rows, (None, None))
            if key is None or row is None:
                break
            if by is not None and key > by:
                self._rows = chain([(key, row)], self._rows)
                break
            found.append(row)
            last = key
        self._at = (table, last)
        return found

    def _behind(self, table: Table, after: Key | None) -> Iterator[tuple[Key, Row]]:
        """The rows of a table behind a key, as this version writes them."""
        for text in _lines(self._path):
            if not text.startswith(b'{"row":'):
                continue
            entry = _decoded(self._path, text, _Entry)
            if entry.table is table:
                record = from_row(table, entry.row)
                key = key_of(record)
                if after is None or key > after:
                    yield key, to_row(record)


def open_archive(path: Path) -> Archive:
    """A backup, read once and found to be whole.

    Raises:
        BackupError: there is no such file, or it is not a whole backup that this version reads.
    """
    sum_ = hashlib.sha256()
    first = last = b""
    for text in _lines(path):
        first = first or text
        sum_.update(last)
        last = text
    head = _decoded(path, first, Head)
    if head.quotewire != "backup" or head.format > _FORMAT:
        raise BackupError(
            f"{path} was written by Quotewire {head.version}, which is newer. Upgrade this one."
        )
    foot = _decoded(path, last, Foot)
    if foot.sha256 != sum_.hexdigest():
        raise _not_whole(path)
    return Archive(path, head, foot)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) as packed:
            yield from packed
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _not_whole(path) from None
    except OSError as error:
        raise BackupError(
            f"The backup {path} cannot be read: {error.strerror}. Check its name and its rights."
        ) from error


def _decoded(path: Path, text: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(text, type=kind)
    except ValueError:  # without its content, which may be what a chat told us
        raise _not_whole(path) from None


def _not_whole(path: Path) -> BackupError:
    return BackupError(
        f"{path} is not a whole backup: it was cut short or changed, or is something else. Take "
        "another one."
    )
