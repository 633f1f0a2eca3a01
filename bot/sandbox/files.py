"""The files that were sent, and what Telegram makes of their names."""

import itertools
import mimetypes
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_FILE_BYTES = 50 * 1024 * 1024
"""How large a file a bot can send."""
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
"""How large a file a bot can fetch again."""
MAX_KEPT_BYTES = 200 * 1024 * 1024
"""How much is kept of all files together; the oldest go first."""

_MAX_STEM, _MAX_SUFFIX = 60, 20
_FORBIDDEN = frozenset("<>:\"/\\|?*&`'\x7f")
_ANY_KIND = "application/octet-stream"
# A list of its own, since what the module's functions know depends on the computer.
_KINDS = mimetypes.MimeTypes()
_KINDS.add_type("text/x-opml", ".opml")


@dataclass(frozen=True, slots=True)
class Document:
    """What a message says of a file."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    size: int
    path: str
    """Where the bot can fetch it, below ``/file/bot<token>/``."""

    def wire(self) -> dict[str, object]:
        """The file as a Bot API ``Document``."""
        named = {"file_name": self.name} if self.name else {}
        return {**named, "mime_type": self.mime_type, **self._identity()}

    def file_wire(self) -> dict[str, object]:
        """The file as a Bot API ``File``."""
        return {**self._identity(), "file_path": self.path}

    def _identity(self) -> dict[str, object]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class FileStore:
    """Files in memory, within bounds."""

    def __init__(self, limit: int = MAX_KEPT_BYTES) -> None:
        self._limit = limit
        self._documents: dict[str, Document] = {}
        self._contents: dict[str, bytes] = {}
        self._numbers = itertools.count()

    def add(self, name: str, content: bytes) -> Document:
        """Keep a file, and let the oldest go where there is no room for all."""
        name = clean_name(name)
        document = Document(
            "BQACAgIAAxk" + secrets.token_urlsafe(45),
            "AgAD" + secrets.token_urlsafe(8),
            name,
            _KINDS.guess_type(name)[0] or _ANY_KIND,
            len(content),
            f"documents/file_{next(self._numbers)}{PurePosixPath(name).suffix}",
        )
        self._documents[document.file_id] = document
        self._contents[document.file_id] = content
        self._make_room()
        return document

    def find(self, file_id: str) -> Document | None:
        """The file with this id, if it was ever sent."""
        return self._documents.get(file_id)

    def at(self, path: str) -> Document | None:
        """The file with exactly this path."""
        return next((d for d in self._documents.values() if d.path == path), None)

    def content(self, document: Document) -> bytes | None:
        """What is in a file; None once it had to go."""
        return self._contents.get(document.file_id)

    def _make_room(self) -> None:
        while sum(map(len, self._contents.values())) > self._limit:
            del self._contents[next(iter(self._contents))]


def clean_name(name: str) -> str:
    """The name as Telegram keeps it: no folders, and letters, numbers and plain signs only.

    It also has no accents that are characters of their own.
    """
    stem, dot, suffix = name.rpartition("/")[2].rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    parts = (_clean_part(stem, _MAX_STEM), _clean_part(suffix, _MAX_SUFFIX))
    return ".".join(part for part in parts if part)


def _clean_part(part: str, length: int) -> str:
    kept = "".join(map(_clean_character, part))
    return kept.lstrip(" .")[:length].rstrip(" .")


def _clean_character(character: str) -> str:
    if character <= "\x7f":
        return " " if character < " " or character in _FORBIDDEN else character
    category = unicodedata.category(character)[0]
    return "" if category == "M" else character if category in {"L", "N"} else " "
