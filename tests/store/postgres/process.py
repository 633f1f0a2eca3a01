"""What another process does with a database, for the tests: python process.py WHAT URL."""

import asyncio
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta

from bot.store.postgres import open_postgres
from bot.store.postgres.store import PostgresStore
from bot.store.records import DeliveryState, Settlement
from tests.contract.records import NOW, SAM, chat

TIMES = 100


async def send(store: PostgresStore) -> list[list[object]]:
    """Claim and settle until nothing is left; now and then one must be tried again."""
    sent = []
    idle = 0
    now: datetime = NOW
    while idle < 20:
        claimed = await store.outbox.claim(now=now, lease=timedelta(hours=1), most=7)
        idle = 0 if claimed else idle + 1
        if not claimed:
            await asyncio.sleep(0.02)
        settlements = []
        for each in claimed:
            if each.attempts == 1 and each.slot.chat.chat % 5 == 0:
                settlements.append(Settlement(each, DeliveryState.PENDING, not_before=NOW))
            else:
                sent.append([each.slot.chat.chat, each.part])
                settlements.append(Settlement(each, DeliveryState.SENT, message=1))
        await store.outbox.settle(settlements)
    return sent


async def count(store: PostgresStore) -> None:
    """Change one chat again and again; each change adds to what is there."""
    for _ in range(TIMES):
        await store.chats.change(
            SAM,
            lambda old: replace(old, topics=(*old.topics, "x")) if old else chat(topics=("x",)),
        )


async def enter(store: PostgresStore) -> int:
    """Enter slots that another process enters too, in another order."""
    from tests.store.postgres.test_processes import entries

    return await store.outbox.enter(entries()[:: -1 if sys.argv[3:] else 1])


async def wait(store: PostgresStore) -> None:
    """Be connected until told to end."""
    await store.revision()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


async def main(what: str, url: str) -> None:
    async with await open_postgres(url) as store:
        done = {"send": send, "count": count, "enter": enter, "wait": wait, "open": revision}[what]
        result = await done(store)
    sys.stdout.write(json.dumps(result))


async def revision(store: PostgresStore) -> int:
    return await store.revision()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
