"""What the bot does when Telegram refuses something."""

import logging

import httpx
import pytest

from bot.sandbox.methods import METHODS
from tests.acceptance.conftest import Talk, refusing


async def test_an_answer_comes_even_if_its_press_cannot_be_acknowledged(talk: Talk, monkeypatch):
    talk.refusals_expected = {"answercallbackquery"}
    menu = await talk.say("/topic")
    with monkeypatch.context() as patch:
        patch.setitem(METHODS, "answercallbackquery", refusing(502, "Bad Gateway"))
        await talk._remember()
        rows = menu["reply_markup"]["inline_keyboard"]
        talk.http.timeout = 0.5
        with pytest.raises(httpx.ReadTimeout):  # the press itself is never answered
            await talk.http.post(
                f"/sandbox/chats/{talk.chat}/press",
                json={
                    "person": talk.person,
                    "message_id": menu["message_id"],
                    "data": rows[2][0]["callback_data"],
                },
            )
        texts = [m["text"] for m in await talk.replies()]

    assert any(text.startswith("NATO path") for text in texts)


async def test_a_button_that_cannot_be_taken_away_stays_and_nothing_else_happens(
    talk: Talk, monkeypatch, caplog
):
    talk.refusals_expected = {"editmessagereplymarkup"}
    message = await talk.say("/topic air-defence")
    sentence = "Bad Request: message can't be edited"
    with monkeypatch.context() as patch:
        patch.setitem(METHODS, "editmessagereplymarkup", refusing(400, sentence))
        assert (await talk.press(message, "More"))["answered"]
        (page,) = await talk.replies()
        await talk.say("/help")

    assert page["text"].startswith("Air defence, continued")
    assert "was not answered" not in caplog.text


async def test_an_unexpected_error_behind_a_button_is_told_over_the_chat(
    talk: Talk, store, monkeypatch
):
    menu = await talk.say("/topic")

    async def broken():
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(store, "topics", broken)
        answer = await talk.press(menu, "NATO path")

    assert answer["text"] == "Something went wrong here. It has been noted; please try again."


async def test_somebody_who_blocked_the_bot_costs_one_log_line(talk: Talk, monkeypatch, caplog):
    talk.refusals_expected = {"sendmessage"}
    caplog.set_level(logging.WARNING, "bot")
    sentence = "Forbidden: bot was blocked by the user"
    with monkeypatch.context() as patch:
        patch.setitem(METHODS, "sendmessage", refusing(403, sentence))
        await talk.write("/help")
        while "was not answered" not in caplog.text:
            await talk.state()

    lines = [r for r in caplog.records if r.name.startswith("bot.")]
    assert [(r.levelname, r.exc_info) for r in lines] == [("WARNING", None)]
    assert (await talk.say("/help"))["text"].startswith("What I can do")


@pytest.fixture
def menu_refused(monkeypatch):
    sentence = "Bad Request: BOT_COMMAND_INVALID"
    monkeypatch.setitem(METHODS, "setmycommands", refusing(400, sentence))


async def test_a_menu_that_telegram_does_not_take_keeps_nobody_from_an_answer(
    menu_refused, talk: Talk, caplog
):
    talk.refusals_expected = {"setmycommands"}

    assert (await talk.say("/nato_path"))["text"].startswith("NATO path")


async def test_the_bot_tells_telegram_what_it_is(talk: Talk):
    state = await talk.state()

    assert "word for word" in state["bot"]["description"]
    assert "word for word" in state["bot"]["short_description"]
