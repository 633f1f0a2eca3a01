"""The bot as it runs, driven over HTTP through the sandbox."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest

from bot.app import answering
from bot.sandbox import ADMIN, SUBSCRIBER, Exchange, Sandbox
from bot.sandbox.refusal import Refusal
from bot.sources.ingest import take_over_corpus
from bot.store.tiny import TinyStore, open_tiny
from tests.judge import objections

SEEDS = Path(__file__).parents[2] / "seeds"
_PATIENCE = 30.0
_LAST_LOOK = ("getUpdates", 409)


def refusing(code: int, description: str) -> Callable[..., NoReturn]:
    """A method of the sandbox's Bot API that refuses."""

    def refuse(*_: object) -> NoReturn:
        raise Refusal(code, description)

    return refuse


@dataclass
class Talk:
    """A person in front of the chat page, without the page."""

    http: httpx.AsyncClient
    exchanges: list[Exchange]
    person: int = SUBSCRIBER.id
    chat: int = SUBSCRIBER.id
    refusals_expected: set[str] = field(default_factory=set)  # methods, in lower case
    _seen: set[int] = field(default_factory=set)

    async def state(self) -> dict[str, Any]:
        answer = await self.http.get(f"/sandbox/chats/{self.chat}", params={"person": self.person})
        return answer.raise_for_status().json()

    async def write(self, text: str, reply_to: dict[str, Any] | None = None) -> dict[str, Any]:
        await self._remember()
        body: dict[str, Any] = {"person": self.person, "text": text}
        if reply_to is not None:
            body["reply_to"] = reply_to["message_id"]
        answer = await self.http.post(f"/sandbox/chats/{self.chat}/messages", json=body)
        return answer.raise_for_status().json()["message"]

    async def attach(self, name: str, content: bytes, caption: str = "") -> None:
        await self._remember()
        answer = await self.http.post(
            f"/sandbox/chats/{self.chat}/documents",
            data={"person": str(self.person), "caption": caption},
            files={"document": (name, content)},
        )
        answer.raise_for_status()

    async def _remember(self) -> None:
        self._seen = {m["message_id"] for m in (await self.state())["messages"]}

    async def replies(self, count: int = 1) -> list[dict[str, Any]]:
        """The bot's messages since the last thing the person did; waits for them."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                new = [
                    m
                    for m in (await self.state())["messages"]
                    if m["message_id"] not in self._seen and m["from"]["is_bot"]
                ]
                if len(new) >= count:
                    return new
                await asyncio.sleep(0.01)

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The bot's latest message for which something holds; waits for it."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                messages = (await self.state())["messages"]
                found = [m for m in messages if m["from"]["is_bot"] and holds(m)]
                if found:
                    return found[-1]
                await asyncio.sleep(0.02)

    async def texts(self) -> list[str]:
        """All that the bot said here."""
        messages = (await self.state())["messages"]
        return [m.get("text", "") for m in messages if m["from"]["is_bot"]]

    async def say(self, text: str, reply_to: dict[str, Any] | None = None) -> dict[str, Any]:
        """Write, and get the bot's answer."""
        await self.write(text, reply_to)
        return (await self.replies())[0]

    async def sees(self, words: str) -> dict[str, Any]:
        """The bot's message that says this; waits for it, also for one that is edited."""
        async with asyncio.timeout(_PATIENCE):
            while True:
                for message in reversed((await self.state())["messages"]):
                    if message["from"]["is_bot"] and words in message.get("text", ""):
                        return message
                await asyncio.sleep(0.02)

    async def press(self, message: dict[str, Any], label: str) -> dict[str, Any]:
        """Press the button with this label; what the press itself was answered with."""
        await self._remember()
        rows = message["reply_markup"]["inline_keyboard"]
        places = itertools.product(range(len(rows)), range(max(map(len, rows))))
        row, column = next(
            (r, c) for r, c in places if c < len(rows[r]) and rows[r][c]["text"] == label
        )
        answer = await self.http.post(
            f"/sandbox/chats/{self.chat}/press",
            json={
                "person": self.person,
                "message_id": message["message_id"],
                "row": row,
                "column": column,
            },
            timeout=_PATIENCE,
        )
        return answer.raise_for_status().json()

    def requests(self, method: str) -> list[Exchange]:
        return [e for e in self.exchanges if e.method.lower() == method.lower()]


def _menu_of_a_stranger(exchange: Exchange) -> bool:
    """Whether it is the menu of an admin who never wrote to the bot; Telegram refuses that."""
    return exchange.method.lower() == "setmycommands" and "scope" in exchange.parameters


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[TinyStore]:
    async with await open_tiny(tmp_path / "data") as opened:
        await take_over_corpus(opened, SEEDS, now=datetime.now(UTC))
        yield opened


@pytest.fixture
async def sandbox() -> AsyncIterator[tuple[Sandbox, list[Exchange]]]:
    exchanges: list[Exchange] = []
    async with Sandbox(port=0, on_exchange=exchanges.append) as running:
        yield running, exchanges


@pytest.fixture
async def talk(store: TinyStore, sandbox: tuple[Sandbox, list[Exchange]]) -> AsyncIterator[Talk]:
    """Sam's private chat with the running bot. Every request the bot makes is judged at the end."""
    running, exchanges = sandbox
    async with (
        httpx.AsyncClient(base_url=running.api_url, timeout=_PATIENCE) as http,
        answering(
            store, token=running.token, api_url=running.api_url, owners=frozenset({ADMIN.id})
        ),
    ):
        talk = Talk(http, exchanges)
        yield talk
    wrong = [line for e in exchanges for line in objections(e.method, e.parameters)]
    assert not wrong, "\n".join(wrong)
    # When the bot stops, its last look for updates ends the one under way, here as at Telegram.
    refused = [
        e
        for e in exchanges
        if e.status >= 400
        and (e.method, e.status) != _LAST_LOOK
        and e.method.lower() not in talk.refusals_expected
        and not _menu_of_a_stranger(e)
    ]
    assert not refused


@pytest.fixture
def admin_talk(talk: Talk) -> Talk:
    return Talk(talk.http, talk.exchanges, person=ADMIN.id, chat=ADMIN.id)
