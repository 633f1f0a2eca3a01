"""Briefings of a store, each computed once."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.briefings
from bot.briefings import Briefings
from bot.errors import Cause
from bot.health import Tally
from bot.store.records import Filed
from bot.store.source import Source, SourceKind
from bot.store.tiny import TinyStore, open_tiny
from summaries.model import Article, Briefing, Counts, Disagreement, Quote, Story, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
TOPIC = Topic("bridge", "Bridge", ("bridge",))
BODY = "The council agreed on Monday to build a new bridge over the river next spring."


def article(name: str, minutes: int = 0, body: str = BODY) -> Article:
    return Article(
        name, name, body, NOW + timedelta(minutes=minutes), language="en", extent=(0, len(body))
    )


@pytest.fixture
async def store(tmp_path: Path) -> TinyStore:
    opened = await open_tiny(tmp_path)
    await opened.articles.put([Filed(article("a"), "feed", ("bridge",))], now=NOW)
    return opened


@pytest.fixture
def computed(monkeypatch) -> list[str]:
    """The topics that briefings were computed for."""
    calls: list[str] = []
    real = bot.briefings.brief

    def counted(topic, *arguments, **named):
        calls.append(topic.slug)
        return real(topic, *arguments, **named)

    monkeypatch.setattr(bot.briefings, "brief", counted)
    return calls


async def test_a_briefing_is_computed_once_for_all_who_ask(store, computed):
    briefings = Briefings(store)

    pages = await asyncio.gather(*(briefings.page(TOPIC, asof=NOW) for _ in range(20)))

    assert computed == ["bridge"]
    assert len({id(page.briefing.stories) for page in pages}) == 1
    assert pages[0].briefing.stories[0].quotes[0].text == BODY


async def test_more_leaves_out_what_stood_among_the_figures_that_reports_give_differently(
    store, monkeypatch
):
    seen = []

    def fake(topic, articles, **named):
        seen.append(named["seen"])
        said, opposed = (Quote(articles[0], start, start + 5, 1.0) for start in (0, 10))
        story = Story("", (articles[0],), (said,), 1, (Disagreement((said, opposed), ("1", "2")),))
        return Briefing(topic, (story,), Counts(1, 1, 0, 0), more=1)

    monkeypatch.setattr(bot.briefings, "brief", fake)

    await Briefings(store).page(TOPIC, asof=NOW, number=1)

    assert seen == [frozenset(), {("a", 0), ("a", 10)}]


async def test_a_later_moment_with_the_same_articles_costs_nothing(store, computed):
    briefings = Briefings(store)
    await briefings.page(TOPIC, asof=NOW)
    await briefings.page(TOPIC, asof=NOW + timedelta(hours=1))

    assert computed == ["bridge"]


async def test_a_new_article_is_in_the_next_briefing_but_not_in_an_older_ones_pages(store):
    briefings = Briefings(store)
    await briefings.page(TOPIC, asof=NOW)
    other = "Workers found a second bridge below the old one, the mayor said on Tuesday."
    await store.articles.put([Filed(article("b", 5, other), "feed", ("bridge",))], now=NOW)

    now = await briefings.page(TOPIC, asof=NOW + timedelta(minutes=6))
    before = await briefings.page(TOPIC, asof=NOW)

    assert now.briefing.counts.articles == 2
    assert before.briefing.counts.articles == 1


async def test_articles_that_cannot_speak_of_the_topic_are_counted_as_read(store):
    briefings = Briefings(store)
    await store.articles.put([Filed(article("b"), "feed", ())], now=NOW)
    before = await briefings.page(TOPIC, asof=NOW - timedelta(minutes=1))
    now = await briefings.page(TOPIC, asof=NOW)

    assert (before.briefing.counts.articles, now.briefing.counts.articles) == (0, 2)
    assert now.briefing.counts.stories == 1


async def test_an_article_on_something_else_costs_nothing_and_is_counted(store, computed):
    briefings = Briefings(store)
    await briefings.page(TOPIC, asof=NOW)
    await store.articles.put([Filed(article("b"), "feed", ("another",))], now=NOW)

    page = await briefings.page(TOPIC, asof=NOW)

    assert computed == ["bridge"]
    assert page.briefing.counts.articles == 2


async def test_a_topic_that_was_edited_is_asked_anew(store, computed):
    briefings = Briefings(store)
    await briefings.page(TOPIC, asof=NOW)
    page = await briefings.page(Topic("bridge", "Bridge", ("tunnel",)), asof=NOW)

    assert computed == ["bridge", "bridge"]
    assert page.briefing.stories == ()


async def test_the_sources_that_bring_nothing_are_told_of(store):
    await store.sources.add(
        lambda number: Source(
            number,
            SourceKind.FEED,
            "https://news.example/feed",
            "News",
            NOW,
            fetched=NOW,
            cause=Cause.DNS,
            failures=3,
        )
    )

    page = await Briefings(store).page(TOPIC, asof=NOW)

    assert page.sources == Tally(1, ("News",))


async def test_an_edited_article_is_quoted_as_it_is_now(store):
    briefings = Briefings(store)
    await briefings.page(TOPIC, asof=NOW)
    await store.articles.put(
        [Filed(article("a", body=BODY.replace("spring", "autumn")), "feed", ("bridge",))], now=NOW
    )

    page = await briefings.page(TOPIC, asof=NOW)

    assert "autumn" in page.briefing.stories[0].quotes[0].text


async def test_composing_does_not_keep_the_event_loop_waiting(store, monkeypatch):
    threads = []

    def recorded(topic, *arguments, **named):
        threads.append(threading.current_thread())
        return real(topic, *arguments, **named)

    real = bot.briefings.brief
    monkeypatch.setattr(bot.briefings, "brief", recorded)
    await Briefings(store).page(TOPIC, asof=NOW)

    assert threads[0] is not threading.main_thread()


async def test_a_page_beyond_the_last_is_empty(store):
    page = await Briefings(store).page(TOPIC, asof=NOW, number=5)

    assert page.briefing.stories == ()


async def test_the_memory_of_briefings_is_bounded(store, monkeypatch):
    monkeypatch.setattr(bot.briefings, "_KEPT", 3)
    briefings = Briefings(store)
    for number in range(10):
        await briefings.page(Topic(f"t{number}", "T", ("bridge",)), asof=NOW)

    assert len(briefings._known) == 3
