"""Where commands take their articles and topics from: a folder, or the store."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app import looked_into
from bot.chat.commands.topic import resolve
from bot.cli.output import note
from bot.errors import TopicUnknown
from bot.health import NONE, Tally, tally
from bot.settings import Settings, shipped_corpus
from bot.sources.corpus import TOPICS, load_corpus, read_topics
from summaries.model import Article, Topic
from summaries.search import Hit


@dataclass(frozen=True, slots=True)
class Library:
    """Articles to read, topics to read them for, and how the sources are."""

    articles: Sequence[Article]
    topics: Sequence[Topic]
    sources: Tally = NONE


def open_library(folder: str | None, settings: Settings, *, now: datetime) -> Library:
    """A folder's articles and topics, or the store's.

    A folder without a topics.toml is read for the topics that ship.

    Raises:
        QuotewireError: the folder or the store cannot be used.
    """
    if folder is None:
        return asyncio.run(_from_store(settings, now))
    corpus = load_corpus(Path(folder), now=now)
    for problem in corpus.problems:
        note(problem)
    topics = corpus.topics or read_topics(settings.corpus / TOPICS)
    return Library(corpus.articles, topics or read_topics(shipped_corpus() / TOPICS))


async def _from_store(settings: Settings, now: datetime) -> Library:
    async with looked_into(settings) as store:
        return Library(
            await store.articles.get(),
            await store.topics.all(),
            tally(await store.sources.all(), now),
        )


async def search_store(query: str, settings: Settings) -> Sequence[Hit]:
    """What the store holds of a query, best first.

    Raises:
        QuotewireError: the store cannot be used.
    """
    async with looked_into(settings) as store:
        return await store.articles.search(query)


def topic_named(name: str, topics: Sequence[Topic]) -> Topic:
    """The topic that somebody means.

    Raises:
        TopicUnknown: there is none like it; the message names the nearest.
    """
    if not topics:
        raise TopicUnknown("There are no topics yet. Start the bot once with 'quotewire run'.")
    guess = resolve(name, topics)
    if guess.topic is None:
        near = ", ".join(topic.slug for topic in guess.nearest or topics)
        raise TopicUnknown(f"There is no topic {name!r}. Try one of: {near}.")
    return guess.topic
