"""The outbox, in whichever store."""

from dataclasses import replace

import pytest

from bot.store.base import Store
from bot.store.records import (
    Delivery,
    DeliveryState,
    Digest,
    Settlement,
    SlotState,
)
from tests.contract.conftest import Restarts
from tests.contract.records import (
    DAY,
    HOUR,
    LEASE,
    MIA,
    MINUTE,
    NOW,
    SAM,
    chat,
    digest,
    entry,
)
from tests.contract.test_chats import keep


@pytest.fixture
async def owing(store: Store) -> Store:
    """A store in which Sam and Mia have a slot now, and nothing is entered yet."""
    await keep(store, chat(SAM), chat(MIA))
    await store.outbox.keep([digest("d1", 3), digest("d2")])
    return store


async def claim(store: Store, now=NOW, **options) -> list[Delivery]:
    return list(await store.outbox.claim(now=now, lease=LEASE, **options))


async def settled(store: Store, deliveries: list[Delivery], state: DeliveryState, **more) -> None:
    await store.outbox.settle([Settlement(d, state, **more) for d in deliveries])


async def states(store: Store, key=SAM) -> list[list[str]]:
    return [[d.state.value for d in o.deliveries] for o in await store.outbox.of(key.chat)]


async def test_a_digest_comes_back_and_a_known_one_is_left_as_it_is(owing: Store):
    await owing.outbox.keep([Digest("d1", ("other",), NOW + DAY)])

    assert await owing.outbox.digest("d1") == digest("d1", 3)
    assert await owing.outbox.digest("nothing") is None


async def test_a_slot_is_entered_once_and_the_chat_moves_on(owing: Store, restart: Restarts):
    first = entry(due=NOW + DAY)
    assert await owing.outbox.enter([first, entry(MIA)]) == 2
    await claim(owing)

    assert await owing.outbox.enter([first]) == 0

    store = await restart()
    moved = await store.chats.get(SAM)
    assert (moved.due, moved.briefed) == (NOW + DAY, NOW)
    assert (await store.chats.get(MIA)).due is None
    (kept,) = await store.outbox.of(SAM.chat)
    assert kept.slot == first.slot
    assert [d.state for d in kept.deliveries] == [DeliveryState.SENDING]


async def test_a_slot_entered_before_the_chat_moved_on_moves_it_when_entered_again(owing: Store):
    await owing.outbox.enter([entry(due=NOW + DAY)])
    await keep(owing, chat(SAM))  # as a crash between the two would leave it

    assert await owing.outbox.enter([entry(due=NOW + DAY)]) == 0

    assert (await owing.chats.get(SAM)).due == NOW + DAY


async def test_a_chat_that_chose_another_time_meanwhile_keeps_it(owing: Store):
    await keep(owing, chat(SAM, due=NOW + HOUR))

    await owing.outbox.enter([entry(due=NOW + DAY)])

    assert (await owing.chats.get(SAM)).due == NOW + HOUR


async def test_several_missed_slots_are_entered_one_after_the_other(owing: Store):
    missed = [
        entry(moment=NOW, state=SlotState.MISSED, digest=None, parts=0, due=NOW + HOUR),
        entry(moment=NOW + HOUR, digest="d2", due=NOW + DAY),
    ]

    assert await owing.outbox.enter(missed) == 2

    kept = await owing.outbox.of(SAM.chat)
    assert [o.slot.state for o in kept] == [SlotState.MISSED, SlotState.OWED]
    assert [len(o.deliveries) for o in kept] == [0, 1]
    assert (await owing.chats.get(SAM)).due == NOW + DAY
    assert [d.slot.time for d in await claim(owing, NOW + HOUR)] == [(NOW + HOUR).time()]


async def test_a_slot_that_owes_no_digest_has_no_deliveries(owing: Store):
    await owing.outbox.enter([entry(state=SlotState.QUIET, digest=None, parts=2)])

    assert await claim(owing) == []
    assert await states(owing) == [[]]


async def test_a_chat_that_nobody_knows_is_passed_over(store: Store):
    await store.outbox.keep([digest()])

    assert await store.outbox.enter([entry()]) == 0
    assert await claim(store) == []


async def test_what_is_claimed_is_given_to_nobody_else_for_as_long_as_the_lease(owing: Store):
    await owing.outbox.enter([entry(digest="d2"), entry(MIA, digest="d2")])

    first = await claim(owing)

    assert {d.slot.chat for d in first} == {SAM, MIA}
    assert [(d.state, d.attempts, d.doubts) for d in first] == [(DeliveryState.SENDING, 1, 0)] * 2
    assert first[0].claimed_until == NOW + LEASE
    assert await claim(owing, NOW + LEASE / 2) == []


async def test_what_a_dead_sender_had_claimed_is_given_again_with_a_doubt(
    owing: Store, restart: Restarts
):
    await owing.outbox.enter([entry(digest="d2")])
    await claim(owing)

    store = await restart()
    (again,) = await claim(store, NOW + LEASE)

    assert (again.attempts, again.doubts, again.part) == (2, 1, 0)


async def test_those_that_waited_longest_come_first_and_no_more_than_asked_for(owing: Store):
    await keep(owing, chat(MIA, due=NOW - HOUR))
    await owing.outbox.enter([entry(SAM), entry(MIA, moment=NOW - HOUR)])

    assert [d.slot.chat for d in await claim(owing, most=1)] == [MIA]
    assert [d.slot.chat for d in await claim(owing, most=1)] == [SAM]


async def test_a_slot_that_has_not_come_is_not_sent(owing: Store):
    await owing.outbox.enter([entry(moment=NOW + HOUR)])

    assert await claim(owing, NOW) == []
    assert len(await claim(owing, NOW + HOUR)) == 1


async def test_parts_are_given_in_order_each_when_the_one_before_is_settled(owing: Store):
    await owing.outbox.enter([entry(parts=3)])

    (first,) = await claim(owing)
    await settled(owing, [first], DeliveryState.SENT, message=11)
    (second,) = await claim(owing)
    await settled(owing, [second], DeliveryState.FAILED, reason="Bad Request")
    (third,) = await claim(owing)

    assert [first.part, second.part, third.part] == [0, 1, 2]
    assert await states(owing) == [["sent", "failed", "sending"]]


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.UNKNOWN])
async def test_a_part_that_waits_for_another_try_holds_back_those_after_it(
    owing: Store, state: DeliveryState
):
    await owing.outbox.enter([entry(parts=2)])
    await settled(owing, await claim(owing), state, not_before=NOW + MINUTE, reason="429")

    assert await claim(owing, NOW + MINUTE / 2) == []
    (again,) = await claim(owing, NOW + MINUTE)

    assert (again.part, again.attempts) == (0, 2)
    assert again.doubts == (1 if state is DeliveryState.UNKNOWN else 0)
    assert again.reason == "429"


async def test_a_slot_is_settled_when_no_part_is_open(owing: Store, restart: Restarts):
    await owing.outbox.enter([entry(parts=2)])
    await settled(owing, await claim(owing), DeliveryState.SENT, message=11)
    assert [o.slot.state for o in await owing.outbox.of(SAM.chat)] == [SlotState.OWED]

    await settled(owing, await claim(owing), DeliveryState.SENT, message=12)

    store = await restart()
    (kept,) = await store.outbox.of(SAM.chat)
    assert kept.slot.state is SlotState.SETTLED
    assert [(d.state, d.message) for d in kept.deliveries] == [
        (DeliveryState.SENT, 11),
        (DeliveryState.SENT, 12),
    ]
    assert all(d.claimed_until is None for d in kept.deliveries)
    assert await claim(store, NOW + DAY) == []


async def test_a_sender_that_was_thought_dead_can_only_say_that_it_was_sent(owing: Store):
    await owing.outbox.enter([entry(digest="d2")])
    (late,) = await claim(owing)
    (taken_over,) = await claim(owing, NOW + LEASE)

    await settled(owing, [late], DeliveryState.PENDING, not_before=NOW)
    assert await states(owing) == [["sending"]]
    await settled(owing, [late], DeliveryState.SENT, message=11)
    assert await states(owing) == [["sent"]]

    await settled(owing, [taken_over], DeliveryState.FAILED, reason="late")
    assert await states(owing) == [["sent"]]


async def test_slots_of_a_chat_are_told_with_its_threads_oldest_first(owing: Store):
    thread = replace(SAM, thread=4)
    await keep(owing, chat(thread))
    await owing.outbox.enter(
        [
            entry(SAM, moment=NOW + DAY),
            entry(thread),
            entry(SAM),
            entry(MIA),
        ]
    )

    told = await owing.outbox.of(SAM.chat)

    assert [(o.slot.key.chat, o.slot.moment) for o in told] == [
        (SAM, NOW),
        (thread, NOW),
        (SAM, NOW + DAY),
    ]
