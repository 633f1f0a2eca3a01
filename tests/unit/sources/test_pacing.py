"""Requests start one after the other, a gap apart, and only so many run at once."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.errors import Cause, FetchError
from bot.sources.fetching.pacing import Pacing


class Clock:
    """Time that passes only when everybody waits for it."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        woken = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + max(0, seconds), self._count, woken))
        await woken

    async def run(self) -> None:
        while True:
            for _ in range(50):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            if self._sleepers:
                self.now, _, woken = heapq.heappop(self._sleepers)
                woken.set_result(None)


class Requests:
    """Requests that take a while, and when each began and ended."""

    def __init__(self, clock: Clock, pacing: Pacing) -> None:
        self.clock, self.pacing = clock, pacing
        self.began: list[tuple[float, str]] = []
        self.running = self.most = 0

    async def one(self, host: str = "a", seconds: float = 0) -> None:
        async with self.pacing.turn(host):
            self.began.append((self.clock.now, host))
            self.running += 1
            self.most = max(self.most, self.running)
            try:
                await self.clock.sleep(seconds)
            finally:
                self.running -= 1

    def times(self, host: str = "a") -> list[float]:
        return [time for time, of in self.began if of == host]


@pytest.fixture
async def clock() -> AsyncIterator[Clock]:
    found = Clock()
    running = asyncio.create_task(found.run())
    yield found
    running.cancel()


def paced(clock: Clock, **settings) -> Requests:
    return Requests(clock, Pacing(monotonic=clock, sleep=clock.sleep, **settings))


async def all_of(*requests) -> None:
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        for request in requests:
            group.create_task(request)


async def test_requests_to_one_host_start_a_gap_apart(clock: Clock):
    requests = paced(clock)
    await all_of(*(requests.one() for _ in range(5)))
    assert requests.times() == [0, 1, 2, 3, 4]


async def test_the_gap_counts_from_start_to_start_and_nobody_waits_without_need(clock: Clock):
    requests = paced(clock)
    await requests.one(seconds=0.4)
    await requests.one(seconds=5)
    await requests.one()
    assert requests.times() == [0, 1, 6]


async def test_only_two_run_at_once_to_one_host(clock: Clock):
    requests = paced(clock)
    await all_of(*(requests.one(seconds=10) for _ in range(5)))
    assert requests.times() == [0, 1, 10, 11, 20]
    assert requests.most == 2


async def test_hosts_do_not_wait_for_one_another(clock: Clock):
    requests = paced(clock)
    await all_of(*(requests.one(host) for host in "aabbc"))
    assert {host: requests.times(host) for host in "abc"} == {"a": [0, 1], "b": [0, 1], "c": [0]}


async def test_only_so_many_run_in_all(clock: Clock):
    requests = paced(clock, at_once=3)
    await all_of(*(requests.one(str(n), seconds=1) for n in range(10)))
    assert requests.most == 3
    assert clock.now == 4


async def test_those_who_wait_for_one_host_take_nobody_else_s_place(clock: Clock):
    requests = paced(clock, at_once=2)
    await all_of(*(requests.one("slow") for _ in range(20)), requests.one("other"))
    assert requests.times("other") == [0]


async def test_starts_stay_a_gap_apart_when_all_waited_for_a_place(clock: Clock):
    requests = paced(clock, at_once=2)
    busy = [requests.one(host, seconds=10) for host in "xy"]
    await all_of(*busy, *(requests.one("a", seconds=1) for _ in range(2)))
    assert requests.times("a") == [10, 11]


class TestHoldingBack:
    async def test_a_host_is_left_alone_for_as_long_as_it_asked(self, clock: Clock):
        requests = paced(clock)
        requests.pacing.hold_back("a", timedelta(seconds=20))
        await all_of(requests.one("a"), requests.one("a"), requests.one("b"))
        assert requests.times("a") == [20, 21]
        assert requests.times("b") == [0]

    async def test_whoever_would_wait_for_long_is_told_so_at_once(self, clock: Clock):
        requests = paced(clock)
        requests.pacing.hold_back("a", timedelta(hours=1))
        clock.now += 600
        with pytest.raises(FetchError) as told:
            await requests.one("a")
        assert told.value.cause is Cause.BUSY
        assert told.value.retry_after == timedelta(minutes=50)
        clock.now = 3600
        await requests.one("a")
        assert requests.times("a") == [3600]

    async def test_a_shorter_wish_does_not_undo_a_longer_one(self, clock: Clock):
        requests = paced(clock)
        requests.pacing.hold_back("a", timedelta(seconds=20))
        requests.pacing.hold_back("a", timedelta(seconds=5))
        await requests.one("a")
        assert requests.times("a") == [20]

    async def test_it_holds_for_those_who_wait_already(self, clock: Clock):
        requests = paced(clock, at_once=1)

        async def busy() -> None:
            async with requests.pacing.turn("b"):
                await clock.sleep(1)
                requests.pacing.hold_back("a", timedelta(seconds=20))

        await all_of(busy(), requests.one("a"), requests.one("a"))
        assert requests.times("a") == [21, 22]


class TestStopping:
    async def test_whoever_stops_waiting_gives_its_place_away(self, clock: Clock):
        requests = paced(clock, at_once=1)
        running = asyncio.create_task(requests.one("a", seconds=100))
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(requests.one(host)) for host in "aab"]
        await asyncio.sleep(0)
        for task in (*waiting, running):
            task.cancel()
        await asyncio.gather(running, *waiting, return_exceptions=True)

        await all_of(*(requests.one(host) for host in "abc"))
        assert len(requests.began) == 4

    @pytest.mark.parametrize("turns", range(12))
    async def test_at_whatever_moment_that_is(self, clock: Clock, turns: int):
        requests = paced(clock, at_once=1, per_host=1)
        tasks = [asyncio.create_task(requests.one(host, seconds=1)) for host in "aabb"]
        for _ in range(turns):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        requests.began.clear()
        await all_of(*(requests.one(host) for host in "aabbc"))
        assert len(requests.began) == 5

    async def test_a_request_that_fails_gives_its_place_away(self, clock: Clock):
        pacing = paced(clock, at_once=1).pacing
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                async with pacing.turn("a"):
                    raise ZeroDivisionError


async def test_hosts_that_nobody_waits_for_are_forgotten(clock: Clock):
    requests = paced(clock)
    requests.pacing.hold_back("held", timedelta(days=1))
    for number in range(600):
        await requests.one(f"host {number}")
        clock.now += 1
    assert requests.pacing.remembered <= 256
    with pytest.raises(FetchError):
        await requests.one("held")
