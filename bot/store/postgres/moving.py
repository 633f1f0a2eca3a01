"""Rows of another store put into PostgreSQL, and taken away again."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.errors import StoreError
from bot.store.postgres.articles import put_articles, remove_articles, tidied, with_words
from bot.store.postgres.chats import put_chats
from bot.store.postgres.columns import batch
from bot.store.postgres.connections import Connection, Database
from bot.store.postgres.outbox import put_digests, put_slots
from bot.store.postgres.topics import MOVE_REVISION, put_topics, remove_topics
from bot.store.records import Chat, Digest, Filed, Owing, storable
from bot.store.rows import Key, Note, PlacedTopic, Record, Row, Table, from_row, key_of

_AT_ONCE = 1000

_PUT_NOTES = """
INSERT INTO notes (name, text)
SELECT name, text FROM json_to_recordset(%s::json) AS given (name text, text text)
ON CONFLICT (name) DO UPDATE SET text = excluded.text
"""
_DROP = {
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
        await _put(database, list({key_of(record): record for record in records}.values()))


async def _put(database: Database, records: Sequence[Record]) -> None:
    articles = await with_words(tidied(_only(Filed, records)))

    async def work(connection: Connection) -> None:
        if topics := _only(PlacedTopic, records):
            await put_topics(connection, topics)
        if articles:
            await put_articles(connection, articles, arrivals=True)
        if chats := _only(Chat, records):
            await put_chats(connection, chats)
        if digests := _only(Digest, records):
            await put_digests(connection, digests)
        if slots := _only(Owing, records):
            _check(slots)
            await put_slots(connection, slots)
        if notes := _only(Note, records):
            await connection.execute(
                _PUT_NOTES, [batch({"name": n.name, "text": n.text} for n in notes)]
            )
        if topics or articles:
            await connection.execute(MOVE_REVISION)

    await database.together(work)


def _only(kind: type[Any], records: Iterable[Record]) -> list[Any]:
    return [record for record in records if isinstance(record, kind)]


def _check(slots: Iterable[Owing]) -> None:
    """Each delivery is of its slot and of its slot's digest; the tables say neither again."""
    for owed in slots:
        for each in owed.deliveries:
            if each.slot != owed.slot.key or each.digest != owed.slot.digest:
                raise StoreError(
                    "A row of slots holds a delivery of another slot or digest. Restore the data "
                    "that it is from from a backup."
                )


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
