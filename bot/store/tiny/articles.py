"""Topics and articles in the embedded store."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store.records import CORPUS, Filed, storable
from bot.store.rows import PlacedTopic, key_of
from bot.store.tiny.files import Files
from summaries.model import Article, Read, Topic, read_of
from summaries.search import Hit, SearchIndex


class Revision:
    """A number that changes whenever an article or a topic does."""

    def __init__(self) -> None:
        self.number = 0

    def moved(self, files: Files) -> None:
        """Something changed."""
        self.number += 1
        files.changed()


class TinyTopics:
    """The topics; see ``base.Topics``."""

    def __init__(self, files: Files, revision: Revision) -> None:
        self._files, self._revision = files, revision

    async def put(self, topics: Sequence[Topic]) -> None:
        table = self._files.topics
        place = max((kept.place for kept in table), default=0)
        changed = False
        for topic in map(storable, topics):
            old = table.get((topic.slug,))
            if old is None:
                place += 1
            new = PlacedTopic(place if old is None else old.place, topic)
            if new != old:
                table.put(new)
                changed = True
        if changed:
            self._revision.moved(self._files)

    async def remove(self, slugs: Collection[str]) -> None:
        gone = [slug for slug in slugs if self._files.topics.remove((slug,))]
        if gone:
            self._revision.moved(self._files)

    async def all(self) -> Sequence[Topic]:
        placed = sorted(self._files.topics, key=lambda kept: (kept.place, kept.topic.slug))
        return tuple(kept.topic for kept in placed)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """The articles by arrival, as they were at a revision."""

    revision: int
    filed: tuple[Filed, ...]
    arrived: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class _Searchable:
    """An index of the articles as they were at a revision."""

    revision: int
    index: SearchIndex


class TinyArticles:
    """The articles; see ``base.Articles``."""

    def __init__(self, files: Files, revision: Revision) -> None:
        self._files, self._revision = files, revision
        self._ordered = _Ordered(-1, (), ())
        self._searchable: _Searchable | None = None
        self._indexing = asyncio.Lock()

    async def put(self, articles: Sequence[Filed]) -> int:
        table = self._files.articles
        changed = 0
        for filed in map(storable, articles):
            old = table.get((filed.article.id,))
            new = filed if old is None else _with_arrival(filed, old.article.arrived)
            if new != old:
                table.put(new)
                changed += 1
        if changed:
            self._revision.moved(self._files)
        return changed

    async def get(
        self,
        *,
        topic: str | None = None,
        since: datetime | None = None,
        by: datetime | None = None,
    ) -> Sequence[Article]:
        arrived = self._between(since, by)
        return tuple(f.article for f in arrived if topic is None or topic in f.topics)

    def _between(self, since: datetime | None, by: datetime | None) -> Sequence[Filed]:
        ordered = self._by_arrival()
        first = 0 if since is None else bisect_right(ordered.arrived, since)
        end = len(ordered.arrived) if by is None else bisect_right(ordered.arrived, by)
        return ordered.filed[first:end]

    def _by_arrival(self) -> _Ordered:
        if self._ordered.revision != self._revision.number:
            found = sorted(self._files.articles, key=lambda f: (f.article.arrived, f.article.id))
            arrived = tuple(f.article.arrived for f in found)
            self._ordered = _Ordered(self._revision.number, tuple(found), arrived)
        return self._ordered

    async def count(self, *, since: datetime | None = None, by: datetime | None = None) -> Read:
        found = [f.article for f in self._between(since, by)]
        return read_of(found)

    async def ids(self, source: str) -> Collection[str]:
        return [filed.article.id for filed in self._files.articles if filed.source == source]

    async def pages(self, most: int = 500) -> AsyncIterator[Sequence[Filed]]:
        keys = sorted(map(key_of, self._files.articles))
        for start in range(0, len(keys), most):
            kept = map(self._files.articles.get, keys[start : start + most])
            yield tuple(filed for filed in kept if filed is not None)

    async def refile(self, topics: Mapping[str, Collection[str]]) -> None:
        table = self._files.articles
        changed = False
        for id_, slugs in topics.items():
            old = table.get((id_,))
            if old is not None and set(old.topics) != set(slugs):
                table.put(storable(replace(old, topics=tuple(sorted(slugs)))))
                changed = True
        if changed:
            self._revision.moved(self._files)

    async def remove(self, ids: Collection[str]) -> None:
        gone = [id_ for id_ in ids if self._files.articles.remove((id_,))]
        if gone:
            self._revision.moved(self._files)

    async def search(self, query: str, *, most: int = 20) -> Sequence[Hit]:
        async with self._indexing:
            number = self._revision.number
            if self._searchable is None or self._searchable.revision != number:
                articles = [filed.article for filed in self._by_arrival().filed]
                index = await asyncio.to_thread(SearchIndex, articles)
                self._searchable = _Searchable(number, index)
            found = self._searchable.index
        return await asyncio.to_thread(found.search, query, most=most)

    def retire(self, before: datetime) -> int:
        """Let articles go that arrived before a moment; how many went."""
        old = [
            key_of(filed)
            for filed in self._files.articles
            if filed.article.arrived < before and filed.source != CORPUS
        ]
        for key in old:
            self._files.articles.remove(key)
        if old:
            self._revision.moved(self._files)
        return len(old)


def _with_arrival(filed: Filed, arrived: datetime) -> Filed:
    return replace(filed, article=replace(filed.article, arrived=arrived))
