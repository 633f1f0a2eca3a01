"""Chats in PostgreSQL."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.store.postgres.columns import CHAT, batch, chats, columns_of_chat, digest
from bot.store.postgres.connections import Connection, Database, rows
from bot.store.postgres.outbox import owing, slots_of
from bot.store.postgres.sources import admin_of, remove_admin
from bot.store.records import Chat, ChatKey, storable
from bot.store.rows import to_row

_GET = f"SELECT {CHAT} FROM chats WHERE chat = %s AND thread = %s"
_LOCK = _GET + " FOR UPDATE"
_DUE = f"""
SELECT {CHAT} FROM chats
WHERE state = 'active' AND due <= %s
ORDER BY due, chat, thread LIMIT %s
"""
_INSERT = f"""
INSERT INTO chats ({CHAT})
SELECT {CHAT} FROM json_to_recordset(%s::json) AS given (
    chat bigint, thread bigint, kind text, joined timestamptz, language text, timezone text,
    topics text[], times time[], weekdays smallint[], state text, resumes timestamptz,
    due timestamptz, briefed timestamptz
)
ORDER BY chat, thread
"""
_INSERT_NEW = _INSERT + "ON CONFLICT (chat, thread) DO NOTHING RETURNING chat"
_PUT = (
    _INSERT
    + """
ON CONFLICT (chat, thread) DO UPDATE SET
    kind = excluded.kind, joined = excluded.joined, language = excluded.language,
    timezone = excluded.timezone, topics = excluded.topics, times = excluded.times,
    weekdays = excluded.weekdays, state = excluded.state, resumes = excluded.resumes,
    due = excluded.due, briefed = excluded.briefed
"""
)

_LOCK_BOTH = "SELECT FROM chats WHERE chat IN (%(old)s, %(new)s) ORDER BY chat, thread FOR UPDATE"
# Where the new number has no such thread, the chat itself moves and takes along all it has.
_MOVE_CHATS = """
UPDATE chats SET chat = %(new)s
WHERE chat = %(old)s AND thread NOT IN (SELECT thread FROM chats WHERE chat = %(new)s)
"""
_MOVE_SLOTS = """
UPDATE slots SET chat = %(new)s
WHERE chat = %(old)s
    AND (thread, day, time) NOT IN (SELECT thread, day, time FROM slots WHERE chat = %(new)s)
"""
_FORGET = "DELETE FROM chats WHERE chat = %s RETURNING chat"

_ALL_OF = f"SELECT {CHAT} FROM chats WHERE chat = %s ORDER BY thread"
_DIGESTS_OF = """
SELECT id, parts, composed FROM digests
WHERE id IN (SELECT digest FROM slots WHERE chat = %s) ORDER BY id
"""


async def put_chats(connection: Connection, kept: Sequence[Chat]) -> None:
    """Keep chats, each key once; a known one is replaced."""
    await connection.execute(_PUT, [batch(map(columns_of_chat, kept))])


class PostgresChats:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: ChatKey) -> Chat | None:
        found = await self._database.ask(_GET, [key.chat, key.thread])
        return next(iter(chats(found)), None)

    async def change(self, key: ChatKey, decide: Callable[[Chat | None], Chat]) -> Chat:
        async def work(connection: Connection) -> Chat | None:
            found = chats(await rows(connection, _LOCK, [key.chat, key.thread]))
            old = found[0] if found else None
            new = storable(decide(old))
            if new.key != key:
                raise ValueError("a chat keeps its key")
            if old is None:
                made = await rows(connection, _INSERT_NEW, [batch([columns_of_chat(new)])])
                return new if made else None
            if new != old:
                await put_chats(connection, [new])
            return new

        while True:
            changed = await self._database.together(work)
            if changed is not None:
                return changed
            # Another process made the chat between our look and our insert: decide on that one.

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Chat]:
        return chats(await self._database.ask(_DUE, [by, most]))

    async def move(self, old: int, new: int) -> None:
        if old == new:
            return

        async def work(connection: Connection) -> None:
            numbers = {"old": old, "new": new}
            await connection.execute(_LOCK_BOTH, numbers)
            await connection.execute(_MOVE_CHATS, numbers)
            await connection.execute(_MOVE_SLOTS, numbers)
            await connection.execute(_FORGET, [old])

        await self._database.together(work)

    async def about(self, chat: int) -> dict[str, Any]:
        return await self._database.together(lambda connection: _about(connection, chat))

    async def forget(self, chat: int) -> bool:
        async def work(connection: Connection) -> bool:
            known = bool(await rows(connection, _FORGET, [chat]))
            # The person of a private chat has its number.
            return await remove_admin(connection, chat) or known

        return await self._database.together(work)


async def _about(connection: Connection, number: int) -> dict[str, Any]:
    await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # one moment
    kept = chats(await rows(connection, _ALL_OF, [number]))
    admin = await admin_of(connection, number)
    if not kept and admin is None:
        return {}
    slots = owing(await slots_of(connection, number))
    digests = [digest(row) for row in await rows(connection, _DIGESTS_OF, [number])]
    about: dict[str, Any] = {
        "chats": [to_row(each) for each in kept],
        "slots": [to_row(each) for each in slots],
        "digests": [to_row(each) for each in digests],
    }
    return about if admin is None else {**about, "admin": to_row(admin)}
