"""Sources, what is remembered of them, and admins, in whichever store."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.store.base import Store
from bot.store.rows import Table
from bot.store.source import Admin, Memory, Source, SourceKind
from tests.contract.conftest import Restarts
from tests.contract.records import (
    DAY,
    FULL,
    HOUR,
    MIA,
    MINUTE,
    NOW,
    SAM,
    article,
    chat,
    filed,
    memory,
    source,
)
from tests.contract.test_chats import keep


async def added(store: Store, count: int) -> list[Source]:
    return [await store.sources.add(source) for _ in range(count)]


async def change(store: Store, number: int, /, **changes) -> Source | None:
    return await store.sources.change(number, lambda old: replace(old, **changes))


async def test_a_source_comes_back_as_it_was_left(store: Store, restart: Restarts):
    bare = Source(2, SourceKind.PAGE, "https://example.org/page", "", added=NOW)
    assert await store.sources.add(lambda _: FULL) == FULL
    assert await store.sources.add(lambda _: bare) == bare

    store = await restart()
    assert await store.sources.get(1) == FULL
    assert list(await store.sources.all()) == [FULL, bare]
    assert await store.sources.get(3) is None


@pytest.mark.parametrize(
    "interval",
    [
        timedelta(0),
        timedelta(microseconds=1),
        timedelta(minutes=10),
        timedelta(days=31, hours=25, microseconds=999_999),
        timedelta(days=36_500, seconds=86_399, microseconds=123_457),
    ],
)
async def test_how_long_a_source_is_left_alone_is_kept_to_the_microsecond(
    store: Store, restart: Restarts, interval: timedelta
):
    await store.sources.add(lambda n: source(n, interval=interval))

    assert (await (await restart()).sources.get(1)).interval == interval


async def test_sources_are_numbered_from_one_in_the_order_in_which_they_are_added(store: Store):
    assert [each.number for each in await added(store, 11)] == list(range(1, 12))
    assert [each.number for each in await store.sources.all()] == list(range(1, 12))


async def test_a_number_is_never_given_to_another_source(store: Store, restart: Restarts):
    await added(store, 3)
    await store.sources.remove(3)
    assert (await store.sources.add(source)).number == 4
    for number in (1, 2, 4):
        await store.sources.remove(number)

    store = await restart()
    assert (await store.sources.add(source)).number == 5


async def test_numbers_go_on_where_no_note_tells_the_last_one(store: Store):
    await added(store, 3)
    async with store.snapshot() as snapshot:
        (row,) = await snapshot.page(Table.NOTES)
    await store.notes.put(row["name"], None)

    assert (await store.sources.add(source)).number == 4


async def test_an_address_that_is_known_is_not_added_again(store: Store, restart: Restarts):
    (first,) = await added(store, 1)

    again = await store.sources.add(lambda n: source(n, address=first.address, title="Other"))
    assert again == first
    store = await restart()
    assert list(await store.sources.all()) == [first]
    assert (await store.sources.add(source)).number == 2


async def test_addresses_may_be_long_and_differ_at_their_end_only(store: Store):
    long = "https://example.org/" + "x" * 10_000
    one = await store.sources.add(lambda n: source(n, address=long + "1"))
    other = await store.sources.add(lambda n: source(n, address=long + "2"))
    again = await store.sources.add(lambda n: source(n, address=long + "2"))

    assert (one.number, other.number, again.number) == (1, 2, 2)


async def test_a_source_is_changed_from_what_it_was(store: Store, restart: Restarts):
    await added(store, 2)

    now = await change(store, 1, title="New", etag='"2"', failures=2)

    wanted = source(1, title="New", etag='"2"', failures=2)
    assert now == wanted
    assert await change(store, 1) == wanted
    assert list(await (await restart()).sources.all()) == [wanted, source(2)]


async def test_what_is_not_there_is_not_changed(store: Store):
    assert await change(store, 1, title="New") is None
    assert list(await store.sources.all()) == []


async def test_a_source_keeps_its_number(store: Store):
    await added(store, 1)

    with pytest.raises(ValueError, match="keeps its number"):
        await change(store, 1, number=7)
    with pytest.raises(ValueError, match="keeps its number"):
        await store.sources.add(lambda _: source(7))
    assert list(await store.sources.all()) == [source(1)]
    assert (await added(store, 1))[0].number == 2  # and locks nobody out


async def test_an_address_that_another_source_has_is_not_taken_over(
    store: Store, restart: Restarts
):
    await added(store, 2)

    now = await change(store, 1, address=source(2).address, title="New")
    assert now == source(1, title="New")
    assert (await change(store, 1, address="https://new.example.org")).address.endswith(
        "new.example.org"
    )
    assert (await change(store, 2, address=source(1).address)).address == source(1).address
    assert await (await restart()).sources.get(2) == source(2, address=source(1).address)


async def test_due_are_sources_whose_time_has_come_the_longest_overdue_first(store: Store):
    await store.sources.add(lambda n: source(n, due=NOW))
    await store.sources.add(lambda n: source(n, due=NOW - HOUR))
    await store.sources.add(lambda n: source(n, due=NOW + MINUTE))
    await store.sources.add(lambda n: source(n, due=None))
    await store.sources.add(lambda n: source(n, due=NOW))

    assert [each.number for each in await store.sources.due(NOW)] == [2, 1, 5]
    assert list(await store.sources.due(NOW, most=1)) == [source(2, due=NOW - HOUR)]
    assert list(await store.sources.due(NOW - DAY)) == []


@pytest.mark.parametrize("changes", [{"paused": True}, {"gone": True}, {"kind": SourceKind.FILE}])
async def test_what_is_not_to_be_fetched_is_never_due(store: Store, changes):
    await added(store, 1)

    assert (await change(store, 1, **changes)).due is None
    made = await store.sources.add(lambda n: source(n, **changes))
    assert made.due is None
    assert list(await store.sources.due(NOW + DAY)) == []
    assert await store.sources.get(2) == made
    back = await change(store, 1, paused=False, gone=False, kind=SourceKind.FEED, due=NOW)
    assert list(await store.sources.due(NOW)) == [back]


async def test_a_source_that_is_removed_takes_its_memory_along_and_not_its_articles(
    store: Store, restart: Restarts
):
    await added(store, 2)
    for number in (1, 2):
        await store.sources.remember(memory(number))
    await store.articles.put([filed(1, source="1")], now=NOW)

    assert await store.sources.remove(1)
    assert not await store.sources.remove(1)

    store = await restart()
    assert list(await store.sources.all()) == [source(2)]
    assert await store.sources.memory(1) == Memory(1)
    assert await store.sources.memory(2) == memory(2)
    assert list(await store.articles.ids("1")) == [article(1).id]


async def test_a_memory_comes_back_as_it_was_in_its_order(store: Store, restart: Restarts):
    await added(store, 10)
    assert await store.sources.memory(1) == Memory(1)
    for number in range(1, 11):
        await store.sources.remember(memory(number, habits=[[number]]))
    await store.sources.remember(memory(3))

    store = await restart()
    assert await store.sources.memory(3) == memory(3)
    assert list((await store.sources.memory(3)).seen) == list(memory(3).seen)
    assert await store.sources.memory(10) == memory(10, habits=[[10]])


async def test_a_memory_does_not_change_with_what_it_was_made_from(store: Store):
    await added(store, 1)
    made = memory(1)
    await store.sources.remember(made)
    made.seen["other"] = "1"
    made.habits.append([7])
    (await store.sources.memory(1)).habits.clear()

    assert await store.sources.memory(1) == memory(1)


async def test_a_memory_of_a_source_that_is_not_kept_is_passed_over(store: Store):
    await added(store, 1)
    await store.sources.remove(1)

    await store.sources.remember(memory(1))

    assert await store.sources.memory(1) == Memory(1)
    async with store.snapshot() as snapshot:
        assert await snapshot.count(Table.MEMORIES) == 0


async def test_texts_that_no_database_holds_are_kept_without_what_it_does_not_hold(store: Store):
    await store.sources.add(lambda n: source(n, title="a\x00", detail="\ud83d", aliases=("\x00",)))
    await store.sources.remember(Memory(1, {"a\x00": "b\ud83d"}))
    await store.admins.put(Admin(5, NOW, "\x00"))

    kept = await store.sources.get(1)
    assert (kept.title, kept.detail, kept.aliases) == ("a\ufffd", "\ufffd", ("\ufffd",))
    assert (await store.sources.memory(1)).seen == {"a\ufffd": "b\ufffd"}
    assert [each.name for each in await store.admins.all()] == ["\ufffd"]


async def test_sources_and_admins_do_not_move_the_revision(store: Store):
    before = await store.revision()
    await added(store, 2)
    await change(store, 1, title="New")
    await store.sources.remember(memory(1))
    await store.sources.remove(2)
    await store.admins.put(Admin(1, NOW))
    await store.admins.remove(1)

    assert await store.revision() == before


async def test_admins_are_kept_until_they_are_removed(store: Store, restart: Restarts):
    big = Admin(7_000_000_000, NOW, "Ярина")
    await store.admins.put(big)
    await store.admins.put(Admin(5, NOW))
    await store.admins.put(Admin(30, NOW))
    await store.admins.put(Admin(5, NOW + DAY, "Sam"))
    assert await store.admins.remove(30)
    assert not await store.admins.remove(30)

    assert list(await (await restart()).admins.all()) == [Admin(5, NOW + DAY, "Sam"), big]


async def test_that_the_person_of_a_private_chat_is_an_admin_is_told_and_forgotten(
    store: Store, restart: Restarts
):
    await keep(store, chat(SAM))
    for user in (SAM.chat, MIA.chat):
        await store.admins.put(Admin(user, NOW, "Sam"))

    told = json.loads(json.dumps(await store.chats.about(SAM.chat)))
    assert told["admin"] == {"user": SAM.chat, "added": "2026-11-22T08:00:00Z", "name": "Sam"}
    assert [each["key"]["chat"] for each in told["chats"]] == [SAM.chat]
    assert await store.chats.forget(SAM.chat)

    store = await restart()
    assert await store.chats.about(SAM.chat) == {}
    assert [each.user for each in await store.admins.all()] == [MIA.chat]


async def test_an_admin_of_whom_nothing_else_is_kept_is_told_and_forgotten(store: Store):
    await store.admins.put(Admin(SAM.chat, NOW))

    assert (await store.chats.about(SAM.chat))["chats"] == []
    assert await store.chats.forget(SAM.chat)
    assert not await store.chats.forget(SAM.chat)
    assert await store.chats.about(SAM.chat) == {}


async def test_who_is_no_admin_is_told_nothing_of_it(store: Store):
    await keep(store, chat(SAM))
    await store.admins.put(Admin(MIA.chat, NOW))

    assert "admin" not in await store.chats.about(SAM.chat)
    await store.chats.move(SAM.chat, -9)
    assert [each.user for each in await store.admins.all()] == [MIA.chat]
