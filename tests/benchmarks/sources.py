"""What sources cost: a feed's items on their way into the store, and a thousand sources at once."""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path

from bot.filing import file_in
from bot.settings import shipped_corpus
from bot.sources.articles import of_feed
from bot.sources.corpus import TOPICS, read_topics
from bot.sources.pieces import Request, Task
from bot.sources.reading import read
from bot.store.source import Source, SourceKind
from bot.store.tiny import open_tiny
from tests.benchmarks.feeds import rss
from tests.benchmarks.figure import Figure, repeated
from tests.benchmarks.synthetic import News

_ITEMS, _RUNS = 1_000, 3
_LATENCY = 0.1
_ADDRESS = "https://news.example/feed"


def items_taken_in() -> Figure:
    """From the bytes of a feed to articles that are durable."""
    reports = list(News(1).reports(_ITEMS))
    now = reports[-1].published + timedelta(hours=1)
    content = rss("news.example", reports)
    source = Source(1, SourceKind.FEED, _ADDRESS, "News", now)

    async def once() -> float:
        with tempfile.TemporaryDirectory() as folder:
            async with await open_tiny(Path(folder) / "data") as store:
                await store.topics.put(read_topics(shipped_corpus() / TOPICS))
                begun = time.perf_counter()
                request = Request(Task.FEED, content, "application/rss+xml", _ADDRESS, now)
                feed = read(request).feed
                assert feed is not None
                articles = of_feed(source, feed.pieces, now=now, keep=timedelta(days=3650))
                assert await file_in(store, articles, "1", now=now) == _ITEMS
                await store.flush()
                return time.perf_counter() - begun

    asyncio.run(once())
    return Figure(
        "1,000 items parsed, cleaned, matched, stored",
        repeated(5, lambda: asyncio.run(once())),
        3.0,
        "s",
    )


@contextmanager
def _server() -> Iterator[int]:
    """A thousand feeds, each a tenth of a second away; the port."""
    command = [sys.executable, "-m", "tests.benchmarks.feed_server", "0", str(_LATENCY)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.kill()


@cache
def _due() -> list[dict[str, float]]:
    def once() -> dict[str, float]:
        with _server() as port:
            command = [sys.executable, "-m", "tests.benchmarks.due_sources", str(port)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            measured: dict[str, float] = json.loads(done.stdout)
            return measured

    return [once() for _ in range(_RUNS)]


def _median(name: str) -> float:
    return statistics.median(run[name] for run in _due())


def due_at_once() -> Figure:
    return Figure("1,000 sources due at once, all read", _median("seconds"), 60, "s")


def due_and_unchanged() -> Figure:
    return Figure("1,000 sources due, none changed", _median("unchanged_seconds"), 60, "s")


def topic_meanwhile() -> Figure:
    return Figure("/topic meanwhile, median", _median("topic_median") * 1000, 100, "ms")


def topic_meanwhile_95() -> Figure:
    return Figure("/topic meanwhile, 95 of 100", _median("topic_95") * 1000, 100, "ms")


def memory_meanwhile() -> Figure:
    return Figure("resident memory meanwhile", _median("megabytes"), 150, "MB")


SOURCES = (
    items_taken_in,
    due_at_once,
    due_and_unchanged,
    topic_meanwhile,
    topic_meanwhile_95,
    memory_meanwhile,
)
