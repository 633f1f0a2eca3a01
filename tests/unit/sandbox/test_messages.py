"""Sending, editing and deleting, with the limits and the sentences that Telegram has."""

from datetime import timedelta

import pytest

pytestmark = pytest.mark.usefixtures("met")

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def keys(*rows):
    return {"inline_keyboard": [list(row) for row in rows]}


def key(text="More", **action):
    return {"text": text, **(action or {"callback_data": "more"})}


def entity(kind, offset):
    return {"type": kind, "offset": offset, "length": 1}


async def test_a_sent_message_comes_back_with_all_that_telegram_tells(bot, sandbox, clock):
    message = await bot.ok(
        "sendMessage",
        chat_id=1001,
        text="<b>Air defence</b> ",
        parse_mode="HTML",
        reply_markup=keys([key()]),
        link_preview_options={"is_disabled": True},
    )
    bot_id = int(sandbox.token.split(":")[0])
    assert message == {
        "message_id": 3,
        "from": {
            "id": bot_id,
            "is_bot": True,
            "first_name": "Quotewire",
            "username": "quotewire_sandbox_bot",
        },
        "chat": {"id": 1001, "type": "private", "first_name": "Sam", "username": "sam"},
        "date": int(clock().timestamp()),
        "text": "Air defence",
        "entities": [{"type": "bold", "offset": 0, "length": 11}],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": keys([key()]),
    }


async def test_the_page_shows_what_was_sent(bot, people):
    sent = await bot.ok("sendMessage", chat_id=1001, text="Hello")
    assert (await people.look())["messages"][-1] == sent


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": 7, "text": "x"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": 1001}, "message text is empty"),
        ({"chat_id": 1001, "text": " "}, "text must be non-empty"),
        ({"chat_id": 1001, "text": "<b></b>", "parse_mode": "html"}, "text must be non-empty"),
        ({"chat_id": 1001, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": 1001, "text": "👍" * 2049}, "message is too long"),
        ({"chat_id": 1001, "text": "x" + " " * 32_768}, "text is too long"),
        ({"chat_id": 1001, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"chat_id": 1001, "text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"chat_id": 1001, "text": "<x>", "parse_mode": "HTML"},
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        (
            {"chat_id": 1001, "text": "x", "entities": [entity("loud", 0)]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"chat_id": 1001, "text": "x", "entities": [entity("bold", 4)]},
            "entity begins after the end of the text at UTF-16 offset 4",
        ),
        (
            {"chat_id": 1001, "text": "x", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        (
            {"chat_id": 1001, "text": "x", "reply_to_message_id": 99},
            "message to be replied not found",
        ),
        ({"chat_id": 1001, "text": "x", "message_thread_id": 5}, "message thread not found"),
    ],
)
async def test_a_message_that_telegram_would_not_send_is_refused(bot, parameters, sentence):
    assert await bot.refused("sendMessage", **parameters) == (400, f"Bad Request: {sentence}")


async def test_the_limit_counts_after_parsing(bot):
    text = "<b>" + "&amp;" * 4096 + "</b>"
    message = await bot.ok("sendMessage", chat_id=1001, text=text, parse_mode="HTML")
    assert len(message["text"]) == 4096


async def test_entities_may_be_given_instead_of_html(bot):
    entities = [{"type": "text_link", "offset": 3, "length": 2, "url": "example.org"}]
    message = await bot.ok("sendMessage", chat_id=1001, text="👍 ok", entities=entities)
    assert message["entities"] == [entities[0] | {"url": "http://example.org/"}]


async def test_markdown_is_refused_honestly(bot):
    code, sentence = await bot.refused(
        "sendMessage", chat_id=1001, text="*x*", parse_mode="MarkdownV2"
    )
    assert code == 400
    assert "the sandbox does not parse Markdown" in sentence


async def test_a_reply_shows_one_step_back(bot):
    first = await bot.ok("sendMessage", chat_id=1001, text="one")
    reply = {"message_id": first["message_id"]}
    second = await bot.ok("sendMessage", chat_id=1001, text="two", reply_parameters=reply)
    older_way = {"reply_to_message_id": second["message_id"]}
    third = await bot.ok("sendMessage", chat_id=1001, text="three", **older_way)
    assert third["reply_to_message"]["text"] == "two"
    assert "reply_to_message" not in third["reply_to_message"]


async def test_a_reply_to_nothing_can_be_allowed(bot):
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    message = await bot.ok("sendMessage", chat_id=1001, text="x", reply_parameters=reply)
    assert "reply_to_message" not in message


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        (
            {"inline_keyboard": [{}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            keys([{"text": "x"}]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keys([key(callback_data="")]),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keys([{"callback_data": "x"}]),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (keys([key(" ")]), "inline keyboard button text must be non-empty"),
        (keys([key(callback_data="ї" * 33)]), "BUTTON_DATA_INVALID"),
        (
            keys([key(url="ftp://example.com")]),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            keys([key(url="not-a-url")]),
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (keys(*[[key()] * 8] * 12, [key()] * 5), "reply markup is too long"),
        (keys([key()] * 9), "REPLY_MARKUP_INVALID"),
    ],
)
async def test_a_keyboard_that_telegram_would_not_show_is_refused(bot, markup, sentence):
    refusal = await bot.refused("sendMessage", chat_id=1001, text="x", reply_markup=markup)
    assert refusal == (400, f"Bad Request: {sentence}")


@pytest.mark.parametrize(
    "markup",
    [
        keys([key(callback_data="ї" * 32)]),
        keys([key(url="tg://user?id=1001")]),
        keys(*[[key()] * 8] * 12, [key()] * 4),
    ],
)
async def test_a_keyboard_at_the_limit_is_taken(bot, markup):
    message = await bot.ok("sendMessage", chat_id=1001, text="x", reply_markup=markup)
    assert message["reply_markup"] == markup


async def test_an_edit_replaces_text_and_keyboard_in_place(bot, people, clock):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one", reply_markup=keys([key()]))
    clock.pass_by(timedelta(minutes=1))
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    edited = await bot.ok("editMessageText", **named, text="<i>two</i>", parse_mode="HTML")
    assert (edited["text"], edited["date"]) == ("two", sent["date"])
    assert edited["edit_date"] == sent["date"] + 60
    assert "reply_markup" not in edited
    assert (await people.look())["messages"][-1] == edited


async def test_the_keyboard_alone_can_be_changed(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one", reply_markup=keys([key()]))
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    changed = await bot.ok("editMessageReplyMarkup", **named, reply_markup=keys([key("Less")]))
    assert (changed["text"], changed["reply_markup"]) == ("one", keys([key("Less")]))
    gone = await bot.ok("editMessageReplyMarkup", **named)
    assert "reply_markup" not in gone


async def test_an_edit_that_changes_nothing_is_refused(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one", reply_markup=keys([key()]))
    same = {"chat_id": 1001, "message_id": sent["message_id"], "reply_markup": keys([key()])}
    assert await bot.refused("editMessageText", **same, text=" one ") == (400, NOT_MODIFIED)
    assert await bot.refused("editMessageReplyMarkup", **same) == (400, NOT_MODIFIED)
    await bot.ok("editMessageText", **same | {"reply_markup": keys()}, text="one")


async def test_a_protected_message_stays_so_when_it_is_edited(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one", protect_content=True)
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    preview = {"is_disabled": True}
    edited = await bot.ok("editMessageText", **named, text="two", link_preview_options=preview)
    assert edited["has_protected_content"] is True
    assert edited["link_preview_options"] == preview
    changed = await bot.ok("editMessageReplyMarkup", **named, reply_markup=keys([key()]))
    assert changed["has_protected_content"] is True
    plain = await bot.ok("editMessageText", **named, text="three")
    assert plain["has_protected_content"] is True
    assert "link_preview_options" not in plain


async def test_what_was_not_protected_does_not_become_so_by_an_edit(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    named = {"chat_id": 1001, "message_id": sent["message_id"], "protect_content": True}
    assert "has_protected_content" not in await bot.ok("editMessageText", **named, text="two")


async def test_an_edit_that_changes_only_the_preview_is_one(bot):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    named = {"chat_id": 1001, "message_id": sent["message_id"], "text": "one"}
    preview = {"is_disabled": True}
    await bot.ok("editMessageText", **named, link_preview_options=preview)
    again = await bot.refused("editMessageText", **named, link_preview_options=preview)
    assert again == (400, NOT_MODIFIED)


@pytest.mark.parametrize("markup", [{"keyboard": [["x"]]}, {"remove_keyboard": True}])
async def test_an_edit_takes_no_other_keyboard(bot, markup):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    named = {"chat_id": 1001, "message_id": sent["message_id"], "reply_markup": markup}
    refusal = (400, "Bad Request: inline keyboard expected")
    assert await bot.refused("editMessageText", **named, text="two") == refusal
    assert await bot.refused("editMessageReplyMarkup", **named) == refusal


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"text": "x"}, "message identifier is not specified"),
        ({"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
        ({"chat_id": 1001, "message_id": 99, "text": "x"}, "message to edit not found"),
        ({"chat_id": 1001, "message_id": 1, "text": "x"}, "message can't be edited"),
        ({"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
    ],
)
async def test_only_what_the_bot_sent_can_be_edited(bot, parameters, sentence):
    assert await bot.refused("editMessageText", **parameters) == (400, f"Bad Request: {sentence}")


async def test_a_deleted_message_is_gone_for_everybody(bot, people):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    assert await bot.ok("deleteMessage", **named) is True
    assert sent not in (await people.look())["messages"]
    assert await bot.refused("deleteMessage", **named) == (
        400,
        "Bad Request: message to delete not found",
    )


async def test_after_two_days_a_message_stays(bot, clock):
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    clock.pass_by(timedelta(hours=49))
    refusal = await bot.refused("deleteMessage", chat_id=1001, message_id=sent["message_id"])
    assert refusal == (400, "Bad Request: message can't be deleted for everyone")


async def test_in_a_group_the_bot_deletes_only_its_own(bot, people, group):
    theirs = (await people.write("hello", chat=group)).json()["message"]
    refusal = await bot.refused("deleteMessage", chat_id=group, message_id=theirs["message_id"])
    assert refusal == (400, "Bad Request: message can't be deleted")


async def test_a_chat_keeps_its_newest_five_hundred_messages(bot, people):
    for number in range(501):
        await bot.ok("sendMessage", chat_id=1001, text=f"{number}")
    messages = (await people.look())["messages"]
    assert len(messages) == 500
    assert messages[-1]["text"] == "500"


async def test_typing_is_told_to_the_page(bot, people, soon):
    async with people.events() as events:
        assert await bot.ok("sendChatAction", chat_id=1001, action="typing") is True
        event = await soon(anext(events))
    assert event == {"type": "typing", "chat_id": 1001, "action": "typing", "seconds": 5}


async def test_an_unknown_chat_action_is_refused(bot):
    refusal = await bot.refused("sendChatAction", chat_id=1001, action="sing")
    assert refusal == (400, "Bad Request: wrong parameter action in request")
