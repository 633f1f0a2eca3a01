"""What the PostgreSQL store costs with 100,000 chats and 100,000 articles, safe on the disk.

The server is one that starts with the measures, with PostgreSQL's own settings.
"""

import asyncio
import atexit
import random
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from bot.store.postgres import open_postgres
from bot.store.records import (
    Chat,
    ChatKey,
    ChatKind,
    DeliveryState,
    Digest,
    Entry,
    Filed,
    Settlement,
    Slot,
    SlotKey,
    SlotState,
)
from bot.store.rows import Record, Table, to_row
from tests.benchmarks.figure import Figure, repeated
from tests.benchmarks.synthetic import News
from tests.postgres import Server, run

_MANY = 100_000
_DAYS = 30
_TOPICS = 40
_SHARE = 0.03  # of the articles, that may speak of a topic
NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
_CLAIMS = 100


def articles() -> Iterator[Filed]:
    """Articles of the last 30 days, each of which may speak of some topics."""
    chance = random.Random(6)  # only to be the same each time
    for report in News(6).reports(_MANY):
        arrived = NOW - _DAYS * DAY * (1 - (report.number + 1) / _MANY)
        topics = tuple(f"t{n}" for n in range(_TOPICS) if chance.random() < _SHARE)
        yield Filed(replace(report.article, arrived=arrived), "feed", topics)


def chats() -> Iterator[Chat]:
    """Chats whose slots come at five minutes past each other, the first of them now."""
    for number in range(1, _MANY + 1):
        due = NOW + timedelta(minutes=5) * (number % 288)
        topics = (f"t{number % _TOPICS}",)
        yield Chat(ChatKey(number), ChatKind.PRIVATE, NOW - DAY, topics=topics, due=due)


class Filled:
    """A store with all of it."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._server = Server("")
        atexit.register(self._end)
        self.store = self.run(open_postgres(self._server.url))
        begun = time.perf_counter()
        self._put(Table.ARTICLES, articles())
        self.seconds = time.perf_counter() - begun
        self._put(Table.CHATS, chats())
        run(self._server.url, "ANALYZE")  # as autovacuum does within a minute

    def _put(self, table: Table, records: Iterator[Record]) -> None:
        while some := list(islice(records, 1000)):
            self.run(self.store.put_rows(table, [to_row(record) for record in some]))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def median(self, times: int, ask: Callable[[int], Coroutine[Any, Any, Any]]) -> float:
        """Milliseconds of several calls, each told which one it is."""
        numbers = iter(range(times))

        async def once() -> float:
            begun = time.perf_counter()
            assert await ask(next(numbers))
            return time.perf_counter() - begun

        return repeated(times, lambda: self.run(once())) * 1000

    def _end(self) -> None:
        self.run(self.store.close())
        self._runner.close()
        self._server.end()


@cache
def filled() -> Filled:
    return Filled()


def postgres_filling() -> Figure:
    return Figure("PostgreSQL: 100,000 articles made and put", filled().seconds, 600, "s")


def postgres_topic() -> Figure:
    """A topic of which 3 % of the articles may speak."""

    def ask(number: int) -> Coroutine[Any, Any, Any]:
        return filled().store.articles.get(topic=f"t{number}", since=NOW - DAY)

    return Figure("PostgreSQL: a topic's articles of a day", filled().median(40, ask), 10, "ms")


def postgres_count_day() -> Figure:
    def ask(_: int) -> Coroutine[Any, Any, Any]:
        return filled().store.articles.count(since=NOW - DAY)

    return Figure("PostgreSQL: count() of a day", filled().median(20, ask), 50, "ms")


def postgres_count_all() -> Figure:
    def ask(_: int) -> Coroutine[Any, Any, Any]:
        return filled().store.articles.count()

    return Figure("PostgreSQL: count() of 100,000 articles", filled().median(5, ask), 1_000, "ms")


def postgres_search() -> Figure:
    queries = ("government harbour", "police", '"prime minister" budget', "people year", "zebra")

    def ask(number: int) -> Coroutine[Any, Any, Any]:
        return _answered(queries[number % len(queries)])

    async def _answered(query: str) -> bool:
        await filled().store.articles.search(query)
        return True

    return Figure("PostgreSQL: search in 100,000", filled().median(15, ask), 2_000, "ms")


def postgres_revision() -> Figure:
    async def ask(_: int) -> bool:
        return await filled().store.revision() > 0

    return Figure("PostgreSQL: revision()", filled().median(50, ask), 5, "ms")


def postgres_due() -> Figure:
    def ask(_: int) -> Coroutine[Any, Any, Any]:
        return filled().store.chats.due(NOW + timedelta(hours=1))

    return Figure("PostgreSQL: 500 chats that are due", filled().median(30, ask), 5, "ms")


@cache
def _entered() -> float:
    """Seconds of entering a slot for each of 100,000 chats."""
    store = filled().store
    slots = [
        Entry(
            Slot(SlotKey(each.key, NOW.date(), NOW.time()), each.due or NOW, SlotState.OWED, "d"),
            parts=2,
            due=NOW + 2 * DAY,
        )
        for each in chats()
    ]
    filled().run(store.outbox.keep([Digest("d", ("first", "second"), NOW)]))
    begun = time.perf_counter()
    assert filled().run(store.outbox.enter(slots)) == _MANY
    return time.perf_counter() - begun


def postgres_enter() -> Figure:
    return Figure("PostgreSQL: entering 100,000 slots", _entered(), 30, "s")


def _sent_in(batch: int) -> float:
    """Deliveries a second, claimed and settled by one process, while 200,000 wait."""
    _entered()
    store = filled().store
    lease = timedelta(minutes=1)

    async def once() -> int:
        claimed = await store.outbox.claim(now=NOW + DAY, lease=lease, most=batch)
        await store.outbox.settle(
            [Settlement(each, DeliveryState.SENT, message=1) for each in claimed]
        )
        return len(claimed)

    begun = time.perf_counter()
    sent = sum(filled().run(once()) for _ in range(_CLAIMS))
    assert sent == _CLAIMS * batch
    return sent / (time.perf_counter() - begun)


def postgres_deliver() -> Figure:
    what = "PostgreSQL: claimed and settled, 30 at once"
    return Figure(what, _sent_in(30), 1_000, "/s", least=True)


def postgres_deliver_more() -> Figure:
    what = "PostgreSQL: claimed and settled, 200 at once"
    return Figure(what, _sent_in(200), 1_000, "/s", least=True)


POSTGRES = (
    postgres_filling,
    postgres_topic,
    postgres_count_day,
    postgres_count_all,
    postgres_search,
    postgres_revision,
    postgres_due,
    postgres_enter,
    postgres_deliver,
    postgres_deliver_more,
)
