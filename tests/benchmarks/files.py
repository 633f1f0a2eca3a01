"""The embedded store with 1,000 chats and 10,000 articles."""

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import psutil

from bot.store.records import ChatKey, DeliveryState, Filed, Settlement
from bot.store.tiny import TinyStore, open_tiny
from tests.benchmarks.figure import Figure, repeated
from tests.benchmarks.synthetic import News
from tests.contract.records import DAY, NOW, chat, digest, entry
from tests.running import running

_CHATS, _ARTICLES, _BATCH = 1_000, 10_000, 30
_LEASE, _MONTH = timedelta(minutes=5), timedelta(days=30)


@cache
def _filled() -> Path:
    """A folder with all of it, made once."""
    folder = Path(tempfile.mkdtemp(prefix="quotewire-bench-"))

    async def fill() -> None:
        async with await open_tiny(folder) as store:
            await store.articles.put(list(_news(_ARTICLES)), now=NOW)
            for number in range(1, _CHATS + 1):
                await store.chats.change(
                    ChatKey(number), lambda _, n=number: chat(ChatKey(n), due=NOW)
                )
            await store.outbox.keep([digest(parts=2)])
            keys = [ChatKey(number) for number in range(1, _CHATS + 1)]
            await store.outbox.enter([entry(key, parts=2) for key in keys])

    asyncio.run(fill())
    return folder


def _news(count: int, seed: int = 0) -> Iterator[Filed]:
    """A month of articles, some of them on a topic."""
    for report in News(seed).reports(count):
        arrived = NOW - _MONTH * (1 - report.number / count)
        name = f"news/{seed}/{report.number}"
        article = replace(report.article, id=name, document=name, arrived=arrived)
        yield Filed(article, "feed", ("air-defence",) if report.number % 20 == 0 else ())


@contextmanager
def _copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "data"
        shutil.copytree(_filled(), copied)
        yield copied


def _on_a_copy(work: Callable[[TinyStore], Awaitable[float]]) -> float:
    async def measured(folder: Path) -> float:
        async with await open_tiny(folder) as store:
            return await work(store)

    with _copy() as folder:
        return asyncio.run(measured(folder))


def files_loaded() -> Figure:
    def once() -> float:
        async def load() -> float:
            started = time.perf_counter()
            store = await open_tiny(folder)
            seconds = time.perf_counter() - started
            await store.close()
            return seconds

        return asyncio.run(load())

    with _copy() as folder:
        return Figure("files: 1,000 chats, 10,000 articles loaded", repeated(5, once), 2, "s")


def files_article() -> Figure:
    """Articles that come one by one, each on the disk before the next comes."""

    async def work(store: TinyStore) -> float:
        seconds = []
        for new in _news(200, seed=9):
            started = time.perf_counter()
            await store.articles.put([new], now=NOW)
            await store.flush()
            seconds.append(time.perf_counter() - started)
        return statistics.mean(seconds)

    return Figure("files: an article added, with fsync", _on_a_copy(work) * 1000, 5, "ms")


def files_claimed() -> Figure:
    async def work(store: TinyStore) -> float:
        seconds = []
        for _ in range(40):
            started = time.perf_counter()
            claimed = await store.outbox.claim(now=NOW, lease=_LEASE, most=_BATCH)
            await store.outbox.settle(
                [Settlement(d, DeliveryState.SENT, message=1) for d in claimed]
            )
            seconds.append(time.perf_counter() - started)
            assert len(claimed) == _BATCH
        return statistics.median(seconds)

    what = "files: 30 deliveries claimed and settled, fsync"
    return Figure(what, _on_a_copy(work) * 1000, 20, "ms")


def files_memory() -> Figure:
    """Of the whole bot, with such a store behind it."""

    def once() -> float:
        with _copy() as folder, running(folder) as started:
            time.sleep(1)
            return psutil.Process(started.process.pid).memory_info().rss / 1e6

    return Figure("files: resident memory of the bot", repeated(3, once), 250, "MB")


def files_topic() -> Figure:
    async def work(store: TinyStore) -> float:
        seconds = []
        for _ in range(20):
            started = time.perf_counter()
            assert await store.articles.get(topic="air-defence", since=NOW - 7 * DAY)
            await store.articles.count(since=NOW - 7 * DAY)
            seconds.append(time.perf_counter() - started)
        return statistics.median(seconds)

    return Figure("files: articles of a topic, and counted", _on_a_copy(work) * 1000, 10, "ms")


FILES = (files_loaded, files_article, files_claimed, files_memory, files_topic)
