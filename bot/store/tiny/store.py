"""The embedded store, put together."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.errors import StoreError
from bot.store.records import Owing, Retired, storable
from bot.store.rows import Key, Note, Record, Row, Table, from_row, to_row
from bot.store.source import Earlier
from bot.store.tiny.articles import Revision, TinyArticles, TinyTopics
from bot.store.tiny.chats import TinyChats
from bot.store.tiny.files import Files
from bot.store.tiny.outbox import TinyOutbox
from bot.store.tiny.sources import TinyAdmins, TinySources

_FOR_CACHES = frozenset({Table.TOPICS, Table.ARTICLES})


class TinyNotes:
    """The notes; see ``base.Notes``."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def get(self, name: str) -> str | None:
        note = self._files.notes.get((name,))
        return None if note is None else note.text

    async def put(self, name: str, text: str | None) -> None:
        if text is None:
            self._files.notes.remove((name,))
        else:
            self._files.notes.put(storable(Note(name, text)))
        self._files.changed()


class TinySnapshot:
    """All rows as they were when it was made; see ``base.Snapshot``."""

    def __init__(self, tables: Mapping[Table, Mapping[Key, Record]]) -> None:
        self._rows = tables
        self._keys = {table: sorted(rows) for table, rows in tables.items()}

    async def count(self, table: Table) -> int:
        return len(self._rows[table])

    async def page(
        self, table: Table, *, after: Key | None = None, by: Key | None = None, most: int = 500
    ) -> Sequence[Row]:
        keys = self._keys[table]
        first = 0 if after is None else bisect_right(keys, after)
        end = len(keys) if by is None else bisect_right(keys, by)
        return [to_row(self._rows[table][key]) for key in keys[first : min(end, first + most)]]


class TinyStore:
    """A store in a folder; made by ``open_tiny``."""

    def __init__(self, files: Files) -> None:
        self._files, self._revision = files, Revision()
        self.topics = TinyTopics(files, self._revision)
        self.articles = TinyArticles(files, self._revision)
        self.sources = TinySources(files)
        self.admins = TinyAdmins(files)
        self.outbox = TinyOutbox(files)
        self.chats = TinyChats(files, self.outbox)
        self.notes = TinyNotes(files)
        self.outbox.load()

    async def revision(self) -> int:
        return self._revision.number

    async def retire(self, *, articles: datetime, slots: datetime) -> Retired:
        gone = self.articles.retire(articles)
        return Retired(gone, *self.outbox.retire(slots))

    async def faults(self) -> Sequence[str]:
        return tuple(self._files.faults)

    async def others_connected(self) -> int:
        return 0  # the lock keeps them out

    async def flush(self) -> None:
        await self._files.flush()

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[TinySnapshot]:
        tables = self._files.tables.items()
        yield TinySnapshot({name: table.copy_of_rows() for name, table in tables})

    async def put_rows(self, table: Table, rows: Sequence[Row]) -> None:
        records: list[Any] = [storable(from_row(table, row)) for row in rows]
        for record in records:
            match record:
                case Owing():
                    self.outbox.put(record)
                case Earlier():
                    self.articles.put_earlier(record)
                case _:
                    self._files.tables[table].put(record)
        self._moved(table)

    async def drop_rows(self, table: Table, keys: Sequence[Key]) -> None:
        match table:
            case Table.SLOTS:
                self.outbox.drop(keys)
            case Table.SOURCES:
                self.sources.drop(keys)
            case Table.ARTICLES:
                await self.articles.remove([str(id_) for (id_,) in keys])
            case Table.EARLIER:
                self.articles.drop_earlier(keys)
            case _:
                for key in keys:
                    self._files.tables[table].remove(key)
        self._moved(table)

    def _moved(self, table: Table) -> None:
        if table in _FOR_CACHES:
            self._revision.moved(self._files)
        else:
            self._files.changed()

    async def close(self) -> None:
        await self._files.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


async def open_tiny(folder: Path, *, writable: bool = True) -> TinyStore:
    """The store in a folder, which is made where it does not exist.

    Args:
        folder: where its files are.
        writable: False reads it as it is now, also while another process holds it; what is changed
            then is never kept.

    Raises:
        StoreInUse: another process holds the folder.
        StoreError: the folder or a file in it cannot be used.
    """
    files = Files(folder, writable=writable)
    await asyncio.to_thread(files.load)
    return TinyStore(files)


def set_aside_if_damaged(folder: Path, now: datetime) -> Path | None:
    """Put all files of a folder aside if they cannot be read; blocks.

    Args:
        folder: of a store.
        now: names the folder in it to which they go.

    Returns:
        That folder; None where all can be read, or there is none.

    Raises:
        StoreInUse: another process holds the folder.
        StoreError: they cannot be moved.
    """
    files = Files(folder, writable=False)
    try:
        files.load()
    except StoreError:
        return files.set_aside(f"damaged-{now:%Y-%m-%dT%H%M%SZ}")
    return None
