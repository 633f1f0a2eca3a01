"""Which topics an article may speak of: found once, when it is filed, not each time one asks."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from bot import __version__
from bot.store.base import Store
from bot.store.records import Filed
from summaries.model import Article, Topic
from summaries.topics import Matcher

_FILED_FOR = "filed for"

Filing = Callable[[Article], tuple[str, ...]]


def filing(topics: Sequence[Topic]) -> Filing:
    """A function from an article to the slugs of those of these topics that it may speak of."""

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


async def refile(store: Store) -> int:
    """File all articles anew where the topics, or the way they match, changed since the last time.

    Returns:
        How many articles were looked at.
    """
    topics = await store.topics.all()
    wanted = _fingerprint(topics)
    if await store.notes.get(_FILED_FOR) == wanted:
        return 0
    slugs = filing(topics)
    looked_at = 0
    async for page in store.articles.pages():
        await store.articles.refile(await asyncio.to_thread(_anew, page, slugs))
        looked_at += len(page)
    await store.notes.put(_FILED_FOR, wanted)
    return looked_at


def _anew(page: Sequence[Filed], slugs: Filing) -> dict[str, tuple[str, ...]]:
    return {kept.article.id: slugs(kept.article) for kept in page}


def _fingerprint(topics: Sequence[Topic]) -> str:
    """What changes when articles must be filed anew."""
    told = msgspec.json.encode([__version__, sorted(topics, key=lambda topic: topic.slug)])
    return hashlib.sha256(told).hexdigest()
