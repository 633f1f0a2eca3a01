"""One JSON file of TinyDB's that is whole at every moment, with the copy before it."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from bot.errors import StoreError
from bot.store.whole import sync_folder, written_whole

PREVIOUS, DAMAGED = ".previous", ".damaged"

Tables = dict[str, dict[str, Any]]


class SafeStorage(Storage):
    """A file that a crash cannot break.

    TinyDB's own storage rewrites the file in place, and a process that dies meanwhile leaves half
    of it. Here the new content goes to a file beside it, is forced to the disk, and takes the old
    one's place in one step; the old one stays as the previous copy, and is read where the newest
    cannot be.

    Args:
        path: of the file; the previous copy has the same name with ``.previous`` behind.
        repair: whether to put a previous copy that had to be read in the newest one's place.
        accept: raises ValueError for tables that are not what they should be.

    Attributes:
        fault: why the previous copy had to be read, a sentence for whoever looks after the disk.
    """

    def __init__(
        self,
        path: Path,
        *,
        repair: bool = False,
        accept: Callable[[Tables], object] = lambda _tables: None,
    ) -> None:
        self._path, self._repair, self._accept = path, repair, accept
        self.fault: str | None = None
        self._previous = path.with_name(path.name + PREVIOUS)
        self._damaged = path.with_name(path.name + DAMAGED)

    def read(self) -> Tables | None:
        """The content; None where there is no file yet.

        Raises:
            StoreError: neither the file nor its previous copy can be read.
            PermissionError: this user may not read it.
        """
        try:
            return self._parsed(self._path)
        except FileNotFoundError:
            if not self._previous.exists():
                return None
            return self._before("is missing")
        except PermissionError:
            raise
        except OSError as error:  # a bad sector
            return self._before(f"cannot be read ({error.strerror})")
        except ValueError as error:
            return self._before(f"is damaged ({error})")

    def _parsed(self, path: Path) -> Tables:
        """Tables of numbered rows, as TinyDB keeps them."""
        tables = tables_in(
            msgspec.json.decode(path.read_bytes(), type=dict[str, dict[int, dict[str, Any]]])
        )
        self._accept(tables)
        return tables

    def _before(self, fault: str) -> Tables:
        """The previous copy; ``fault`` then says why."""
        try:
            content = self._parsed(self._previous)
        except (OSError, ValueError):
            raise StoreError(
                f"{self._path} {fault}, and there is no copy of it that can be read. Restore the "
                "data from a backup with 'quotewire store restore FILE --replace', or set "
                "QUOTEWIRE_DATA to an empty folder."
            ) from None
        self.fault = (
            f"{self._path} {fault}. The copy before it is used: the last change to it is lost, all "
            "else is there. Check the disk."
        )
        if self._repair:
            beside = self._beside()
            _link(self._previous, beside)
            if self._path.exists():
                self._path.replace(self._damaged)
            beside.replace(self._path)
            sync_folder(self._path.parent)
        return content

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the content; it is on the disk when this returns.

        Raises:
            OSError: it could not be written; the old content is intact.
        """
        with written_whole(self._path, first=self._keep_previous) as file:
            file.write(msgspec.json.encode(data))
        if not self._previous.exists():
            self._copy()

    def _keep_previous(self) -> None:
        """Let the present content be the previous copy: it costs no more than a name."""
        if self._path.exists():
            beside = self._beside()
            _link(self._path, beside)
            beside.replace(self._previous)
            # Renaming one name of a file to another of the same file does nothing (POSIX rename).
            beside.unlink(missing_ok=True)

    def _copy(self) -> None:
        """Make the previous copy the same as the newest; another file, which fails by itself."""
        beside = self._beside()
        shutil.copyfile(self._path, beside)
        beside.chmod(0o600)
        beside.replace(self._previous)

    def _beside(self) -> Path:
        """A name for a copy that is not in its place yet; nothing has it."""
        beside = self._path.with_name(f".{self._path.name}{PREVIOUS}")
        beside.unlink(missing_ok=True)
        return beside

    def forget_previous(self) -> None:
        """Make the previous copy the same as the newest, and let go of a damaged one."""
        self._damaged.unlink(missing_ok=True)
        if self._path.exists():
            self._copy()
        else:
            self._previous.unlink(missing_ok=True)
        sync_folder(self._path.parent)

    def remove(self) -> None:
        """Take the file away, its copies first."""
        self._damaged.unlink(missing_ok=True)
        self._previous.unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)


def tables_in(numbered: Mapping[str, Mapping[int, dict[str, Any]]]) -> Tables:
    """Tables as TinyDB has them: the numbers of rows are texts."""
    return {name: {str(n): row for n, row in rows.items()} for name, rows in numbered.items()}


def _link(path: Path, name: Path) -> None:
    """Give a file another name; where the file system knows no such thing, a copy."""
    try:
        os.link(path, name)
    except OSError:
        shutil.copyfile(path, name)
