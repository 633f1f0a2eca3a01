"""Several processes on one database."""

import asyncio
import json
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from bot.store.postgres import open_postgres
from bot.store.postgres.store import PostgresStore
from bot.store.records import ChatKey, DeliveryState, Entry, SlotState
from bot.store.source import Source
from tests import postgres
from tests.contract.records import DAY, NOW, SAM, chat, digest, entry, filed, memory, source
from tests.contract.test_chats import keep
from tests.store.postgres import process

ROOT = Path(__file__).parents[3]
CHATS = [ChatKey(number) for number in range(1, 151)]


_WAITING = """
SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def entries() -> list[Entry]:
    return [entry(key, parts=2, due=NOW + DAY) for key in CHATS]


async def started(what: str, url: str, *more: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.store.postgres.process",
        what,
        url,
        *more,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


async def both(what: str, url: str, *, other: tuple[str, ...] = ()) -> list:
    """What two processes answer that do the same at once."""
    processes = [await started(what, url), await started(what, url, *other)]
    answers = await asyncio.gather(*(each.communicate() for each in processes))
    assert [each.returncode for each in processes] == [0, 0]
    return [json.loads(answer) for answer, _ in answers]


@pytest.mark.new_database
async def test_two_that_open_an_empty_database_both_succeed(url: str):
    assert await both("open", url) == [0, 0]


async def test_each_delivery_is_sent_exactly_once(store: PostgresStore, url: str):
    await keep(store, *(chat(key) for key in CHATS))
    await store.outbox.keep([digest(parts=2)])
    await store.outbox.enter(entries())

    one, other = await both("send", url)

    sent = Counter((number, part) for number, part in one + other)
    assert sent == Counter((key.chat, part) for key in CHATS for part in range(2))
    assert min(len(one), len(other)) > 20  # both had a share
    for key in CHATS:
        (owed,) = await store.outbox.of(key.chat)
        assert owed.slot.state is SlotState.SETTLED
        assert {each.state for each in owed.deliveries} == {DeliveryState.SENT}
        assert {each.doubts for each in owed.deliveries} == {0}


async def test_no_change_of_a_chat_is_lost(store: PostgresStore, url: str):
    await both("count", url)

    assert len((await store.chats.get(SAM)).topics) == 2 * process.TIMES


async def test_slots_are_entered_once_by_two_that_enter_them_in_turn(
    store: PostgresStore, url: str
):
    await keep(store, *(chat(key) for key in CHATS))
    await store.outbox.keep([digest(parts=2)])

    entered = await both("enter", url, other=("backwards",))

    assert sum(entered) == len(CHATS)
    assert await store.chats.due(NOW) == []
    assert len((await store.outbox.of(1))[0].deliveries) == 2


async def alone(store: PostgresStore) -> None:
    """Wait until no other process is seen; connections come and go as slowly as the machine."""
    async with asyncio.timeout(30):
        while await store.others_connected():
            pass


async def test_one_process_sees_how_many_others_are_connected(store: PostgresStore, url: str):
    await alone(store)
    await asyncio.gather(*(alone(store) for _ in range(20)))

    other = await started("wait", url)
    try:
        await other.stdout.readline()
        assert await store.others_connected() >= 1
    finally:
        other.stdin.close()
        await other.communicate()

    await alone(store)


async def test_who_sees_a_new_revision_sees_what_is_new(store: PostgresStore, url: str):
    async with await open_postgres(url) as reader:
        writing = asyncio.create_task(_write(store))
        seen = await reader.revision()
        while not writing.done():
            now = await reader.revision()
            kept = len(await reader.articles.get())
            assert kept >= now, "a new number and old articles"
            seen = max(seen, now)
        await writing
    assert seen > 5


async def _write(store: PostgresStore) -> None:
    for number in range(1, 61):
        await store.articles.put([filed(number, "t")], now=NOW)


async def test_a_chat_that_moves_while_slots_are_settled_and_entered_loses_nothing(
    store: PostgresStore,
):
    await keep(store, *(chat(key) for key in CHATS))
    await store.outbox.keep([digest(parts=2)])

    await asyncio.gather(
        store.outbox.enter(entries()),
        *(store.chats.move(key.chat, 1000 + key.chat) for key in CHATS[:20]),
        *(store.chats.forget(key.chat) for key in CHATS[20:40]),
    )

    for key in CHATS[:20]:
        assert await store.chats.get(key) is None
        assert await store.chats.get(ChatKey(1000 + key.chat)) is not None
    for key in CHATS[20:40]:
        assert await store.chats.about(key.chat) == {}
    assert {len(await store.outbox.of(key.chat)) for key in CHATS[40:]} == {1}


async def test_two_that_put_the_same_articles_and_topics_at_once_agree(
    store: PostgresStore, url: str
):
    async with await open_postgres(url) as other:
        many = [filed(number, "a", "b") for number in range(200)]
        await asyncio.gather(
            *(
                each.articles.put(many[::turn], now=NOW)
                for each in (store, other)
                for turn in (1, -1)
            ),
        )
        assert len(await store.articles.get(topic="b")) == 200


async def test_sources_that_two_add_at_once_have_numbers_of_their_own(
    store: PostgresStore, url: str
):
    async with await open_postgres(url) as other:
        both = (store, other) * 10
        made = await asyncio.gather(*(each.sources.add(source) for each in both))
        same = await asyncio.gather(
            *(each.sources.add(lambda n: source(n, address="same")) for each in both)
        )

    assert sorted(each.number for each in made) == list(range(1, 21))
    assert {each.number for each in same} == {21}


async def test_no_change_of_a_source_is_lost(store: PostgresStore, url: str):
    for _ in range(2):
        await store.sources.add(source)

    def once_more(old: Source) -> Source:
        return replace(old, failures=old.failures + 1)

    async with await open_postgres(url) as other:
        both = (store, other) * 10
        await asyncio.gather(*(s.sources.change(n, once_more) for s in both for n in (1, 2)))

    assert [each.failures for each in await store.sources.all()] == [20, 20]


async def test_an_address_that_another_process_is_just_taking_is_not_taken_over(
    store: PostgresStore, url: str
):
    for _ in range(2):
        await store.sources.add(source)
    with psycopg.connect(url) as other:
        other.execute("UPDATE sources SET address = 'same' WHERE number = 1")
        changing = asyncio.create_task(
            store.sources.change(2, lambda old: replace(old, address="same", title="New"))
        )
        while not postgres.run(url, _WAITING):
            await asyncio.sleep(0.01)
        other.commit()

    assert await changing == source(2, title="New")


async def test_of_what_two_make_of_an_article_at_once_no_version_is_lost(
    store: PostgresStore, url: str
):
    async with await open_postgres(url) as other:
        await asyncio.gather(
            *(
                (store, other)[n % 2].articles.put([filed(1, body=f"Text {n}.")], now=NOW)
                for n in range(20)
            )
        )

    (last,) = await store.articles.get()
    before = await store.articles.earlier(last.id)
    assert [each.number for each in before] == list(range(1, 20))
    assert {each.body for each in before} | {last.body} == {f"Text {n}." for n in range(20)}


async def test_a_source_that_goes_while_it_is_remembered_leaves_nothing(
    store: PostgresStore, url: str
):
    for _ in range(20):
        await store.sources.add(source)
    async with await open_postgres(url) as other:
        await asyncio.gather(
            *(store.sources.remember(memory(number)) for number in range(1, 21)),
            *(other.sources.remove(number) for number in range(1, 21)),
        )

    assert postgres.run(url, "SELECT 1 FROM sources UNION ALL SELECT 1 FROM memories") == []
