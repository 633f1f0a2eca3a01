"""Finding out what an address is, and what it would bring."""

import asyncio
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from bot.desk import Trial
from bot.errors import FetchError
from bot.sources.addresses import canonical, typed
from bot.sources.articles import host_of, said_of
from bot.sources.fetching.fetch import Ask, Fetched, Fetcher
from bot.sources.pieces import Read, Reading, Request, Task
from bot.sources.policy import Outcome
from bot.sources.sentences import no_article
from bot.sources.trial import NEWEST, judge
from bot.sources.tried import Tried
from bot.store.base import Store
from bot.store.source import Memory, Source, SourceKind

_MOST_FEEDS_TRIED = 3
_MOST_OTHERS = 5
LONGEST_TITLE = 80
# Two fetches of one feed may be some hours apart; two sections of a paper share less.
_SAME_FEED = 0.7
_FEWEST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Tryout:
    """Tries addresses.

    Attributes:
        keep: how long articles are kept.
    """

    store: Store
    fetcher: Fetcher
    read: Read
    clock: Callable[[], datetime]
    keep: timedelta

    async def address(self, text: str, *, most: int = NEWEST) -> Tried:
        """What an address would bring.

        Args:
            text: as somebody typed it.
            most: how many of the newest articles to show.

        Raises:
            FetchError: it cannot be fetched, or nothing there could be a source.
            SourceError: it makes no sense as an address.
        """
        asked = typed(text)
        fetched, reading = await self._look(asked)
        page = reading.page
        if page is None or page.document is not None or not page.feeds:
            others = page.feeds if page else ()
            return await self._tried(asked, fetched, reading, None, others, most)
        failure: FetchError | None = None
        for address, _ in page.feeds[:_MOST_FEEDS_TRIED]:
            try:
                of_feed, feed = await self._look(address)
            except FetchError as error:
                failure = failure or error
                continue
            if feed.feed is not None:
                others = tuple(each for each in page.feeds if each[0] != address)
                return await self._tried(address, of_feed, feed, fetched.address, others, most)
        raise failure or no_article(fetched.address)

    async def _look(self, address: str) -> tuple[Fetched, Reading]:
        fetched = await self.fetcher.fetch(Ask(address))
        request = Request(
            Task.LOOK, fetched.content, fetched.content_type, fetched.address, self.clock()
        )
        return fetched, await self.read(request)

    async def _tried(
        self,
        asked: str,
        fetched: Fetched,
        reading: Reading,
        page: str | None,
        others: Sequence[tuple[str, str]],
        most: int,
    ) -> Tried:
        now = self.clock()
        source = source_of(reading, fetched, asked, now)
        topics = await self.store.topics.all()
        judged = await asyncio.to_thread(
            judge, source, reading, topics, now=now, keep=self.keep, most=most
        )
        if reading.feed is None and not judged.articles:
            raise no_article(fetched.address)
        seen = reading.feed.seen if reading.feed else said_of(judged.articles)
        memory = Memory(0, seen, habits_of(reading))
        trial = Trial(
            id="",
            address=asked,
            kind=source.kind,
            dialect=_dialect(reading),
            title=source.title,
            language=source.language,
            items=judged.items,
            newest=judged.newest,
            week=judged.week,
            matches=judged.matches,
            caveats=judged.caveats,
            page=page,
            others=tuple(others[:_MOST_OTHERS]),
            known=await self.known(source, memory),
        )
        outcome = Outcome(
            hint=fetched.max_age,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            checksum=sha256(fetched.content).hexdigest(),
            dates=reading.feed.dates if reading.feed else (),
            new=len(judged.articles),
        )
        return Tried(trial, reading, source, judged.articles, memory, outcome, now)

    async def known(self, source: Source, memory: Memory) -> Source | None:
        """The source that something is already: by its addresses, or by what it carries."""
        kept = await self.store.sources.all()
        by_address = await asyncio.to_thread(_with_address_of, source, kept)
        if by_address is not None or len(memory.seen) < _FEWEST_SHARED:
            return by_address
        for each in kept:
            if each.kind is SourceKind.FEED:
                theirs = await self.store.sources.memory(each.number)
                if _likeness(memory.seen.keys(), theirs.seen.keys()) >= _SAME_FEED:
                    return each
        return None


def _with_address_of(source: Source, kept: Sequence[Source]) -> Source | None:
    mine = addresses_of(source)
    return next((each for each in kept if mine & addresses_of(each)), None)


def addresses_of(source: Source) -> frozenset[str]:
    """All addresses by which a source is known, in a form that can be compared.

    A file has none, also where it was read once from the web.
    """
    if source.kind is SourceKind.FILE:
        return frozenset()
    return frozenset(map(_compared, (source.address, *source.aliases)))


_compared = lru_cache(maxsize=8_192)(canonical)


def _likeness(a: AbstractSet[str], b: AbstractSet[str]) -> float:
    """Jaccard's: how much of all that two sets hold they share."""
    return len(a & b) / len(a | b) if a or b else 0.0


def source_of(reading: Reading, fetched: Fetched, asked: str, now: datetime) -> Source:
    """What a reading would be kept as, without a number yet."""
    feed, page, text = reading.feed, reading.page, reading.text
    kind = SourceKind.FEED if feed else SourceKind.PAGE if page else SourceKind.TEXT
    named = feed or page or text
    title = " ".join(((named and named.title) or "").split()) or host_of(fetched.address)
    return Source(
        number=1,
        kind=kind,
        address=asked,
        title=shortened(title),
        added=now,
        aliases=(fetched.address,) if fetched.address != asked else (),
        language=_language(reading),
    )


def source_of_document(reading: Reading, name: str, now: datetime) -> Source:
    """What a document that somebody handed in would be kept as, without a number yet."""
    named = reading.feed or reading.page or reading.text
    title = " ".join(((named and named.title) or "").split())
    return Source(
        number=1,
        kind=SourceKind.FILE,
        address=name,
        title=shortened(title or name),
        added=now,
        language=_language(reading),
    )


def _language(reading: Reading) -> str | None:
    if reading.page is not None and reading.page.document is not None:
        return reading.page.document.language or reading.page.language
    named = reading.feed or reading.page or reading.text
    return named.language if named else None


def shortened(title: str) -> str:
    """A title that is not longer than people read."""
    if len(title) <= LONGEST_TITLE:
        return title
    return title[: LONGEST_TITLE - 1].rstrip() + "…"


def habits_of(reading: Reading) -> list[list[int]]:
    """The lines of the documents read, to be remembered."""
    named = reading.feed or reading.page
    return named.habits if named else []


def _dialect(reading: Reading) -> str:
    if reading.feed:
        return reading.feed.dialect
    return "web page" if reading.page else "plain text"
