"""Which topics articles are filed under."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.filing
from bot.filing import filed, refile
from bot.store.tiny import TinyStore, open_tiny
from summaries.model import Article, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BRIDGE = Topic("bridge", "Bridge", ("bridge",))
RIVER = Topic("river", "River", ("river",))
BODY = "The council agreed to build a new bridge."


def article(name: str, body: str = BODY, language: str = "en") -> Article:
    return Article(name, name, body, NOW, language=language, extent=(0, len(body)))


@pytest.fixture
async def store(tmp_path: Path) -> TinyStore:
    return await open_tiny(tmp_path)


async def of(store: TinyStore, slug: str) -> list[str]:
    return [a.id for a in await store.articles.get(topic=slug)]


def test_an_article_is_filed_under_what_it_may_speak_of_in_its_own_language():
    bridge = Topic("bridge", "Bridge", ("bridge", "міст"))
    articles = [article("a"), article("b", "Новий міст збудують.", "uk"), article("c", "Nothing.")]

    found = filed(articles, "feed", [RIVER, bridge])

    assert [(f.article.id, f.source, f.topics) for f in found] == [
        ("a", "feed", ("bridge",)),
        ("b", "feed", ("bridge",)),
        ("c", "feed", ()),
    ]


async def test_a_new_topic_finds_the_articles_that_are_there_already(store: TinyStore):
    await store.articles.put(filed([article("a"), article("b", "A river.")], "feed", []), now=NOW)
    await store.topics.put([BRIDGE])

    assert await refile(store) == 2
    assert await of(store, "bridge") == ["a"]

    await store.topics.put([RIVER, Topic("bridge", "Bridge", ("river",))])
    await refile(store)
    assert (await of(store, "bridge"), await of(store, "river")) == (["b"], ["b"])


async def test_what_was_filed_is_not_looked_at_again_before_the_topics_change(store: TinyStore):
    await store.topics.put([BRIDGE])
    await store.articles.put(filed([article("a")], "feed", [BRIDGE]), now=NOW)
    await refile(store)

    assert await refile(store) == 0


async def test_another_version_may_match_otherwise_and_files_anew(store: TinyStore, monkeypatch):
    await store.articles.put(filed([article("a")], "feed", []), now=NOW)
    await refile(store)

    monkeypatch.setattr(bot.filing, "__version__", "another")

    assert await refile(store) == 1
