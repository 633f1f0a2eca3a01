"""Moving everything from one store to another.

Both are read in pages of keys; what differs is put or dropped. So a move that was cut short goes on
where it ended, and one that is done again changes nothing. At the end both sides are read once more
and compared by counts and checksums.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.errors import MoveUnfinished, StoreError
from bot.store.base import Snapshot, Store
from bot.store.rows import Checksum, Key, Row, Table, from_row, key_of, line

MOVING = "moving from"
_PAGE = 500
_SMALLER_PAGE = 50
_LARGE_ROWS = frozenset({Table.MEMORIES, Table.EARLIER})

Progress = Callable[[Table, int], None]
"""Told of so many more rows of a table that are done."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table holds, in brief: two that hold the same are equal."""

    table: Table
    rows: int
    checksum: str


async def not_moving(store: Store) -> None:
    """Make sure that no move to a store is unfinished.

    Raises:
        MoveUnfinished: one is; the message names its origin.
    """
    origin = await store.notes.get(MOVING)
    if origin is not None:
        raise MoveUnfinished(
            f"Moving data to this store from {origin} has not ended. Give the same command again: "
            "it goes on where it stopped."
        )


class Source(Protocol):
    """What can be moved: a store or a backup."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Everything as it is now."""


async def move(
    source: Source,
    target: Store,
    *,
    origin: str,
    replace: bool = False,
    progress: Progress = lambda _table, _rows: None,
) -> Sequence[Contents]:
    """Make a store hold what another one holds, and nothing else.

    Args:
        source: what is moved.
        target: an empty store, or one to which a move from ``origin`` is unfinished.
        origin: what the source is called.
        replace: whether what the target holds may be thrown away.
        progress: told while it goes on; each row is copied once and compared once.

    Returns:
        What both hold now.

    Raises:
        StoreError: there is nothing to move, the target holds something else, or both are not the
            same at the end.
    """
    async with source.snapshot() as snapshot:
        if not sum([await snapshot.count(table) for table in Table]):
            raise StoreError(f"There is nothing in {origin}. Check its name.")
        if not replace and (there_already := await _same(snapshot, target)):
            return there_already
        await _begin(target, origin, replace=replace)
        async with target.snapshot() as there:
            for table in Table:
                await _put_what_differs(snapshot, there, target, table, progress)
                await target.flush()
            # Last: until now rows of the target may have referred to what goes.
            for table in reversed(Table):
                await _drop_what_is_not_in(snapshot, there, target, table)
            await target.flush()
    told = await _compared(source, target, progress)
    await target.notes.put(MOVING, None)
    await target.flush()
    return told


async def _compared(source: Source, target: Store, progress: Progress) -> Sequence[Contents]:
    """What both hold; read anew, since somebody may have changed the source meanwhile."""
    told = []
    async with source.snapshot() as here, target.snapshot() as there:
        for table in Table:
            wanted = await contents(here, table, progress)
            if await contents(there, table) != wanted:
                raise StoreError(
                    f"After the move the table {table} is not the same on both sides. Something "
                    "else changes one of them: stop every bot that uses it and move again."
                )
            told.append(wanted)
    return told


async def _same(source: Snapshot, target: Store) -> Sequence[Contents]:
    """What both hold, if that is the same already; nothing otherwise."""
    async with target.snapshot() as there:
        for table in Table:
            if await source.count(table) != await there.count(table):
                return ()
        held = [await contents(there, table) for table in Table]
        return held if held == [await contents(source, table) for table in Table] else ()


async def _begin(target: Store, origin: str, *, replace: bool) -> None:
    unfinished = await target.notes.get(MOVING)
    if unfinished != origin and not replace:
        async with target.snapshot() as there:
            held = {table: await there.count(table) for table in Table if table != Table.NOTES}
        if unfinished is not None or any(held.values()):
            told = ", ".join(f"{rows:,} {table}" for table, rows in held.items() if rows)
            raise StoreError(
                f"The store to fill is not empty ({told or 'an unfinished move'}). Name an "
                "empty one, or add --replace to throw away what it holds."
            )
    await target.notes.put(MOVING, origin)
    await target.flush()


async def _drop_what_is_not_in(
    source: Snapshot, there: Snapshot, target: Store, table: Table
) -> None:
    """Later tables first: they may refer to what goes from earlier ones."""
    after: Key | None = None
    while page := await there.page(table, after=after, most=_most(table)):
        keys = [_key(table, row) for row in page]
        kept = {
            _key(table, row)
            async for rows in pages(source, table, after=after, by=keys[-1])
            for row in rows
        }
        gone = [key for key in keys if key not in kept and not _is_ours(table, key)]
        if gone:
            await target.drop_rows(table, gone)
        after = keys[-1]


async def _put_what_differs(
    source: Snapshot, there: Snapshot, target: Store, table: Table, progress: Progress
) -> None:
    after: Key | None = None
    async for page in pages(source, table):
        last = _key(table, page[-1])
        held = {
            _key(table, row): line(row)
            async for rows in pages(there, table, after=after, by=last)
            for row in rows
        }
        new = [row for row in page if held.get(_key(table, row)) != line(row)]
        if new:
            await target.put_rows(table, new)
        progress(table, len(page))
        after = last


async def contents(
    snapshot: Snapshot, table: Table, progress: Progress = lambda _table, _rows: None
) -> Contents:
    """What a table holds."""
    rows, checksum = 0, Checksum()
    async for page in pages(snapshot, table):
        for row in page:
            checksum.add(row)
        rows += len(page)
        progress(table, len(page))
    return Contents(table, rows, checksum.hexdigest())


async def pages(
    snapshot: Snapshot, table: Table, *, after: Key | None = None, by: Key | None = None
) -> AsyncIterator[Sequence[Row]]:
    """The rows of a table between two keys, page by page, but for the note of a move."""
    while page := await snapshot.page(table, after=after, by=by, most=_most(table)):
        after = _key(table, page[-1])
        moved = [row for row in page if not _is_ours(table, _key(table, row))]
        if moved:
            yield moved


def _most(table: Table) -> int:
    """How many rows are held in memory at once."""
    return min(_PAGE, _SMALLER_PAGE) if table in _LARGE_ROWS else _PAGE


def _is_ours(table: Table, key: Key) -> bool:
    return table is Table.NOTES and key == (MOVING,)


def _key(table: Table, row: Row) -> Key:
    return key_of(from_row(table, row))
