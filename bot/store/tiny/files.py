"""The files of the embedded store: read once, and written behind what changes in memory."""

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

from bot.errors import StoreError
from bot.store.records import Chat, Digest, Filed, Owing
from bot.store.rows import RECORDS, Note, PlacedTopic, Table
from bot.store.source import Admin, Earlier, Memory, Source
from bot.store.tiny.journal import JOURNAL, Batch, Journal
from bot.store.tiny.lock import FolderLock, committing
from bot.store.tiny.storage import DAMAGED, PREVIOUS, SafeStorage
from bot.store.tiny.table import Change, Segmented

logger = logging.getLogger(__name__)

_GROUPED_FOR = 0.5
_TRY_AGAIN_AFTER = 30.0
_VERY_FEW, _LARGE, _SOME, _FEW, _MANY = 4, 16, 32, 64, 256


class Files:
    """All tables, and the folder in which they outlive the process.

    A change is made in memory and announced with ``changed``; it reaches the disk together with the
    others of the same half second, or when somebody awaits ``flush``. What is written together is
    there together after a crash, or not at all.

    Args:
        folder: where they are.
        writable: whether this process may write; then no other may.
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.topics = Segmented[PlacedTopic](Table.TOPICS, _MANY)
        self.sources = Segmented[Source](Table.SOURCES, _SOME)
        self.memories = Segmented[Memory](Table.MEMORIES, _VERY_FEW, packed=True)
        self.admins = Segmented[Admin](Table.ADMINS, _MANY)
        self.articles = Segmented[Filed](Table.ARTICLES, _FEW)
        self.earlier = Segmented[Earlier](Table.EARLIER, _LARGE, packed=True)
        self.chats = Segmented[Chat](Table.CHATS, _MANY)
        self.digests = Segmented[Digest](Table.DIGESTS, _FEW)
        self.slots = Segmented[Owing](Table.SLOTS, _MANY)
        self.notes = Segmented[Note](Table.NOTES, _MANY)
        self._folder, self._writable = folder, writable
        self._lock, self._journal = FolderLock(folder), Journal(folder)
        self._writing = asyncio.Lock()
        self._later: asyncio.TimerHandle | None = None
        self._behind: set[asyncio.Task[None]] = set()
        self._traces: set[Table] = set()
        self._closed = False
        self.faults: list[str] = []

    @property
    def tables(self) -> dict[Table, Segmented[Any]]:
        """The tables by their names."""
        named: Sequence[Segmented[Any]] = (
            self.topics,
            self.sources,
            self.memories,
            self.admins,
            self.articles,
            self.earlier,
            self.chats,
            self.digests,
            self.slots,
            self.notes,
        )
        return {table.name: table for table in named}

    def load(self) -> None:
        """Read everything into memory, and hold the folder if it is to be written; blocks.

        Raises:
            StoreInUse: another process holds the folder.
            StoreError: the folder or a file in it cannot be used.
        """
        with self._told():
            try:
                if self._writable:
                    self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                    self._lock.acquire()
                self._read()
            except BaseException:
                self._lock.release()
                raise

    def _read(self) -> None:
        if not self._folder.is_dir():
            return
        with committing(self._folder, writable=self._writable):
            for table, number, rows in self._raw():
                self.tables[table].load(number, rows)

    def _raw(self) -> Iterator[tuple[Table, int, list[Any]]]:
        """The records of each segment, as a process that died would have left them."""
        try:
            if self._writable:
                for left_over in self._folder.glob(".*.json.*"):
                    left_over.unlink(missing_ok=True)  # of a write that was cut short
                self._journal.finish()
            begun = self._journal.left()
        except ValueError:
            raise StoreError(
                f"The journal in {self._folder} is damaged. Restore the data from a backup with "
                "'quotewire store restore FILE --replace'."
            ) from None
        ahead = {} if begun is None else dict(begun.files)
        for table in self.tables:
            for number in _numbers(table, [*ahead, *self._names()]):
                name = _name(table, number)
                if name not in ahead:
                    yield table, number, self._records_in(table, name)
                elif (content := ahead[name]) is not None:
                    rows = content.get(table.value, {}).values()
                    yield table, number, _records(table, rows)

    def _names(self) -> list[str]:
        return [path.name for path in self._folder.iterdir()]

    def _records_in(self, table: Table, name: str) -> list[Any]:
        with TinyDB(
            self._folder / name,
            storage=SafeStorage,
            repair=self._writable,
            accept=lambda tables: _records(table, tables.get(table.value, {}).values()),
        ) as database:
            rows = database.table(table.value).all()
            if database.storage.fault:
                self.faults.append(database.storage.fault)
                if self._writable:
                    logger.error("%s", database.storage.fault)
        return _records(table, map(dict, rows))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in words what the disk refused."""
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"The data folder {self._folder} cannot be used: {error.strerror or error}. Make "
                "room or check its rights, or set QUOTEWIRE_DATA to another folder. What was "
                "written before is intact."
            ) from error

    def set_aside(self, name: str) -> Path:
        """Move all files of tables to a folder of this name in the folder; blocks.

        Raises:
            StoreInUse: another process holds the folder.
            StoreError: the disk refused.
        """
        aside = self._folder / name
        with self._told():
            self._lock.acquire()
            try:
                aside.mkdir(mode=0o700)
                for path in self._folder.glob("*.json*"):
                    if path.name.partition("-")[0] in set(Table) or path.name == JOURNAL:
                        path.replace(aside / path.name)
            finally:
                self._lock.release()
        return aside

    def changed(self) -> None:
        """Say that something changed in memory: it is written soon."""
        if self._writable and self._later is None and not self._closed:
            self._write_after(_GROUPED_FOR)

    def _write_after(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self._later = loop.call_later(seconds, self._start_writing)

    def _start_writing(self) -> None:
        self._later = None
        task = asyncio.ensure_future(self._write_behind())
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _write_behind(self) -> None:
        try:
            await self.flush()
        except StoreError as error:
            if self._closed:
                return  # whoever closed it was told
            logger.error("Not written yet, tried again in a while: %s", error)  # noqa: TRY400 - a sentence
            if self._later is None:
                self._write_after(_TRY_AGAIN_AFTER)

    async def flush(self) -> None:
        """Wait until all that was changed before is on the disk.

        Raises:
            StoreError: the disk refused, and the changes stay in memory and are tried again; or the
                store is closed.
        """
        if not self._writable:
            return
        if self._closed:
            raise StoreError("The store is closed.")
        # Whoever waits may be cancelled; the thread that writes cannot, and nobody else may write
        # before it is done.
        await asyncio.shield(asyncio.ensure_future(self._flush()))

    async def _flush(self) -> None:
        async with self._writing:
            changes = [c for table in self.tables.values() for c in table.take_changes()]
            traces = frozenset(self._traces)
            if not changes and not traces:
                return
            batch = self._batch(changes, traces)
            try:
                await asyncio.to_thread(self._write, batch)
            except BaseException:
                for change in changes:
                    self.tables[change.table].give_back(change)
                raise
            self._traces -= traces

    async def erase(self, tables: Sequence[Table]) -> None:
        """Flush, and leave no copy of how these tables were before.

        Raises:
            StoreError: as ``flush`` does.
        """
        if self._writable:
            self._traces.update(tables)
            self.changed()
        await self.flush()

    def _batch(self, changes: Sequence[Change], traces: frozenset[Table]) -> Batch:
        files = {
            _name(change.table, change.number): {
                change.table.value: {str(place): row for place, row in enumerate(change.rows, 1)}
            }
            if change.rows
            else None
            for change in changes
        }
        kept = [_name(table, n) for table in sorted(traces) for n in self.tables[table].segments]
        return Batch(files, kept)

    def _write(self, batch: Batch) -> None:
        with self._told(), committing(self._folder, writable=True):
            self._journal.carry_out(batch)

    async def close(self) -> None:
        """Write what is left and let go of the folder.

        Raises:
            StoreError: the disk refused.
        """
        if self._closed:
            return
        self._closed = True
        if self._later is not None:
            self._later.cancel()
            self._later = None
        await asyncio.shield(asyncio.ensure_future(self._close()))

    async def _close(self) -> None:
        try:
            if self._writable:
                await self._flush()
        finally:
            await asyncio.to_thread(self._lock.release)


def _name(table: Table, number: int) -> str:
    return f"{table}-{number:06}.json"


def _numbers(table: Table, names: Sequence[str]) -> list[int]:
    """The numbers of a table's segments, of which there is a file or at least its copy."""
    begin, end = f"{table}-", ".json"
    found = (name.removesuffix(PREVIOUS) for name in names if not name.endswith(DAMAGED))
    middles = (
        name.removeprefix(begin).removesuffix(end)
        for name in found
        if name.startswith(begin) and name.endswith(end)
    )
    return sorted({int(middle) for middle in middles if middle.isdecimal()})


def _records(table: Table, rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """The records of a segment's rows.

    Raises:
        ValueError: there are others in it; what they hold is not told, since it may be what a chat
            told us.
    """
    record: Any = RECORDS[table]
    try:
        found: list[Any] = msgspec.convert(list(rows), list[record])
    except msgspec.ValidationError:
        raise ValueError("it holds what this version of Quotewire does not write") from None
    return found
