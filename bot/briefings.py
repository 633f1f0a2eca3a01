"""Briefings from what the store keeps, each computed once however many ask for it."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime

from bot.health import NONE, Tally, tally
from bot.store.base import Store
from summaries.briefing import brief
from summaries.draft import DEFAULT
from summaries.model import Article, Briefing, Topic

_KEPT = 256
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a briefing: its first quotes, or more of them.

    Attributes:
        number: from 0.
        asof: the moment up to which articles were read.
        sources: how the sources are, so that nobody takes silence for peace.
    """

    briefing: Briefing
    number: int
    asof: datetime
    sources: Tally = NONE


class Briefings:
    """The briefings of a store, remembered until an article of theirs or their topic changes.

    What comes in on other topics leaves them as they are: while a thousand sources are read, none
    has to be made anew for each article.

    Args:
        store: whose articles and topics.
        algorithm: whose choice of sentences; a setting.
    """

    def __init__(self, store: Store, algorithm: str = DEFAULT) -> None:
        self._store, self._algorithm = store, algorithm
        self._known: OrderedDict[tuple[Topic, int, int, int], Briefing] = OrderedDict()
        self._lock = asyncio.Lock()

    async def page(self, topic: Topic, *, asof: datetime, number: int = 0) -> Page:
        """A page of the briefing on a topic.

        Args:
            topic: which one.
            asof: read no article that arrived later, so that "more" goes on where it began.
            number: of the page, from 0; quotes of the pages before are left out.
        """
        number = min(number, _MOST_PAGES)
        articles = tuple(await self._store.articles.get(topic=topic.slug, by=asof))
        # One at a time: two people who ask for the same must not compute it twice.
        async with self._lock:
            briefing = await self._cached(topic, articles, asof, number)
        # How much was read to find them is another number with every article.
        whole = await self._store.articles.count(by=asof)
        counts = replace(briefing.counts, articles=whole.documents, undated=whole.undated)
        sources = tally(await self._store.sources.all(), asof)
        return Page(replace(briefing, counts=counts), number, asof, sources)

    async def _cached(
        self, topic: Topic, articles: tuple[Article, ...], asof: datetime, number: int
    ) -> Briefing:
        key = (topic, len(articles), hash(articles), number)
        if key not in self._known:
            seen: frozenset[tuple[str, int]] = frozenset()
            if number:
                before = [await self._cached(topic, articles, asof, n) for n in range(number)]
                seen = frozenset(
                    (quote.article.document, quote.start)
                    for briefing in before
                    for story in briefing.stories
                    for quotes in (story.quotes, *(d.quotes for d in story.disagreements))
                    for quote in quotes
                )
            self._known[key] = await asyncio.to_thread(
                brief, topic, articles, now=asof, seen=seen, algorithm=self._algorithm
            )
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]
