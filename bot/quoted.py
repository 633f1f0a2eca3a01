"""Where a sentence stands, or stood before an article was edited: a quote can be checked."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.store.base import Snapshot, Store
from bot.store.records import Filed
from bot.store.rows import Record, Table, from_row, key_of
from bot.store.source import Earlier
from summaries.model import Article


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence in an article: ``article.body[start:end]``.

    Attributes:
        article: as it read at that time.
        replaced: when another text took the place of this; None where it reads so now.
    """

    article: Article
    start: int
    end: int
    replaced: datetime | None = None


async def standings(store: Store, sentence: str) -> list[Standing]:
    """Where a sentence stands word for word, white space aside; as articles read now first.

    Args:
        store: whose articles, and how they read before.
        sentence: a sentence, or a part of one.
    """
    words = sentence.split()
    if not words:
        return []
    now: list[Standing] = []
    before: list[Standing] = []
    articles: dict[str, Article] = {}
    async with store.snapshot() as snapshot:
        async for record in _records(snapshot, Table.ARTICLES):
            if isinstance(record, Filed):
                articles[record.article.id] = record.article
                now += _standing(record.article, words)
        async for record in _records(snapshot, Table.EARLIER):
            if isinstance(record, Earlier) and record.article in articles:
                article = articles[record.article]
                read_so = replace(article, title=record.title, body=record.body)
                found = _standing(read_so, words)
                before += [replace(each, replaced=record.replaced) for each in found]
    return [*now, *before]


async def _records(snapshot: Snapshot, table: Table) -> AsyncIterator[Record]:
    after = None
    while page := await snapshot.page(table, after=after):
        for row in page:
            record = from_row(table, row)
            yield record
        after = key_of(record)


def _next_word(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _standing(article: Article, words: Sequence[str]) -> list[Standing]:
    """The places of some words, one behind the other, whatever white space parts them."""
    found, start = [], 0
    body = article.body
    while (start := body.find(words[0], start)) >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            begin = _next_word(body, end)
            if begin == end or not body.startswith(word, begin):
                break
            end = begin + len(word)
        else:
            found.append(Standing(article, start, end))
        start += 1
    return found
