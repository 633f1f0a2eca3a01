"""Topics as admins define them: tried on what is stored, kept, removed."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import TopicError
from bot.store.base import Store
from bot.store.records import ADMIN, CORPUS
from bot.store.rows import Table
from bot.topic_rules import shown
from summaries.dryrun import EVER, Difference, DryRun, difference, dry_run
from summaries.model import Article, Topic

_REMOVED = "topic removed: {slug}"


@dataclass(frozen=True, slots=True)
class Tried:
    """What a topic would match, found out without keeping anything.

    Attributes:
        topic: as it would be.
        before: as it is; None for one that is new.
        week: on the articles of the last seven days.
        whole: on all that are stored.
        difference: what it would match otherwise than before; None for one that is new.
    """

    topic: Topic
    before: Topic | None
    week: DryRun
    whole: DryRun
    difference: Difference | None


async def try_out(
    store: Store, topic: Topic, *, before: Topic | None = None, now: datetime
) -> Tried:
    """What a topic would match among the articles of a store.

    Args:
        store: whose articles.
        topic: as it would be.
        before: as it is, if it is there already.
        now: what arrived after this is left out.
    """
    articles = await store.articles.get(by=now)
    return await asyncio.to_thread(_tried, topic, before, articles, now)


def _tried(topic: Topic, before: Topic | None, articles: Sequence[Article], now: datetime) -> Tried:
    return Tried(
        topic,
        before,
        week=dry_run(topic, articles, now=now),
        whole=dry_run(topic, articles, now=now, span=EVER),
        difference=None if before is None else difference(before, topic, articles),
    )


async def matched(store: Store, topic: Topic, *, now: datetime) -> int:
    """How many of the articles filed under a topic do speak of it."""
    articles = await store.articles.get(topic=topic.slug, by=now)
    found = await asyncio.to_thread(dry_run, topic, articles, now=now, span=EVER)
    return found.matched


def check_free(topic: Topic, known: Sequence[Topic]) -> None:
    """See that no other topic has the slug or title of a new one, or the title of one that changes.

    Args:
        topic: as it would be.
        known: the others.

    Raises:
        TopicError: one has.
    """
    for other in known:
        if other.slug == topic.slug:
            raise TopicError(
                f"There is a topic {other.slug} already, {shown(other.title)}. Change that one, "
                f"or give yours another slug, such as slug: {topic.slug[:30]}-2"
            )
        if other.title.casefold() == topic.title.casefold():
            raise TopicError(
                f"The topic {other.slug} is called {shown(other.title)} already. Choose another "
                "title."
            )


async def keep(store: Store, topic: Topic) -> None:
    """Keep a topic that an admin defined; one with its slug gives way. Filing is done apart."""
    await store.topics.put([topic], origin=ADMIN)
    await store.notes.put(_REMOVED.format(slug=topic.slug), None)


async def drop(store: Store, slug: str) -> None:
    """Remove a topic; if it is in the corpus folder too, it does not come back from there."""
    await store.notes.put(_REMOVED.format(slug=slug), "by an admin")
    await store.topics.remove([slug])


async def followers(store: Store, slug: str) -> int:
    """How many chats follow a topic."""
    count, after = 0, None
    async with store.snapshot() as snapshot:
        while page := await snapshot.page(Table.CHATS, after=after):
            count += sum(slug in row["topics"] for row in page)
            last = page[-1]["key"]
            after = (last["chat"], last["thread"])
    return count


@dataclass(frozen=True, slots=True)
class Handover:
    """What becomes of the topics in a store when a corpus folder is read."""

    put: tuple[Topic, ...]
    remove: frozenset[str]


def handover(
    kept: Mapping[str, str], corpus: Sequence[Topic], removed: Collection[str]
) -> Handover:
    """What the topics of a corpus folder change: nothing that an admin did.

    Args:
        kept: who defined the topics in the store, by slug.
        corpus: the topics in the folder.
        removed: slugs that an admin removed.
    """
    wanted = {topic.slug for topic in corpus} - set(removed)
    return Handover(
        tuple(t for t in corpus if t.slug in wanted and kept.get(t.slug) != ADMIN),
        frozenset(s for s, origin in kept.items() if origin == CORPUS and s not in wanted),
    )


async def take_over(store: Store, corpus: Sequence[Topic]) -> None:
    """Make a store hold the topics of a corpus folder, but for what admins changed."""
    kept = dict.fromkeys((topic.slug for topic in await store.topics.all()), CORPUS)
    kept |= dict.fromkeys(await store.topics.of(ADMIN), ADMIN)
    slugs = {topic.slug for topic in corpus}
    removed = [s for s in slugs if await store.notes.get(_REMOVED.format(slug=s))]
    decided = handover(kept, corpus, removed)
    await store.topics.remove(decided.remove)
    await store.topics.put(decided.put, origin=CORPUS)
