"""A source is fetched, read, and what is new of it stored; and all sources, when they are due."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from weakref import WeakValueDictionary

from bot.desk import NoticeKind, Refreshed, SourceNotice
from bot.errors import Cause, QuotewireError, SourceError, SourceUnknown
from bot.filing import file_in
from bot.sources.articles import numbered
from bot.sources.fetching.fetch import Fetcher
from bot.sources.finding import TASKS, Finder
from bot.sources.pieces import Read
from bot.sources.policy import SHORTEST, Outcome, after, owed_notice, stepping_aside
from bot.sources.sentences import known_already
from bot.sources.tried import Tried
from bot.sources.tryout import addresses_of
from bot.store.base import Store
from bot.store.source import Source, SourceKind
from summaries.model import Article

logger = logging.getLogger(__name__)

# Fetching is quicker than reading: without a bound what was fetched would pile up.
_AT_ONCE = 32

Tell = Callable[[SourceNotice], Awaitable[bool]]
"""Tells the admins; whether anybody could be told."""


async def nobody_told(_: SourceNotice) -> bool:
    """For where there is no chat: whoever looks at the sources sees it."""
    return False


@dataclass(slots=True)
class Refresher:
    """Fetches sources.

    Attributes:
        keep: how long articles are kept.
        chance: a number from 0 to 1, by chance.
        tell: tells the admins.
    """

    store: Store
    fetcher: Fetcher
    read: Read
    clock: Callable[[], datetime]
    keep: timedelta
    tell: Tell = nobody_told
    chance: Callable[[], float] = random.random
    _busy: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _running: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _put_off: dict[int, datetime] = field(default_factory=dict)
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    def _alone(self, number: int) -> asyncio.Lock:
        """Held by whoever works on a source, so that nobody else does meanwhile."""
        lock = self._busy.get(number)
        if lock is None:
            lock = self._busy[number] = asyncio.Lock()
        return lock

    @asynccontextmanager
    async def interrupted(self, number: int) -> AsyncIterator[None]:
        """Nobody fetches a source in this block; a fetch that was due is ended first."""
        task = self._running.get(number)
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
        async with self._alone(number):
            yield

    async def due(self) -> None:
        """Begin to fetch all sources that are due; returns before that is done."""
        now = self.clock()
        self._put_off = {n: until for n, until in self._put_off.items() if until > now}
        for source in await self.store.sources.due(now):
            if source.number not in self._running and source.number not in self._put_off:
                task = asyncio.create_task(self._refresh_due(source.number))
                self._running[source.number] = task
                task.add_done_callback(partial(self._over, source.number))

    def _over(self, number: int, _: asyncio.Task[None]) -> None:
        self._running.pop(number, None)

    async def idle(self) -> None:
        """Wait until everything that was begun is done."""
        while self._running:
            await asyncio.wait(list(self._running.values()))

    async def close(self) -> None:
        """End what is under way; what was not stored yet comes with the next fetch."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _refresh_due(self, number: int) -> None:
        try:
            async with self._places:
                await self.refresh(number)
        except SourceUnknown:
            pass  # removed meanwhile
        except QuotewireError as error:
            self._put_off[number] = self.clock() + SHORTEST
            told = "Source %d was not refreshed: %s"
            logger.error(told, number, error)  # noqa: TRY400 - a sentence
        except Exception as error:
            self._put_off[number] = self.clock() + SHORTEST
            logger.exception("Source %d was not refreshed.", number)
            await self._failed(number, error)

    async def _failed(self, number: int, error: Exception) -> None:
        """Show that a source makes us stumble, and leave it alone for longer each time."""
        outcome = Outcome(Cause.STUCK, type(error).__name__)
        now, chance = self.clock(), self.chance()
        with suppress(QuotewireError):  # the store's own trouble is in the log already
            await self.store.sources.change(
                number, lambda source: after(source, outcome, now, chance)
            )

    async def tell_owed(self) -> None:
        """Tell the admins what they could not be told when it happened.

        What is gone is not fetched again, so nothing else would bring it up.
        """
        now = self.clock()
        for source in await self.store.sources.all():
            if owed_notice(source, now) is not None and not await self._told_late(source, now):
                return  # the next one would reach nobody either

    async def _told_late(self, source: Source, now: datetime) -> bool:
        async with self._alone(source.number):
            latest = await self.store.sources.get(source.number)
            return latest is None or owed_notice(await self._told(latest, now), now) is None

    async def begin(self, tried: Tried, *, full_pages: bool) -> Source:
        """Keep as a source what was tried out, with its articles.

        Raises:
            SourceKnown: its address is a source already.
        """
        now, chance = self.clock(), self.chance()
        full_pages = full_pages and tried.source.kind is SourceKind.FEED
        # A crash before its articles are stored has it fetched again.
        due = now if full_pages else now + SHORTEST
        source = await self._kept(replace(tried.source, full_pages=full_pages, added=now, due=due))
        if full_pages:
            return source
        number = source.number
        async with self._alone(number):
            if await self.store.sources.get(number) is None:
                raise SourceUnknown(number)
            articles = [numbered(article, number) for article in tried.articles]
            await self._store_articles(source, articles, now)
            await self.store.sources.remember(replace(tried.memory, source=number))
            kept = await self.store.sources.change(
                number, lambda source: after(source, tried.outcome, now, chance)
            )
        return kept or source

    async def _kept(self, draft: Source) -> Source:
        """A draft as a source: a new one, or the one where it was read once and kept as a file."""
        given: list[int] = []

        def make(number: int) -> Source:
            given.append(number)
            return replace(draft, number=number)

        source = await self.store.sources.add(make)
        if source.number == given[-1]:
            return source
        if source.kind is SourceKind.FILE:
            taken = await self.store.sources.change(
                source.number, lambda file: replace(draft, number=file.number)
            )
            if taken is not None:
                return taken
        raise known_already(source)

    async def refresh(self, number: int) -> Refreshed:
        """Fetch a source now.

        Raises:
            SourceUnknown: there is none of this number.
            SourceError: it is none that is fetched.
        """
        async with self._alone(number):
            source = await self._fetchable(number)
            now = self.clock()
            found = await Finder(self.store, self.fetcher, self.read, self.keep).find(source, now)
            # Articles first, then what is remembered of them, then when to come again: a crash in
            # between reads them once more and loses none.
            new, changed = await self._store_articles(source, found.articles, now)
            if found.memory is not None:
                await self.store.sources.remember(found.memory)
            outcome = replace(found.outcome, new=new)
            double = await self._leads_to_another(source, outcome, now)
            kept = await self._changed(source, outcome, now, double=double)
            if kept is None:  # by a shell's command, on the same database
                await self.store.articles.remove([article.id for article in found.articles])
                raise SourceUnknown(number)
            if double:
                await self._reached(SourceNotice(NoticeKind.DOUBLE, kept))
            elif kept.address != source.address:
                await self._reached(SourceNotice(NoticeKind.MOVED, kept))
            return Refreshed(await self._told(kept, now), new, changed)

    async def _fetchable(self, number: int) -> Source:
        source = await self.store.sources.get(number)
        if source is None:
            raise SourceUnknown(number)
        if source.kind not in TASKS:
            raise SourceError(
                f"Source {number} is a file that somebody sent, so there is nothing to fetch. Send "
                "the file again to replace it."
            )
        return source

    async def _leads_to_another(self, source: Source, outcome: Outcome, now: datetime) -> bool:
        """Whether a source now moves to where another is read already."""
        moved = after(source, outcome, now, 0)
        if moved.address == source.address:
            return False
        wanted = addresses_of(replace(moved, aliases=()))
        others = (s for s in await self.store.sources.all() if s.number != source.number)
        return any(wanted & addresses_of(other) for other in others)

    async def _changed(
        self, source: Source, outcome: Outcome, now: datetime, *, double: bool
    ) -> Source | None:
        """A source as it is after an attempt; None where it was removed meanwhile."""
        chance = self.chance()

        def decide(source: Source) -> Source:
            decided = after(source, outcome, now, chance)
            return stepping_aside(source, decided) if double else decided

        return await self.store.sources.change(source.number, decide)

    async def _store_articles(
        self, source: Source, articles: Sequence[Article], now: datetime
    ) -> tuple[int, int]:
        """How many articles were new, and how many read otherwise than before."""
        if not articles:
            return 0, 0
        known = frozenset(await self.store.articles.ids(source.name))
        stored = await file_in(self.store, articles, source.name, now=now)
        new = len({article.id for article in articles} - known)
        return new, max(0, stored - new)

    async def _told(self, source: Source, now: datetime) -> Source:
        """A source, once the admins were told of it what they should know."""
        owed = owed_notice(source, now)
        if owed is None or not await self._reached(SourceNotice(owed, source)):
            return source
        told = owed is not NoticeKind.RECOVERED
        changed = await self.store.sources.change(
            source.number, lambda source: replace(source, told=told)
        )
        return changed or source

    async def _reached(self, notice: SourceNotice) -> bool:
        """Tell the admins; that this goes wrong says nothing of the source."""
        try:
            return await self.tell(notice)
        except Exception:
            logger.exception("The admins were not told of source %d.", notice.source.number)
            return False
