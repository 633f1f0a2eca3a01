"""A process that is killed while it writes loses nothing that it was told is written."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bot.store.base import Store
from bot.store.places import Place, open_place
from bot.store.records import ChatKey, Delivery, DeliveryState, Settlement, SlotState
from bot.store.rows import Table
from tests import postgres
from tests.contract.records import LEASE, MINUTE, NOW, chat, digest, entry, filed

_CHATS = 40
_GROUP = ChatKey(-5000)
_LOW, _BETWEEN = 100_000, 600
_MOST_AWAITED = 8  # acknowledgements, of which each step has three


def _key(number: int) -> ChatKey:
    return ChatKey(1 + number % _CHATS)


def _number(delivery: Delivery) -> int:
    moment = datetime.combine(delivery.slot.day, delivery.slot.time, NOW.tzinfo)
    return (moment - NOW) // MINUTE


async def _group(store: Store) -> int:
    """The number of the group that moves at each step; it is made the first time.

    Chats enough to fill several files lie between the place it leaves and the one it goes to.
    """
    kept = await store.notes.get("group")
    if kept is None:
        for number in range(_LOW, _LOW + _BETWEEN):
            await store.chats.change(
                ChatKey(number), lambda _, n=number: chat(ChatKey(n), due=None)
            )
        await store.chats.change(_GROUP, lambda _: chat(_GROUP))
        await store.outbox.enter([entry(_GROUP)])
        await store.outbox.settle(
            [
                Settlement(claimed, DeliveryState.SENT)
                for claimed in await store.outbox.claim(now=NOW, lease=LEASE)
            ]
        )
        await store.notes.put("group", "made")
        await store.flush()
    return (await _groups(store))[0]


async def _groups(store: Store) -> list[int]:
    """The numbers under which the group is kept."""
    async with store.snapshot() as snapshot:
        return [row["key"]["chat"] for row in await snapshot.page(Table.CHATS, by=(0, 0))]


async def _write_until_killed(place: Place, first: int, said: Connection) -> None:
    """Change everything again and again, and say after each step which one is durable."""
    async with await open_place(place) as store:
        await store.outbox.keep([digest()])
        group = await _group(store)
        said.send_bytes(b"opened")
        for number in range(first, first + 1_000_000):
            moment = NOW + number * MINUTE
            await store.articles.put([filed(number)], now=NOW)
            await store.chats.change(
                _key(number),
                lambda old, n=number, due=moment: replace(
                    old or chat(_key(n)), language=f"x{n}", due=due
                ),
            )
            await store.outbox.enter([entry(_key(number), moment=moment)])
            await store.chats.move(group, group - 1)
            group -= 1
            await store.flush()
            said.send_bytes(f"entered {number}".encode())
            (claimed,) = await store.outbox.claim(now=moment, lease=LEASE, most=1)
            mine = _number(claimed)  # perhaps what a killed process had claimed
            said.send_bytes(f"claimed {mine}".encode())
            await store.outbox.settle([Settlement(claimed, DeliveryState.SENT, message=mine)])
            said.send_bytes(f"settled {mine}".encode())


def _child(place: Place, first: int, said: Connection) -> None:
    asyncio.run(_write_until_killed(place, first, said))


class Witness:
    """What a store must hold by what was acknowledged."""

    def __init__(self) -> None:
        self.steps: dict[int, str] = {}
        self.entered: set[int] = set()

    def hear(self, heard: Connection) -> None:
        """One acknowledgement."""
        step, _, number = heard.recv_bytes().decode().partition(" ")
        self.steps[int(number)] = step
        if step == "entered":
            self.entered.add(int(number))

    def hear_out(self, heard: Connection) -> None:
        """All that are left."""
        with suppress(EOFError):
            while True:
                self.hear(heard)

    async def check(self, place: Place) -> int:
        """The number to go on with; one that was begun may be there or not."""
        async with await open_place(place) as store:
            articles = {a.id for a in await store.articles.get()}
            last = {_key(number): number for number in sorted(self.entered)}
            for number, step in self.steps.items():
                assert filed(number).article.id in articles, number
                moment = NOW + number * MINUTE
                slots = await store.outbox.of(_key(number).chat)
                (owed,) = [o for o in slots if o.slot.moment == moment]
                (delivery,) = owed.deliveries
                if step == "claimed":
                    assert delivery.state in {DeliveryState.SENDING, DeliveryState.SENT}
                elif step == "settled":
                    assert (owed.slot.state, delivery.message) == (SlotState.SETTLED, number)
            groups = [number for number in await _groups(store) if number < 0]
            if self.steps:
                (group,) = groups
                assert len(await store.outbox.of(group)) == 1
            for key, number in last.items():
                kept = await store.chats.get(key)
                assert kept is not None
                assert int(kept.language[1:]) >= number
        return max(self.steps, default=0) + 2


async def _killed(place: Place, times: int) -> int:
    """Start, kill and look, as often; how many steps were acknowledged in all.

    Each lives until some acknowledgements were heard and then, so that the kill falls anywhere, for
    a part of the time that one of them takes here.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.store.test_kills", "bot.store.postgres.store"])
    witness, first = Witness(), 1
    dice, pause = random.Random(7), 0.0
    for _ in range(times):
        heard, said = context.Pipe(duplex=False)
        child = context.Process(target=_child, args=(place, first, said), daemon=True)
        child.start()
        said.close()
        assert heard.recv_bytes() == b"opened"
        acknowledgements, began = dice.randint(0, _MOST_AWAITED), time.monotonic()
        for _ in range(acknowledgements):
            witness.hear(heard)
        if acknowledgements:
            pause = (time.monotonic() - began) / acknowledgements
        time.sleep(dice.random() * pause)
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        witness.hear_out(heard)
        heard.close()
        child.close()
        first = await witness.check(place)
    return len(witness.steps)


@pytest.fixture(params=["tiny", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "tiny":
        yield Place(folder=tmp_path)
    else:
        with postgres.ready() as url:
            yield Place(url=url)


async def test_killed_twenty_times_while_it_writes_it_keeps_all_that_it_acknowledged(place: Place):
    assert await _killed(place, 20) > 20


@pytest.mark.slow
async def test_killed_two_hundred_times_while_it_writes_it_keeps_all_that_it_acknowledged(
    place: Place,
):
    assert await _killed(place, 200) > 200
