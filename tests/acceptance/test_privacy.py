"""What is kept about a chat: told to it, and erased when it says so."""

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from bot.sandbox import ADMIN, GROUP, SUBSCRIBER, Exchange, Sandbox
from bot.store.base import Store
from bot.store.places import Place, open_place
from bot.store.records import ChatKey
from tests import postgres
from tests.acceptance.conftest import Talk
from tests.contract.records import LEASE, NOW, chat, digest, entry
from tests.contract.test_chats import keep
from tests.running import start, wait_until_ready

SAM, ADA, NEWSROOM = ChatKey(SUBSCRIBER.id), ChatKey(ADMIN.id), ChatKey(GROUP.id)
NOTHING = "I keep nothing about this chat: not what you asked, nor what you read."
ERASE, KEEP = "Erase everything", "Keep it"


async def fill(store: Store) -> None:
    """Something in every table about Sam, Ada and the group."""
    await keep(store, chat(SAM), chat(ADA), chat(NEWSROOM), chat(ChatKey(GROUP.id, 3)))
    await store.outbox.keep([digest()])
    await store.outbox.enter([entry(SAM), entry(ADA), entry(NEWSROOM)])
    await store.outbox.claim(now=NOW, lease=LEASE, most=1)
    await store.flush()


@pytest.fixture
async def known(talk: Talk, store: Store) -> Talk:
    """Sam's chat, of which something is kept."""
    await fill(store)
    return talk


async def document_of(talk: Talk, message: dict[str, Any]) -> dict[str, Any]:
    """The JSON document that a message carries, as whoever saves it gets it."""
    path = f"/sandbox/chats/{talk.chat}/messages/{message['message_id']}/file"
    answer = await talk.http.get(path, params={"person": talk.person})
    return json.loads(answer.raise_for_status().content)


async def test_a_chat_that_told_nothing_is_told_that_nothing_is_kept(talk: Talk):
    assert (await talk.say("/mydata"))["text"] == NOTHING
    message = await talk.say("/forgetme")
    assert message["text"] == NOTHING
    assert "reply_markup" not in message


async def test_everything_kept_about_a_chat_comes_as_one_json_document(known: Talk):
    message = await known.say("/mydata")

    assert message["caption"] == "Everything I keep about this chat. /forgetme erases it."
    assert message["document"]["file_name"] == "quotewire-data.json"
    told = await document_of(known, message)
    assert [c["key"] for c in told["chats"]] == [{"chat": SAM.chat, "thread": 0}]
    assert [s["slot"]["key"]["day"] for s in told["slots"]] == ["2026-11-22"]
    assert told["digests"][0]["parts"] == ["part 0 “Київ”"]
    assert not re.search(rf"\b({ADA.chat}|{abs(GROUP.id)})\b", json.dumps(told))


async def test_forgetting_is_asked_for_once_more_and_then_done(known: Talk, store: Store):
    question = await known.say("/forgetme")
    assert "This cannot be undone" in question["text"]
    assert await store.chats.get(SAM)

    await known.press(question, ERASE)

    (answer,) = await known.replies()
    assert answer["text"].startswith("Erased. I keep nothing about this chat any more.")
    assert await store.chats.about(SAM.chat) == {}
    assert await store.chats.get(ADA)
    asked = [m for m in (await known.state())["messages"] if m["text"] == question["text"]]
    assert not asked[0].get("reply_markup", {}).get("inline_keyboard")
    assert (await known.say("/mydata"))["text"] == NOTHING


async def test_whoever_thinks_again_keeps_everything(known: Talk, store: Store):
    question = await known.say("/forgetme")

    await known.press(question, KEEP)

    assert (await known.replies())[0]["text"] == "Nothing was erased."
    assert await store.chats.get(SAM)


async def test_in_a_group_only_its_administrators_have_it_forgotten(known: Talk, store: Store):
    sam = Talk(known.http, known.exchanges, person=SUBSCRIBER.id, chat=GROUP.id)
    ada = Talk(known.http, known.exchanges, person=ADMIN.id, chat=GROUP.id)

    refused = await sam.say("/forgetme")
    assert refused["text"] == "Only an administrator of this group can have me forget it."
    question = await ada.say("/forgetme")
    notice = await sam.press(question, ERASE)
    assert notice["text"] == "Only an administrator of this group can have me forget it."
    assert await store.chats.get(NEWSROOM)

    await ada.press(question, ERASE)
    await ada.replies()

    assert await store.chats.about(GROUP.id) == {}
    assert await store.chats.get(SAM)


@pytest.fixture(params=["tiny", "postgres"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    if request.param == "tiny":
        yield Place(folder=tmp_path / "data")
    else:
        with postgres.ready() as url:
            yield Place(url=url)


def traces(place: Place, number: int) -> list[str]:
    """Where a number stands in what a store left behind."""
    wanted = re.compile(rf"(?<!\d){number}(?!\d)")
    if place.folder is not None:
        files = [path for path in place.folder.rglob("*") if path.name != "owner.json"]
        return [path.name for path in files if wanted.search(path.read_text("utf-8"))]
    with psycopg.connect(place.url or "") as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        return [
            table
            for (table,) in tables
            for (row,) in connection.execute(f'SELECT t::text FROM "{table}" AS t').fetchall()
            if wanted.search(row)
        ]


async def test_after_erasing_no_table_no_file_no_copy_and_no_log_line_of_the_run_holds_the_chat(
    place: Place, tmp_path: Path
):
    async with await open_place(place) as store:
        await fill(store)
    assert traces(place, SAM.chat)
    settings = {"LOG_LEVEL": "DEBUG"} | ({"DATABASE_URL": place.url} if place.url else {})

    exchanges: list[Exchange] = []
    async with Sandbox(port=0, on_exchange=exchanges.append) as sandbox:
        process = start(tmp_path / "data", TOKEN=sandbox.token, API_URL=sandbox.api_url, **settings)
        try:
            said = await asyncio.to_thread(wait_until_ready, process)
            async with httpx.AsyncClient(base_url=sandbox.api_url) as http:
                talk = Talk(http, exchanges)
                await talk.say("/mydata")
                question = await talk.say("/forgetme")
                await talk.press(question, ERASE)
                await talk.replies()
            assert traces(place, SAM.chat) == []
            process.send_signal(signal.SIGTERM)
            out, err = await asyncio.to_thread(process.communicate, timeout=10)
        finally:
            process.kill()

    assert not re.search(rf"(?<!\d){SAM.chat}(?!\d)", said + out + err)
    assert traces(place, SAM.chat) == []
    assert traces(place, ADA.chat)
