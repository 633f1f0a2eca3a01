"""A quote can be checked, also when its article was edited since."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.quoted import standings
from bot.store.records import Filed
from bot.store.tiny import TinyStore, open_tiny
from summaries.model import Article

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BODY = "The port ordered four radars.\n\nThey come in spring. They come in spring, he said."


def article(body: str) -> Article:
    return Article("a", "a", body, NOW, title="Port", extent=(0, len(body)))


@pytest.fixture
async def store(tmp_path: Path) -> TinyStore:
    opened = await open_tiny(tmp_path)
    await opened.articles.put([Filed(article(BODY), "1")], now=NOW)
    return opened


async def test_a_sentence_is_found_where_it_stands(store: TinyStore):
    (found,) = await standings(store, "The port ordered four radars.")
    assert found.article.body[found.start : found.end] == "The port ordered four radars."
    assert found.replaced is None


async def test_white_space_makes_no_difference_and_each_place_counts(store: TinyStore):
    assert len(await standings(store, " They\ncome   in spring")) == 2
    assert len(await standings(store, "four radars. They come")) == 1


@pytest.mark.parametrize(
    "words", ["", " ", "The port ordered three radars.", "the port ordered", "fourradars"]
)
async def test_what_stands_nowhere_is_not_found(store: TinyStore, words: str):
    assert await standings(store, words) == []


async def test_a_sentence_that_was_edited_away_is_found_with_the_moment(store: TinyStore):
    later = NOW + timedelta(hours=1)
    await store.articles.put([Filed(article(BODY.replace("four", "three")), "1")], now=later)
    (found,) = await standings(store, "ordered four radars")
    assert found.replaced == later
    assert found.article.body == BODY
