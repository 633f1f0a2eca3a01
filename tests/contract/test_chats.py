"""Chats, in whichever store."""

import json
from dataclasses import replace
from datetime import time

import pytest

from bot.store.base import Store
from bot.store.records import (
    Chat,
    ChatKey,
    ChatKind,
    ChatState,
    DeliveryState,
    Settlement,
    SlotState,
)
from tests.contract.conftest import Restarts
from tests.contract.records import (
    AIR,
    DAY,
    GROUP,
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


async def keep(store: Store, *chats: Chat) -> None:
    for each in chats:
        await store.chats.change(each.key, lambda _, each=each: each)


async def test_a_chat_comes_back_as_it_was_left(store: Store, restart: Restarts):
    plain = Chat(MIA, ChatKind.PRIVATE, joined=NOW)
    full = chat(
        ChatKey(-1001234567890123, 7),
        kind=ChatKind.SUPERGROUP,
        topics=("nato-path", "air-defence"),
        times=(time(23, 59), time(0)),
        weekdays=(5, 1),
        state=ChatState.PAUSED,
        resumes=NOW + DAY,
        briefed=NOW - MINUTE,
    )
    await keep(store, plain, full)

    store = await restart()
    assert await store.chats.get(MIA) == plain
    assert await store.chats.get(full.key) == full
    assert await store.chats.get(ChatKey(full.key.chat)) is None


async def test_a_chat_is_changed_from_what_it_was(store: Store, restart: Restarts):
    seen = []

    def follow(old: Chat | None) -> Chat:
        seen.append(old)
        return replace(old or chat(topics=()), topics=("air-defence",))

    assert await store.chats.change(SAM, follow) == chat(topics=("air-defence",))
    assert await store.chats.change(SAM, lambda old: replace(old, language="uk")) == chat(
        language="uk"
    )
    assert seen[0] is None
    assert await (await restart()).chats.get(SAM) == chat(language="uk")


async def test_a_decision_that_fails_changes_nothing(store: Store):
    await keep(store, chat())

    def fail(_: Chat | None) -> Chat:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.chats.change(SAM, fail)
    assert await store.chats.get(SAM) == chat()
    await keep(store, chat(language="uk"))  # and locks nobody out


async def test_a_chat_keeps_its_key(store: Store):
    with pytest.raises(ValueError, match="keeps its key"):
        await store.chats.change(SAM, lambda _: chat(MIA))

    assert await store.chats.get(SAM) is None
    assert await store.chats.get(MIA) is None


async def test_moving_a_chat_to_itself_changes_nothing(store: Store):
    await keep(store, chat(SAM))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(SAM)])

    await store.chats.move(SAM.chat, SAM.chat)

    assert await store.chats.get(SAM)
    assert len(await store.outbox.of(SAM.chat)) == 1


async def test_chats_follow_a_topic_that_is_removed_until_it_comes_back(store: Store):
    await store.topics.put([AIR])
    await keep(store, chat())

    await store.topics.remove([AIR.slug])

    assert (await store.chats.get(SAM)).topics == ("air-defence",)


async def test_due_are_active_chats_whose_slot_has_come_the_earliest_first(store: Store):
    await keep(
        store,
        chat(ChatKey(1), due=NOW),
        chat(ChatKey(2), due=NOW - HOUR),
        chat(ChatKey(3), due=NOW + MINUTE),
        chat(ChatKey(4), due=None),
        chat(ChatKey(5), state=ChatState.PAUSED),
        chat(ChatKey(6), state=ChatState.SUSPENDED),
        chat(ChatKey(-7, 2), due=NOW),
    )

    due = await store.chats.due(NOW)

    assert [c.key for c in due] == [ChatKey(2), ChatKey(-7, 2), ChatKey(1)]
    assert due[2] == chat(ChatKey(1), due=NOW)
    assert [c.key for c in await store.chats.due(NOW, most=2)] == [ChatKey(2), ChatKey(-7, 2)]
    assert list(await store.chats.due(NOW - DAY)) == []


async def test_a_group_that_becomes_a_supergroup_keeps_everything(store: Store, restart: Restarts):
    new = -1009
    thread = ChatKey(GROUP.chat, 3)
    await keep(store, chat(GROUP), chat(thread), chat(MIA))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(GROUP), entry(thread), entry(MIA)])

    await store.chats.move(GROUP.chat, new)

    store = await restart()
    assert await store.chats.get(GROUP) is None
    assert (await store.chats.get(ChatKey(new))).topics == ("air-defence",)
    assert (await store.chats.get(ChatKey(new, 3))).times == (time(8), time(20, 30))
    assert [o.slot.key.chat for o in await store.outbox.of(new)] == [
        ChatKey(new),
        ChatKey(new, 3),
    ]
    claimed = await store.outbox.claim(now=NOW, lease=LEASE)
    assert {d.slot.chat for d in claimed} == {ChatKey(new), ChatKey(new, 3), MIA}
    assert not await store.outbox.of(GROUP.chat)


async def test_what_was_under_way_when_a_group_moved_is_settled_under_its_new_number(store: Store):
    await keep(store, chat(GROUP))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(GROUP)])
    (claimed,) = await store.outbox.claim(now=NOW, lease=LEASE)

    await store.chats.move(GROUP.chat, -1009)
    slot = replace(claimed.slot, chat=ChatKey(-1009))
    again = Settlement(replace(claimed, slot=slot), DeliveryState.PENDING, not_before=NOW)
    await store.outbox.settle([again])

    (taken,) = await store.outbox.claim(now=NOW, lease=LEASE)
    assert (taken.slot, taken.attempts, taken.doubts) == (slot, 2, 0)


async def test_moving_to_a_chat_that_is_there_adds_what_it_lacks(store: Store):
    new = ChatKey(-1009)
    await keep(store, chat(GROUP, language="uk"), chat(ChatKey(GROUP.chat, 3)), chat(new))
    await store.outbox.keep([digest("old"), digest("new")])
    await store.outbox.enter(
        [
            entry(GROUP, digest="old", due=NOW + DAY),
            entry(GROUP, digest="old", moment=NOW + DAY),
            entry(new, digest="new"),
        ]
    )

    await store.chats.move(GROUP.chat, new.chat)

    assert (await store.chats.get(new)).language == "en"
    assert await store.chats.get(ChatKey(new.chat, 3)) is not None
    kept = [(o.slot.moment, o.slot.digest) for o in await store.outbox.of(new.chat)]
    assert kept == [(NOW, "new"), (NOW + DAY, "old")]
    assert await store.chats.get(GROUP) is None
    await store.chats.move(GROUP.chat, new.chat)  # a second time: nothing left to move


async def test_everything_kept_about_a_chat_is_told_as_json(store: Store):
    thread = ChatKey(GROUP.chat, 3)
    await keep(store, chat(GROUP), chat(thread), chat(MIA))
    await store.outbox.keep([digest(parts=2)])
    await store.outbox.enter([entry(GROUP, parts=2), entry(MIA)])

    told = json.loads(json.dumps(await store.chats.about(GROUP.chat)))

    assert [c["key"]["thread"] for c in told["chats"]] == [0, 3]
    assert told["chats"][0]["times"] == ["08:00:00", "20:30:00"]
    (slot,) = told["slots"]
    assert slot["slot"]["state"] == "owed"
    assert [d["part"] for d in slot["deliveries"]] == [0, 1]
    assert [d["parts"] for d in told["digests"]] == [["part 0 “Київ”", "part 1 “Київ”"]]
    assert str(MIA.chat) not in json.dumps(told)
    assert await store.chats.about(12345) == {}


async def test_a_forgotten_chat_leaves_nothing_and_others_stay(store: Store, restart: Restarts):
    thread = ChatKey(GROUP.chat, 3)
    await keep(store, chat(GROUP), chat(thread), chat(MIA))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(GROUP), entry(thread), entry(MIA)])

    assert await store.chats.forget(GROUP.chat)
    assert not await store.chats.forget(GROUP.chat)

    store = await restart()
    assert await store.chats.about(GROUP.chat) == {}
    assert await store.chats.get(thread) is None
    assert await store.chats.get(MIA) is not None
    assert [d.slot.chat for d in await store.outbox.claim(now=NOW, lease=LEASE)] == [MIA]


async def test_what_was_under_way_for_a_forgotten_chat_is_settled_without_a_trace(store: Store):
    await keep(store, chat())
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry()])
    (claimed,) = await store.outbox.claim(now=NOW, lease=LEASE)

    await store.chats.forget(SAM.chat)
    await store.outbox.settle([Settlement(claimed, DeliveryState.SENT, message=5)])
    entered = await store.outbox.enter([entry(moment=NOW + HOUR, state=SlotState.QUIET, parts=0)])

    assert entered == 0
    assert await store.chats.about(SAM.chat) == {}
