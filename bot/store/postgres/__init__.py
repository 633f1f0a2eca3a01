"""The PostgreSQL store: for several processes, and for more chats than files are good for.

psycopg is an extra, and nothing here is imported before a database is opened.
"""

from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.store.postgres.store import PostgresStore


async def open_postgres(url: str, *, writable: bool = True) -> "PostgresStore":
    """The store in a database.

    Args:
        url: ``postgresql://user:password@host:port/database``.
        writable: whether anything may be changed; then tables are made, and brought up to date.

    Raises:
        SettingsError: psycopg is not installed, or the URL is none.
        StoreError: the database cannot be used.
    """
    try:
        import psycopg  # noqa: F401 - whether they are there
        import psycopg_pool  # noqa: F401
    except ImportError:
        missing = True
    else:
        missing = False
    if missing:
        raise SettingsError(
            "A PostgreSQL database is named, but what speaks to it is not installed. Run 'make "
            "postgres' in the project's folder, or pip install 'quotewire[postgres]'; or keep the "
            "data in files, without QUOTEWIRE_DATABASE_URL."
        )
    from bot.store.postgres.store import open_store

    return await open_store(url, writable=writable)
