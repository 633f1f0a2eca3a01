"""Notes, retention, snapshots and rows, in whichever store."""

from dataclasses import replace

import pytest

from bot.errors import StoreError
from bot.store.base import Store
from bot.store.records import (
    ADMIN,
    CORPUS,
    ChatState,
    DeliveryState,
    Retired,
    Settlement,
    SlotState,
)
from bot.store.rows import RECORDS, Table, from_row, key_of, line
from bot.store.source import Admin
from tests.contract.conftest import Restarts
from tests.contract.records import (
    AIR,
    DAY,
    FULL,
    GROUP,
    HOUR,
    LEASE,
    MIA,
    NOW,
    PATH,
    SAM,
    chat,
    digest,
    entry,
    filed,
    memory,
    source,
)
from tests.contract.test_chats import keep


async def fill(store: Store) -> None:
    """Something in every table, with every kind of value."""
    await store.topics.put([PATH, AIR])
    await store.topics.put([AIR], origin=ADMIN)
    for number in range(1, 12):
        await store.sources.add(lambda n: FULL if n == 1 else source(n))
        await store.sources.remember(memory(number))
    await store.sources.remove(4)
    for user in (MIA.chat, SAM.chat):
        await store.admins.put(Admin(user, NOW, "Київ" if user == SAM.chat else None))
    for hours, numbers in enumerate([(2, 10), (2,), (2,)]):
        await store.articles.put(
            [filed(n, "old", body=f"Before {n}, {hours}.", extent=(0, 8)) for n in numbers],
            now=NOW + hours * HOUR,
        )
    await store.articles.put(
        [filed(n, "air-defence", "nato-path", title=f"T {n}") for n in (10, 2, 1)]
        + [filed(3, source=CORPUS, published=None, outlet=None, language=None)],
        now=NOW,
    )
    await keep(store, chat(SAM), chat(replace(SAM, thread=4)), chat(GROUP), chat(MIA, due=None))
    await keep(store, replace(chat(MIA), state=ChatState.PAUSED, resumes=NOW + DAY))
    await store.outbox.keep([digest("d1", 2), digest("D2")])
    await store.outbox.enter([entry(SAM, parts=2, due=NOW + DAY), entry(GROUP, digest="D2")])
    await store.outbox.enter(
        [entry(SAM, moment=NOW + DAY, state=SlotState.QUIET, digest=None, parts=0)]
    )
    claimed = await store.outbox.claim(now=NOW, lease=LEASE, most=1)
    await store.outbox.settle([Settlement(d, DeliveryState.SENT, message=7) for d in claimed])
    await store.outbox.claim(now=NOW, lease=LEASE, most=1)
    await store.notes.put("filed for", "abc “Київ”")


async def dumped(store: Store, most: int = 2) -> dict[Table, list]:
    """All rows, page by page."""
    rows: dict[Table, list] = {}
    async with store.snapshot() as snapshot:
        for table in Table:
            rows[table] = []
            while True:
                last = (rows[table] and key_of(from_row(table, rows[table][-1]))) or None
                page = await snapshot.page(table, after=last, most=most)
                if not page:
                    break
                rows[table].extend(page)
            assert await snapshot.count(table) == len(rows[table])
    return rows


async def test_a_note_is_kept_until_it_is_taken_away(store: Store, restart: Restarts):
    await store.notes.put("a", "1")
    await store.notes.put("b", "2")
    await store.notes.put("a", "3")
    await store.notes.put("b", None)
    await store.notes.put("c", None)

    store = await restart()
    assert [await store.notes.get(name) for name in "abc"] == ["3", None, None]


async def test_old_articles_go_and_those_of_the_folder_stay(store: Store, restart: Restarts):
    await store.articles.put(
        [filed(1), filed(2), filed(3), filed(4, source=CORPUS, arrived=NOW)], now=NOW
    )
    before = await store.revision()

    gone = await store.retire(articles=NOW + 3 * HOUR / 60, slots=NOW)

    assert gone == Retired(articles=2, slots=0, digests=0)
    assert await store.revision() != before
    found = await (await restart()).articles.get()
    assert [a.id for a in found] == ["seeds/4.txt", "seeds/3.txt"]


async def test_old_slots_go_once_they_are_settled_and_digests_with_them(
    store: Store, restart: Restarts
):
    await keep(store, chat(SAM), chat(MIA))
    await store.outbox.keep([digest("d1"), digest("d2"), digest("d3")])
    await store.outbox.enter(
        [
            entry(SAM, digest="d1", due=NOW + DAY),
            entry(SAM, moment=NOW + DAY, digest="d3"),
            entry(MIA, digest="d2"),
        ]
    )
    (claimed,) = await store.outbox.claim(now=NOW, lease=LEASE, most=1)
    await store.outbox.settle([Settlement(claimed, DeliveryState.SENT)])
    owed = "d2" if claimed.slot.chat == SAM else "d1"

    gone = await store.retire(articles=NOW, slots=NOW + HOUR)

    assert gone == Retired(articles=0, slots=1, digests=1)
    store = await restart()
    assert await store.outbox.digest(claimed.digest) is None
    assert await store.outbox.digest(owed) is not None
    assert await store.outbox.digest("d3") is not None
    assert await store.outbox.of(claimed.slot.chat.chat) == await store.outbox.of(SAM.chat)
    assert await store.retire(articles=NOW, slots=NOW + HOUR) == Retired(0, 0, 0)


async def test_a_digest_that_no_slot_has_yet_is_kept_while_it_is_young(store: Store):
    await store.outbox.keep([digest("d1")])

    assert (await store.retire(articles=NOW, slots=NOW)).digests == 0
    assert (await store.retire(articles=NOW, slots=NOW + DAY)).digests == 1


async def test_a_snapshot_has_all_rows_in_the_order_of_their_keys(store: Store):
    await fill(store)

    rows = await dumped(store)

    for table, found in rows.items():
        assert found, table
        keys = [key_of(from_row(table, row)) for row in found]
        assert keys == sorted(set(keys)), table
        assert all(isinstance(from_row(table, row), RECORDS[table]) for row in found)
    assert rows == await dumped(store, most=500)


@pytest.mark.parametrize("table", [Table.SOURCES, Table.MEMORIES, Table.ARTICLES, Table.EARLIER])
async def test_a_page_of_a_snapshot_begins_and_ends_where_it_is_told_to(store: Store, table: Table):
    await fill(store)
    async with store.snapshot() as snapshot:
        every = [key_of(from_row(table, row)) for row in await snapshot.page(table)]
        some = await snapshot.page(table, after=every[0], by=every[2])

    assert [key_of(from_row(table, row)) for row in some] == every[1:3]


async def test_a_snapshot_does_not_see_what_changes_later(store: Store):
    await fill(store)

    async with store.snapshot() as snapshot:
        await store.articles.put([filed(77)], now=NOW)
        await store.chats.forget(GROUP.chat)
        assert await snapshot.count(Table.ARTICLES) == 4
        assert len(await snapshot.page(Table.CHATS)) == 4
        assert len(await snapshot.page(Table.SLOTS)) == 3


async def test_rows_put_into_a_store_make_the_same_store(store: Store, restart: Restarts):
    await fill(store)
    rows = await dumped(store)
    for table in reversed(Table):
        await store.drop_rows(table, [key_of(from_row(table, row)) for row in rows[table]])
    assert {table: len(found) for table, found in (await dumped(store)).items()} == dict.fromkeys(
        Table, 0
    )

    for table in Table:
        await store.put_rows(table, rows[table])
        await store.put_rows(table, rows[table])

    again = await dumped(await restart())
    assert again == rows
    assert [[line(r) for r in again[t]] for t in Table] == [
        [line(r) for r in rows[t]] for t in Table
    ]
    store = await restart()
    assert list(await store.topics.all()) == [PATH, AIR]
    assert [a.id for a in await store.articles.get(topic="nato-path")] == [
        "seeds/1.txt",
        "seeds/2.txt",
        "seeds/10.txt",
    ]
    assert [h.article.id for h in await store.articles.search("T 10")] != []
    (again_claimed,) = await store.outbox.claim(now=NOW + LEASE, lease=LEASE, most=1)
    assert again_claimed.attempts == 2


async def test_a_row_put_again_replaces_the_old(store: Store):
    await fill(store)
    rows = await dumped(store)
    article = rows[Table.ARTICLES][0]
    article["article"]["body"] = "Other."
    article["topics"] = ()
    slot = rows[Table.SLOTS][-1]
    slot["deliveries"] = slot["deliveries"][:1]

    await store.put_rows(Table.ARTICLES, [article])
    await store.put_rows(Table.SLOTS, [slot])

    assert await dumped(store) == rows


async def test_a_row_of_another_table_is_refused_without_its_content(store: Store):
    with pytest.raises(StoreError, match="A row of chats is not") as told:
        await store.put_rows(Table.CHATS, [{"key": {"chat": 1001, "thread": "secret"}}])

    assert "secret" not in str(told.value)


async def test_a_new_revision_follows_rows_that_are_put(store: Store):
    await fill(store)
    rows = await dumped(store)
    before = await store.revision()
    await store.drop_rows(
        Table.ARTICLES, [key_of(from_row(Table.ARTICLES, rows[Table.ARTICLES][0]))]
    )
    between = await store.revision()
    await store.put_rows(Table.ARTICLES, rows[Table.ARTICLES])

    assert len({before, between, await store.revision()}) == 3
