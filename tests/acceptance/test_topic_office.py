"""Admins define topics in the chat: the dry run, the matching, the menu."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox import SUBSCRIBER
from bot.store.records import ADMIN, Chat, ChatKey, ChatKind
from bot.store.tiny import TinyStore
from tests.acceptance.conftest import Talk

BASE = "Energy grid: infrastructure, power plant; missile / drone + Ukraine; not: cultural"
_PATIENCE = 30.0


async def shown(talk: Talk, words: str) -> dict[str, Any]:
    """The bot's message that holds these words; waits for it."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            for message in reversed((await talk.state())["messages"]):
                if message["from"]["is_bot"] and words in message.get("text", ""):
                    return message
            await asyncio.sleep(0.01)


def labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@pytest.fixture
def ada(admin_talk: Talk) -> Talk:
    return admin_talk


async def test_a_topic_is_tried_saved_matched_and_followed_by_its_command(
    ada: Talk, store: TinyStore
):
    await ada.write(f"/addtopic {BASE}")
    tried = await shown(ada, "not saved yet")

    assert "of 5 stored articles speak of it" in tried["text"]
    assert "infrastructure: " in tried["text"]
    assert "In no article: power plant" in tried["text"]
    assert any(entity["type"] == "blockquote" for entity in tried["entities"])
    assert labels(tried) == ["Save", "Cancel"]
    assert "energy-grid" not in await store.topics.of(ADMIN)

    await ada.press(tried, "Save")
    done = await shown(ada, "Done. ")

    assert "Saved: Energy grid, /energy_grid" in done["text"]
    assert "articles match" in done["text"]
    assert labels(await shown(ada, "not saved yet")) == []
    assert "energy-grid" in await store.topics.of(ADMIN)
    briefing = await ada.say("/energy_grid")
    assert "infrastructure" in briefing["text"]
    assert "still being matched" not in briefing["text"]


async def test_the_menu_has_a_command_for_the_new_topic_and_loses_it_again(ada: Talk):
    await ada.write(f"/addtopic {BASE}")
    await ada.press(await shown(ada, "not saved yet"), "Save")
    await shown(ada, "Done. ")
    assert any("energy_grid" in str(e.parameters) for e in ada.requests("setMyCommands"))

    await ada.write("/removetopic energy-grid")
    question = await shown(ada, "Remove the topic")
    before = len(ada.requests("setMyCommands"))
    await ada.press(question, "Remove")
    await shown(ada, "Removed: Energy grid.")

    published = ada.requests("setMyCommands")[before:]
    assert published
    assert not any("energy_grid" in str(exchange.parameters) for exchange in published)


async def test_a_cancelled_topic_leaves_nothing(ada: Talk, store: TinyStore):
    await ada.write(f"/addtopic {BASE}")
    tried = await shown(ada, "not saved yet")

    await ada.press(tried, "Cancel")

    await shown(ada, "Nothing was saved.")
    assert not await store.topics.of(ADMIN)
    assert labels(await shown(ada, "not saved yet")) == []


async def test_a_topic_may_come_on_several_lines(ada: Talk):
    await ada.write("/addtopic Energy grid\ninfrastructure\npower plant\nnot: cultural")
    text = (await shown(ada, "not saved yet"))["text"]
    assert text.startswith("Energy grid\nA new topic, energy-grid,")


async def test_addtopic_alone_explains_itself_with_an_example_that_works(ada: Talk):
    message = await ada.say("/addtopic")

    example, together = [
        message["text"][e["offset"] : e["offset"] + e["length"]]
        for e in message["entities"]
        if e["type"] == "code"
    ]
    assert example.startswith("/addtopic Energy grid: ")
    await ada.write(example)
    assert labels(await shown(ada, "not saved yet")) == ["Save", "Cancel"]
    assert "already" in (await ada.say(together))["text"]


async def test_what_cannot_be_a_topic_is_told_at_once(ada: Talk):
    assert "Write a title, a colon" in (await ada.say("/addtopic power grid"))["text"]
    assert "is a command of the bot" in (await ada.say("/addtopic Topics: a"))["text"]
    assert "already" in (await ada.say("/addtopic Air defence: a"))["text"]


async def test_a_topic_is_shown_as_it_can_be_sent_back(ada: Talk):
    message = await ada.say("/topic_edit hypersonic-missile")

    entity = next(e for e in message["entities"] if e["type"] == "code")
    definition = message["text"][entity["offset"] : entity["offset"] + entity["length"]]
    assert definition.startswith("/topic_edit hypersonic-missile\nHypersonic missile: ")
    assert "nothing changes" in (await ada.say(definition))["text"]


async def test_an_edit_tells_what_it_gains_and_loses(ada: Talk, store: TinyStore):
    await ada.write("/topic_edit hypersonic-missile title Fast missiles\nnot +Russia +Moscow")
    tried = await shown(ada, "changed, not saved yet")

    assert "fewer than before." in tried["text"]
    assert "No longer" in tried["text"]
    await ada.press(tried, "Save")
    await shown(ada, "Done. ")
    assert list(await store.topics.of(ADMIN)) == ["hypersonic-missile"]
    (topic,) = [t for t in await store.topics.all() if t.slug == "hypersonic-missile"]
    assert topic.title == "Fast missiles"
    assert topic.exclude[-2:] == ("Russia", "Moscow")


async def test_a_topic_changed_by_somebody_else_meanwhile_is_not_overwritten(
    ada: Talk, store: TinyStore
):
    await ada.write("/topic_edit nato-path +first")
    first = await shown(ada, "not saved yet")
    (topic,) = [t for t in await store.topics.all() if t.slug == "nato-path"]
    await store.topics.remove(["nato-path"])

    answer = await ada.press(first, "Save")

    assert "Somebody changed the topics meanwhile" in str(answer)
    assert topic not in await store.topics.all()


async def test_removing_a_topic_is_asked_once_more_with_who_follows_it(ada: Talk, store: TinyStore):
    key = ChatKey(SUBSCRIBER.id)
    sam = Chat(key, ChatKind.PRIVATE, datetime.now(UTC), topics=("nato-path",))
    await store.chats.change(key, lambda _: sam)

    question = await ada.say("/removetopic NATO path")
    assert "1 chat follows it" in question["text"]
    await ada.press(question, "Keep")
    await shown(ada, "Nothing was removed.")
    assert len(await store.topics.all()) == 3

    await ada.press(await ada.say("/removetopic nato-path"), "Remove")
    await shown(ada, "Removed: ")
    assert [t.slug for t in await store.topics.all()] == ["air-defence", "hypersonic-missile"]
    kept = await store.chats.get(key)
    assert kept
    assert kept.topics == ("nato-path",)


@pytest.mark.parametrize(
    "command", ["/topic_edit", "/removetopic", "/topic_edit nato", "/removetopic nato"]
)
async def test_which_topic_is_meant_may_be_picked(ada: Talk, command: str):
    question = await ada.say(command)

    assert "NATO path" in " ".join(labels(question)) or "Ukraine" in " ".join(labels(question))
    await ada.press(question, labels(question)[-1])
    await shown(ada, "Remove the topic" if "remove" in command else "Tap to copy")


async def test_nobody_else_defines_topics(talk: Talk, store: TinyStore):
    for command in (f"/addtopic {BASE}", "/topic_edit nato-path +x", "/removetopic nato-path"):
        assert "admins" in (await talk.say(command))["text"]
    assert len(await store.topics.all()) == 3
