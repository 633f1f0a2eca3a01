"""Files that people send, and what the bot gets of them."""

import pytest
from telegram import Bot

from bot.sandbox import ADMIN, GROUP
from bot.sandbox.files import MAX_DOWNLOAD_BYTES, MAX_FILE_BYTES

pytestmark = pytest.mark.usefixtures("met")

LIST = ("reading list.opml", b"<opml/>")
PERSON = b'--b\r\nContent-Disposition: form-data; name="person"\r\n\r\n1001\r\n'


async def test_a_sent_file_reaches_the_bot_as_a_document(bot, people):
    answer = await people.attach(LIST)
    (update,) = await bot.updates()
    message = update["message"]
    assert message == answer.json()["message"]
    assert message["document"] == {
        "file_name": "reading list.opml",
        "mime_type": "text/x-opml",
        "file_id": message["document"]["file_id"],
        "file_unique_id": message["document"]["file_unique_id"],
        "file_size": 7,
    }
    assert message["from"]["id"] == 1001
    assert not {"text", "caption", "caption_entities", "reply_to_message"} & message.keys()
    assert (await people.look())["messages"][-1] == message


async def test_commands_in_a_caption_are_found(people):
    message = (await people.attach(LIST, caption=" /addtext of today ")).json()["message"]
    assert message["caption"] == "/addtext of today"
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 0, "length": 8}]


async def test_the_bot_can_fetch_what_a_person_sent(bot, people, client, sandbox):
    sent = (await people.attach(("Зведення.txt", "Київ".encode()))).json()["message"]
    found = await bot.ok("getFile", file_id=sent["document"]["file_id"])
    answer = await client.get(f"/file/bot{sandbox.token}/{found['file_path']}")
    assert answer.content.decode() == "Київ"
    assert (await people.save(sent)).content.decode() == "Київ"


async def test_a_file_of_more_than_twenty_megabytes_reaches_the_bot_but_cannot_be_fetched(
    bot, people
):
    sent = (await people.attach(("a.txt", b"x" * (MAX_DOWNLOAD_BYTES + 1)))).json()["message"]
    refusal = await bot.refused("getFile", file_id=sent["document"]["file_id"])
    assert refusal == (400, "Bad Request: file is too big")
    assert (await bot.updates())[0]["message"]["document"]["file_size"] == 20 * 1024**2 + 1


@pytest.mark.parametrize("too_much", [1, 2 * 1024**2])
async def test_a_file_of_more_than_fifty_megabytes_is_refused(people, too_much):
    answer = await people.attach(("a.bin", b"x" * (MAX_FILE_BYTES + too_much)))
    assert answer.status_code == 413
    assert answer.json() == {"error": "This file is too large: the sandbox takes up to 50 MB."}


@pytest.mark.parametrize(
    ("file", "form", "status", "error"),
    [
        (("a.txt", b""), {}, 400, "This file is empty, and Telegram sends no empty files."),
        (
            LIST,
            {"caption": "x" * 1025},
            400,
            "This caption is too long: it has 1,025 characters, and Telegram takes 1,024.",
        ),
        (
            LIST,
            {"caption": "👍" * 50_000},
            400,
            "This caption is too long: it has 100,000 characters, and Telegram takes 1,024.",
        ),
        (LIST, {"reply_to": 99}, 404, "That message is not there any more."),
        (LIST, {"reply_to": "x"}, 404, "That message is not there any more."),
        (LIST, {"person": "7"}, 404, "There is no such person."),
        (LIST, {"person": "1002"}, 403, "Ada is not in this chat."),
    ],
)
async def test_a_file_that_cannot_be_sent_is_refused_kindly(
    people, client, file, form, status, error
):
    before = (await people.look())["messages"]
    answer = await client.post(
        "/sandbox/chats/1001/documents",
        data={"person": "1001"} | {n: str(v) for n, v in form.items()},
        files={"document": file},
    )
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert (await people.look())["messages"] == before


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        (b"{}", "application/json", "Send a form, with the content type multipart/form-data."),
        (b"x", "multipart/form-data", "The request is not a valid form."),
        (b"x", "multipart/form-data; boundary=b", "The request is not a valid form."),
        (
            PERSON + b"--b--",
            "multipart/form-data; boundary=b",
            "There is no file to send.",
        ),
        (
            PERSON + b'--b\r\nContent-Disposition: form-data; name="document"\r\n\r\nx\r\n--b--',
            "multipart/form-data; boundary=b",
            "There is no file to send.",
        ),
    ],
)
async def test_a_broken_form_is_told_what_is_wrong(client, content, kind, error):
    answer = await client.post(
        "/sandbox/chats/1001/documents", content=content, headers={"Content-Type": kind}
    )
    assert (answer.status_code, answer.json()) == (400, {"error": error})


async def test_a_blank_caption_is_none(people):
    message = (await people.attach(LIST, caption=" \u200b\n")).json()["message"]
    assert "caption" not in message


async def test_a_file_can_be_a_reply(bot, people):
    asked = await bot.ok("sendMessage", chat_id=1001, text="Which?")
    message = (await people.attach(LIST, reply_to=asked["message_id"])).json()["message"]
    assert message["reply_to_message"] == asked


@pytest.mark.parametrize(
    ("caption", "seen"),
    [
        ("", False),
        ("for you", False),
        ("/addtext", True),
        ("/addtext@quotewire_sandbox_bot", True),
        ("/addtext@another_bot", False),
    ],
)
async def test_in_a_group_the_bot_gets_a_file_only_with_a_command(bot, people, caption, seen):
    await people.attach(LIST, ADMIN, GROUP.id, caption=caption)
    assert bool(await bot.updates()) is seen


async def test_in_a_group_the_bot_gets_a_file_in_reply_to_what_it_said(bot, people):
    asked = await bot.ok("sendMessage", chat_id=GROUP.id, text="Which?")
    await people.attach(LIST, ADMIN, GROUP.id, reply_to=asked["message_id"])
    assert len(await bot.updates()) == 1


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}])
async def test_another_page_may_not_send_a_file(client, people, headers):
    before = (await people.look())["messages"]
    answer = await client.post(
        "/sandbox/chats/1001/documents",
        data={"person": "1001"},
        files={"document": LIST},
        headers=headers,
    )
    assert answer.status_code == 403
    assert (await people.look())["messages"] == before


async def test_python_telegram_bot_reads_what_a_person_sent(sandbox, people):
    api = {"base_url": f"{sandbox.api_url}/bot", "base_file_url": f"{sandbox.api_url}/file/bot"}
    async with Bot(sandbox.token, **api) as bot:
        first = (await people.write("What is this?")).json()["message"]
        await people.attach(LIST, caption="/addsource", reply_to=first["message_id"])
        message = (await bot.get_updates())[-1].message
        assert message.parse_caption_entities() == {message.caption_entities[0]: "/addsource"}
        assert message.reply_to_message.text == "What is this?"
        assert message.document.file_name == LIST[0]
        fetched = await (await message.document.get_file()).download_as_bytearray()
        assert bytes(fetched) == LIST[1]
