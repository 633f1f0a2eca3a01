"""Moving everything from one store to another, and back."""

import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import MoveUnfinished, StoreError
from bot.store import moving
from bot.store.base import Store
from bot.store.moving import move, not_moving
from bot.store.places import Place, open_place
from bot.store.records import ChatKey
from bot.store.rows import Table
from summaries.model import Topic
from tests import postgres
from tests.contract.records import LEASE, NOW, SAM, chat, digest, entry, filed
from tests.contract.records import source as made
from tests.contract.test_care import dumped, fill
from tests.contract.test_chats import keep

KINDS = ("tiny", "postgres")


@pytest.fixture(params=itertools.product(KINDS, KINDS), ids="-to-".join)
async def pair(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[Store, Store]]:
    """A full store of one kind and an empty one of the same or the other."""
    async with AsyncExitStack() as stack:
        opened = []
        for name, kind in zip(("source", "target"), request.param, strict=True):
            if kind == "tiny":
                place = Place(folder=tmp_path / name)
            else:
                place = Place(url=stack.enter_context(postgres.ready()))
            opened.append(await stack.enter_async_context(await open_place(place)))
        source, target = opened
        await fill(source)
        yield source, target


async def moved(source: Store, target: Store, **options):
    return await move(source, target, origin="there", **options)


async def test_a_store_that_was_moved_holds_the_same(pair):
    source, target = pair
    done = dict.fromkeys(Table, 0)

    def progress(table: Table, rows: int) -> None:
        done[table] += rows

    told = await moved(source, target, progress=progress)

    rows = await dumped(source)
    assert await dumped(target) == rows
    assert {t.table: t.rows for t in told} == {table: len(kept) for table, kept in rows.items()}
    assert done == {table: 2 * len(kept) for table, kept in rows.items()}
    await not_moving(target)
    claimed = await target.outbox.claim(now=NOW + LEASE, lease=LEASE)
    assert list(claimed) == list(await source.outbox.claim(now=NOW + LEASE, lease=LEASE))


async def test_a_second_move_changes_nothing_and_says_the_same(pair):
    source, target = pair
    first = await moved(source, target)
    revision = await target.revision()

    assert await moved(source, target) == first
    assert await target.revision() == revision


class Cut(Exception):
    """The move is cut short."""


@pytest.mark.parametrize("after", [1, 4, 7, 12])
async def test_a_move_that_was_cut_short_goes_on_and_until_then_nobody_uses_the_target(
    pair, after: int, monkeypatch
):
    monkeypatch.setattr(moving, "_PAGE", 2)
    source, target = pair
    steps = itertools.count(1)

    def cut(_table: Table, _rows: int) -> None:
        if next(steps) == after:
            raise Cut

    with pytest.raises(Cut):
        await moved(source, target, progress=cut)
    with pytest.raises(MoveUnfinished, match=r"from there has not ended. Give the same command"):
        await not_moving(target)
    # What changed in between moves too.
    await source.articles.remove(["seeds/1.txt"])
    await source.articles.put([filed(50)], now=NOW)
    await source.chats.forget(-500)

    await moved(source, target)

    assert await dumped(target) == await dumped(source)
    await not_moving(target)


async def test_a_store_that_holds_something_else_is_left_alone_unless_told_otherwise(pair):
    source, target = pair
    await keep(target, chat(ChatKey(77)))
    await target.topics.put([Topic("old", "Old", ("old",))])

    with pytest.raises(StoreError, match=r"not empty \(1 topics, 1 chats\).*--replace"):
        await moved(source, target)
    assert await target.chats.get(ChatKey(77))

    await moved(source, target, replace=True)
    assert await dumped(target) == await dumped(source)


async def test_an_unfinished_move_from_elsewhere_is_not_gone_on_with(pair):
    source, target = pair
    await target.notes.put(moving.MOVING, "elsewhere")

    with pytest.raises(StoreError, match="an unfinished move"):
        await moved(source, target)


async def test_what_changes_under_a_move_is_found_out_at_the_end(pair):
    source, target = pair

    class Meddled:
        """A target that loses an article as soon as articles are put."""

        def __getattr__(self, name: str):
            return getattr(target, name)

        async def put_rows(self, table: Table, rows) -> None:
            await target.put_rows(table, rows)
            if table is Table.ARTICLES:
                await target.articles.remove(["seeds/1.txt"])

    with pytest.raises(StoreError, match="the table articles is not the same on both sides"):
        await move(source, Meddled(), origin="there")

    with pytest.raises(MoveUnfinished):
        await not_moving(target)


async def test_what_a_bot_writes_to_the_source_meanwhile_is_found_out_at_the_end(pair):
    source, target = pair
    tasks = []

    class Meddling:
        """A source that gets another chat as soon as it is read."""

        @asynccontextmanager
        async def snapshot(self):
            async with source.snapshot() as snapshot:
                yield snapshot
            if not tasks:
                tasks.append(await keep(source, chat(ChatKey(88))))

    with pytest.raises(StoreError, match="the table chats is not the same on both sides"):
        await move(Meddling(), target, origin="there")
    await moved(source, target)
    assert await target.chats.get(ChatKey(88))


async def test_nothing_is_not_moved_over_something(pair):
    source, target = pair
    with pytest.raises(StoreError, match="There is nothing in there"):
        await moved(target, source, replace=True)

    assert (await dumped(source))[Table.CHATS]


async def test_what_is_replaced_may_refer_to_what_goes(pair):
    source, target = pair
    await keep(target, chat(SAM))
    await target.outbox.keep([digest("gone")])
    await target.outbox.enter([entry(SAM, digest="gone")])

    await moved(source, target, replace=True)

    assert await dumped(target) == await dumped(source)


async def test_numbers_of_sources_go_on_in_the_new_store(pair):
    source, target = pair
    await source.sources.remove(11)

    await moved(source, target)

    assert (await target.sources.add(made)).number == 12
    assert (await source.sources.add(made)).number == 12


async def test_sources_that_changed_their_addresses_are_moved_over_the_old_ones(pair):
    source, target = pair
    await moved(source, target)
    first, second, third = [(await source.sources.get(n)).address for n in (1, 2, 3)]
    await source.sources.remove(9)
    again = await source.sources.add(lambda n: made(n, address=made(9).address))
    for number, address in [(3, "elsewhere"), (2, third), (1, second), (3, first)]:
        await source.sources.change(number, lambda old, to=address: replace(old, address=to))

    await moved(source, target, replace=True)

    assert await dumped(target) == await dumped(source)
    kept = {each.number: each.address for each in await target.sources.all()}
    assert (kept[1], kept[2], kept[3], kept[again.number]) == (
        second,
        third,
        first,
        made(9).address,
    )
