"""Replies of people, and those that the bot asks for."""

import pytest
from telegram import Bot, ForceReply

from bot.sandbox import ADMIN, GROUP, SUBSCRIBER
from tests.judge import objections

pytestmark = pytest.mark.usefixtures("met")

ASK = {"force_reply": True, "input_field_placeholder": "New title"}


@pytest.fixture
async def waiting(people):
    """What the bot waits for in a chat, as somebody sees it."""

    async def look(person=SUBSCRIBER, chat=None):
        return (await people.look(person, chat))["force_reply"]

    return look


async def test_the_bot_gets_what_is_replied_to(bot, people):
    said = await bot.ok("sendMessage", chat_id=1001, text="<b>Which?</b>", parse_mode="HTML")
    await people.write("This", reply_to=said["message_id"])
    (update,) = await bot.updates()
    assert update["message"]["text"] == "This"
    assert update["message"]["reply_to_message"] == said


async def test_what_is_replied_to_is_as_it_is_now(bot, people):
    said = await bot.ok("sendMessage", chat_id=1001, text="Looking")
    await bot.ok("editMessageText", chat_id=1001, message_id=said["message_id"], text="Found")
    message = (await people.write("Good", reply_to=said["message_id"])).json()["message"]
    assert message["reply_to_message"]["text"] == "Found"


async def test_one_can_reply_to_a_document_and_to_oneself(bot, people):
    sent = await bot.sent(("a.txt", b"x"), caption="one")
    mine = (await people.write("/addtext", reply_to=sent["message_id"])).json()["message"]
    assert mine["reply_to_message"]["document"] == sent["document"]
    again = (await people.write("/addtext", reply_to=mine["message_id"])).json()["message"]
    assert again["reply_to_message"]["from"]["id"] == 1001
    assert "reply_to_message" not in again["reply_to_message"]


async def test_an_asked_for_reply_is_told_to_the_page_and_not_in_the_message(bot, people, soon):
    async with people.events() as events:
        sent = await bot.ok("sendMessage", chat_id=1001, text="Title?", reply_markup=ASK)
        event = await soon(anext(events))
    assert "reply_markup" not in sent
    assert event == {
        "type": "message",
        "chat_id": 1001,
        "message": sent,
        "force_reply": {"placeholder": "New title", "people": [1001]},
    }


async def test_a_page_that_opens_later_is_told_too_until_the_person_writes(bot, people, waiting):
    assert await waiting() is None
    sent = await bot.ok("sendMessage", chat_id=1001, text="Title?", reply_markup=ASK)
    await bot.ok("sendMessage", chat_id=1001, text="Take your time.")
    assert await waiting() == {"message_id": sent["message_id"], "placeholder": "New title"}
    await people.write("Harbour Post", reply_to=sent["message_id"])
    assert await waiting() is None


async def test_a_deleted_message_asks_for_nothing(bot, waiting):
    sent = await bot.ok("sendMessage", chat_id=1001, text="Title?", reply_markup=ASK)
    await bot.ok("deleteMessage", chat_id=1001, message_id=sent["message_id"])
    assert await waiting() is None


async def test_a_document_can_ask_for_a_reply(bot, waiting):
    sent = await bot.sent(("a.txt", b"x"), reply_markup=ASK)
    assert await waiting() == {"message_id": sent["message_id"], "placeholder": "New title"}


async def test_in_a_group_everybody_is_asked(bot, waiting):
    await bot.ok("sendMessage", chat_id=GROUP.id, text="Title?", reply_markup=ASK)
    assert await waiting(SUBSCRIBER, GROUP.id)
    assert await waiting(ADMIN, GROUP.id)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Title?", []),
        ('<a href="tg://user?id=1002">Ada</a>, title?', [ADMIN]),
        (
            '<a href="tg://user?id=1002">Ada</a>, <a href="tg://user?id=1001">Sam</a>, title?',
            [SUBSCRIBER, ADMIN],
        ),
    ],
)
async def test_a_selective_one_asks_whom_it_mentions(bot, waiting, text, asked):
    markup = ASK | {"selective": True}
    await bot.ok("sendMessage", chat_id=GROUP.id, text=text, parse_mode="HTML", reply_markup=markup)
    assert [p for p in (SUBSCRIBER, ADMIN) if await waiting(p, GROUP.id)] == asked


async def test_a_selective_one_asks_whom_it_replies_to(bot, people, waiting):
    wrote = (await people.write("/rename", ADMIN, GROUP.id)).json()["message"]
    await bot.ok(
        "sendMessage",
        chat_id=GROUP.id,
        text="Title?",
        reply_markup=ASK | {"selective": True},
        reply_parameters={"message_id": wrote["message_id"]},
    )
    assert await waiting(ADMIN, GROUP.id)
    assert await waiting(SUBSCRIBER, GROUP.id) is None


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        (ASK | {"input_field_placeholder": "x" * 65}, "REPLY_MARKUP_INVALID"),
        (
            ASK | {"input_field_placeholder": 7},
            'field "input_field_placeholder" must be of type String',
        ),
    ],
)
async def test_a_placeholder_that_telegram_would_not_show_is_refused(bot, markup, sentence):
    refusal = await bot.refused("sendMessage", chat_id=1001, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {sentence}")


async def test_a_message_that_asks_cannot_be_edited(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="Title?", reply_markup=ASK)
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    refusal = (400, "Bad Request: message can't be edited")
    assert await bot.refused("editMessageText", **named, text="Name?") == refusal
    assert await bot.refused("editMessageReplyMarkup", **named) == refusal


async def test_an_edit_cannot_ask(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    refusal = await bot.refused(
        "editMessageText",
        chat_id=1001,
        message_id=sent["message_id"],
        text="two",
        reply_markup=ASK,
    )
    assert refusal == (400, "Bad Request: inline keyboard expected")


async def test_python_telegram_bot_asks_and_gets_the_reply(sandbox, people, waiting, exchanges):
    async with Bot(sandbox.token, f"{sandbox.api_url}/bot") as bot:
        markup = ForceReply(selective=True, input_field_placeholder="New title")
        asked = await bot.send_message(1001, "What is it called?", reply_markup=markup)
        assert await waiting() == {"message_id": asked.message_id, "placeholder": "New title"}
        await people.write("Harbour Post", reply_to=asked.message_id)
        (update,) = await bot.get_updates()
        assert update.message.reply_to_message == asked
        assert update.message.reply_to_message.from_user.id == bot.id
    assert [line for e in exchanges for line in objections(e.method, e.parameters)] == []
