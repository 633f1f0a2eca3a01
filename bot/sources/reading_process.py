"""What runs in the process that reads: ``python -m bot.sources.reading_process MODULE SECONDS MB``.

The module's table ``FUNCTIONS`` says what may be called: names, and functions from bytes to bytes.
Frames come on standard input and go out on what was standard output (``Kind`` and the structs
below); whatever a library prints goes to standard error. The process has no secrets, no network and
writes no files, and it ends when its input does: whoever started it is gone.
"""

import gc
import importlib
import logging
import os
import signal
import struct
import sys
import traceback
from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import msgspec

from bot.errors import Cause, FetchError, SourceError

if sys.platform != "win32":
    import resource

REQUEST = struct.Struct("!HI")  # lengths of the function's name and of the request, which follow
ANSWER = struct.Struct("!BI")  # the kind, and the length of what follows
OUT_OF_MEMORY = 3
GRACE = 5.0  # seconds that whoever called has to end this process, before it ends itself

_LOWER_PRIORITY = 10
_ENDED_FIRST = "1000"  # by the kernel, when memory is short: proc(5), oom_score_adj
# They log what they think of a page, with its address or its text.
_TALKATIVE = ("trafilatura", "htmldate", "courlan", "justext", "readability", "charset_normalizer")
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")

Functions = Mapping[str, Callable[[bytes], bytes]]


class Kind(IntEnum):
    """What an answer is.

    ``READY``: the functions are there. ``TAKEN``: a request was read and is being worked on.
    ``DONE``: what the function returned. ``REFUSED``: a ``Refusal`` in JSON.
    ``FAILED``: the kind of an exception that nobody expected and where it was raised, in UTF-8.
    """

    READY = 0
    TAKEN = 1
    DONE = 2
    REFUSED = 3
    FAILED = 4


class Refusal(msgspec.Struct, frozen=True):
    """A ``SourceError`` on its way to whoever called; with a cause it is a ``FetchError``."""

    sentence: str
    cause: Cause | None = None
    detail: str | None = None

    @classmethod
    def of(cls, error: SourceError) -> "Refusal":
        """What an error says."""
        if isinstance(error, FetchError):
            return cls(str(error), error.cause, error.detail)
        return cls(str(error))

    def error(self) -> SourceError:
        """The error again."""
        if self.cause is None:
            return SourceError(self.sentence)
        return FetchError(self.cause, self.sentence, self.detail)


def main() -> None:
    """Answer requests until there are no more."""
    module, seconds, megabytes = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _step_back()
    functions: Functions = importlib.import_module(module).FUNCTIONS
    gc.freeze()
    _shut_in(megabytes)
    _send(answers, Kind.READY, b"")
    while header := requests.read(REQUEST.size):
        name_length, length = REQUEST.unpack(header)
        name, request = requests.read(name_length).decode(), requests.read(length)
        _send(answers, Kind.TAKEN, b"")
        _end_after(seconds + GRACE)
        kind, answer = _answered(functions, name, request)
        _end_after(0)
        _send(answers, kind, answer)


def _answered(functions: Functions, name: str, request: bytes) -> tuple[Kind, bytes]:
    try:
        return Kind.DONE, functions[name](request)
    except SourceError as error:
        return Kind.REFUSED, msgspec.json.encode(Refusal.of(error))
    except MemoryError:
        _end(OUT_OF_MEMORY)
    except Exception as error:
        return Kind.FAILED, _where(error).encode()


def _where(error: Exception) -> str:
    """The kind of an exception and where it was raised; its message may hold text of a page."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__qualname__}"


def _send(answers: BinaryIO, kind: Kind, answer: bytes) -> None:
    try:
        answers.write(ANSWER.pack(kind, len(answer)))
        answers.write(answer)
        answers.flush()
    except BrokenPipeError:
        _end(0)


def _end(code: int) -> NoReturn:
    os._exit(code)  # without clearing up, for which there may be no memory or no reader


def _step_back() -> None:
    """Let everybody else go first, and keep files to oneself."""
    os.umask(0o077)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if sys.platform != "win32":
        os.nice(_LOWER_PRIORITY)
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text(_ENDED_FIRST)


def _shut_in(megabytes: int) -> None:
    """Limit memory, write no files, open no connection, start nothing.

    ``RLIMIT_DATA`` counts what a process allocates (Linux 4.7, setrlimit(2)); elsewhere the whole
    address space is limited, where the platform cares.
    """
    if sys.platform != "win32":
        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        _limit(kind, megabytes * 1_000_000)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, 0)
    sys.addaudithook(_refuse)


if sys.platform != "win32":

    def _limit(kind: int, most: int) -> None:
        hard = resource.getrlimit(kind)[1]
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (wanted, wanted))


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not for the process that reads")


def _end_after(seconds: float) -> None:
    """Have the process killed when it is still busy by then; 0 for not at all."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main()
