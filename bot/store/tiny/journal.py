"""Several files that change together, or not at all.

What is to be written goes to one file first, whole and on the disk; then the files themselves are
written, and that one goes. After a crash in between, it is done again from there: it was as good as
written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bot.store.tiny.storage import SafeStorage, tables_in
from bot.store.whole import sync_folder, written_whole

JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done to the files of a folder.

    Attributes:
        files: the new content of each file; without content it goes.
        traces: files of which no copy of how they were before may stay.
    """

    files: Mapping[str, Mapping[str, Mapping[str, Any]] | None]
    traces: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    files: dict[str, dict[str, dict[int, dict[str, Any]]] | None]
    traces: list[str]


class Journal:
    """The journal of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / JOURNAL

    def carry_out(self, batch: Batch) -> None:
        """Do what is to be done; it is on the disk when this returns.

        Raises:
            OSError: the disk refused. Then nothing is done, or the rest is done at the next start.
        """
        if len(batch.files) + len(batch.traces) > 1:
            with written_whole(self._path) as file:
                file.write(msgspec.json.encode(batch))
        self._do(batch)

    def _do(self, batch: Batch) -> None:
        for name, content in batch.files.items():
            storage = SafeStorage(self._folder / name)
            if content is None:
                storage.remove()
            else:
                storage.write(content)
        for name in batch.traces:
            SafeStorage(self._folder / name).forget_previous()
        if self._path.exists():
            self._path.unlink()
            sync_folder(self._folder)

    def left(self) -> Batch | None:
        """What a process that died had begun, if anything.

        Raises:
            ValueError: it cannot be read, so no process of ours wrote it.
        """
        try:
            written = msgspec.json.decode(self._path.read_bytes(), type=_Written)
        except FileNotFoundError:
            return None
        files = {
            name: None if content is None else tables_in(content)
            for name, content in written.files.items()
        }
        return Batch(files, written.traces)

    def finish(self) -> None:
        """Do what a process that died had begun.

        Raises:
            OSError: the disk refused.
            ValueError: it cannot be read.
        """
        batch = self.left()
        if batch is not None:
            self._do(batch)
