"""Files that are whole at every moment."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def written_whole(path: Path, *, first: Callable[[], None] = lambda: None) -> Iterator[IO[bytes]]:
    """A file to write to that takes the place of ``path`` in one step when the block ends well.

    The new content is on the disk before it takes the old one's place, and that it has done so is
    on the disk when this ends. Where the block or the disk fails, the old content is intact.

    Args:
        path: of the file.
        first: called just before the new content takes the old one's place.

    Raises:
        OSError: it could not be written.
    """
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        new = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            first()
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force the change of a name to the disk, where the system knows such a thing."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
