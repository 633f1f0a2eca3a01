"""Notes in PostgreSQL."""

from bot.store.postgres.connections import Database
from bot.store.records import storable

_GET = "SELECT text FROM notes WHERE name = %s"
_REMOVE = "DELETE FROM notes WHERE name = %s"
_PUT = """
INSERT INTO notes (name, text) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET text = excluded.text
"""


class PostgresNotes:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> str | None:
        found = await self._database.ask(_GET, [storable(name)])
        return found[0][0] if found else None

    async def put(self, name: str, text: str | None) -> None:
        if text is None:
            await self._database.ask(_REMOVE, [storable(name)])
        else:
            await self._database.ask(_PUT, [storable(name), storable(text)])
