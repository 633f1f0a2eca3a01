"""Which topics an article may speak of: found once, when it is filed, not each time one asks."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import msgspec

from bot import __version__
from bot.store.base import Store
from bot.store.records import Filed
from bot.store.rows import Table
from summaries.model import Article, Topic
from summaries.topics import Matcher

_FILED_FOR = "filed for"
_PAGE = 500

Filing = Callable[[Article], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is.

    Attributes:
        done: articles looked at.
        total: of so many.
    """

    done: int
    total: int


def filing(topics: Sequence[Topic]) -> Filing:
    """A function from an article to the slugs of those of these topics that it may speak of."""
    return _filing(tuple(topics))


@lru_cache(maxsize=4)
def _filing(topics: tuple[Topic, ...]) -> Filing:
    # Compiling the phrases takes longer than matching the few articles that a fetch brings.
    @lru_cache
    def compiled(language: str | None) -> Matcher:
        return Matcher(topics, language)

    def slugs(article: Article) -> tuple[str, ...]:
        found = compiled(article.language).topics_of(article)
        return tuple(sorted(topic.slug for topic in found))

    return slugs


def filed(articles: Iterable[Article], source: str, topics: Sequence[Topic]) -> list[Filed]:
    """Articles from a source as they are filed."""
    slugs = filing(topics)
    return [Filed(article, source, slugs(article)) for article in articles]


async def file_in(store: Store, articles: Sequence[Article], source: str, *, now: datetime) -> int:
    """Keep articles from a source, filed under the topics there are.

    Topics that change meanwhile are seen: ``refile`` may be past the place where these come in.

    Returns:
        How many were new or differ from what was kept.
    """
    topics = await store.topics.all()
    kept = await asyncio.to_thread(filed, articles, source, topics)
    changed = await store.articles.put(kept, now=now)
    while (latest := await store.topics.all()) != topics:
        topics = latest
        kept = await asyncio.to_thread(filed, articles, source, topics)
        await store.articles.refile({each.article.id: each.topics for each in kept})
    return changed


async def unfinished(store: Store) -> bool:
    """Whether articles are to be filed anew, since topics or the way they match changed."""
    return await store.notes.get(_FILED_FOR) != _fingerprint(await store.topics.all())


async def refile(store: Store, told: Callable[[Progress], None] | None = None) -> int:
    """File all articles anew where the topics, or the way they match, changed since the last time.

    Where the topics change again meanwhile it begins once more, and when it was ended in the middle
    it begins once more the next time.

    Args:
        store: whose articles.
        told: gets to know how far it is, after each few hundred articles.

    Returns:
        How many articles were looked at.
    """
    looked_at = 0
    while True:
        topics = await store.topics.all()
        wanted = _fingerprint(topics)
        if await store.notes.get(_FILED_FOR) == wanted:
            return looked_at
        # Before the first article: until the end, they are filed for none or the other.
        await store.notes.put(_FILED_FOR, None)
        done, complete = await _refiled(store, topics, told)
        looked_at += done
        if complete:
            await store.notes.put(_FILED_FOR, wanted)


async def _refiled(
    store: Store, topics: Sequence[Topic], told: Callable[[Progress], None] | None
) -> tuple[int, bool]:
    """File articles under these topics, until other topics come up.

    Returns:
        How many, and whether these were all.
    """
    total = await _number_of_articles(store) if told is not None else 0
    slugs = filing(topics)
    done = 0
    async for page in store.articles.pages(_PAGE):
        await store.articles.refile(await asyncio.to_thread(_anew, page, slugs))
        done += len(page)
        if told is not None:
            told(Progress(done, max(total, done)))
        if await store.topics.all() != topics:
            return done, False
    return done, True


async def _number_of_articles(store: Store) -> int:
    async with store.snapshot() as snapshot:
        return await snapshot.count(Table.ARTICLES)


def _anew(page: Sequence[Filed], slugs: Filing) -> dict[str, tuple[str, ...]]:
    return {kept.article.id: slugs(kept.article) for kept in page}


def _fingerprint(topics: Sequence[Topic]) -> str:
    """What changes when articles must be filed anew."""
    told = msgspec.json.encode([__version__, sorted(topics, key=lambda topic: topic.slug)])
    return hashlib.sha256(told).hexdigest()
