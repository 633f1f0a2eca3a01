"""Briefings from what the store keeps, each computed once however many ask for it."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.base import Store
from summaries.briefing import brief
from summaries.draft import DEFAULT
from summaries.model import Article, Briefing, Read, Topic

_KEPT = 256
_MOST_PAGES = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a briefing: its first quotes, or more of them.

    Attributes:
        number: from 0.
        asof: the moment up to which articles were read.
    """

    briefing: Briefing
    number: int
    asof: datetime


@dataclass(frozen=True, slots=True)
class _Material:
    """What a briefing is made of.

    Attributes:
        revision: of the store, no later than the rest.
        articles: those that may speak of the topic.
        whole: how much was read to find them.
    """

    revision: int
    articles: Sequence[Article]
    whole: Read


class Briefings:
    """The briefings of a store, remembered until an article or a topic changes.

    Args:
        store: whose articles and topics.
        algorithm: whose choice of sentences; a setting.
    """

    def __init__(self, store: Store, algorithm: str = DEFAULT) -> None:
        self._store, self._algorithm = store, algorithm
        self._known: OrderedDict[tuple[int, str, int, Read, int], Briefing] = OrderedDict()
        self._lock = asyncio.Lock()

    async def page(self, topic: Topic, *, asof: datetime, number: int = 0) -> Page:
        """A page of the briefing on a topic.

        Args:
            topic: which one.
            asof: read no article that arrived later, so that "more" goes on where it began.
            number: of the page, from 0; quotes of the pages before are left out.
        """
        number = min(number, _MOST_PAGES)
        # Before the articles: what comes between belongs to a later revision.
        revision = await self._store.revision()
        articles = await self._store.articles.get(topic=topic.slug, by=asof)
        read = _Material(revision, articles, await self._store.articles.count(by=asof))
        # One at a time: two people who ask for the same must not compute it twice.
        async with self._lock:
            briefing = await self._cached(topic, read, asof, number)
        return Page(briefing, number, asof)

    async def _cached(self, topic: Topic, read: _Material, asof: datetime, number: int) -> Briefing:
        # Articles come in order of arrival, so their number says which ones they are.
        key = (read.revision, topic.slug, len(read.articles), read.whole, number)
        if key not in self._known:
            seen: frozenset[tuple[str, int]] = frozenset()
            if number:
                before = [await self._cached(topic, read, asof, n) for n in range(number)]
                seen = frozenset(
                    (quote.article.document, quote.start)
                    for briefing in before
                    for story in briefing.stories
                    for quotes in (story.quotes, *(d.quotes for d in story.disagreements))
                    for quote in quotes
                )
            self._known[key] = await asyncio.to_thread(
                brief,
                topic,
                read.articles,
                now=asof,
                seen=seen,
                algorithm=self._algorithm,
                whole=read.whole,
            )
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]
