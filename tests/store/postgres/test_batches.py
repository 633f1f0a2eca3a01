"""What is given many at once, or twice."""

import asyncio
from functools import partial

import pytest

from bot.errors import StoreError
from bot.store.postgres import articles, moving, outbox
from bot.store.postgres.store import PostgresStore
from bot.store.records import ChatKey, DeliveryState, Settlement, SlotState
from bot.store.rows import Table
from summaries.model import Topic
from tests import postgres
from tests.contract.records import DAY, LEASE, NOW, SAM, chat, digest, entry, filed
from tests.contract.test_chats import keep


@pytest.fixture
async def owing(store: PostgresStore) -> PostgresStore:
    await keep(store, chat())
    await store.outbox.keep([digest(parts=2)])
    await store.outbox.enter([entry(parts=2, due=NOW + DAY)])
    return store


async def told(store: PostgresStore, *states: DeliveryState) -> tuple[str, int | None]:
    """What is kept of a delivery of which several things are said at once."""
    (claimed,) = await store.outbox.claim(now=NOW, lease=LEASE)
    await store.outbox.settle(
        [Settlement(claimed, state, message=n) for n, state in enumerate(states, 1)]
    )
    (owed,) = await store.outbox.of(SAM.chat)
    return owed.deliveries[0].state, owed.deliveries[0].message


async def test_of_what_is_said_of_a_delivery_at_once_that_it_was_sent_counts(owing: PostgresStore):
    said = DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.UNKNOWN
    assert await told(owing, *said) == ("sent", 2)


async def test_else_what_was_said_first_counts(owing: PostgresStore):
    assert await told(owing, DeliveryState.FAILED, DeliveryState.UNKNOWN) == ("failed", 1)


async def test_a_message_that_was_sent_twice_keeps_its_first_number(owing: PostgresStore):
    (claimed,) = await owing.outbox.claim(now=NOW, lease=LEASE)
    for number in (5, 6):
        await owing.outbox.settle([Settlement(claimed, DeliveryState.SENT, message=number)])

    (owed,) = await owing.outbox.of(SAM.chat)
    assert owed.deliveries[0].message == 5


async def test_a_slot_given_twice_at_once_is_entered_once(store: PostgresStore):
    await keep(store, chat())
    await store.outbox.keep([digest(parts=3)])

    assert await store.outbox.enter([entry(parts=1), entry(parts=3)]) == 1

    (owed,) = await store.outbox.of(SAM.chat)
    assert len(owed.deliveries) == 1


async def test_more_than_go_at_once_are_taken_in_turn(store: PostgresStore, monkeypatch):
    monkeypatch.setattr(outbox, "_AT_ONCE", 3)
    monkeypatch.setattr(articles, "_AT_ONCE", 3)
    monkeypatch.setattr(moving, "_AT_ONCE", 3)
    keys = [ChatKey(number) for number in range(1, 9)]
    await keep(store, *map(chat, keys))
    await store.outbox.keep([digest()])

    assert await store.outbox.enter([entry(key) for key in keys]) == 8
    assert await store.articles.put([filed(n, "t") for n in range(8)], now=NOW) == 8
    async with store.snapshot() as snapshot:
        rows = await snapshot.page(Table.ARTICLES)
    await store.drop_rows(Table.ARTICLES, [(row["article"]["id"],) for row in rows])
    await store.put_rows(Table.ARTICLES, rows)
    assert len(await store.articles.get(topic="t")) == 8


async def test_nothing_at_all_is_no_error(store: PostgresStore):
    await store.articles.put([], now=NOW)
    await store.topics.put([])
    await store.outbox.keep([])
    await store.outbox.settle([])
    assert await store.outbox.enter([]) == 0
    await store.articles.refile({})
    for table in Table:
        await store.put_rows(table, [])
        await store.drop_rows(table, [])
    assert await store.revision() == 0


async def test_an_article_filed_twice_under_a_topic_is_filed_once(store: PostgresStore):
    assert await store.articles.put([filed(1, "b", "a", "b")], now=NOW) == 1
    assert await store.articles.put([filed(1, "b", "a", "b")], now=NOW) == 0

    ((kept,),) = [page async for page in store.articles.pages()]
    assert kept.topics == ("b", "a")


@pytest.mark.parametrize("change", [{"digest": "other"}, {"day": "2026-01-01"}])
async def test_a_row_with_a_delivery_of_something_else_is_refused(owing: PostgresStore, change):
    async with owing.snapshot() as snapshot:
        (row,) = await snapshot.page(Table.SLOTS)
    delivery = row["deliveries"][0]
    (delivery if "digest" in change else delivery["slot"]).update(change)

    with pytest.raises(StoreError, match="delivery of another slot or digest"):
        await owing.put_rows(Table.SLOTS, [row])


async def test_moving_to_the_same_number_changes_nothing(owing: PostgresStore):
    await owing.chats.move(SAM.chat, SAM.chat)

    assert len(await owing.outbox.of(SAM.chat)) == 1


async def test_two_that_make_the_same_chat_at_once_both_decide_on_what_is_there(
    store: PostgresStore,
):
    def add(old):
        return chat(topics=(*(old.topics if old else ()), "x"))

    await asyncio.gather(*(store.chats.change(SAM, add) for _ in range(8)))

    assert (await store.chats.get(SAM)).topics == ("x",) * 8


async def test_what_settles_while_its_slot_is_taken_away_ends(store: PostgresStore):
    keys = [ChatKey(number) for number in range(1, 61)]
    await keep(store, *map(chat, keys))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(key) for key in keys])
    claimed = await store.outbox.claim(now=NOW, lease=LEASE, most=60)

    await asyncio.gather(
        *(store.outbox.settle([Settlement(d, DeliveryState.SENT)]) for d in claimed[::-1]),
        store.outbox.settle([Settlement(d, DeliveryState.SENT) for d in claimed]),
        *(store.chats.forget(key.chat) for key in keys[:30]),
        store.retire(articles=NOW, slots=NOW + DAY),
    )

    for key in keys[30:]:
        assert [o.slot.state for o in await store.outbox.of(key.chat)] in ([], [SlotState.SETTLED])


async def test_claims_of_one_moment_share_what_there_is(store: PostgresStore):
    keys = [ChatKey(number) for number in range(1, 121)]
    await keep(store, *map(chat, keys))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(key) for key in keys])

    claims = await asyncio.gather(
        *(store.outbox.claim(now=NOW, lease=LEASE, most=20) for _ in range(8))
    )

    given = [each.slot.chat for claimed in claims for each in claimed]
    assert len(given) == len(set(given)) > 20


async def test_topics_put_at_one_moment_have_each_a_place(store: PostgresStore):
    await asyncio.gather(*(store.topics.put([Topic(f"t{n}", "T")]) for n in range(12)))

    async with store.snapshot() as snapshot:
        rows = await snapshot.page(Table.TOPICS)
    assert sorted(row["place"] for row in rows) == list(range(12))


async def test_of_two_that_wait_for_each_other_one_begins_anew(store: PostgresStore, url: str):
    postgres.run(url, "INSERT INTO notes VALUES ('a', ''), ('b', '')")
    first, begun = asyncio.Barrier(2), []

    async def work(names: str, connection) -> None:
        anew = names in begun
        begun.append(names)
        for name in names:
            query = "UPDATE notes SET text = text || %s WHERE name = %s"
            await connection.execute(query, [names, name])
            if name == names[0] and not anew:
                await first.wait()

    await asyncio.gather(
        *(store._database.together(partial(work, names)) for names in ("ab", "ba"))
    )

    assert len(begun) == 3
    assert sorted(await store.notes.get("a")) == sorted("abba")
