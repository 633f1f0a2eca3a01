"""Rows of another store put into PostgreSQL, and taken away again."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.errors import StoreError
from bot.store.postgres.articles import put_articles, remove_articles, tidied, with_words
from bot.store.postgres.chats import put_chats
from bot.store.postgres.columns import batch
from bot.store.postgres.connections import Connection, Database
from bot.store.postgres.earlier import put_earlier
from bot.store.postgres.outbox import put_digests, put_slots
from bot.store.postgres.sources import put_admins, put_memories, put_sources
from bot.store.postgres.topics import MOVE_REVISION, put_topics, remove_topics
from bot.store.records import Owing, storable
from bot.store.rows import Key, Note, Row, Table, from_row, key_of

_AT_ONCE = 1000
_FOR_CACHES = frozenset({Table.TOPICS, Table.ARTICLES})

_PUT_NOTES = """
INSERT INTO notes (name, text)
SELECT name, text FROM json_to_recordset(%s::json) AS given (name text, text text)
ON CONFLICT (name) DO UPDATE SET text = excluded.text
"""
_DROP = {
    Table.SOURCES: """
        DELETE FROM sources
        WHERE number IN (SELECT number FROM json_to_recordset(%s::json) AS _ (number bigint))
    """,
    Table.MEMORIES: """
        DELETE FROM memories
        WHERE source IN (SELECT source FROM json_to_recordset(%s::json) AS _ (source bigint))
    """,
    Table.ADMINS: """
        DELETE FROM admins
        WHERE person IN (SELECT person FROM json_to_recordset(%s::json) AS _ (person bigint))
    """,
    Table.EARLIER: """
        DELETE FROM earlier
        USING json_to_recordset(%s::json) AS given (article text, number integer)
        WHERE earlier.article = given.article AND earlier.number = given.number
    """,
    Table.CHATS: """
        DELETE FROM chats
        USING json_to_recordset(%s::json) AS given (chat bigint, thread bigint)
        WHERE chats.chat = given.chat AND chats.thread = given.thread
    """,
    Table.DIGESTS: """
        DELETE FROM digests WHERE id IN (SELECT id FROM json_to_recordset(%s::json) AS _ (id text))
    """,
    Table.SLOTS: """
        DELETE FROM slots
        USING json_to_recordset(%s::json) AS given (chat bigint, thread bigint, day date, time time)
        WHERE slots.chat = given.chat AND slots.thread = given.thread
            AND slots.day = given.day AND slots.time = given.time
    """,
    Table.NOTES: """
        DELETE FROM notes
        WHERE name IN (SELECT name FROM json_to_recordset(%s::json) AS _ (name text))
    """,
}
_KEYS = {
    Table.SOURCES: ("number",),
    Table.MEMORIES: ("source",),
    Table.ADMINS: ("person",),
    Table.EARLIER: ("article", "number"),
    Table.CHATS: ("chat", "thread"),
    Table.DIGESTS: ("id",),
    Table.SLOTS: ("chat", "thread", "day", "time"),
    Table.NOTES: ("name",),
}


async def put_rows(database: Database, table: Table, rows: Sequence[Row]) -> None:
    """Keep rows; of those with one key the last counts.

    Raises:
        StoreError: a row is none of this table, or the database refuses it.
    """
    for begin in range(0, len(rows), _AT_ONCE):
        records = [storable(from_row(table, row)) for row in rows[begin : begin + _AT_ONCE]]
        await _put(database, table, list({key_of(record): record for record in records}.values()))


async def _put(database: Database, table: Table, records: Sequence[Any]) -> None:
    given = await with_words(tidied(records)) if table is Table.ARTICLES else records

    async def work(connection: Connection) -> None:
        await _PUT[table](connection, given)
        if table in _FOR_CACHES:
            await connection.execute(MOVE_REVISION)

    await database.together(work)


async def _put_slots(connection: Connection, slots: Sequence[Owing]) -> None:
    """Keep slots; each delivery is of its slot and of its digest: the tables say neither again."""
    for owed in slots:
        for each in owed.deliveries:
            if each.slot != owed.slot.key or each.digest != owed.slot.digest:
                raise StoreError(
                    "A row of slots holds a delivery of another slot or digest. Restore the data "
                    "that it is from from a backup."
                )
    await put_slots(connection, slots)


async def _put_notes(connection: Connection, notes: Sequence[Note]) -> None:
    given = batch({"name": note.name, "text": note.text} for note in notes)
    await connection.execute(_PUT_NOTES, [given])


_PUT: dict[Table, Callable[[Connection, Sequence[Any]], Awaitable[None]]] = {
    Table.TOPICS: put_topics,
    Table.SOURCES: put_sources,
    Table.MEMORIES: put_memories,
    Table.ADMINS: put_admins,
    Table.ARTICLES: put_articles,
    Table.EARLIER: put_earlier,
    Table.CHATS: put_chats,
    Table.DIGESTS: put_digests,
    Table.SLOTS: _put_slots,
    Table.NOTES: _put_notes,
}


async def drop_rows(database: Database, table: Table, keys: Sequence[Key]) -> None:
    """Take rows away."""

    async def work(connection: Connection) -> None:
        match table:
            case Table.TOPICS:
                await remove_topics(connection, [str(key[0]) for key in keys])
            case Table.ARTICLES:
                await remove_articles(connection, [str(key[0]) for key in keys])
            case _:
                named = (dict(zip(_KEYS[table], storable(key), strict=True)) for key in keys)
                await connection.execute(_DROP[table], [batch(named)])

    await database.together(work)
