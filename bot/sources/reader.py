"""A process that reads what others serve, and can be ended when that goes wrong.

Parsers of feeds and pages are large, and some page will always make one of them slow, hungry or
crash. So they run in a process of their own (``reading_process.py``), which is killed at a limit
and replaced; the bot goes on.
"""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import msgspec

from bot.errors import Cause, FetchError
from bot.sources.reading_process import ANSWER, OUT_OF_MEMORY, REQUEST, Kind, Refusal

logger = logging.getLogger(__name__)

_START_SECONDS, _DYING_SECONDS = 60, 2
_LARGEST_ANSWER = 100_000_000
_MOST_CALLS = 1_000  # then a fresh process takes over from whatever libraries have piled up
_MOST_LOGGED, _LONGEST_LINE = 10_000, 300
# All that a process is told of its surroundings: no token, no address of a database.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "TZ")
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS")
_PYTHON = (sys.executable, "-P", "-s", "-W", "ignore", "-X", "faulthandler", "-m")


class Reader:
    """Calls functions in another process, one at a time in each.

    A process is started when it is first needed and ended when it had nothing to do for a while.
    Calls are served in the order in which they came. A call that is cancelled takes its process
    with it, so that no answer can reach the wrong caller.
    """

    def __init__(
        self,
        target: str,
        *,
        processes: int = 1,
        seconds: float = 20,
        megabytes: int = 512,
        idle: float = 60,
    ) -> None:
        """Make a reader; nothing is started yet.

        Args:
            target: the module whose table ``FUNCTIONS`` holds what may be called.
            processes: how many may work at the same time.
            seconds: how long a call may take once it is its turn.
            megabytes: how much memory a process may allocate, of 1,000,000 bytes.
            idle: seconds without work after which a process is ended.
        """
        self._command = (
            *(*_PYTHON, "bot.sources.reading_process"),
            *(target, str(seconds), str(megabytes)),
        )
        self._seconds, self._megabytes, self._idle = seconds, megabytes, idle
        self._processes, self._turns = processes, asyncio.Semaphore(processes)
        self._workers: set[_Worker] = set()
        self._idlers: list[_Worker] = []
        self._endings: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def call(self, function: str, request: bytes) -> bytes:
        """What a function of the target makes of a request.

        Raises:
            SourceError: the function raised it; a ``FetchError`` comes with cause and detail.
            FetchError: of cause ``STUCK``: the call took too long or too much memory, its process
                died, or the function raised what nobody expected. Of that, the log has the kind and
                the place, but not the message, which may hold text of a page.
        """
        name = function.encode()
        frame = REQUEST.pack(len(name), len(request)) + name + request
        async with self._turns:
            kind, answer = await self._answered(frame)
        match kind:
            case Kind.DONE:
                return answer
            case Kind.REFUSED:
                raise msgspec.json.decode(answer, type=Refusal).error()
        where = answer.decode(errors="replace")
        logger.error("Reading failed in %s as nobody expected:\n%s", function, where)
        raise FetchError(
            Cause.STUCK,
            "Quotewire made a mistake when it read this. The log says where; please report it.",
            where.rpartition("\n")[2],
        )

    async def close(self) -> None:
        """End all processes; what is being read fails, and nothing is read any more."""
        self._closed = True
        for worker in list(self._workers):
            self._end(worker)
        # When all turns are ours, nobody starts a process any more.
        for _ in range(self._processes):
            await self._turns.acquire()
        for _ in range(self._processes):
            self._turns.release()
        await asyncio.gather(*self._endings)

    async def _answered(self, frame: bytes) -> tuple[Kind, bytes]:
        if self._idlers:
            try:
                return await self._asked(self._idlers.pop(), frame)
            except _NotTakenError:
                pass  # it died while it had nothing to do, and not of this request
        try:
            return await self._asked(await self._started(), frame)
        except _NotTakenError as error:
            raise self._death(error.code) from error

    async def _asked(self, worker: "_Worker", frame: bytes) -> tuple[Kind, bytes]:
        """What a process answers; it rests afterwards, or is ended when that did not go well."""
        worker.wake()
        well = False
        try:
            async with asyncio.timeout(self._seconds):
                answer = await worker.exchange(frame)
            well = worker.calls < _MOST_CALLS and not self._closed
        except TimeoutError as error:
            raise FetchError(
                Cause.STUCK,
                f"Reading this took longer than {self._seconds:g} seconds and was ended. If it "
                "goes on like that, remove the source.",
                "too slow",
            ) from error
        except _BROKEN as error:
            await worker.died()
            if not worker.taken:
                raise _NotTakenError(worker.code) from error
            raise self._death(worker.code) from error
        finally:
            if well:
                self._idlers.append(worker)
                worker.rest(self._idle, lambda: self._retire(worker))
            else:
                self._end(worker)
        return answer

    def _retire(self, worker: "_Worker") -> None:
        self._idlers.remove(worker)
        self._end(worker)

    async def _started(self) -> "_Worker":
        if self._closed:
            raise _stopping()
        worker = _Worker(
            await asyncio.create_subprocess_exec(
                *self._command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
                env=_surroundings(),
                cwd=Path(sys.executable).anchor,
                start_new_session=True,  # Ctrl-C is for the bot
            )
        )
        self._workers.add(worker)
        ready = False
        try:
            if self._closed:
                raise _stopping()
            async with asyncio.timeout(_START_SECONDS):
                await worker.ready()
            ready = True
        except (TimeoutError, *_BROKEN) as error:
            raise FetchError(
                Cause.STUCK,
                "The process that reads sources does not start. The log says why; installing "
                "Quotewire anew may help.",
                "does not start",
            ) from error
        finally:
            if not ready:
                self._end(worker)
        return worker

    def _end(self, worker: "_Worker") -> asyncio.Task[None]:
        """Kill a process, at once; the task is done when nothing is left of it."""
        if worker.ending is None:
            worker.ending = asyncio.create_task(worker.kill())
            self._endings.add(worker.ending)
            worker.ending.add_done_callback(self._endings.discard)
            self._workers.discard(worker)
        return worker.ending

    def _death(self, code: int | None) -> FetchError:
        if code == OUT_OF_MEMORY:
            return FetchError(
                Cause.STUCK,
                f"Reading this needed more than {self._megabytes} MB of memory and was ended. If "
                "it goes on like that, remove the source.",
                "too much memory",
            )
        return FetchError(
            Cause.STUCK,
            "The process that reads sources died of this. If it goes on like that, remove the "
            "source.",
            _how(code),
        )


def _stopping() -> FetchError:
    return FetchError(Cause.STUCK, "Quotewire is stopping, so this was not read.", "stopping")


class _NotTakenError(Exception):
    """The process died before it had read the request; ``code`` is its return code."""

    def __init__(self, code: int | None) -> None:
        super().__init__()
        self.code = code


class _BrokenError(Exception):
    """What came from the process is no answer."""


_BROKEN = (asyncio.IncompleteReadError, ConnectionError, _BrokenError)


class _Worker:
    """One process.

    Attributes:
        calls: how many requests it was given.
        taken: whether it has read the last of them.
        ending: the task that ends it, once it is to end.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        # The pipes are there: we asked for them.
        self._requests = cast("asyncio.StreamWriter", process.stdin)
        self._answers = cast("asyncio.StreamReader", process.stdout)
        self._logging = asyncio.create_task(_log(cast("asyncio.StreamReader", process.stderr)))
        self._reading = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self.calls, self.taken = 0, False
        self.ending: asyncio.Task[None] | None = None

    @property
    def code(self) -> int | None:
        """How the process ended; None while it lives."""
        return self._process.returncode

    async def ready(self) -> None:
        """Wait until the functions are there."""
        async with self._reading:
            await self._receive(Kind.READY)

    async def exchange(self, frame: bytes) -> tuple[Kind, bytes]:
        """Give it a request; the answer."""
        self.calls, self.taken = self.calls + 1, False
        async with self._reading:
            self._requests.write(frame)
            await self._requests.drain()
            await self._receive(Kind.TAKEN)
            self.taken = True
            return await self._receive(Kind.DONE, Kind.REFUSED, Kind.FAILED)

    async def _receive(self, *expected: Kind) -> tuple[Kind, bytes]:
        kind, length = ANSWER.unpack(await self._answers.readexactly(ANSWER.size))
        if kind not in expected or length > _LARGEST_ANSWER:
            raise _BrokenError
        return Kind(kind), await self._answers.readexactly(length)

    def rest(self, seconds: float, then: Callable[[], None]) -> None:
        """Do something when nothing wakes it for so long."""
        self._timer = asyncio.get_running_loop().call_later(seconds, then)

    def wake(self) -> None:
        """There is work."""
        if self._timer:
            self._timer.cancel()

    async def died(self) -> None:
        """Wait a little for the end of a process that is about to end by itself."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_DYING_SECONDS):
                await self._ended()

    async def kill(self) -> None:
        """End it."""
        self.wake()
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        self._requests.close()
        await self._ended()
        await self._logging

    async def _ended(self) -> None:
        # asyncio takes a process for ended when its pipes are read to their ends.
        async with self._reading:
            await self._answers.read()
        await self._process.wait()


async def _log(errors: asyncio.StreamReader) -> None:
    """Log what a process writes to its standard error; only its beginning, if it is much."""
    left = _MOST_LOGGED
    while text := await errors.read(_MOST_LOGGED):
        for line in text[:left].decode(errors="replace").splitlines():
            if line.strip():
                logger.warning("The process that reads says: %s", line[:_LONGEST_LINE])
        left = max(left - len(text), 0)


def _surroundings() -> dict[str, str]:
    known = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    threads = dict.fromkeys(_ONE_THREAD, "1")
    paths = os.pathsep.join(str(Path(path).absolute()) for path in sys.path)
    return {**known, **threads, "PYTHONPATH": paths}


def _how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"ended with {code}"
