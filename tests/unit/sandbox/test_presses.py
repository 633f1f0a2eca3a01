"""Pressed buttons: the bot is asked, and has some seconds to answer."""

import asyncio

import pytest

from bot.sandbox import ADMIN

TOO_OLD = (
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
)

pytestmark = pytest.mark.usefixtures("met")


@pytest.fixture
async def message(bot):
    rows = [
        [{"text": "More", "callback_data": "more"}],
        [{"text": "Sources", "callback_data": "sources"}, {"text": "Web", "url": "https://e.org/"}],
    ]
    return await bot.ok(
        "sendMessage", chat_id=1001, text="x", reply_markup={"inline_keyboard": rows}
    )


async def answer(bot, **how):
    (update,) = await bot.updates(timeout=5)
    query = update["callback_query"]
    await bot.updates(offset=update["update_id"] + 1)
    return query, await bot.call("answerCallbackQuery", callback_query_id=query["id"], **how)


async def test_the_bot_learns_who_pressed_what(bot, people, message):
    pressed = asyncio.create_task(people.press(message["message_id"], row=1, column=0))
    query, _ = await answer(bot)
    await pressed
    assert query["data"] == "sources"
    assert query["from"]["first_name"] == "Sam"
    assert query["message"] == message
    assert query["chat_instance"]


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        ({}, {"text": "", "show_alert": False, "url": ""}),
        ({"text": "Done"}, {"text": "Done", "show_alert": False, "url": ""}),
        ({"text": "1001"}, {"text": "1001", "show_alert": False, "url": ""}),
        ({"text": "Look", "show_alert": True}, {"text": "Look", "show_alert": True, "url": ""}),
    ],
)
async def test_the_person_sees_the_answer(bot, people, message, soon, how, seen):
    pressed = asyncio.create_task(people.press(message["message_id"], data="more"))
    _, envelope = await answer(bot, **how)
    assert envelope == {"ok": True, "result": True}
    assert await soon(pressed) == {"status": 200, "answered": True, **seen}


async def test_without_an_answer_the_person_is_told_so_and_the_query_is_too_old(
    bot, people, message
):
    assert await people.press(message["message_id"], data="more") == {
        "status": 200,
        "answered": False,
    }
    _, envelope = await answer(bot)
    assert (envelope["error_code"], envelope["description"]) == TOO_OLD


async def test_a_query_is_answered_once(bot, people, message):
    pressed = asyncio.create_task(people.press(message["message_id"], data="more"))
    query, _ = await answer(bot)
    await pressed
    assert await bot.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD


@pytest.mark.parametrize("named", [{}, {"callback_query_id": "7"}])
async def test_an_unknown_query_is_refused(bot, named):
    assert await bot.refused("answerCallbackQuery", **named) == TOO_OLD


async def test_an_answer_has_at_most_two_hundred_characters(bot, people, message):
    pressed = asyncio.create_task(people.press(message["message_id"], data="more"))
    _, envelope = await answer(bot, text="x" * 201)
    await pressed
    assert envelope["description"] == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize(
    "which",
    [
        {"row": 7, "column": 0},
        {"row": 0, "column": -1},
        {"row": 1, "column": 1},
        {"data": "other"},
        {},
    ],
)
async def test_only_a_callback_button_that_is_there_can_be_pressed(people, message, which):
    answered = await people.press(message["message_id"], **which)
    assert answered == {"status": 404, "error": "That button is not there any more."}


async def test_a_message_that_is_gone_cannot_be_pressed(people):
    answered = await people.press(99, data="more")
    assert answered == {"status": 404, "error": "That message is not there any more."}


async def test_nobody_presses_in_somebody_elses_chat(people, message):
    answered = await people.client.post(
        "/sandbox/chats/1001/press",
        json={"person": ADMIN.id, "message_id": message["message_id"], "data": "more"},
    )
    assert (answered.status_code, answered.json()) == (403, {"error": "Ada is not in this chat."})
