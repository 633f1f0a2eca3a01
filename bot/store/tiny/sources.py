"""Sources and admins in the embedded store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from heapq import nsmallest

from bot.store.changing import LAST_SOURCE, changed, next_number, numbered
from bot.store.records import storable
from bot.store.rows import Key, Note
from bot.store.source import Admin, Memory, Source
from bot.store.tiny.files import Files


class TinySources:
    """The sources; see ``base.Sources``."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def add(self, make: Callable[[int], Source]) -> Source:
        noted = self._files.notes.get((LAST_SOURCE,))
        last = max((source.number for source in self._files.sources), default=0)
        number = next_number(None if noted is None else noted.text, last)
        source = storable(numbered(make(number), number))
        for kept in self._files.sources:
            if kept.address == source.address:
                return kept
        self._files.sources.put(source)
        self._files.notes.put(Note(LAST_SOURCE, str(number)))
        self._files.changed()
        return source

    async def get(self, number: int) -> Source | None:
        return self._files.sources.get((number,))

    async def all(self) -> Sequence[Source]:
        return tuple(sorted(self._files.sources, key=lambda source: source.number))

    async def change(self, number: int, decide: Callable[[Source], Source]) -> Source | None:
        old = self._files.sources.get((number,))
        if old is None:
            return None
        others = (kept.address for kept in self._files.sources if kept.number != number)
        new = changed(old, storable(decide(old)), others)
        if new != old:
            self._files.sources.put(new)
            self._files.changed()
        return new

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Source]:
        waiting = (
            (source.due, source.number, source)
            for source in self._files.sources
            if source.due is not None and source.due <= by
        )
        return tuple(source for *_, source in nsmallest(most, waiting, key=lambda row: row[:2]))

    async def remove(self, number: int) -> bool:
        return bool(self.drop([(number,)]))

    def drop(self, keys: Sequence[Key]) -> int:
        """Take sources away with what is remembered of them; how many there were."""
        gone = [key for key in keys if self._files.sources.remove(key)]
        for key in gone:
            self._files.memories.remove(key)
        if gone:
            self._files.changed()
        return len(gone)

    async def memory(self, number: int) -> Memory:
        return self._files.memories.get((number,)) or Memory(number)

    async def remember(self, memory: Memory) -> None:
        memory = storable(memory)
        known = (memory.source,) in self._files.sources
        if known and memory != self._files.memories.get((memory.source,)):
            self._files.memories.put(memory)
            self._files.changed()


class TinyAdmins:
    """The admins; see ``base.Admins``."""

    def __init__(self, files: Files) -> None:
        self._files = files

    async def put(self, admin: Admin) -> None:
        self._files.admins.put(storable(admin))
        self._files.changed()

    async def remove(self, user: int) -> bool:
        known = self._files.admins.remove((user,)) is not None
        if known:
            self._files.changed()
        return known

    async def all(self) -> Sequence[Admin]:
        return tuple(sorted(self._files.admins, key=lambda admin: admin.user))
