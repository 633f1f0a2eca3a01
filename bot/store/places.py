"""Where a store is: a folder of files, or a PostgreSQL database."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import UsageError
from bot.store.base import Store
from bot.store.tiny import open_tiny

_POSTGRES = ("postgresql://", "postgres://")
_FILES = "tinydb:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is; as text it holds no secret.

    Attributes:
        folder: of files, where it is that.
        url: of a PostgreSQL database otherwise.
    """

    folder: Path | None = None
    url: str | None = None

    def __str__(self) -> str:
        if self.url is None:
            return str(self.folder)
        try:
            parts = urlsplit(self.url)
            host, port = parts.hostname or "", parts.port
        except ValueError:  # whoever opens it will be told
            return "the database"
        if not self.url.startswith(_POSTGRES):  # "host=... password=...", which libpq takes too
            return "the database"
        address = f"{host}:{port}" if port else host
        return f"postgresql://{address}{parts.path}"


def place_of(text: str) -> Place:
    """The place that an address names: ``postgresql://...``, ``tinydb:FOLDER`` or a folder.

    Raises:
        UsageError: it names neither.
    """
    if text.startswith(_POSTGRES):
        return Place(url=text)
    folder = text.removeprefix(_FILES).removeprefix("//")
    if not folder or ":/" in folder or "@" in folder:  # a mistyped URL, with a password perhaps
        raise UsageError(
            "That names neither a database nor a folder. Write "
            "postgresql://user:password@host/name or tinydb:FOLDER."
        )
    return Place(folder=Path(folder).expanduser())


async def open_place(place: Place, *, writable: bool = True) -> Store:
    """The store in a place.

    Args:
        place: where.
        writable: False where it is only read, also while a bot runs on it.

    Raises:
        StoreError: it cannot be used.
        SettingsError: what it needs is not installed.
    """
    if place.url is not None:
        from bot.store.postgres import open_postgres

        return await open_postgres(place.url, writable=writable)
    return await open_tiny(place.folder or Path(), writable=writable)
