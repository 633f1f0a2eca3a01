"""A thousand sources due at once, in a process of its own whose memory is measured: ``... PORT``.

They were read before, and each has two new items of 20 since (``feed_server.py``). Prints JSON: how
long it took until all was fetched, read and stored, how long /topic took meanwhile, the most memory
of the bot and of the reading process, and how long the same takes when nothing changed.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import AsyncMock

import psutil

from bot.app import Desks, desk_on
from bot.briefings import Briefings
from bot.chat.asker import Asker
from bot.chat.conversation import Conversation
from bot.memory import few_arenas
from bot.settings import load, shipped_corpus
from bot.sources.ingest import take_over_corpus
from bot.store.base import Store
from bot.store.source import Source, SourceKind
from bot.store.tiny import open_tiny

_SOURCES, _EVERY = 1_000, 0.25
_SOMEBODY = Asker(1001, AsyncMock(return_value=True))


class Clock:
    """The time, which may be moved on."""

    ahead = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


async def loopback(host: str, port: int) -> Sequence[str]:
    """Where all our hosts are."""
    del host, port
    return ["127.0.0.1"]


async def measure(port: int) -> dict[str, float]:
    clock = Clock()
    allowed = {f"s{number}.example:{port}" for number in range(_SOURCES)}
    with tempfile.TemporaryDirectory() as folder:
        async with await open_tiny(Path(folder) / "data") as store:
            await take_over_corpus(store, shipped_corpus(), now=clock())
            for number in range(_SOURCES):
                await store.sources.add(lambda n, number=number: _source(n, number, port, clock()))
            async with desk_on(
                store, load({}), allowed=allowed, clock=clock, resolve=loopback
            ) as desks:
                await _until_done(desks, store, clock)
                clock.ahead += timedelta(days=2)
                news = await _until_done(desks, store, clock)
                clock.ahead += timedelta(days=2)
                quiet = await _until_done(desks, store, clock)
                articles = (await store.articles.count()).documents
    return news | {"unchanged_seconds": quiet["seconds"], "articles": articles}


def _source(number: int, name: int, port: int, now: datetime) -> Source:
    address = f"http://s{name}.example:{port}/feed/{name}"
    return Source(number, SourceKind.FEED, address, f"Source {name}", now, due=now)


async def _until_done(desks: Desks, store: Store, clock: Clock) -> dict[str, float]:
    conversation = Conversation(store, Briefings(store), clock)
    process, most, hungriest = psutil.Process(), 0.0, 0.0
    took: list[float] = []

    async def ask() -> None:
        nonlocal most, hungriest
        while True:
            begun = time.perf_counter()
            await conversation.command("topic", "air-defence", _SOMEBODY)
            took.append(time.perf_counter() - begun)
            most = max(most, process.memory_info().rss / 1e6)
            for child in process.children():
                with suppress(psutil.NoSuchProcess):
                    hungriest = max(hungriest, child.memory_info().rss / 1e6)
            await asyncio.sleep(_EVERY)

    await conversation.command("topic", "air-defence", _SOMEBODY)
    asking = asyncio.create_task(ask())
    begun = time.perf_counter()
    while await store.sources.due(clock()):
        await desks.refresher.due()
        await desks.refresher.idle()
    await store.flush()
    seconds = time.perf_counter() - begun
    asking.cancel()
    failing = [s for s in await store.sources.all() if s.cause is not None]
    assert not failing, failing[:3]
    return {
        "seconds": seconds,
        "topic_median": statistics.median(took),
        "topic_95": statistics.quantiles(took, n=20)[-1],
        "topic_slowest": max(took),
        "megabytes": most,
        "reader_megabytes": hungriest,
    }


if __name__ == "__main__":
    few_arenas()
    sys.stdout.write(json.dumps(asyncio.run(measure(int(sys.argv[1])))))
