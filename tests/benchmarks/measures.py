"""What is measured."""

import asyncio
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil

from bot.app import opened
from bot.briefings import Briefings
from bot.chat.conversation import Conversation
from bot.chat.messages.render import render
from bot.chat.messages.split import split
from bot.settings import load, shipped_corpus
from bot.sources.corpus import read_topics
from bot.sources.text import article_of
from summaries.cleaning import clean
from summaries.reading import read
from summaries.stories import vector
from summaries.topics import affinities
from tests.running import QUOTEWIRE, Running, running

TOPICS = ("air-defence", "hypersonic-missile", "nato-path")


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    median: float
    promise: float
    unit: str


def repeated(times: int, once: Callable[[], float]) -> float:
    return statistics.median(once() for _ in range(times))


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
                await conversation.command("topic", "nato-path")  # imports, models and tables
                seconds = []
                for topic in TOPICS * 5:
                    if fresh:
                        conversation = Conversation(
                            store, Briefings(store), lambda: datetime.now(UTC)
                        )
                        read.cache_clear()
                        vector.cache_clear()
                    started = time.perf_counter()
                    answer = await conversation.command("topic", topic)
                    assert [render(part) for part in split(answer.tree)]
                    seconds.append(time.perf_counter() - started)
                return statistics.median(seconds)

    return asyncio.run(measured())


def _page(number: int) -> str:
    """A page as sites serve them: an article of some 400 words among some twenty other lines."""
    said = random.Random(number)  # the same pages in each run
    words = (
        "the council of ministers agreed on Monday that air defence systems would be delivered to "
        "the harbour by spring after talks with allies and that money for repairs of power lines "
        "had been found while officials warned of a hard winter for people who live near it"
    ).split()
    paragraphs = []
    for _ in range(9):
        sentences = [" ".join(said.choices(words, k=15)).capitalize() + "." for _ in range(3)]
        paragraphs += [" ".join(sentences), said.choice(_BETWEEN)]
    return "\n\n".join(
        [*_ABOVE, f"Ministers agree on air defence, part {number}", *paragraphs, *_BELOW]
    )


_ABOVE = ("Home > World > Europe", "News | War | Opinion | Video", "By Anna Kask, Morning Post")
_BETWEEN = ("ADVERTISEMENT", "Read more: Why the lamps went out", "Photo: AFP", "", "")
_BELOW = ("Most read", "Why is the sea so warm?", "12 comments", "Subscribe to our newsletter")


def reading() -> Figure:
    """An article cleaned, cut into sentences and matched: 300 a second were promised."""
    topics = read_topics(shipped_corpus() / "topics.toml")

    def once(pages: Sequence[str]) -> float:
        started = time.process_time()
        for number, page in enumerate(pages):
            article = article_of(clean(page), str(number), datetime.now(UTC))
            for topic in topics:
                affinities(topic, read(article))
        return (time.process_time() - started) / len(pages) * 1000

    once([_page(0)])  # imports, models and tables
    runs = [[_page(100 * run + number) for number in range(1, 100)] for run in range(5)]
    return Figure(
        "an article cleaned, split and matched", statistics.median(map(once, runs)), 3.33, "ms"
    )


def topic_first() -> Figure:
    return Figure("/topic inside the bot, nothing computed", _answers(fresh=True) * 1000, 50, "ms")


def topic_again() -> Figure:
    return Figure("/topic inside the bot, asked again", _answers(fresh=False) * 1000, 50, "ms")


MEASURES = {
    measure.__name__: measure
    for measure in (
        help_page,
        ready,
        memory,
        memory_after_use,
        reading,
        topic_first,
        topic_again,
        topic_round_trip,
    )
}
