"""The store in a PostgreSQL database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from bot.store.postgres import moving
from bot.store.postgres.articles import PostgresArticles
from bot.store.postgres.chats import PostgresChats
from bot.store.postgres.connections import (
    APPLICATION,
    Connection,
    Database,
    connect,
    parameters,
    rows,
)
from bot.store.postgres.migrating import migrate, migrations, up_to_date
from bot.store.postgres.notes import PostgresNotes
from bot.store.postgres.outbox import PostgresOutbox
from bot.store.postgres.snapshots import PostgresSnapshot
from bot.store.postgres.sources import PostgresAdmins, PostgresSources
from bot.store.postgres.topics import MOVE_REVISION, REVISION, PostgresTopics
from bot.store.records import CORPUS, Retired
from bot.store.rows import Key, Row, Table

_RETIRE_ARTICLES = "DELETE FROM articles WHERE arrived < %s AND source <> %s RETURNING 1"
_RETIRE_SLOTS = "DELETE FROM slots WHERE state <> 'owed' AND moment < %s RETURNING 1"
_RETIRE_DIGESTS = """
DELETE FROM digests
WHERE composed < %s AND NOT EXISTS (SELECT FROM slots WHERE digest = digests.id)
RETURNING 1
"""
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = %s AND NOT pid = ANY(%s)
"""
# Seconds before each look at who is connected: one that is just being made, perhaps by us, or has
# just ended does not count.
_LOOKS = (0, 0.1, 0.3)


class PostgresStore:
    """A store in a database; made by ``open_postgres``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._topics = PostgresTopics(database)
        self._articles = PostgresArticles(database)
        self._sources = PostgresSources(database)
        self._admins = PostgresAdmins(database)
        self._chats = PostgresChats(database)
        self._outbox = PostgresOutbox(database)
        self._notes = PostgresNotes(database)

    @property
    def topics(self) -> PostgresTopics:
        return self._topics

    @property
    def articles(self) -> PostgresArticles:
        return self._articles

    @property
    def sources(self) -> PostgresSources:
        return self._sources

    @property
    def admins(self) -> PostgresAdmins:
        return self._admins

    @property
    def chats(self) -> PostgresChats:
        return self._chats

    @property
    def outbox(self) -> PostgresOutbox:
        return self._outbox

    @property
    def notes(self) -> PostgresNotes:
        return self._notes

    async def revision(self) -> int:
        ((number,),) = await self._database.ask(REVISION)
        return int(number)

    async def retire(self, *, articles: datetime, slots: datetime) -> Retired:
        async def work(connection: Connection) -> Retired:
            old_slots = len(await rows(connection, _RETIRE_SLOTS, [slots]))
            old_digests = len(await rows(connection, _RETIRE_DIGESTS, [slots]))
            old_articles = len(await rows(connection, _RETIRE_ARTICLES, [articles, CORPUS]))
            if old_articles:
                await connection.execute(MOVE_REVISION)
            return Retired(old_articles, old_slots, old_digests)

        return await self._database.together(work)

    async def flush(self) -> None:
        """Nothing to wait for: whatever returned is committed."""

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[PostgresSnapshot]:
        async with self._database.frozen() as connection:
            yield PostgresSnapshot(self._database, connection)

    async def put_rows(self, table: Table, rows: Sequence[Row]) -> None:
        await moving.put_rows(self._database, table, rows)

    async def drop_rows(self, table: Table, keys: Sequence[Key]) -> None:
        await moving.drop_rows(self._database, table, keys)

    async def faults(self) -> Sequence[str]:
        return ()  # the database looks after its files itself

    async def others_connected(self) -> int:
        """How many connections other processes of Quotewire have to this database."""
        count = 0
        for pause in _LOOKS:
            await asyncio.sleep(pause)
            values = [APPLICATION, list(self._database.processes)]
            ((count,),) = await self._database.ask(_OTHERS, values)
            if not count:
                break
        return int(count)

    async def close(self) -> None:
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


async def open_store(url: str, *, writable: bool) -> PostgresStore:
    """What ``open_postgres`` opens once psycopg is there."""
    given = parameters(url)
    # One connection first: it tells why there is none, and may take its time to migrate.
    connection = await connect(given, hurried=False)
    try:
        ours = connection.info.backend_pid
        await (migrate if writable else up_to_date)(connection, migrations())
    finally:
        await connection.close()
    database = Database(given, writable=writable)
    database.processes.add(ours)
    await database.open()
    return PostgresStore(database)
