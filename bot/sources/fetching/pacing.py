"""Keeps fetching polite: few requests at once, and not one upon the other to the same host."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.errors import Cause, HeldBack

_SWEEP_FROM = 256


class _Host:
    def __init__(self, at_once: int) -> None:
        self.slots = asyncio.Semaphore(at_once)
        self.next_start = float("-inf")
        self.held_until = float("-inf")
        self.users = 0

    @property
    def opens(self) -> float:
        return max(self.next_start, self.held_until)


class Pacing:
    """Whose turn it is to send a request.

    Hosts do not wait for one another, except that only so many requests run in all. A host that
    asked to be left alone gets no request until then; whoever would have to wait for long is told
    so at once, without a request.
    """

    def __init__(
        self,
        *,
        at_once: int = 32,
        per_host: int = 2,
        gap: timedelta = timedelta(seconds=1),
        patience: timedelta = timedelta(seconds=30),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Set the pace.

        Args:
            at_once: requests in all.
            per_host: requests at once to one host.
            gap: the least time between the starts of two requests to one host.
            patience: how long a request waits for a host that asked to be left alone.
            monotonic: seconds on a clock that only goes forward.
            sleep: waits for seconds.
        """
        self._all = asyncio.Semaphore(at_once)
        self._per_host = per_host
        self._gap, self._patience = gap.total_seconds(), patience.total_seconds()
        self._now, self._sleep = monotonic, sleep
        self._hosts: dict[str, _Host] = {}
        self._sweep_at = _SWEEP_FROM

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a request may start; the block is the request.

        Raises:
            HeldBack: the host asked to be left alone for longer than one would wait
                (``Cause.BUSY``).
        """
        place = self._place(host)
        place.users += 1
        try:
            async with place.slots:
                await self._start(host, place)
                try:
                    yield
                finally:
                    self._all.release()
        finally:
            place.users -= 1

    def hold_back(self, host: str, span: timedelta) -> None:
        """Send a host no request for a while; a longer wish that still holds stays."""
        place = self._place(host)
        place.held_until = max(place.held_until, self._now() + span.total_seconds())

    @property
    def remembered(self) -> int:
        """Of how many hosts something is remembered; those that nothing waits for are forgotten."""
        return len(self._hosts)

    async def _start(self, host: str, place: _Host) -> None:
        while True:
            await self._until_open(host, place)
            await self._all.acquire()
            if self._now() >= place.opens:  # another may have started, or it was held back
                place.next_start = self._now() + self._gap
                return
            self._all.release()

    async def _until_open(self, host: str, place: _Host) -> None:
        while (wait := place.opens - self._now()) > 0:
            if place.held_until - self._now() > self._patience:
                left = timedelta(seconds=round(place.held_until - self._now()))
                raise HeldBack(
                    Cause.BUSY,
                    f"{host} asked to be left alone for now. It is fetched again later.",
                    "left alone as it asked",
                    left,
                )
            await self._sleep(wait)

    def _place(self, host: str) -> _Host:
        place = self._hosts.get(host)
        if place is None:
            if len(self._hosts) >= self._sweep_at:
                self._sweep()
            place = self._hosts[host] = _Host(self._per_host)
        return place

    def _sweep(self) -> None:
        now = self._now()
        self._hosts = {h: p for h, p in self._hosts.items() if p.users or p.opens > now}
        self._sweep_at = max(_SWEEP_FROM, 2 * len(self._hosts))
