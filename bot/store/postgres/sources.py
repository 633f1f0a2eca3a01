"""Sources and admins in PostgreSQL."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.store.changing import LAST_SOURCE, changed, next_number, numbered
from bot.store.postgres.columns import batch
from bot.store.postgres.connections import Connection, Database, rows
from bot.store.postgres.source_columns import (
    ADMIN,
    MEMORY,
    SOURCE,
    admin,
    columns_of_admin,
    columns_of_memory,
    columns_of_source,
    memory,
    sources,
)
from bot.store.records import storable
from bot.store.source import Admin, Memory, Source

_GET = f"SELECT {SOURCE} FROM sources WHERE number = %s"
_LOCK = _GET + " FOR UPDATE"
_ALL = f"SELECT {SOURCE} FROM sources ORDER BY number"
_DUE = f"SELECT {SOURCE} FROM sources WHERE due <= %s ORDER BY due, number LIMIT %s"
_WITH_ADDRESS = f"SELECT {SOURCE} FROM sources WHERE address = %s"
_OTHERS_WITH = "SELECT address FROM sources WHERE address = %s AND number <> %s"
_REMOVE = "DELETE FROM sources WHERE number = %s RETURNING number"
# One at a time: so each sees the number and the address of the other.
_ALONE = "LOCK TABLE sources IN SHARE ROW EXCLUSIVE MODE"
_LAST = """
SELECT (SELECT text FROM notes WHERE name = %s), (SELECT coalesce(max(number), 0) FROM sources)
"""
_NOTE = """
INSERT INTO notes (name, text) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET text = excluded.text
"""
_PUT = f"""
INSERT INTO sources ({SOURCE})
SELECT {SOURCE} FROM json_to_recordset(%s::json) AS given (
    number bigint, kind text, address text, title text, added timestamptz, aliases text[],
    language text, full_pages boolean, paused boolean, gone boolean, due timestamptz,
    interval_microseconds bigint, etag text, last_modified text, checksum text,
    fetched timestamptz, worked timestamptz, news timestamptz, cause text, detail text,
    failures integer, failing_since timestamptz, told boolean, moved_to text, moved_times integer
)
ORDER BY number
ON CONFLICT (number) DO UPDATE SET
    kind = excluded.kind, address = excluded.address, title = excluded.title,
    added = excluded.added, aliases = excluded.aliases, language = excluded.language,
    full_pages = excluded.full_pages, paused = excluded.paused, gone = excluded.gone,
    due = excluded.due, interval_microseconds = excluded.interval_microseconds,
    etag = excluded.etag, last_modified = excluded.last_modified, checksum = excluded.checksum,
    fetched = excluded.fetched, worked = excluded.worked, news = excluded.news,
    cause = excluded.cause, detail = excluded.detail, failures = excluded.failures,
    failing_since = excluded.failing_since, told = excluded.told, moved_to = excluded.moved_to,
    moved_times = excluded.moved_times
"""
# What has an address that another source is to have goes later, or is to have another.
_MAKE_WAY = """
UPDATE sources SET address = 'was replaced: ' || sources.number
FROM json_to_recordset(%s::json) AS given (number bigint, address text)
WHERE sources.address = given.address AND sources.number <> given.number
"""

_MEMORY = f"SELECT {MEMORY} FROM memories WHERE source = %s"
_REMEMBER = f"""
INSERT INTO memories ({MEMORY})
SELECT {MEMORY} FROM json_to_recordset(%s::json) AS given (source bigint, seen json, habits json)
"""
_OF_KEPT = "WHERE source IN (SELECT number FROM sources)"
_REPLACE = "ON CONFLICT (source) DO UPDATE SET seen = excluded.seen, habits = excluded.habits"

_ADMINS = f"SELECT {ADMIN} FROM admins ORDER BY person"
_PUT_ADMINS = f"""
INSERT INTO admins ({ADMIN})
SELECT {ADMIN} FROM json_to_recordset(%s::json) AS given (
    person bigint, added timestamptz, name text
)
ORDER BY person
ON CONFLICT (person) DO UPDATE SET added = excluded.added, name = excluded.name
"""
_ADMIN = f"SELECT {ADMIN} FROM admins WHERE person = %s"
_REMOVE_ADMIN = "DELETE FROM admins WHERE person = %s RETURNING person"


async def put_sources(connection: Connection, kept: Sequence[Source]) -> None:
    """Keep sources as another store has them, whatever addresses there are already."""
    given = batch(map(columns_of_source, kept))
    await connection.execute(_MAKE_WAY, [given])
    await connection.execute(_PUT, [given])


async def put_memories(connection: Connection, kept: Sequence[Memory]) -> None:
    """Keep memories of sources that are there."""
    await connection.execute(_REMEMBER + _REPLACE, [batch(map(columns_of_memory, kept))])


async def put_admins(connection: Connection, kept: Sequence[Admin]) -> None:
    """Keep admins, each once."""
    await connection.execute(_PUT_ADMINS, [batch(map(columns_of_admin, kept))])


async def admin_of(connection: Connection, user: int) -> Admin | None:
    """Somebody, if they are an admin."""
    return next(iter(map(admin, await rows(connection, _ADMIN, [user]))), None)


async def remove_admin(connection: Connection, user: int) -> bool:
    """Forget that somebody is an admin; whether they were."""
    return bool(await rows(connection, _REMOVE_ADMIN, [user]))


class PostgresSources:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, make: Callable[[int], Source]) -> Source:
        async def work(connection: Connection) -> Source:
            await connection.execute(_ALONE)
            ((noted, last),) = await rows(connection, _LAST, [LAST_SOURCE])
            number = next_number(noted, last)
            source = storable(numbered(make(number), number))
            if there := sources(await rows(connection, _WITH_ADDRESS, [source.address])):
                return there[0]
            await connection.execute(_PUT, [batch([columns_of_source(source)])])
            await connection.execute(_NOTE, [LAST_SOURCE, str(number)])
            return source

        return await self._database.together(work)

    async def get(self, number: int) -> Source | None:
        return next(iter(sources(await self._database.ask(_GET, [number]))), None)

    async def all(self) -> Sequence[Source]:
        return sources(await self._database.ask(_ALL))

    async def change(self, number: int, decide: Callable[[Source], Source]) -> Source | None:
        async def work(connection: Connection) -> Source | None:
            found = sources(await rows(connection, _LOCK, [number]))
            if not found:
                return None
            wanted = storable(decide(found[0]))
            others = await rows(connection, _OTHERS_WITH, [wanted.address, number])
            new = changed(found[0], wanted, [address for (address,) in others])
            if new != found[0]:
                await connection.execute(_PUT, [batch([columns_of_source(new)])])
            return new

        return await self._database.together(work)

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Source]:
        return sources(await self._database.ask(_DUE, [by, most]))

    async def remove(self, number: int) -> bool:
        return bool(await self._database.ask(_REMOVE, [number]))

    async def memory(self, number: int) -> Memory:
        found = map(memory, await self._database.ask(_MEMORY, [number]))
        return next(found, Memory(number))

    async def remember(self, memory: Memory) -> None:
        given = batch([columns_of_memory(storable(memory))])
        query = _REMEMBER + _OF_KEPT + "\n" + _REPLACE
        await self._database.together(partial(rows, query=query, values=[given]))


class PostgresAdmins:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, admin: Admin) -> None:
        await self._database.together(partial(put_admins, kept=[storable(admin)]))

    async def remove(self, user: int) -> bool:
        return await self._database.together(partial(remove_admin, user=user))

    async def all(self) -> Sequence[Admin]:
        return [admin(row) for row in await self._database.ask(_ADMINS)]
