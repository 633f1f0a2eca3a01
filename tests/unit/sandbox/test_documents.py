"""Files that the bot sends, with the limits and the sentences that Telegram has."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.sandbox.files import MAX_DOWNLOAD_BYTES, MAX_FILE_BYTES
from bot.sandbox.parameters import UploadRecord
from tests.judge import objections

pytestmark = pytest.mark.usefixtures("met")

BRIEF = ("brief.txt", "Air defence — today\r\n".encode())
KEYS = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}


async def test_a_sent_document_comes_back_with_all_that_telegram_tells(bot, people):
    message = await bot.sent(
        BRIEF, caption="<b>Air defence</b> ", parse_mode="HTML", reply_markup=KEYS
    )
    document = message["document"]
    assert document == {
        "file_name": "brief.txt",
        "mime_type": "text/plain",
        "file_id": document["file_id"],
        "file_unique_id": document["file_unique_id"],
        "file_size": len(BRIEF[1]),
    }
    assert (message["message_id"], message["caption"]) == (3, "Air defence")
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 11}]
    assert message["reply_markup"] == KEYS
    assert not {"text", "entities"} & message.keys()
    assert (await people.look())["messages"][-1] == message


async def test_a_document_needs_no_caption(bot):
    for caption in ({}, {"caption": " \n"}, {"parse_mode": "HTML"}):
        message = await bot.sent(BRIEF, **caption)
        assert not {"caption", "caption_entities", "text"} & message.keys()


async def test_a_document_can_be_a_protected_reply(bot):
    first = await bot.sent(BRIEF)
    reply = {"message_id": first["message_id"]}
    second = await bot.sent(BRIEF, reply_parameters=reply, protect_content=True)
    assert second["reply_to_message"] == first
    assert second["has_protected_content"] is True


async def test_a_caption_takes_entities_of_its_own(bot):
    entities = [{"type": "italic", "offset": 0, "length": 2}]
    message = await bot.sent(BRIEF, caption="ok", caption_entities=entities, entities=[])
    assert message["caption_entities"] == entities


async def test_a_file_may_be_in_a_part_of_another_name(bot, client, sandbox, exchanges):
    answer = await client.post(
        f"/bot{sandbox.token}/sendDocument",
        data={"chat_id": "1001", "document": "attach://part1", "thumbnail": "attach://part2"},
        files={"part1": BRIEF, "part2": ("a.jpg", b"jpeg")},
    )
    assert answer.json()["result"]["document"]["file_name"] == "brief.txt"
    parameters = exchanges[-1].parameters
    assert parameters == {
        "chat_id": 1001,
        "document": UploadRecord("brief.txt", "text/plain", len(BRIEF[1])),
        "thumbnail": UploadRecord("a.jpg", "image/jpeg", 4),
    }
    assert objections("sendDocument", parameters) == []


async def test_a_part_that_no_parameter_names_is_recorded_too(bot, client, sandbox, exchanges):
    await client.post(
        f"/bot{sandbox.token}/sendDocument", data={"chat_id": "1001"}, files={"documents": BRIEF}
    )
    (objection,) = objections("sendDocument", exchanges[-1].parameters | {"document": "BQAC"})
    assert "documents is no field" in objection


@pytest.mark.parametrize(
    ("document", "parameters", "sentence"),
    [
        (None, {}, "there is no document in the request"),
        ("", {}, "there is no document in the request"),
        ("attach://elsewhere", {}, "there is no document in the request"),
        (None, {"chat_id": 7}, "there is no document in the request"),
        (("a.txt", b""), {}, "file must be non-empty"),
        (BRIEF, {"caption": "x" * 1025}, "message caption is too long"),
        (BRIEF, {"caption": "👍" * 513}, "message caption is too long"),
        (BRIEF, {"caption": "x" + " " * 32_768}, "text is too long"),
        (
            BRIEF,
            {"caption": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            BRIEF,
            {"caption": "x", "caption_entities": [{"type": "bold", "offset": 4, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 4",
        ),
        (BRIEF, {"chat_id": ""}, "chat_id is empty"),
        (BRIEF, {"chat_id": 7}, "chat not found"),
        (BRIEF, {"message_thread_id": 5}, "message thread not found"),
        (BRIEF, {"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        (BRIEF, {"reply_markup": []}, "object expected as reply markup"),
        ("BQACnonsense", {}, "wrong file identifier/HTTP URL specified"),
        (
            "file:///etc/passwd",
            {},
            "wrong remote file identifier specified: Wrong character in the string",
        ),
        (
            "https://example.org/a.pdf",
            {},
            "the sandbox does not fetch files from the Internet; upload them instead",
        ),
    ],
)
async def test_a_document_that_telegram_would_not_send_is_refused(
    bot, people, document, parameters, sentence
):
    before = (await people.look())["messages"]
    answer = await bot.send(document, **parameters)
    assert (answer["error_code"], answer["description"]) == (400, f"Bad Request: {sentence}")
    assert (await people.look())["messages"] == before


async def test_the_limit_of_a_caption_counts_after_parsing(bot):
    caption = "<b>" + "&amp;" * 1024 + "</b>"
    message = await bot.sent(BRIEF, caption=caption, parse_mode="HTML")
    assert len(message["caption"]) == 1024


@pytest.mark.parametrize("too_much", [1, 2 * 1024 * 1024])
async def test_a_document_of_more_than_fifty_megabytes_is_refused(bot, too_much):
    answer = await bot.send(("a.bin", b"x" * (MAX_FILE_BYTES + too_much)))
    assert answer == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_what_was_sent_before_can_be_sent_again_by_its_id(bot, sandbox):
    first = await bot.sent(BRIEF, caption="one")
    again = await bot.sent(first["document"]["file_id"], caption="two")
    as_json = await bot.ok("sendDocument", chat_id=1001, document=first["document"]["file_id"])
    assert again["document"] == as_json["document"] == first["document"]
    assert again["caption"] == "two"


async def test_the_bot_can_fetch_what_it_sent(bot, client, sandbox):
    file_id = (await bot.sent(BRIEF))["document"]["file_id"]
    found = await bot.ok("getFile", file_id=file_id)
    assert found["file_path"] == "documents/file_0.txt"
    assert found["file_size"] == len(BRIEF[1])
    answer = await client.get(f"/file/bot{sandbox.token}/{found['file_path']}")
    assert answer.content == BRIEF[1]
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({}, "file_id not specified"),
        ({"file_id": "BQACnonsense"}, "invalid file_id"),
        ({"file_id": "../x"}, "invalid file_id"),
    ],
)
async def test_a_file_that_was_never_sent_cannot_be_fetched(bot, named, sentence):
    assert await bot.refused("getFile", **named) == (400, f"Bad Request: {sentence}")


async def test_a_file_of_more_than_twenty_megabytes_can_be_sent_but_not_fetched(bot):
    message = await bot.sent(("a.bin", b"x" * (MAX_DOWNLOAD_BYTES + 1)))
    refusal = await bot.refused("getFile", file_id=message["document"]["file_id"])
    assert refusal == (400, "Bad Request: file is too big")


@pytest.mark.parametrize(
    ("token", "path", "status", "description"),
    [
        ("123456:" + "x" * 35, "documents/file_0.txt", 401, "Unauthorized"),
        ("nonsense", "documents/file_0.txt", 404, "Not Found"),
        (None, "documents/file_1.txt", 404, "Not Found"),
        (None, "documents/", 404, "Not Found"),
        (None, "documents/../documents/file_0.txt", 404, "Not Found"),
        (None, "documents/%2e%2e/documents/file_0.txt", 404, "Not Found"),
        (None, "../../../../etc/passwd", 404, "Not Found"),
        (None, "%2Fetc%2Fpasswd", 404, "Not Found"),
    ],
)
async def test_a_wrong_token_or_path_gets_no_file(
    bot, sandbox, raw_get, token, path, status, description
):
    await bot.sent(BRIEF)
    answered = await raw_get(f"/file/bot{token or sandbox.token}/{path}")
    assert answered == (status, {"ok": False, "error_code": status, "description": description})


async def test_a_file_that_made_room_for_newer_ones_is_told_to_be_gone(
    bot, sandbox, client, people
):
    sandbox._world.files._limit = len(BRIEF[1])
    message = await bot.sent(BRIEF)
    found = await bot.ok("getFile", file_id=message["document"]["file_id"])
    await bot.sent(BRIEF)
    refusal = await bot.refused("getFile", file_id=message["document"]["file_id"])
    assert refusal == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    path = f"/file/bot{sandbox.token}/{found['file_path']}"
    assert (await client.get(path)).status_code == 404
    answer = await people.save(message)
    assert answer.status_code == 404
    assert answer.json() == {"error": "That file had to make room for newer ones."}


async def test_a_document_has_buttons_but_no_text_to_edit(bot):
    sent = await bot.sent(BRIEF, caption="one", reply_markup=KEYS)
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    refusal = await bot.refused("editMessageText", **named, text="two")
    assert refusal == (400, "Bad Request: there is no text in the message to edit")
    edited = await bot.ok("editMessageReplyMarkup", **named)
    assert "reply_markup" not in edited
    assert (edited["caption"], edited["document"]) == ("one", sent["document"])


async def test_a_person_saves_a_document_and_never_opens_it_as_a_page(bot, people):
    page = b"<script>alert(1)</script>"
    message = await bot.sent(("Зведення 1.html", page))
    answer = await people.save(message)
    assert answer.content == page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%D0%97%D0%B2%D0%B5%D0%B4%D0%B5%D0%BD%D0%BD%D1%8F%201.html"
    )


@pytest.mark.parametrize(
    "name", ['a"; filename="b.html', "a\r\nX-Evil: 1.txt", "../../a;b.txt", "'"]
)
async def test_no_name_of_a_file_can_add_to_the_headers(bot, people, name):
    answer = await people.save(await bot.sent((name, b"x")))
    told = answer.headers["content-disposition"]
    assert told.startswith("attachment; filename*=UTF-8''")
    assert not set(told.removeprefix("attachment; filename*=UTF-8''")) & set("\"';/\\ ")
    assert "x-evil" not in answer.headers


async def test_only_somebody_in_the_chat_saves_its_documents(bot, people, client, group):
    message = await bot.sent(BRIEF)
    assert (await people.save(message, person=1002)).status_code == 403
    assert (await people.save(message, person=7)).status_code == 404
    assert (await people.save(message, chat=7)).status_code == 404
    assert (await people.save(message, chat=group)).status_code == 404


@pytest.mark.parametrize(
    ("number", "error"),
    [(1, "That message has no file."), (99, "That message is not there any more.")],
)
async def test_where_there_is_no_document_nothing_is_saved(people, number, error):
    answer = await people.save({"message_id": number})
    assert (answer.status_code, answer.json()) == (404, {"error": error})


@pytest.mark.parametrize("number", ["x", "-1", "1.0", "..", "%2e%2e"])
async def test_what_is_no_number_names_no_message(raw_get, number):
    status, _ = await raw_get(f"/sandbox/chats/1001/messages/{number}/file?person=1001")
    assert status == 404


async def test_python_telegram_bot_sends_and_fetches_documents(sandbox, group, exchanges):
    api = {"base_url": f"{sandbox.api_url}/bot", "base_file_url": f"{sandbox.api_url}/file/bot"}
    async with Bot(sandbox.token, **api) as bot:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
        sent = await bot.send_document(
            1001,
            BRIEF[1],
            filename="Зведення.txt",
            caption="<i>x</i>",
            parse_mode="HTML",
            reply_markup=keyboard,
            thumbnail=b"jpeg",
            disable_notification=True,
            protect_content=True,
        )
        assert (sent.document.file_name, sent.document.file_size) == ("Зведення.txt", len(BRIEF[1]))
        assert sent.parse_caption_entities() == {sent.caption_entities[0]: "x"}
        assert sent.effective_attachment == sent.document
        again = await sent.reply_document(sent.document, do_quote=True)
        assert again.reply_to_message.document == again.document == sent.document
        fetched = await (await sent.document.get_file()).download_as_bytearray()
        assert bytes(fetched) == BRIEF[1]
        with pytest.raises(BadRequest, match="File must be non-empty"):
            await bot.send_document(1001, b"", filename="a.txt")

        assert (await bot.get_chat_member(group, 1002)).status == "creator"
        assert (await bot.get_chat_member(group, 1001)).status == "member"
        assert (await bot.get_chat_member(group, bot.id)).status == "member"
        (owner,) = await bot.get_chat_administrators(group)
        assert (owner.status, owner.user.first_name) == ("creator", "Ada")
        with pytest.raises(BadRequest, match="Participant_id_invalid"):
            await bot.get_chat_member(group, 7)
        with pytest.raises(BadRequest, match="no administrators in the private chat"):
            await bot.get_chat_administrators(1001)
    assert [line for e in exchanges for line in objections(e.method, e.parameters)] == []
    uploads = [e.parameters["document"] for e in exchanges if e.method == "sendDocument"]
    assert uploads[0] == UploadRecord("Зведення.txt", "text/plain", len(BRIEF[1]))
