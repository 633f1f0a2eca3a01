"""An admin adds the feed that the sandbox itself serves, and the news flows: nothing is faked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Desks, answering, desk_on
from bot.app.answering import AdminsTold
from bot.errors import Cause
from bot.sandbox import ADMIN, SUBSCRIBER, Exchange, Sandbox
from bot.settings import load
from bot.sources.fetching.fetch import Ask, Fetched
from bot.sources.fetching.pacing import Pacing
from bot.sources.ingest import take_over_corpus
from bot.sources.pieces import Read, Reading, Request
from bot.sources.reading import read
from bot.store.source import Source
from bot.store.tiny import TinyStore, open_tiny
from tests.acceptance.conftest import SEEDS, Talk

TITLE = "Port of Selmouth orders air defence radars"
TEXT = (
    "The port of Selmouth has ordered four air defence radars for its northern quays, the harbour "
    "master said on Tuesday.\n\nThe radars are to be delivered by the spring and will be run by a "
    "crew of twelve, according to the contract.\n\nThe order follows two alarms in October, when "
    "drones were seen above the container terminal."
)
FIRST_SENTENCE = TEXT.partition("\n")[0]


@dataclass
class Clock:
    """The present moment, which a test may move."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Newsroom:
    """The bot with a real desk, the gazette that it reads, and a clock that can be moved."""

    store: TinyStore
    sandbox: Sandbox
    http: httpx.AsyncClient
    desks: Desks
    clock: Clock
    exchanges: list[Exchange] = field(default_factory=list)

    def talk(self, person: int) -> Talk:
        return Talk(self.http, self.exchanges, person=person, chat=person)

    async def publish(self, title: str = TITLE, text: str = TEXT) -> str:
        answer = await self.http.post(
            "/sandbox/gazette/articles", json={"title": title, "text": text}
        )
        return answer.raise_for_status().json()["article"]["slug"]

    async def edit(self, slug: str, title: str, text: str) -> None:
        answer = await self.http.post(
            f"/sandbox/gazette/articles/{slug}", json={"title": title, "text": text}
        )
        answer.raise_for_status()

    async def break_with(self, status: int | None) -> None:
        answer = await self.http.post("/sandbox/gazette/fault", json={"status": status})
        answer.raise_for_status()

    async def wait(self, hours: float) -> None:
        """Let hours pass, and the sources that are due meanwhile be fetched."""
        self.clock.ahead += timedelta(hours=hours)
        await self.desks.refresher.due()
        await self.desks.refresher.idle()

    async def source(self, number: int = 1) -> Source:
        found = await self.store.sources.get(number)
        assert found is not None
        return found


async def read_here(request: Request) -> Reading:
    """As the reading process does, without the seconds that it takes to start."""
    return await asyncio.to_thread(read, request)


@asynccontextmanager
async def open_newsroom(
    store: TinyStore,
    sandbox: Sandbox,
    exchanges: list[Exchange],
    reading: Read | None = read_here,
) -> AsyncIterator[Newsroom]:
    clock, owners = Clock(), frozenset({ADMIN.id})
    telling = AdminsTold(store, owners, clock)
    async with (
        httpx.AsyncClient(base_url=sandbox.api_url) as http,
        desk_on(
            store,
            load({}),
            allowed={sandbox.address},
            tell=telling,
            clock=clock,
            read=reading,
            pacing=Pacing(gap=timedelta(0)),
        ) as desks,
        answering(
            store,
            token=sandbox.token,
            api_url=sandbox.api_url,
            clock=clock,
            desk=desks.desk,
            owners=owners,
        ) as bot,
    ):
        telling.application = bot.application
        yield Newsroom(store, sandbox, http, desks, clock, exchanges)


@pytest.fixture
async def newsroom(
    store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]
) -> AsyncIterator[Newsroom]:
    async with open_newsroom(store, *sandbox) as opened:
        yield opened


@pytest.fixture
async def whole_newsroom(
    store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]
) -> AsyncIterator[Newsroom]:
    """With the reading process."""
    async with open_newsroom(store, *sandbox, reading=None) as opened:
        yield opened


async def settled(talk: Talk, holds: str) -> dict[str, Any]:
    """The bot's latest message, once it holds these words."""
    return await talk.until(lambda message: holds in message["text"])


async def added(newsroom: Newsroom, path: str = "") -> dict[str, Any]:
    """Ada adds the gazette; the dry run that she saw before."""
    ada = newsroom.talk(ADMIN.id)
    await ada.write(f"/addsource http://{newsroom.sandbox.address}/gazette/{path}")
    dry_run = await settled(ada, "Newest")
    await ada.press(dry_run, "Add")
    await settled(ada, "Added as source 1")
    return dry_run


async def briefing(newsroom: Newsroom) -> str:
    sam = newsroom.talk(SUBSCRIBER.id)
    return (await sam.say("/topic air-defence"))["text"]


async def test_an_admin_adds_a_feed_an_article_appears_in_it_and_the_next_briefing_has_it(
    whole_newsroom: Newsroom,
):
    newsroom = whole_newsroom
    dry_run = await added(newsroom)
    assert "The Sandbox Gazette" in dry_run["text"]
    assert "Air defence: 1" in dry_run["text"]
    assert "Harrowgate puts its first air defence battery" in await briefing(newsroom)
    assert FIRST_SENTENCE not in await briefing(newsroom)
    await newsroom.publish()
    await newsroom.wait(hours=1)
    told = await briefing(newsroom)
    assert TITLE in told
    assert FIRST_SENTENCE in told
    assert "The Sandbox Gazette" in told


async def test_an_address_that_an_admin_pastes_is_tried_without_any_command(newsroom: Newsroom):
    address = f"http://{newsroom.sandbox.address}/gazette/"
    ada, sam = newsroom.talk(ADMIN.id), newsroom.talk(SUBSCRIBER.id)
    await ada.write(address)
    assert "The Sandbox Gazette" in (await settled(ada, "Newest"))["text"]
    assert "I have no topic called" in (await sam.say(address))["text"]


async def test_a_dry_run_keeps_nothing(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    await ada.write(f"/addsource http://{newsroom.sandbox.address}/gazette/")
    dry_run = await settled(ada, "Newest")
    assert not await newsroom.store.sources.all()
    await ada.press(dry_run, "Cancel")
    await settled(ada, "Nothing was added")
    assert not await newsroom.store.sources.all()
    assert "Harrowgate" not in await briefing(newsroom)


async def test_the_same_feed_by_another_address_is_recognised(newsroom: Newsroom):
    await added(newsroom)
    ada = newsroom.talk(ADMIN.id)
    await ada.write(f"/addsource http://{newsroom.sandbox.address}/gazette/feed.json")
    answer = await settled(ada, "already")
    assert "source 1 already" in answer["text"]
    assert "Add" not in str(answer.get("reply_markup"))


async def test_an_unchanged_source_costs_one_conditional_request_and_no_reading(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
):
    await added(newsroom)
    refresher = newsroom.desks.refresher
    fetched: list[tuple[Ask, Fetched]] = []
    fetch = refresher.fetcher.fetch

    async def watched(ask: Ask) -> Fetched:
        fetched.append((ask, await fetch(ask)))
        return fetched[-1][1]

    async def never(_: object) -> Reading:
        raise AssertionError("what did not change is not read")

    monkeypatch.setattr(refresher.fetcher, "fetch", watched)
    monkeypatch.setattr(refresher, "read", never)
    before = await newsroom.source()
    await newsroom.wait(hours=2)
    after = await newsroom.source()
    ((ask, answer),) = fetched
    assert (ask.etag, ask.last_modified) == (before.etag, before.last_modified)
    assert ask.etag
    assert answer.unchanged
    assert (after.cause, after.fetched) == (None, after.worked)
    assert after.fetched != before.fetched


async def test_teasers_are_read_in_full_where_the_admin_wants_it(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    await newsroom.publish()
    await ada.write(f"/addsource http://{newsroom.sandbox.address}/gazette/teasers.xml")
    dry_run = await settled(ada, "Newest")
    await ada.press(dry_run, "Add, and read full pages")
    told = await settled(ada, "Added as source 1")
    assert "Its articles follow in a minute or so" in told["text"]
    await newsroom.wait(hours=0)
    articles = await newsroom.store.articles.get(topic="air-defence")
    bodies = {article.title: article.body for article in articles}
    assert "drones were seen above the container terminal." in bodies[TITLE]


async def test_an_article_that_is_edited_keeps_how_it_read_before(newsroom: Newsroom):
    slug = await newsroom.publish()
    await added(newsroom)
    before = next(a for a in await newsroom.store.articles.get() if a.title == TITLE)
    await newsroom.edit(slug, f"Corrected: {TITLE}", TEXT.replace("four", "three"))
    await newsroom.wait(hours=1)
    after = next(a for a in await newsroom.store.articles.get() if a.id == before.id)
    assert "has ordered three air defence radars" in after.body
    (earlier,) = await newsroom.store.articles.earlier(before.id)
    assert (earlier.title, earlier.body) == (TITLE, before.body)


async def test_admins_are_told_once_that_a_source_fails_and_once_that_it_works_again(
    newsroom: Newsroom,
):
    await added(newsroom)
    ada = newsroom.talk(ADMIN.id)
    await newsroom.break_with(503)
    for _ in range(12):
        await newsroom.wait(hours=2)
    assert (await newsroom.source()).cause is Cause.SERVER
    assert len([m for m in await ada.texts() if "has been failing" in m]) == 1
    assert "Not heard from the only source: The Sandbox Gazette" in await briefing(newsroom)
    await newsroom.break_with(None)
    await newsroom.wait(hours=25)
    assert len([m for m in await ada.texts() if "works again" in m]) == 1
    assert "Not heard from" not in await briefing(newsroom)


async def test_a_source_that_is_gone_is_asked_no_more_and_admins_are_told(newsroom: Newsroom):
    await added(newsroom)
    await newsroom.break_with(410)
    await newsroom.wait(hours=2)
    source = await newsroom.source()
    assert source.gone
    assert source.due is None
    ada = newsroom.talk(ADMIN.id)
    assert len([m for m in await ada.texts() if " is gone" in m]) == 1


async def test_an_old_digest_of_last_week_is_not_told_as_news_because_a_source_was_added(
    newsroom: Newsroom,
):
    before = newsroom.clock()
    await added(newsroom)
    for article in await newsroom.store.articles.get(since=before - timedelta(minutes=1)):
        assert article.published is not None
        assert article.published.end >= before - timedelta(minutes=1), article.title


async def test_what_was_removed_is_quoted_no_more(newsroom: Newsroom):
    await added(newsroom)
    ada = newsroom.talk(ADMIN.id)
    question = await ada.say("/removesource 1")
    assert "3 articles" in question["text"]
    await ada.press(question, "Remove it")
    await settled(ada, "Removed")
    assert "Harrowgate" not in await briefing(newsroom)


async def test_everything_is_there_after_a_restart(tmp_path: Path, store: TinyStore, sandbox: Any):
    running, exchanges = sandbox
    async with open_newsroom(store, running, exchanges) as newsroom:
        await added(newsroom)
        kept = await newsroom.source()
    await store.close()
    async with await open_tiny(tmp_path / "data") as again:
        await take_over_corpus(again, SEEDS, now=datetime.now(UTC))
        assert list(await again.sources.all()) == [kept]
        assert len(await again.articles.ids("1")) == 3
        assert len((await again.sources.memory(1)).seen) == 3


async def test_a_file_that_an_admin_sends_is_in_the_next_briefing(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    await ada.attach("port.txt", f"{TITLE}\n\n{TEXT}".encode())
    await settled(ada, "source 1")
    told = await briefing(newsroom)
    assert TITLE in told
    assert FIRST_SENTENCE in told
    await ada.attach("port.txt", f"{TITLE}\n\n{TEXT}".encode())
    await settled(ada, "I have exactly this text already")


async def test_a_text_that_an_admin_pastes_is_in_the_next_briefing(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    await ada.write(f"/addtext {TEXT}")
    await settled(ada, "source 1")
    assert FIRST_SENTENCE in await briefing(newsroom)


async def test_sources_can_be_added_beside_files(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    await ada.attach("port.txt", f"{TITLE}\n\n{TEXT}".encode())
    await settled(ada, "source 1")
    await ada.write(f"/addsource http://{newsroom.sandbox.address}/gazette/")
    dry_run = await settled(ada, "Newest")
    await ada.press(dry_run, "Add")
    await settled(ada, "Added as source 2")
    assert "Harrowgate puts its first air defence battery" in await briefing(newsroom)


async def test_a_list_of_feeds_that_an_admin_sends_is_added(newsroom: Newsroom):
    ada = newsroom.talk(ADMIN.id)
    address = f"http://{newsroom.sandbox.address}/gazette/feed.xml"
    outline = f'<outline type="rss" text="The Gazette" xmlUrl="{address}"/>'
    opml = f'<opml version="2.0"><head/><body>{outline}</body></opml>'
    await ada.attach("feeds.opml", opml.encode())
    await settled(ada, "added as source 1")
    assert (await newsroom.source()).title == "The Gazette"
    assert "Harrowgate puts its first air defence battery" in await briefing(newsroom)
