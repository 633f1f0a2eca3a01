"""What is measured."""

import asyncio
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import AsyncMock

import httpx
import psutil

from bot.app import opened
from bot.briefings import Briefings
from bot.chat.asker import Asker
from bot.chat.conversation import Conversation
from bot.chat.messages.render import render
from bot.chat.messages.split import split
from bot.settings import load
from summaries.reading import read
from summaries.vectors import vector
from tests.benchmarks import matching
from tests.benchmarks.engine import ENGINE
from tests.benchmarks.figure import Figure, repeated
from tests.benchmarks.files import FILES
from tests.benchmarks.postgres import POSTGRES
from tests.benchmarks.sources import SOURCES
from tests.running import QUOTEWIRE, Running, running

_SOMEBODY = Asker(1001, AsyncMock(return_value=True))
TOPICS = ("air-defence", "hypersonic-missile", "nato-path")


def help_page() -> Figure:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([QUOTEWIRE, "--help"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return Figure("quotewire --help", repeated(15, once), 0.3, "s")


@contextmanager
def bot() -> Iterator[Running]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as started:
        yield started


def ready() -> Figure:
    def once() -> float:
        begun = time.perf_counter()
        with bot() as started:
            assert httpx.get(started.url).status_code == 200
            return time.perf_counter() - begun

    return Figure("quotewire run, until the page is served", repeated(7, once), 2.0, "s")


def memory() -> Figure:
    def once() -> float:
        with bot() as started:
            time.sleep(1)
            return psutil.Process(started.process.pid).memory_info().rss / 1e6

    return Figure("resident memory, idle", repeated(3, once), 120, "MB")


def memory_after_use() -> Figure:
    def once() -> float:
        with bot() as started, httpx.Client(base_url=started.url) as http:
            for topic in TOPICS * 5:
                _ask(http, f"/topic {topic}")
            return psutil.Process(started.process.pid).memory_info().rss / 1e6

    return Figure("resident memory, idle after 15 briefings", repeated(3, once), 120, "MB")


def _ask(http: httpx.Client, text: str) -> None:
    chat = {"person": 1001}
    before = len(http.get("/sandbox/chats/1001", params=chat).json()["messages"])
    http.post("/sandbox/chats/1001/messages", json=chat | {"text": text}).raise_for_status()
    while len(http.get("/sandbox/chats/1001", params=chat).json()["messages"]) < before + 2:
        time.sleep(0.002)


def topic_round_trip() -> Figure:
    with bot() as started, httpx.Client(base_url=started.url) as http:
        _ask(http, "/help")

        def once() -> float:
            started = time.perf_counter()
            _ask(http, "/topic air-defence")
            return time.perf_counter() - started

        return Figure("/topic over HTTP and back", repeated(15, once), 0.25, "s")


def _answers(*, fresh: bool) -> float:
    """Seconds from a command to rendered messages; ``fresh`` forgets all that was computed."""

    async def measured() -> float:
        with tempfile.TemporaryDirectory() as folder:
            settings = load({"QUOTEWIRE_DATA": folder}, Path("/nonexistent"))
            async with opened(settings) as store:
                conversation = Conversation(store, Briefings(store), lambda: datetime.now(UTC))
                # Imports, models and tables.
                await conversation.command("topic", "nato-path", _SOMEBODY)
                seconds = []
                for topic in TOPICS * 5:
                    if fresh:
                        conversation = Conversation(
                            store, Briefings(store), lambda: datetime.now(UTC)
                        )
                        read.cache_clear()
                        vector.cache_clear()
                    started = time.perf_counter()
                    answer = await conversation.command("topic", topic, _SOMEBODY)
                    assert [render(part) for part in split(answer.tree)]
                    seconds.append(time.perf_counter() - started)
                return statistics.median(seconds)

    return asyncio.run(measured())


def topic_first() -> Figure:
    return Figure("/topic inside the bot, nothing computed", _answers(fresh=True) * 1000, 50, "ms")


def topic_again() -> Figure:
    return Figure("/topic inside the bot, asked again", _answers(fresh=False) * 1000, 50, "ms")


def phrases_possible() -> Figure:
    what = "5,000 phrases, an article: which can be there"
    return Figure(what, matching.matching() * 1000, 0.5, "ms")


def phrases_found() -> Figure:
    what = "5,000 phrases, an article: found in sentences"
    return Figure(what, matching.matching_whole() * 1000, 2, "ms")


def articles_sieved() -> Figure:
    return Figure("10,000 articles, on topic or not", matching.sieving(), 2.0, "s")


def articles_indexed() -> Figure:
    return Figure("10,000 articles indexed for search", matching.indexing(), 6, "s")


def articles_searched() -> Figure:
    return Figure("10,000 articles searched", matching.searching() * 1000, 100, "ms")


MEASURES = {
    measure.__name__: measure
    for measure in (
        help_page,
        ready,
        memory,
        memory_after_use,
        topic_first,
        topic_again,
        topic_round_trip,
        phrases_possible,
        phrases_found,
        articles_sieved,
        articles_indexed,
        articles_searched,
        *ENGINE,
        *FILES,
        *POSTGRES,
        *SOURCES,
    )
}
