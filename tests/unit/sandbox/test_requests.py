"""Requests as such: encodings, tokens, methods, what is recorded, and python-telegram-bot."""

import logging

import pytest
from telegram import Bot, BotCommandScopeChat, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken

HTML = {"chat_id": "1001", "text": "Привіт & <b>👍</b>", "parse_mode": "HTML"}


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize(
    "how",
    [
        {"params": HTML},
        {"data": HTML},
        {"json": HTML | {"chat_id": 1001}},
        {"data": HTML, "files": {"unused": ("a.txt", b"\xff", "text/plain")}},
        {"params": {"chat_id": "1001"}, "data": {"text": HTML["text"], "parse_mode": "HTML"}},
        {"params": HTML | {"text": "other"}, "json": {"text": HTML["text"]}},
    ],
)
async def test_parameters_may_come_in_every_way_that_telegram_takes(client, sandbox, how):
    method = "POST" if how.keys() - {"params"} else "GET"
    answer = await client.request(method, f"/bot{sandbox.token}/sendMessage", **how)
    assert answer.json()["result"]["text"] == "Привіт & 👍"
    assert answer.json()["result"]["entities"][0] == {"type": "bold", "offset": 9, "length": 2}


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"chat_id=1001&text=%ff", "application/x-www-form-urlencoded"),
        (b'{"chat_id": 1001, "text": "\\ud800"}', "application/json"),
    ],
)
async def test_text_that_is_not_utf8_is_refused(client, sandbox, content, kind):
    answer = await client.post(
        f"/bot{sandbox.token}/sendMessage", content=content, headers={"Content-Type": kind}
    )
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"{", "application/json"), (b"[]", "application/json"), (b"x", "multipart/form-data")],
)
async def test_a_broken_body_is_a_bad_request(client, sandbox, content, kind):
    answer = await client.post(
        f"/bot{sandbox.token}/getMe", content=content, headers={"Content-Type": kind}
    )
    assert answer.status_code == 400


async def test_method_names_are_taken_in_any_case(bot):
    assert (await bot.ok("GETME"))["is_bot"] is True


@pytest.mark.parametrize("method", ["getUpdatez", "sendPhoto"])
async def test_an_unknown_method_is_not_found(client, sandbox, method):
    answer = await client.post(f"/bot{sandbox.token}/{method}")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("token", "status", "description"),
    [
        ("123456:" + "x" * 35, 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
        ("123456:", 404, "Not Found"),
    ],
)
async def test_a_wrong_token_gets_nowhere(client, token, status, description):
    for path in (f"/bot{token}/getMe", f"/file/bot{token}/a.jpg"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["description"]) == (status, description)


async def test_unknown_parameters_are_ignored(bot):
    assert await bot.ok("logOut", colour="red") is True


async def test_a_chat_is_unknown_until_its_person_has_written(bot, people):
    refusal = (400, "Bad Request: chat not found")
    assert await bot.refused("sendMessage", chat_id=1001, text="x") == refusal
    await people.write("/start")
    await bot.ok("sendMessage", chat_id=1001, text="x")


@pytest.mark.usefixtures("met")
async def test_every_exchange_is_recorded_with_its_parameters_decoded(bot, exchanges):
    markup = {"inline_keyboard": [[{"text": "1", "callback_data": "[1]"}]]}
    await bot.ok("sendMessage", chat_id=1001, text="[1]", reply_markup=markup, protect_content=True)
    await bot.refused("sendMessage", chat_id=7, text="42")
    sent, refused = exchanges[-2:]
    assert (sent.method, sent.status, sent.answer["ok"]) == ("sendMessage", 200, True)
    assert sent.parameters == {
        "chat_id": 1001,
        "text": "[1]",
        "reply_markup": markup,
        "protect_content": True,
    }
    assert refused.parameters == {"chat_id": 7, "text": "42"}
    assert (refused.status, refused.answer["description"]) == (400, "Bad Request: chat not found")


async def test_the_token_reaches_no_log_line(bot, sandbox, caplog):
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with caplog.at_level(logging.DEBUG, "uvicorn"), caplog.at_level(logging.DEBUG, "bot"):
        await bot.ok("getMe")
        await bot.refused("sendMessage")
    assert sandbox.token not in caplog.text


async def test_a_fault_of_the_sandbox_is_status_500_without_its_details(
    client, sandbox, monkeypatch, caplog
):
    monkeypatch.setattr(type(sandbox._world.updates), "drop", lambda _: 1 / 0)
    answer = await client.post(
        f"/bot{sandbox.token}/deleteWebhook", data={"drop_pending_updates": "1"}
    )
    assert answer.json() == {
        "ok": False,
        "error_code": 500,
        "description": "Internal Server Error",
    }
    assert "deleteWebhook" in caplog.text
    assert sandbox.token not in caplog.text


@pytest.mark.usefixtures("met")
async def test_python_telegram_bot_understands_every_answer(sandbox, people, group):
    api = {"base_url": f"{sandbox.api_url}/bot", "base_file_url": f"{sandbox.api_url}/file/bot"}
    async with Bot(sandbox.token, **api) as bot:
        assert bot.username == "quotewire_sandbox_bot"
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
        html = "<b>x</b> <blockquote expandable>y</blockquote>"
        sent = await bot.send_message(1001, html, parse_mode="HTML", reply_markup=keyboard)
        assert [entity.type for entity in sent.entities] == ["bold", "expandable_blockquote"]
        edited = await sent.edit_text("z")
        assert edited.reply_markup is None
        await bot.set_my_commands([("topic", "A topic")], scope=BotCommandScopeChat(1001))
        assert (await bot.get_my_commands(BotCommandScopeChat(1001)))[0].command == "topic"
        assert (await bot.get_chat(1001)).username == "sam"
        assert (await bot.get_chat(group)).title == "Newsroom"
        assert (await bot.get_chat_member(group, 1002)).status == "creator"
        assert (await bot.get_chat_menu_button()).type == "commands"
        assert (await bot.get_webhook_info()).url == ""
        await people.write("/topic x")
        (update,) = await bot.get_updates()
        assert update.message.parse_entities() == {update.message.entities[0]: "/topic"}
        with pytest.raises(BadRequest, match="Message is not modified"):
            await bot.edit_message_text("z", 1001, sent.message_id)
    stranger = Bot("123456:" + "x" * 35, **api)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_the_json_of_an_answer_keeps_its_letters(client, sandbox, people):
    await people.write("Київ")
    answer = await client.get(f"/bot{sandbox.token}/getUpdates")
    assert "Київ" in answer.text
