"""What a fetch of a source brings: articles to be stored, and what is to be remembered of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.errors import FetchError, HeldBack
from bot.sources.articles import key_of, of_document, of_feed, said_of
from bot.sources.fetching.fetch import Ask, Fetched, Fetcher
from bot.sources.full_pages import FullPages, was_read
from bot.sources.pieces import FeedReading, Piece, Read, Reading, Request, Task
from bot.sources.policy import Outcome, asks_in_full
from bot.sources.sentences import no_article
from bot.store.base import Store
from bot.store.source import Memory, Source, SourceKind
from summaries.model import Article

TASKS = {SourceKind.FEED: Task.FEED, SourceKind.PAGE: Task.PAGE, SourceKind.TEXT: Task.TEXT}
"""How the kinds of sources that are fetched are read."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a fetch brought.

    Attributes:
        outcome: for the policy, without the count of what is new.
        articles: to be stored.
        memory: what is remembered from now on; None to leave it as it is.
    """

    outcome: Outcome
    articles: Sequence[Article] = ()
    memory: Memory | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Fetches and reads sources, and stores nothing.

    Attributes:
        store: where it looks up what is known of a source.
        keep: how long articles are kept.
    """

    store: Store
    fetcher: Fetcher
    read: Read
    keep: timedelta

    async def find(self, source: Source, now: datetime) -> Found:
        """What a source brings now; why it could not be had is in the outcome."""
        ask = Ask(source.address)
        if not asks_in_full(source, now):
            ask = replace(ask, etag=source.etag, last_modified=source.last_modified)
        try:
            return await self._read(source, await self.fetcher.fetch(ask), now)
        except HeldBack as error:
            return Found(Outcome(put_off=True, retry_after=error.retry_after))
        except FetchError as error:
            return Found(Outcome(error.cause, error.detail, error.retry_after))

    async def _read(self, source: Source, fetched: Fetched, now: datetime) -> Found:
        checksum = None if fetched.unchanged else sha256(fetched.content).hexdigest()
        outcome = Outcome(
            hint=fetched.max_age,
            unchanged=fetched.unchanged or checksum == source.checksum,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            checksum=checksum,
            moved_to=fetched.moved_to,
        )
        if outcome.unchanged:
            return Found(outcome)
        memory = await self.store.sources.memory(source.number)
        reading = await self.read(
            Request(
                TASKS[source.kind],
                fetched.content,
                fetched.content_type,
                fetched.address,
                now,
                memory.seen,
                memory.habits,
                now - self.keep,
            )
        )
        if reading.feed is not None:
            return await self._feed(source, reading.feed, memory, outcome, now)
        return _document(source, reading, memory, outcome, fetched.address, now)

    async def _feed(
        self,
        source: Source,
        feed: FeedReading,
        memory: Memory,
        outcome: Outcome,
        now: datetime,
    ) -> Found:
        lasting = timedelta(seconds=feed.ttl or 0)
        outcome = replace(
            outcome, dates=feed.dates, hint=max(outcome.hint or timedelta(0), lasting)
        )
        if not feed.seen:  # for an hour, maybe: what was in it before is no news when it is back
            return Found(outcome)
        pieces, seen = await self._without_retired(source, feed.pieces, memory), feed.seen
        if source.full_pages:
            pages = FullPages(self.fetcher, self.read, self.keep)
            pieces, marks = await pages.read_into(pieces, memory.seen, feed.habits, now)
            seen = seen | marks
            if marks:  # asked in full, the server sends them again
                outcome = replace(outcome, etag=None, last_modified=None, checksum=None)
        articles = await asyncio.to_thread(of_feed, source, pieces, now=now, keep=self.keep)
        return Found(outcome, articles, Memory(source.number, seen, feed.habits))

    async def _without_retired(
        self, source: Source, pieces: Sequence[Piece], memory: Memory
    ) -> Sequence[Piece]:
        """Items without those whose articles were let go of, which an edit does not make new.

        Of dated ones the date tells. Of the others: they were read before, and are not kept.
        """
        edited = {p.key for p in pieces if not p.published and was_read(memory.seen.get(p.key))}
        if not edited:
            return pieces
        ids = await self.store.articles.ids(source.name)
        retired = edited - {id_.partition(":")[2] for id_ in ids}
        return [piece for piece in pieces if piece.key not in retired]


def _document(
    source: Source,
    reading: Reading,
    memory: Memory,
    outcome: Outcome,
    address: str,
    now: datetime,
) -> Found:
    """What a page or a text brings: those of its articles that read otherwise than before.

    The bytes of a page change with each advert in it. What it says may be what was let go of long
    ago, and is no news then.
    """
    document = reading.page.document if reading.page else reading.text
    articles = of_document(source, document, now=now) if document else []
    if not articles:
        raise no_article(address)
    seen = said_of(articles)
    news = [a for a in articles if memory.seen.get(key_of(a)) != seen[key_of(a)]]
    habits = reading.page.habits if reading.page else []
    return Found(outcome, news, Memory(source.number, seen, habits))
