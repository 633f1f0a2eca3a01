"""How the corpus comes into the store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sources.ingest import take_over_corpus
from bot.store.records import Filed
from bot.store.tiny import open_tiny
from summaries.model import Article

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PROSE = "The council met on Monday to discuss the new bridge over the river.\n"
TOPIC = '[[topic]]\nslug = "{slug}"\nphrases = ["bridge"]\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text(PROSE, "utf-8")
    (folder / "b.txt").write_text(PROSE.replace("Monday", "Friday"), "utf-8")
    (folder / "topics.toml").write_text(TOPIC.format(slug="bridge"), "utf-8")
    return folder


@pytest.fixture
async def store(tmp_path: Path):
    return await open_tiny(tmp_path / "data")


async def test_a_second_start_changes_nothing(corpus, store):
    await take_over_corpus(store, corpus, now=NOW)
    first, revision = await store.articles.get(), await store.revision()

    await take_over_corpus(store, corpus, now=NOW + timedelta(days=1))

    assert await store.articles.get() == first
    assert await store.revision() == revision
    assert [a.id for a in first] == ["corpus:texts/a.txt", "corpus:texts/b.txt"]


async def test_what_was_edited_or_removed_in_the_folder_changes_in_the_store(corpus, store):
    await take_over_corpus(store, corpus, now=NOW)
    (corpus / "a.txt").unlink()
    (corpus / "b.txt").write_text(PROSE.replace("Monday", "Sunday"), "utf-8")
    (corpus / "topics.toml").write_text(TOPIC.format(slug="river"), "utf-8")

    await take_over_corpus(store, corpus, now=NOW)

    (kept,) = await store.articles.get()
    assert "Sunday" in kept.body
    assert [topic.slug for topic in await store.topics.all()] == ["river"]


async def test_another_folder_takes_the_place_of_the_first(corpus, store, tmp_path: Path):
    await take_over_corpus(store, corpus, now=NOW)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "c.txt").write_text(PROSE, "utf-8")

    await take_over_corpus(store, tmp_path / "mine", now=NOW)

    assert [a.document for a in await store.articles.get()] == ["mine/c.txt"]


async def test_articles_from_elsewhere_stay(corpus, store):
    other = Article("feed/1", "feed/1", PROSE, NOW, extent=(0, len(PROSE)))
    await store.articles.put([Filed(other, "feed")], now=NOW)

    await take_over_corpus(store, corpus, now=NOW)

    assert other in await store.articles.get()
