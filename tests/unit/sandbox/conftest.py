"""A started sandbox, the bot's side of it and the people's side of it, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.sandbox import ADMIN, GROUP, SUBSCRIBER, Exchange, Person, Sandbox


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


class Bot:
    """Calls Bot API methods the way python-telegram-bot does: a form with JSON in it."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def call(self, method: str, **parameters: object) -> dict[str, object]:
        form = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
        }
        answer = (await self.client.post(f"/bot{self.token}/{method}", data=form)).json()
        assert isinstance(answer, dict)
        return answer

    async def send(self, document: object, **parameters: object) -> dict:
        """A document to Sam: ``(name, bytes)`` to upload, or a text such as a file's id."""
        form = {"chat_id": "1001"} | {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
        }
        files = {"document": document} if isinstance(document, tuple) else {"unused": b""}
        form |= {"document": document} if isinstance(document, str) else {}
        path = f"/bot{self.token}/sendDocument"
        return (await self.client.post(path, data=form, files=files)).json()

    async def sent(self, document: object, **parameters: object) -> dict:
        answer = await self.send(document, **parameters)
        assert answer["ok"] is True, answer
        return answer["result"]

    async def ok(self, method: str, **parameters: object) -> object:
        answer = await self.call(method, **parameters)
        assert answer["ok"] is True, answer
        return answer["result"]

    async def refused(self, method: str, **parameters: object) -> tuple[object, object]:
        answer = await self.call(method, **parameters)
        assert answer["ok"] is False, answer
        return answer["error_code"], answer["description"]

    async def updates(self, **parameters: object) -> list[Mapping[str, object]]:
        updates = await self.ok("getUpdates", **parameters)
        assert isinstance(updates, list)
        return updates


class People:
    """Writes and presses as Sam or Ada, and looks at what they see."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def write(
        self, text: str, person: Person = SUBSCRIBER, chat: int | None = None, **more: object
    ) -> httpx.Response:
        return await self.client.post(
            f"/sandbox/chats/{chat or person.id}/messages",
            json={"person": person.id, "text": text, **more},
        )

    async def attach(
        self, file: object, person: Person = SUBSCRIBER, chat: int | None = None, **form: object
    ) -> httpx.Response:
        """Send a file, ``(name, bytes)``; the form has ``caption`` and ``reply_to``."""
        return await self.client.post(
            f"/sandbox/chats/{chat or person.id}/documents",
            data={"person": str(person.id)} | {n: str(v) for n, v in form.items()},
            files={"document": file},
        )

    async def press(self, message_id: object, person: Person = SUBSCRIBER, **which: object) -> dict:
        answer = await self.client.post(
            f"/sandbox/chats/{person.id}/press",
            json={"person": person.id, "message_id": message_id, **which},
        )
        return answer.json() | {"status": answer.status_code}

    async def look(self, person: Person = SUBSCRIBER, chat: int | None = None) -> dict:
        path = f"/sandbox/chats/{chat or person.id}"
        return (await self.client.get(path, params={"person": person.id})).json()

    async def save(
        self, message: Mapping[str, object], person: int = SUBSCRIBER.id, chat: int | None = None
    ) -> httpx.Response:
        """Save the document of a message."""
        path = f"/sandbox/chats/{chat or SUBSCRIBER.id}/messages/{message['message_id']}/file"
        return await self.client.get(path, params={"person": person})

    async def menu(self, person: Person = SUBSCRIBER, chat: int | None = None) -> list[str]:
        return [line["command"] for line in (await self.look(person, chat))["commands"]]

    @asynccontextmanager
    async def events(self) -> AsyncIterator[AsyncIterator[dict]]:
        async with self.client.stream("GET", "/sandbox/events") as stream:
            lines = stream.aiter_lines()

            async def follow() -> AsyncIterator[dict]:
                async for line in lines:
                    if line.startswith("data: "):
                        yield json.loads(line.removeprefix("data: "))

            events = follow()
            assert await anext(events) == {"type": "ready"}
            yield events


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


@pytest.fixture
async def sandbox(clock: Clock, exchanges: list[Exchange]) -> AsyncIterator[Sandbox]:
    async with Sandbox(
        port=0, clock=clock, on_exchange=exchanges.append, press_timeout=0.5
    ) as sandbox:
        yield sandbox


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    # Reading the certificates of the world takes longer than most of these tests.
    async with httpx.AsyncClient(base_url=sandbox.api_url, timeout=10, verify=False) as client:
        yield client


@pytest.fixture
async def bot(client: httpx.AsyncClient, sandbox: Sandbox) -> Bot:
    return Bot(client, sandbox.token)


@pytest.fixture
async def people(client: httpx.AsyncClient) -> People:
    return People(client)


@pytest.fixture
def raw_get(sandbox: Sandbox):
    """Ask for a path exactly as it is written; httpx would tidy it up first."""

    async def get(path: str) -> tuple[int, object]:
        reader, writer = await asyncio.open_connection("127.0.0.1", sandbox.port)
        host = f"127.0.0.1:{sandbox.port}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        await writer.wait_closed()
        return int(head.split()[1]), json.loads(body)

    return get


@pytest.fixture
async def met(people: People, bot: Bot) -> None:
    """Both people have pressed START, and the bot has read that."""
    await people.write("/start")
    await people.write("/start", ADMIN)
    updates = await bot.updates()
    last = updates[-1]["update_id"]
    assert isinstance(last, int)
    await bot.updates(offset=last + 1)


@pytest.fixture
def group() -> int:
    return GROUP.id


@pytest.fixture
def soon():
    """Wait for something that takes a moment, but never for long."""

    async def wait(awaitable):
        return await asyncio.wait_for(awaitable, 30)

    return wait
