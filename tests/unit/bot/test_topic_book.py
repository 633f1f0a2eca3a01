"""Topics that admins define, beside those of the corpus folder."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import topic_book
from bot.errors import TopicError
from bot.filing import filed, refile
from bot.sources.ingest import take_over_corpus
from bot.store.records import ADMIN, CORPUS, Chat, ChatKey, ChatKind
from bot.store.tiny import TinyStore, open_tiny
from bot.topic_book import Handover, handover
from summaries.model import Article, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BRIDGE = Topic("bridge", "Bridge", ("bridge",))
RIVER = Topic("river", "River", ("river",))
TOPICS = "".join(f'[[topic]]\nslug = "{s}"\nphrases = ["{s}"]\n' for s in ("bridge", "river"))


@pytest.fixture
async def store(tmp_path: Path):
    async with await open_tiny(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("The council met to discuss the new bridge.\n", "utf-8")
    (folder / "topics.toml").write_text(TOPICS, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("kept", "removed", "put", "remove"),
    [
        ({}, set(), {"bridge", "river"}, set()),
        ({"bridge": CORPUS, "river": CORPUS}, set(), {"bridge", "river"}, set()),
        ({"bridge": CORPUS, "road": CORPUS}, set(), {"bridge", "river"}, {"road"}),
        ({"bridge": ADMIN, "road": ADMIN}, set(), {"river"}, set()),
        ({"river": CORPUS}, {"bridge"}, {"river"}, set()),
        # A crash between the note and the removal.
        ({"bridge": CORPUS, "river": CORPUS}, {"bridge"}, {"river"}, {"bridge"}),
        # And one between adding it again and taking the note away.
        ({"bridge": ADMIN}, {"bridge"}, {"river"}, set()),
    ],
)
def test_the_folder_changes_nothing_that_an_admin_did(
    kept: Mapping[str, str], removed: set[str], put: set[str], remove: set[str]
):
    decided = handover(kept, [BRIDGE, RIVER], removed)

    assert ({topic.slug for topic in decided.put}, decided.remove) == (put, remove)
    assert isinstance(decided, Handover)


async def slugs(store: TinyStore) -> list[str]:
    return [topic.slug for topic in await store.topics.all()]


async def test_what_admins_did_to_topics_outlives_a_restart(store: TinyStore, corpus: Path):
    await take_over_corpus(store, corpus, now=NOW)
    edited = Topic("river", "The river", ("stream",))
    await topic_book.keep(store, edited)
    await topic_book.keep(store, Topic("road", "Road", ("road",)))
    await topic_book.drop(store, "bridge")

    await take_over_corpus(store, corpus, now=NOW)

    assert await slugs(store) == ["river", "road"]
    assert edited in await store.topics.all()


async def test_a_topic_of_the_folder_that_was_removed_may_be_added_again(
    store: TinyStore, corpus: Path
):
    await take_over_corpus(store, corpus, now=NOW)
    await topic_book.drop(store, "bridge")
    mine = Topic("bridge", "Bridges", ("viaduct",))
    await topic_book.keep(store, mine)
    await take_over_corpus(store, corpus, now=NOW)
    assert mine in await store.topics.all()


def test_two_topics_cannot_share_a_slug_or_a_title():
    with pytest.raises(TopicError, match="slug: bridge-2"):
        topic_book.check_free(Topic("bridge", "Viaduct", ("x",)), [RIVER, BRIDGE])
    with pytest.raises(TopicError, match="Choose another title"):
        topic_book.check_free(Topic("bridges", "BRIDGE", ("x",)), [RIVER, BRIDGE])
    topic_book.check_free(Topic("bridges", "Bridges", ("x",)), [RIVER, BRIDGE])


async def test_it_is_counted_how_many_chats_follow_a_topic(store: TinyStore):
    for number in range(1, 511):
        key = ChatKey(number, thread=number % 2)
        topics = ("bridge", "river") if number < 4 or number > 508 else ("river",)
        chat = Chat(key, ChatKind.PRIVATE, NOW, topics=topics)
        await store.chats.change(key, lambda _, chat=chat: chat)

    assert await topic_book.followers(store, "bridge") == 5
    assert await topic_book.followers(store, "road") == 0


def article(name: str, body: str, arrived: datetime = NOW) -> Article:
    return Article(name, name, body, arrived, language="en", extent=(0, len(body)))


async def test_a_topic_is_tried_on_the_last_week_and_on_all_that_is_stored(store: TinyStore):
    old = NOW - timedelta(days=30)
    articles = [
        article("a", "The new bridge opened."),
        article("b", "The old bridge closed.", old),
        article("c", "A river rose.", old),
        article("later", "A bridge.", NOW + timedelta(minutes=1)),
    ]
    await store.articles.put(filed(articles, "feed", []), now=NOW)

    tried = await topic_book.try_out(store, BRIDGE, now=NOW)
    assert (tried.week.matched, tried.week.articles) == (1, 1)
    assert (tried.whole.matched, tried.whole.articles) == (2, 3)
    assert tried.difference is None

    edited = Topic("bridge", "Bridge", ("river", "old bridge"))
    tried = await topic_book.try_out(store, edited, before=BRIDGE, now=NOW)
    assert tried.difference
    assert [e.article.id for e in tried.difference.gained] == ["c"]
    assert [e.article.id for e in tried.difference.lost] == ["a"]
    assert tried.difference.lost[0].text == "The new bridge opened."


async def test_only_what_does_speak_of_a_topic_counts_as_matched(store: TinyStore):
    await store.topics.put([Topic("bridge", "Bridge", ("new bridge",))])
    bodies = ("A new bridge.", "New roads lead to a bridge.")
    articles = [article(str(number), body) for number, body in enumerate(bodies)]
    await store.articles.put(filed(articles, "feed", []), now=NOW)
    await refile(store)

    (topic,) = await store.topics.all()
    assert len(await store.articles.get(topic="bridge")) == 2
    assert await topic_book.matched(store, topic, now=NOW) == 1
