"""Looks names up without making the rest of the bot wait.

asyncio looks them up in the threads that everything else uses too, and a name server that does not
answer keeps a thread for half a minute: a few dead names would stop whatever reads a file. So the
look-ups have threads of their own.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to all addresses behind them; raises ``socket.gaierror``."""

_THREADS = 16


class Resolver:
    """The system's resolver, in threads of its own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="names")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """All addresses behind a name, in the order in which they should be tried (RFC 6724).

        Raises:
            socket.gaierror: it has none, or nobody could be asked.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _look_up, host, port)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
