"""What the chat page is given, and who is kept from it."""

import asyncio
import re

import pytest

from bot.sandbox import ADMIN, GROUP, SUBSCRIBER


async def test_people_and_chats_are_listed(client, sandbox):
    listed = (await client.get("/sandbox/people")).json()
    assert [(p["first_name"], p["role"]) for p in listed["people"]] == [
        ("Sam", "subscriber"),
        ("Ada", "admin"),
    ]
    assert listed["bot"]["username"] == "quotewire_sandbox_bot"
    assert listed["chats"] == [
        {"id": 1001, "type": "private", "title": "Sam", "members": [1001]},
        {"id": 1002, "type": "private", "title": "Ada", "members": [1002]},
        {"id": GROUP.id, "type": "supergroup", "title": "Newsroom", "members": [1001, 1002]},
    ]


async def test_what_is_written_comes_back_and_is_told_to_all_pages(people, soon):
    async with people.events() as one, people.events() as other:
        message = (await people.write("hello <b>")).json()["message"]
        event = {"type": "message", "chat_id": 1001, "message": message}
        assert await soon(anext(one)) == event
        assert await soon(anext(other)) == event
    assert message["text"] == "hello <b>"
    assert "entities" not in message


async def test_edits_deletions_and_menus_are_told(bot, people, soon):
    await people.write("/start")
    sent = await bot.ok("sendMessage", chat_id=1001, text="one")
    named = {"chat_id": 1001, "message_id": sent["message_id"]}
    async with people.events() as events:
        edited = await bot.ok("editMessageText", **named, text="two")
        await bot.ok("deleteMessage", **named)
        await bot.ok("setMyCommands", commands=[])
        assert await soon(anext(events)) == {
            "type": "edited",
            "chat_id": 1001,
            "message": edited,
        }
        assert await soon(anext(events)) == {"type": "deleted", **named}
        assert await soon(anext(events)) == {"type": "menu"}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "There is no text to send."),
        (" \u200b", "There is no text to send."),
        (None, "There is no text to send."),
        (
            "x" * 4097,
            "This message is too long: it has 4,097 characters, and Telegram takes 4,096.",
        ),
        (
            "👍" * 50_000,
            "This message is too long: it has 100,000 characters, and Telegram takes 4,096.",
        ),
    ],
)
async def test_a_text_that_cannot_be_sent_is_refused_kindly(people, text, error):
    answer = await people.write(text)
    assert (answer.status_code, answer.json()) == (400, {"error": error})


async def test_control_characters_are_dropped(people):
    message = (await people.write("a\x00b\r\n\x07c\u202e")).json()["message"]
    assert message["text"] == "a b\n c"


@pytest.mark.parametrize(
    ("chat", "person", "status"),
    [(7, 1001, 404), ("x", 1001, 404), (1001, 7, 404), (1001, ADMIN.id, 403)],
)
async def test_only_people_in_a_chat_see_it(client, chat, person, status):
    seen = await client.get(f"/sandbox/chats/{chat}", params={"person": person})
    written = await client.post(
        f"/sandbox/chats/{chat}/messages", json={"person": person, "text": "x"}
    )
    assert (seen.status_code, written.status_code) == (status, status)
    assert seen.json()["error"]


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        (b"{", "application/json", "The request is not valid JSON."),
        (b"[]", "application/json", "The request is not a JSON object."),
        (b"\xff", "application/json", "The request is not valid JSON."),
        (b"{}", "text/plain", "Send JSON, with the content type application/json."),
    ],
)
async def test_a_broken_request_is_told_what_is_wrong(client, content, kind, error):
    answer = await client.post(
        "/sandbox/chats/1001/messages", content=content, headers={"Content-Type": kind}
    )
    assert (answer.status_code, answer.json()) == (400, {"error": error})


async def test_a_request_that_is_too_large_is_refused(client):
    answer = await client.post(
        "/sandbox/chats/1001/messages", json={"person": 1001, "text": "x" * 300_000}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8081", 200),
        ("127.0.0.1", 200),
        ("[::1]:8081", 200),
        ("192.168.0.7:8081", 200),
        ("evil.example", 403),
        ("evil.example:8081", 403),
        ("localhost.evil.example", 403),
        ("", 403),
    ],
)
async def test_only_its_own_address_is_answered(client, host, status):
    answer = await client.get("/sandbox/people", headers={"Host": host})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("same", 200),
        ("http://evil.example", 403),
        ("http://127.0.0.1:1", 403),
        ("null", 403),
    ],
)
async def test_another_page_may_not_write(client, sandbox, origin, status):
    headers = {} if origin is None else {"Origin": sandbox.api_url if origin == "same" else origin}
    answer = await client.post(
        "/sandbox/chats/1001/messages", json={"person": 1001, "text": "x"}, headers=headers
    )
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)],
)
async def test_a_browser_that_says_another_page_asks_is_refused(client, site, status):
    answer = await client.post(
        "/sandbox/chats/1001/messages",
        json={"person": 1001, "text": "x"},
        headers={"Sec-Fetch-Site": site},
    )
    assert answer.status_code == status


async def test_the_page_loads_nothing_from_elsewhere_and_has_no_inline_script(client):
    page = await client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", page.text)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert addresses
    for address in addresses:
        assert address.startswith("/page/")
        assert (await client.get(address)).status_code == 200


@pytest.mark.parametrize(
    ("name", "kind"),
    [("main.js", "text/javascript"), ("chat.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
async def test_files_have_their_types(client, name, kind):
    answer = await client.get(f"/page/{name}")
    assert answer.headers["content-type"].split(";")[0] == kind
    assert "innerHTML" not in answer.text


@pytest.mark.parametrize("path", ["/page/", "/page/../server.py", "/page/%2e%2e/server.py", "/x"])
async def test_nothing_else_is_served(client, path):
    assert (await client.get(path)).status_code == 404


async def test_a_page_that_does_not_read_is_let_go(people, sandbox):
    queue = sandbox._world.watch()
    for _ in range(1_001):
        sandbox._world.tell({"type": "menu"})
    assert queue.get_nowait() is None
    assert queue not in sandbox._world._watchers


async def test_a_closed_page_is_forgotten(people, sandbox):
    async with people.events():
        assert len(sandbox._world._watchers) == 1
    for _ in range(100):
        sandbox._world.tell({"type": "menu"})
        if not sandbox._world._watchers:
            break
        await asyncio.sleep(0.02)
    assert not sandbox._world._watchers


async def test_the_group_is_seen_by_both(people):
    await people.write("hello", SUBSCRIBER, GROUP.id)
    seen = await people.look(ADMIN, GROUP.id)
    assert [m["text"] for m in seen["messages"]] == ["hello"]
