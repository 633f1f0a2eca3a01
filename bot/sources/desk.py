"""The desk: sources tried, added and looked after; see ``bot.desk.Desk``."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta

from bot.desk import Line, Refreshed, Status, Taken, Trial
from bot.errors import SourceError, SourceUnknown
from bot.sources.feeds.opml import Outline, write_opml
from bot.sources.intake import Intake
from bot.sources.opml_import import imported
from bot.sources.pieces import Reading
from bot.sources.policy import resumed
from bot.sources.refresh import Refresher
from bot.sources.sentences import known_already
from bot.sources.trial import NEWEST, with_number
from bot.sources.tried import Tried
from bot.sources.tryout import Tryout, shortened
from bot.store.base import Store
from bot.store.source import Source, SourceKind

_MOST_PENDING = 50
_PENDING_FOR = timedelta(hours=1)
_ID_BYTES = 6
_NOTHING = Reading()


class SourceDesk:
    """Looks after the sources of a store.

    Args:
        store: whose.
        refresher: fetches them.
        tryout: finds out what an address is.
        intake: takes in files.
        clock: the present moment.
    """

    def __init__(
        self,
        store: Store,
        refresher: Refresher,
        tryout: Tryout,
        intake: Intake,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._refresher, self._clock = store, refresher, clock
        self._tryout, self._intake = tryout, intake
        self._pending: OrderedDict[str, Tried] = OrderedDict()
        self._adding = asyncio.Lock()

    async def try_out(self, address: str) -> Trial:
        tried = await self._tryout.address(address)
        id_ = secrets.token_urlsafe(_ID_BYTES)
        self._pending[id_] = replace(tried, reading=_NOTHING)  # its articles are all that is needed
        while len(self._pending) > _MOST_PENDING:
            self._pending.popitem(last=False)
        return replace(tried.trial, id=id_)

    async def add(self, trial: str, *, full_pages: bool = False) -> Source:
        tried = self._pending.get(trial)
        if tried is None or self._clock() - tried.made > _PENDING_FOR:
            raise SourceError("That was too long ago. Send the address again.")
        return await self._keep(tried, full_pages=full_pages)

    async def _keep(self, tried: Tried, *, full_pages: bool = False) -> Source:
        async with self._adding:  # what is added meanwhile may be the same
            known = await self._tryout.known(tried.source, tried.memory)
            if known is not None:
                raise known_already(known)
            kept = await self._refresher.begin(tried, full_pages=full_pages)
            await self._store.flush()
            return kept

    async def add_document(
        self, name: str, content: bytes, *, dry_run: bool = False, most: int = NEWEST
    ) -> Taken:
        return await self._intake.document(name, content, dry_run=dry_run, most=most)

    async def ingest(self, address: str, *, dry_run: bool = False, most: int = NEWEST) -> Taken:
        """Read what is at an address once, as if somebody had handed it in; a source is refreshed.

        Args:
            address: as somebody typed it.
            dry_run: keep nothing.
            most: how many of the newest articles to show.

        Raises:
            SourceError: it cannot be.
        """
        tried = await self._tryout.address(address, most=most)
        known = tried.trial.known
        if known is None or dry_run:
            name = tried.trial.address
            return await self._intake.keep_reading(name, tried.reading, dry_run=dry_run, most=most)
        refreshed = await self.refresh(known.number)
        if refreshed.source.cause is not None:
            raise SourceError(
                f"Source {known.number} could not be read just now. 'quotewire source show "
                f"{known.number}' says why."
            )
        changed = Status.CHANGED if refreshed.changed else Status.KNOWN
        return Taken(
            tried.trial.address,
            Status.ADDED if refreshed.new else changed,
            refreshed.source,
            with_number(tried.trial.newest, known.number),
            articles=len(tried.articles),
        )

    async def all(self) -> Sequence[Source]:
        return await self._store.sources.all()

    async def get(self, number: int) -> Source:
        return _found(await self._store.sources.get(number), number)

    async def articles(self, number: int) -> int:
        return len(await self._store.articles.ids(str(number)))

    async def refresh(self, number: int) -> Refreshed:
        refreshed = await self._refresher.refresh(number)
        await self._store.flush()
        return refreshed

    async def pause(self, number: int) -> Source:
        return await self._change(number, lambda source: replace(source, paused=True, due=None))

    async def resume(self, number: int) -> Source:
        now = self._clock()
        return await self._change(number, lambda source: resumed(source, now))

    async def rename(self, number: int, title: str) -> Source:
        plain = " ".join(title.split())
        if not plain:
            raise SourceError("The new title is empty. Write some words.")
        return await self._change(number, lambda source: replace(source, title=shortened(plain)))

    async def read_full_pages(self, number: int, *, wanted: bool) -> Source:
        async with self._refresher.interrupted(number):
            source = await self.get(number)
            if source.kind is not SourceKind.FEED:
                raise SourceError(f"Source {number} is no feed, so it leads to no other pages.")
            if wanted:  # what is in the feed now is read in full too
                memory = await self._store.sources.memory(number)
                await self._store.sources.remember(replace(memory, seen={}))
            now = self._clock()
            return await self._change(
                number,
                lambda source: replace(
                    source,
                    full_pages=wanted,
                    due=source.due and min(source.due, now),
                    etag=None,
                    last_modified=None,
                    checksum=None,
                ),
            )

    async def remove(self, number: int) -> int:
        async with self._refresher.interrupted(number):
            source = await self.get(number)
            ids = await self._store.articles.ids(source.name)
            # The articles first: a crash in between leaves a source that fetches them again, not
            # articles that nobody can remove.
            await self._store.articles.remove(ids)
            await self._store.sources.remove(number)
            await self._store.flush()
            return len(ids)

    async def import_opml(self, content: bytes) -> AsyncIterator[Line]:
        async with aclosing(imported(self._tryout, self._keep, content)) as lines:
            async for line in lines:
                yield line

    async def export_opml(self) -> bytes:
        feeds = [s for s in await self.all() if s.kind is SourceKind.FEED]
        outlines = [Outline(source.title, source.address, None) for source in feeds]
        return write_opml(outlines, title="Quotewire", made=self._clock())

    async def _change(self, number: int, decide: Callable[[Source], Source]) -> Source:
        changed = _found(await self._store.sources.change(number, decide), number)
        await self._store.flush()
        return changed


def _found(source: Source | None, number: int) -> Source:
    if source is None:
        raise SourceUnknown(number)
    return source
