"""The outbox in PostgreSQL: digests, slots and deliveries.

Locks are taken in one order everywhere: chats, slots, deliveries, each in the order of their keys.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from bot.store.postgres.columns import (
    DIGEST,
    batch,
    columns_of_delivery,
    columns_of_digest,
    columns_of_key,
    columns_of_slot,
    delivery,
    digest,
    slot,
    slot_key,
)
from bot.store.postgres.connections import Connection, Database, rows
from bot.store.records import (
    ChatKey,
    Delivery,
    DeliveryState,
    Digest,
    Entry,
    Owing,
    Settlement,
    SlotKey,
    storable,
)

_AT_ONCE = 2000

_DIGEST = f"SELECT {DIGEST} FROM digests WHERE id = %s"
_INSERT_DIGESTS = f"""
INSERT INTO digests ({DIGEST})
SELECT {DIGEST} FROM json_to_recordset(%s::json) AS given (
    id text, parts text[], composed timestamptz
)
ORDER BY id COLLATE "C"
"""
_KEEP = _INSERT_DIGESTS + "ON CONFLICT (id) DO NOTHING"
_PUT_DIGESTS = (
    _INSERT_DIGESTS
    + "ON CONFLICT (id) DO UPDATE SET parts = excluded.parts, composed = excluded.composed"
)

_CHATS_OF_ENTRIES = """
SELECT chat, thread, due, briefed FROM chats
WHERE (chat, thread) IN (
    SELECT chat, thread FROM json_to_recordset(%s::json) AS given (chat bigint, thread bigint)
)
ORDER BY chat, thread FOR UPDATE
"""
_ENTER = """
WITH given AS (
    SELECT * FROM json_to_recordset(%s::json) AS given (
        chat bigint, thread bigint, day date, time time, moment timestamptz, state text,
        digest text, parts integer
    )
), entered AS (
    INSERT INTO slots (chat, thread, day, time, moment, state, digest)
    SELECT chat, thread, day, time, moment, state, digest FROM given
    ORDER BY chat, thread, day, time
    ON CONFLICT (chat, thread, day, time) DO NOTHING
    RETURNING chat, thread, day, time
), owed AS (
    INSERT INTO deliveries (chat, thread, day, time, part, not_before, state, attempts, doubts)
    SELECT chat, thread, day, time, part, moment, 'pending', 0, 0
    FROM given JOIN entered USING (chat, thread, day, time), generate_series(0, parts - 1) AS part
)
SELECT count(*) FROM entered
"""
_MOVE_ON = """
UPDATE chats SET due = given.due, briefed = given.briefed
FROM json_to_recordset(%s::json) AS given (
    chat bigint, thread bigint, due timestamptz, briefed timestamptz
)
WHERE chats.chat = given.chat AND chats.thread = given.thread
"""

# SKIP LOCKED: what another process takes at this moment is passed, not waited for.
_CLAIM = """
WITH ready AS (
    SELECT chat, thread, day, time, part FROM deliveries
    WHERE state IN ('pending', 'sending', 'unknown')
        AND not_before <= %(now)s
        AND (state <> 'sending' OR claimed_until <= %(now)s)
        AND NOT EXISTS (
            SELECT FROM deliveries AS before
            WHERE before.chat = deliveries.chat AND before.thread = deliveries.thread
                AND before.day = deliveries.day AND before.time = deliveries.time
                AND before.part < deliveries.part
                AND before.state IN ('pending', 'sending', 'unknown')
        )
    ORDER BY not_before, chat, thread, day, time, part
    LIMIT %(most)s
    FOR UPDATE SKIP LOCKED
), claimed AS (
    UPDATE deliveries SET
        state = 'sending',
        attempts = attempts + 1,
        doubts = doubts + CASE WHEN state = 'sending' THEN 1 ELSE 0 END,
        claimed_until = %(until)s
    FROM ready
    WHERE deliveries.chat = ready.chat AND deliveries.thread = ready.thread
        AND deliveries.day = ready.day AND deliveries.time = ready.time
        AND deliveries.part = ready.part
    RETURNING deliveries.*
)
SELECT chat, thread, day, time, digest,
    part, not_before, claimed.state, attempts, doubts, claimed_until, message, reason
FROM claimed JOIN slots USING (chat, thread, day, time)
ORDER BY not_before, chat, thread, day, time, part
"""

_LOCK_SLOTS = """
SELECT FROM slots
WHERE (chat, thread, day, time) IN (
    SELECT chat, thread, day, time FROM json_to_recordset(%s::json)
        AS given (chat bigint, thread bigint, day date, time time)
)
ORDER BY chat, thread, day, time FOR UPDATE
"""
_SETTLE = """
UPDATE deliveries SET
    state = given.state,
    not_before = coalesce(given.not_before, deliveries.not_before),
    doubts = doubts + CASE WHEN given.state = 'unknown' THEN 1 ELSE 0 END,
    claimed_until = NULL,
    message = coalesce(given.message, deliveries.message),
    reason = given.reason
FROM json_to_recordset(%s::json) AS given (
    chat bigint, thread bigint, day date, time time, part integer, claim integer, state text,
    not_before timestamptz, message bigint, reason text
)
WHERE deliveries.chat = given.chat AND deliveries.thread = given.thread
    AND deliveries.day = given.day AND deliveries.time = given.time
    AND deliveries.part = given.part
    AND CASE
        WHEN given.state = 'sent' THEN deliveries.state <> 'sent'
        ELSE deliveries.state = 'sending' AND deliveries.attempts = given.claim
    END
"""
_SETTLE_SLOTS = """
UPDATE slots SET state = 'settled'
FROM json_to_recordset(%s::json) AS given (chat bigint, thread bigint, day date, time time)
WHERE slots.chat = given.chat AND slots.thread = given.thread
    AND slots.day = given.day AND slots.time = given.time
    AND slots.state = 'owed'
    AND NOT EXISTS (
        SELECT FROM deliveries
        WHERE deliveries.chat = slots.chat AND deliveries.thread = slots.thread
            AND deliveries.day = slots.day AND deliveries.time = slots.time
            AND deliveries.state IN ('pending', 'sending', 'unknown')
    )
"""

OWING = """
slots.chat, slots.thread, slots.day, slots.time, moment, slots.state, digest,
part, not_before, deliveries.state, attempts, doubts, claimed_until, message, reason
"""
_OF = f"""
SELECT {OWING} FROM slots LEFT JOIN deliveries USING (chat, thread, day, time)
WHERE slots.chat = %s
ORDER BY moment, slots.thread, slots.day, slots.time, part
"""

_PUT_SLOTS = """
INSERT INTO slots (chat, thread, day, time, moment, state, digest)
SELECT chat, thread, day, time, moment, state, digest FROM json_to_recordset(%s::json) AS given (
    chat bigint, thread bigint, day date, time time, moment timestamptz, state text, digest text
)
ORDER BY chat, thread, day, time
ON CONFLICT (chat, thread, day, time) DO UPDATE SET
    moment = excluded.moment, state = excluded.state, digest = excluded.digest
"""
_DROP_DELIVERIES = """
DELETE FROM deliveries
USING json_to_recordset(%s::json) AS given (chat bigint, thread bigint, day date, time time)
WHERE deliveries.chat = given.chat AND deliveries.thread = given.thread
    AND deliveries.day = given.day AND deliveries.time = given.time
"""
_PUT_DELIVERIES = """
INSERT INTO deliveries
SELECT * FROM json_to_recordset(%s::json) AS given (
    chat bigint, thread bigint, day date, time time, part integer, not_before timestamptz,
    state text, attempts integer, doubts integer, claimed_until timestamptz, message bigint,
    reason text
)
"""


@dataclass(slots=True)
class _Promised:
    """What a chat is promised while slots are entered."""

    due: datetime | None
    briefed: datetime | None
    moved: bool = False

    def pass_(self, entry: Entry) -> None:
        if self.due == entry.slot.moment:
            self.due, self.moved = entry.due, True
            self.briefed = entry.briefed or self.briefed


async def put_digests(connection: Connection, digests: Iterable[Digest]) -> None:
    """Keep digests, each id once; a known one is replaced."""
    await connection.execute(_PUT_DIGESTS, [batch(map(columns_of_digest, digests))])


async def put_slots(connection: Connection, slots: Sequence[Owing]) -> None:
    """Keep slots and their deliveries, each key once; what a known one had is replaced."""
    await connection.execute(_PUT_SLOTS, [batch(columns_of_slot(each.slot) for each in slots)])
    await connection.execute(
        _DROP_DELIVERIES, [batch(columns_of_key(each.slot.key) for each in slots)]
    )
    deliveries = [each for owed in slots for each in owed.deliveries]
    await connection.execute(_PUT_DELIVERIES, [batch(map(columns_of_delivery, deliveries))])


async def slots_of(connection: Connection, chat: int) -> list[tuple[Any, ...]]:
    """The slots of a chat and their deliveries, as ``owing`` reads them."""
    return await rows(connection, _OF, [chat])


def owing(found: Iterable[tuple[Any, ...]]) -> list[Owing]:
    """Slots with their deliveries, of rows with the columns ``OWING``, those of a slot together."""
    return [
        Owing(
            slot(of_slot),
            tuple(
                delivery(slot_key(of_slot[:4]), of_slot[6], row[7:])
                for row in of_deliveries
                if row[7] is not None
            ),
        )
        for of_slot, of_deliveries in groupby(found, key=lambda row: row[:7])
    ]


class PostgresOutbox:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, digests: Sequence[Digest]) -> None:
        kept = batch(map(columns_of_digest, map(storable, digests)))
        await self._database.ask(_KEEP, [kept])

    async def digest(self, id_: str) -> Digest | None:
        found = await self._database.ask(_DIGEST, [storable(id_)])
        return digest(found[0]) if found else None

    async def enter(self, entries: Sequence[Entry]) -> int:
        entered = 0
        for begin in range(0, len(entries), _AT_ONCE):
            some = [storable(entry) for entry in entries[begin : begin + _AT_ONCE]]
            entered += await self._database.together(partial(_enter, entries=some))
        return entered

    async def claim(self, *, now: datetime, lease: timedelta, most: int = 30) -> Sequence[Delivery]:
        values = {"now": now, "until": now + lease, "most": most}
        found = await self._database.ask(_CLAIM, values)
        return [delivery(slot_key(row[:4]), row[4], row[5:]) for row in found]

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        given = batch(map(_columns_of_settlement, _one_each(map(storable, settlements))))

        async def work(connection: Connection) -> None:
            await connection.execute(_LOCK_SLOTS, [given])
            await connection.execute(_SETTLE, [given])
            await connection.execute(_SETTLE_SLOTS, [given])

        if settlements:
            await self._database.together(work)

    async def of(self, chat: int) -> Sequence[Owing]:
        return owing(await self._database.ask(_OF, [chat]))


async def _enter(connection: Connection, entries: Sequence[Entry]) -> int:
    keys = {entry.slot.key.chat for entry in entries}
    asked = batch({"chat": key.chat, "thread": key.thread} for key in keys)
    chats = {
        ChatKey(chat, thread): _Promised(due, briefed)
        for chat, thread, due, briefed in await rows(connection, _CHATS_OF_ENTRIES, [asked])
    }
    slots: dict[SlotKey, Mapping[str, Any]] = {}
    for entry in entries:
        if promised := chats.get(entry.slot.key.chat):
            parts = entry.parts if entry.slot.digest is not None else 0
            columns = {**columns_of_slot(entry.slot), "parts": parts}
            slots.setdefault(entry.slot.key, columns)
            promised.pass_(entry)
    ((entered,),) = await rows(connection, _ENTER, [batch(slots.values())])
    moved = [
        {"chat": key.chat, "thread": key.thread, "due": each.due, "briefed": each.briefed}
        for key, each in chats.items()
        if each.moved
    ]
    if moved:
        await connection.execute(_MOVE_ON, [batch(moved)])
    return int(entered)


def _one_each(settlements: Iterable[Settlement]) -> Iterable[Settlement]:
    """One settlement of each delivery: that it was sent, or what was said first."""
    kept: dict[tuple[SlotKey, int], Settlement] = {}
    for each in settlements:
        key = each.claimed.slot, each.claimed.part
        if key not in kept or each.state is DeliveryState.SENT:
            kept[key] = each
    return kept.values()


def _columns_of_settlement(settlement: Settlement) -> Mapping[str, Any]:
    return {
        **columns_of_key(settlement.claimed.slot),
        "part": settlement.claimed.part,
        "claim": settlement.claimed.attempts,
        "state": settlement.state,
        "not_before": settlement.not_before,
        "message": settlement.message,
        "reason": settlement.reason,
    }
