"""Everything in PostgreSQL as it was at one moment, as rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.store.postgres.columns import CHAT, DIGEST, FILED, TOPIC, chats, digest, filed, topic
from bot.store.postgres.connections import Connection, Database
from bot.store.postgres.outbox import OWING, owing
from bot.store.postgres.source_columns import (
    ADMIN,
    EARLIER,
    MEMORY,
    SOURCE,
    admin,
    earlier,
    memory,
    sources,
)
from bot.store.records import storable
from bot.store.rows import Key, Note, Record, Row, Table, to_row


@dataclass(frozen=True, slots=True)
class _Pages:
    """How a table is read by pages.

    Attributes:
        count: how many rows it has.
        page: its rows behind one key and up to another, if these are given.
        key: what the parts of a key are called there.
        records: what the rows found stand for.
    """

    count: str
    page: str
    key: tuple[str, ...]
    records: Callable[[Iterable[tuple[Any, ...]]], Iterable[Record]]


_SLOTS = f"""
SELECT {OWING} FROM (
    SELECT * FROM slots
    WHERE (
        %(after_day)s::date IS NULL OR (chat, thread, day, time) > (
            %(after_chat)s, %(after_thread)s, %(after_day)s::date, %(after_time)s::time
        )
    ) AND (
        %(by_day)s::date IS NULL OR (chat, thread, day, time) <= (
            %(by_chat)s, %(by_thread)s, %(by_day)s::date, %(by_time)s::time
        )
    )
    ORDER BY chat, thread, day, time LIMIT %(most)s
) AS slots
LEFT JOIN deliveries USING (chat, thread, day, time)
ORDER BY slots.chat, slots.thread, slots.day, slots.time, part
"""

_PAGES = {
    Table.TOPICS: _Pages(
        "SELECT count(*) FROM topics",
        f"""
        SELECT {TOPIC} FROM topics
        WHERE (%(after_slug)s::text IS NULL OR slug > %(after_slug)s)
            AND (%(by_slug)s::text IS NULL OR slug <= %(by_slug)s)
        ORDER BY slug LIMIT %(most)s
        """,
        ("slug",),
        lambda found: map(topic, found),
    ),
    Table.SOURCES: _Pages(
        "SELECT count(*) FROM sources",
        f"""
        SELECT {SOURCE} FROM sources
        WHERE (%(after_number)s::bigint IS NULL OR number > %(after_number)s)
            AND (%(by_number)s::bigint IS NULL OR number <= %(by_number)s)
        ORDER BY number LIMIT %(most)s
        """,
        ("number",),
        sources,
    ),
    Table.MEMORIES: _Pages(
        "SELECT count(*) FROM memories",
        f"""
        SELECT {MEMORY} FROM memories
        WHERE (%(after_source)s::bigint IS NULL OR source > %(after_source)s)
            AND (%(by_source)s::bigint IS NULL OR source <= %(by_source)s)
        ORDER BY source LIMIT %(most)s
        """,
        ("source",),
        lambda found: map(memory, found),
    ),
    Table.ADMINS: _Pages(
        "SELECT count(*) FROM admins",
        f"""
        SELECT {ADMIN} FROM admins
        WHERE (%(after_person)s::bigint IS NULL OR person > %(after_person)s)
            AND (%(by_person)s::bigint IS NULL OR person <= %(by_person)s)
        ORDER BY person LIMIT %(most)s
        """,
        ("person",),
        lambda found: map(admin, found),
    ),
    Table.ARTICLES: _Pages(
        "SELECT count(*) FROM articles",
        f"""
        SELECT {FILED} FROM articles
        WHERE (%(after_id)s::text IS NULL OR id > %(after_id)s)
            AND (%(by_id)s::text IS NULL OR id <= %(by_id)s)
        ORDER BY id LIMIT %(most)s
        """,
        ("id",),
        lambda found: map(filed, found),
    ),
    Table.EARLIER: _Pages(
        "SELECT count(*) FROM earlier",
        f"""
        SELECT {EARLIER} FROM earlier
        WHERE (
            %(after_article)s::text IS NULL
            OR (article, number) > (%(after_article)s, %(after_number)s)
        ) AND (
            %(by_article)s::text IS NULL OR (article, number) <= (%(by_article)s, %(by_number)s)
        )
        ORDER BY article, number LIMIT %(most)s
        """,
        ("article", "number"),
        lambda found: map(earlier, found),
    ),
    Table.CHATS: _Pages(
        "SELECT count(*) FROM chats",
        f"""
        SELECT {CHAT} FROM chats
        WHERE (
            %(after_chat)s::bigint IS NULL
            OR (chat, thread) > (%(after_chat)s, %(after_thread)s)
        ) AND (
            %(by_chat)s::bigint IS NULL OR (chat, thread) <= (%(by_chat)s, %(by_thread)s)
        )
        ORDER BY chat, thread LIMIT %(most)s
        """,
        ("chat", "thread"),
        chats,
    ),
    Table.DIGESTS: _Pages(
        "SELECT count(*) FROM digests",
        f"""
        SELECT {DIGEST} FROM digests
        WHERE (%(after_id)s::text IS NULL OR id > %(after_id)s)
            AND (%(by_id)s::text IS NULL OR id <= %(by_id)s)
        ORDER BY id LIMIT %(most)s
        """,
        ("id",),
        lambda found: map(digest, found),
    ),
    Table.SLOTS: _Pages(
        "SELECT count(*) FROM slots", _SLOTS, ("chat", "thread", "day", "time"), owing
    ),
    Table.NOTES: _Pages(
        "SELECT count(*) FROM notes",
        """
        SELECT name, text FROM notes
        WHERE (%(after_name)s::text IS NULL OR name > %(after_name)s)
            AND (%(by_name)s::text IS NULL OR name <= %(by_name)s)
        ORDER BY name LIMIT %(most)s
        """,
        ("name",),
        lambda found: (Note(*row) for row in found),
    ),
}


class PostgresSnapshot:
    """What a connection sees that looks at one moment."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database, self._connection = database, connection

    async def count(self, table: Table) -> int:
        ((count,),) = await self._database.on(self._connection, _PAGES[table].count)
        return int(count)

    async def page(
        self, table: Table, *, after: Key | None = None, by: Key | None = None, most: int = 500
    ) -> Sequence[Row]:
        pages = _PAGES[table]
        values = {"most": most, **_named("after", pages, after), **_named("by", pages, by)}
        found = await self._database.on(self._connection, pages.page, values)
        return [to_row(record) for record in pages.records(found)]


def _named(prefix: str, pages: _Pages, key: Key | None) -> dict[str, str | int | None]:
    parts = storable(key) if key else (None,) * len(pages.key)
    return {f"{prefix}_{name}": part for name, part in zip(pages.key, parts, strict=True)}
