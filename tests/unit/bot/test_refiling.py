"""Stored articles are matched anew in the background, one run at a time."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot.filing
from bot.errors import StoreError
from bot.filing import Progress, file_in, filed, refile, unfinished
from bot.refiling import Refiler
from bot.store.tiny import TinyStore, open_tiny
from summaries.model import Article, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BRIDGE = Topic("bridge", "Bridge", ("bridge",))
RIVER = Topic("river", "River", ("river",))


def article(number: int) -> Article:
    body = "The council agreed to build a new bridge over the river."
    return Article(f"{number:04}", str(number), body, NOW, language="en", extent=(0, len(body)))


@pytest.fixture
async def store(tmp_path: Path, monkeypatch):
    """Sixty articles that speak of bridge and river, in pages of ten."""
    monkeypatch.setattr(bot.filing, "_PAGE", 10)
    async with await open_tiny(tmp_path) as opened:
        articles = [article(number) for number in range(60)]
        await opened.articles.put(filed(articles, "feed", []), now=NOW)
        yield opened


async def of(store: TinyStore, slug: str) -> int:
    return len(await store.articles.get(topic=slug))


async def test_progress_is_told_after_each_page(store: TinyStore):
    await store.topics.put([BRIDGE])
    told: list[Progress] = []

    await refile(store, told.append)

    assert told == [Progress(done, 60) for done in range(10, 61, 10)]
    assert not await unfinished(store)


async def test_topics_that_change_meanwhile_begin_it_once_more(store: TinyStore):
    await store.topics.put([BRIDGE])
    refiler = Refiler(store)
    seen = []
    async with refiler:
        refiler.start(["bridge"])
        async for progress in refiler.followed():
            seen.append(progress.done)
            if progress.done == 30 and len(await store.topics.all()) == 1:
                await store.topics.put([RIVER])
                refiler.start(["river"])
    assert seen.count(10) == 2
    assert seen.count(50) == 1
    assert max(seen) == 60
    assert await of(store, "bridge") == await of(store, "river") == 60
    assert not await unfinished(store)


async def test_topics_that_change_and_change_back_leave_no_trace(store: TinyStore):
    await store.topics.put([BRIDGE])
    await refile(store)
    changed = Topic("bridge", "Bridge", ("viaduct",))
    await store.topics.put([changed])

    def back(progress: Progress) -> None:
        if progress.done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await refile(store, back)
    assert await of(store, "bridge") == 30
    await store.topics.put([BRIDGE])

    assert await unfinished(store)
    await refile(store)
    assert await of(store, "bridge") == 60


async def test_a_change_that_is_taken_back_at_once_leaves_no_article_out(
    store: TinyStore, monkeypatch
):
    await store.topics.put([BRIDGE])
    looks = iter(([BRIDGE], [RIVER]))

    async def flickering() -> list[Topic]:
        return next(looks, [BRIDGE])

    monkeypatch.setattr(store.topics, "all", flickering)
    await refile(store)

    assert await of(store, "bridge") == 60


async def test_a_topic_is_unfinished_until_all_articles_are_matched(store: TinyStore):
    await store.topics.put([BRIDGE])
    async with Refiler(store) as refiler:
        refiler.start(["bridge"])
        assert refiler.unfinished("bridge")
        assert not refiler.unfinished("river")
        async for progress in refiler.followed():
            assert refiler.unfinished("bridge") or progress.done == 60
        assert not refiler.unfinished("bridge")


async def test_asking_twice_begins_one_run(store: TinyStore, monkeypatch):
    await store.topics.put([BRIDGE])
    running, most = 0, 0
    anew = bot.filing._refiled

    async def counted(*arguments: object) -> tuple[int, bool]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        try:
            return await anew(*arguments)
        finally:
            running -= 1

    monkeypatch.setattr(bot.filing, "_refiled", counted)
    async with Refiler(store) as refiler:
        refiler.start()
        refiler.start()
        async for _ in refiler.followed():
            refiler.start()
    assert most == 1
    assert await of(store, "bridge") == 60


async def test_a_run_that_is_broken_off_says_so_and_begins_once_more_later(store: TinyStore):
    await store.topics.put([BRIDGE])
    async with Refiler(store) as refiler:
        refiler.start()
        following = asyncio.create_task(anext(refiler.followed()))
        await following
        rest = refiler.followed()
        await anext(rest)
    with pytest.raises(StoreError, match="The bot is stopping"):
        async for _ in rest:
            pass
    assert await unfinished(store)
    async with Refiler(store) as refiler:
        refiler.start()
        async for _ in refiler.followed():
            pass
    assert await of(store, "bridge") == 60


async def test_a_store_that_fails_is_told_of_and_logged(store: TinyStore, monkeypatch, caplog):
    await store.topics.put([BRIDGE])

    async def full(_: object) -> None:
        raise StoreError("The disk is full. Make room.")

    monkeypatch.setattr(store.articles, "refile", full)
    async with Refiler(store) as refiler:
        refiler.start(["bridge"])
        with pytest.raises(StoreError, match="The disk is full"):
            async for _ in refiler.followed():
                pass
    assert "Stored articles could not be matched anew: The disk is full" in caplog.text
    assert refiler.unfinished("bridge")


async def test_articles_that_come_in_while_topics_change_are_filed_under_the_new_ones(
    store: TinyStore, monkeypatch
):
    put = store.articles.put

    async def late(*arguments: object, **named: object) -> int:
        await store.topics.put([BRIDGE])
        return await put(*arguments, **named)

    monkeypatch.setattr(store.articles, "put", late)

    assert await file_in(store, [article(99)], "feed", now=NOW) == 1
    assert [a.id for a in await store.articles.get(topic="bridge")] == ["0099"]


async def test_the_loop_stays_free_meanwhile(tmp_path: Path):
    async with await open_tiny(tmp_path / "many") as many:
        articles = [article(number) for number in range(3_000)]
        await many.articles.put(filed(articles, "feed", []), now=NOW)
        await many.topics.put([BRIDGE, RIVER])
        loop, longest = asyncio.get_running_loop(), 0.0
        async with Refiler(many) as refiler:
            refiler.start()
            last = loop.time()
            while refiler._task and not refiler._task.done():
                await asyncio.sleep(0)
                longest, last = max(longest, loop.time() - last), loop.time()
    assert longest < 0.5
