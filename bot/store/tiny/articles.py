"""Topics and articles in the embedded store."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store.changing import reads_otherwise
from bot.store.records import CORPUS, Filed, storable
from bot.store.rows import Key, PlacedTopic, key_of
from bot.store.source import Earlier
from bot.store.tiny.earlier import TinyEarlier
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

    async def put(self, topics: Sequence[Topic], *, origin: str = CORPUS) -> None:
        table = self._files.topics
        place = max((kept.place for kept in table), default=0)
        changed = False
        for topic in map(storable, topics):
            old = table.get((topic.slug,))
            if old is None:
                place += 1
            new = PlacedTopic(place if old is None else old.place, topic, storable(origin))
            if new != old:
                table.put(new)
                self._files.changed()
            changed = changed or old is None or old.topic != topic
        if changed:
            self._revision.moved(self._files)

    async def of(self, origin: str) -> Collection[str]:
        return [kept.topic.slug for kept in self._placed() if kept.origin == origin]

    async def remove(self, slugs: Collection[str]) -> None:
        gone = [slug for slug in slugs if self._files.topics.remove((slug,))]
        if gone:
            self._revision.moved(self._files)

    async def all(self) -> Sequence[Topic]:
        return tuple(kept.topic for kept in self._placed())

    def _placed(self) -> Sequence[PlacedTopic]:
        return sorted(self._files.topics, key=lambda kept: (kept.place, kept.topic.slug))


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
        self._earlier = TinyEarlier(files)
        self._ordered = _Ordered(-1, (), ())
        self._searchable: _Searchable | None = None
        self._indexing = asyncio.Lock()

    async def put(self, articles: Sequence[Filed], *, now: datetime) -> int:
        last = {filed.article.id: filed for filed in map(storable, articles)}
        changed = sum(self._put(filed, now) for filed in last.values())
        if changed:
            self._revision.moved(self._files)
        return changed

    def _put(self, filed: Filed, now: datetime) -> bool:
        """Keep one article; whether it is new or differs."""
        old = self._files.articles.get((filed.article.id,))
        new = filed if old is None else _with_arrival(filed, old.article.arrived)
        if new == old:
            return False
        if old is not None and reads_otherwise(old.article, new.article):
            self._earlier.add(old.article, now)
        self._files.articles.put(new)
        return True

    async def earlier(self, article: str) -> Sequence[Earlier]:
        return self._earlier.of(article)

    def put_earlier(self, earlier: Earlier) -> None:
        """Keep how an article read before, in place of the one with its key."""
        self._earlier.put(earlier)

    def drop_earlier(self, keys: Sequence[Key]) -> None:
        """Take earlier versions away by their keys."""
        for key in keys:
            self._earlier.drop(key)

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
        self._drop(ids)

    def _drop(self, ids: Collection[str]) -> None:
        """Take articles away with how they read before."""
        gone = [id_ for id_ in ids if self._files.articles.remove((id_,))]
        for id_ in gone:
            self._earlier.forget(id_)
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
            filed.article.id
            for filed in self._files.articles
            if filed.article.arrived < before and filed.source != CORPUS
        ]
        self._drop(old)
        return len(old)


def _with_arrival(filed: Filed, arrived: datetime) -> Filed:
    return replace(filed, article=replace(filed.article, arrived=arrived))
