"""A web of a few pages on loopback, in a thread, for commands that run a loop of their own."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.tricky import Tricky, tricky


@contextmanager
def web() -> Iterator[Tricky]:
    """The server of tests/tricky.py, answering while this thread does other things."""
    ready, over = threading.Event(), asyncio.Event()
    found: list[tuple[Tricky, asyncio.AbstractEventLoop]] = []

    async def serve() -> None:
        async with tricky() as server:
            found.append((server, asyncio.get_running_loop()))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert ready.wait(5)
        yield found[0][0]
    finally:
        found[0][1].call_soon_threadsafe(over.set)
        thread.join()
