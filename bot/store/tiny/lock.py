"""A folder belongs to one process at a time."""

import os
import sys
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from bot.errors import StoreInUse

_LONGEST_WRITE = 60.0
_LOCK, _NOTE = "lock", "owner.json"


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that holds a folder."""

    pid: int
    command: str
    started: datetime

    def __str__(self) -> str:
        return f"process {self.pid} ('{self.command}', since {self.started:%Y-%m-%d %H:%M} UTC)"


class FolderLock:
    """Keeps other processes from writing to a folder.

    The lock is the operating system's, so it ends with the process, however that ends. Who holds it
    stands in a file beside it, which is only believed while the lock is held.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / _LOCK, thread_local=False)
        self._note = folder / _NOTE

    def acquire(self) -> None:
        """Hold the folder.

        Raises:
            StoreInUse: another process does; the message names it.
            OSError: the folder cannot be written to.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreInUse(self._folder, self._owner()) from None
        command = " ".join(["quotewire", *sys.argv[1:2]])
        owner = Owner(os.getpid(), command, datetime.now(UTC))
        self._note.write_bytes(msgspec.json.encode(owner))

    def _owner(self) -> str:
        try:
            return str(msgspec.json.decode(self._note.read_bytes(), type=Owner))
        except (OSError, ValueError):  # it has just got the lock, or has just let go of it
            return "another Quotewire"

    def release(self) -> None:
        """Let others have the folder."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()


def holder(folder: Path) -> str | None:
    """The process that holds a folder, in words; None where none does, or it cannot be told."""
    try:
        owner = msgspec.json.decode((folder / _NOTE).read_bytes(), type=Owner)
    except (OSError, ValueError):
        return None
    lock = FileLock(folder / _LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return str(owner)
    except OSError:
        return None
    lock.release()
    return None


def committing(folder: Path, *, writable: bool) -> AbstractContextManager[object]:
    """Held while files change, and while somebody else reads them: nobody sees half a change.

    Args:
        folder: where.
        writable: whether this process writes there. One that only reads makes no lock file, which
            might be of a user whose files the bot may not open; each file is whole in any case.
    """
    lock = folder / "commit.lock"
    if not writable and not os.access(lock, os.R_OK | os.W_OK):
        return nullcontext()
    return FileLock(lock, timeout=_LONGEST_WRITE)
