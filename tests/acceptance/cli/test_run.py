"""``quotewire run`` as a process."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from bot.sandbox import Exchange, Sandbox
from bot.sandbox.methods import METHODS
from tests.acceptance.conftest import SEEDS, refusing
from tests.judge import objections
from tests.running import start, wait_until_ready

ALL_SEEDS = sorted(str(p) for p in SEEDS.glob("*.txt"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_run_serves_the_chat_page_and_stops_at_once_when_told_to(
    data: Path, number: signal.Signals
):
    port = free_port()
    process = start(data, SANDBOX_LISTEN=f"127.0.0.1:{port}")
    try:
        told = wait_until_ready(process)
        assert f"http://127.0.0.1:{port}" in told
        assert "<html" in httpx.get(f"http://127.0.0.1:{port}/").text
        stopped = time.monotonic()
        process.send_signal(number)
        _, rest = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    assert time.monotonic() - stopped < 10
    assert "Traceback" not in rest


def test_a_taken_port_is_told_of_in_one_sentence(data: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        _, err = start(data, SANDBOX_LISTEN=f"127.0.0.1:{port}").communicate(timeout=30)

    assert f"{port}" in err
    assert "QUOTEWIRE_SANDBOX_LISTEN" in err
    assert "Traceback" not in err


async def test_a_wrong_token_is_told_of_in_one_sentence(data: Path):
    async with Sandbox(port=0) as sandbox:
        wrong = "987654321:" + "A" * 35
        code, err = await finished(data, TOKEN=wrong, API_URL=sandbox.api_url)

    assert code == 1
    assert "does not know this token. Copy it again from @BotFather" in err
    assert "Traceback" not in err
    assert wrong not in err


async def test_no_network_is_told_of_in_one_sentence(data: Path):
    code, err = await finished(
        data, TOKEN="987654321:" + "A" * 35, API_URL=f"http://127.0.0.1:{free_port()}"
    )

    assert code == 1
    assert "Check this machine's network connection" in err
    assert "Traceback" not in err


async def test_with_a_token_the_bot_serves_the_api_it_is_given(data: Path):
    exchanges = []
    answered = asyncio.Event()

    def note(exchange: Exchange) -> None:
        exchanges.append(exchange)
        if exchange.method == "sendMessage":
            answered.set()

    async with Sandbox(port=0, on_exchange=note) as sandbox:
        process = start(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)
        try:
            told = await asyncio.to_thread(wait_until_ready, process)
            async with httpx.AsyncClient(base_url=sandbox.api_url) as http:
                question = {"person": 1001, "text": "/topic air-defence"}
                await http.post("/sandbox/chats/1001/messages", json=question)
            await asyncio.wait_for(answered.wait(), 30)
            process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(process.communicate, timeout=30)
        finally:
            process.kill()

    assert "Quotewire is running." in told
    assert {"getMe", "getUpdates", "setMyCommands"} <= {e.method for e in exchanges}
    assert sandbox.token not in told
    assert not [line for e in exchanges for line in objections(e.method, e.parameters)]


async def finished(data: Path, **settings: str) -> tuple[int, str]:
    process = start(data, **settings)
    _, err = await asyncio.to_thread(process.communicate, timeout=60)
    return process.returncode, err


def test_the_bot_does_not_import_what_it_does_not_need():
    told = subprocess.run(
        [sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True
    ).stdout

    assert told.split() == []


_IMPORTS = """
import sys
import bot.app, bot.chat.telegram, bot.sandbox
print(*sorted({"nltk", "bm25s", "scipy"} & {m.split(".")[0] for m in sys.modules}))
"""


async def test_a_token_refused_while_running_ends_the_bot_with_a_sentence(data: Path):
    async with Sandbox(port=0) as sandbox:
        process = start(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)
        try:
            await asyncio.to_thread(wait_until_ready, process)
            sandbox._api._token = "987654321:" + "B" * 35  # as when @BotFather revokes it
            async with httpx.AsyncClient(base_url=sandbox.api_url) as http:
                wake = {"person": 1001, "text": "/help"}  # ends the poll that is under way
                await http.post("/sandbox/chats/1001/messages", json=wake)
            _, err = await asyncio.to_thread(process.communicate, timeout=20)
        finally:
            process.kill()

    assert process.returncode == 1
    assert "does not know this token" in err
    assert "Traceback" not in err


async def test_a_server_that_fails_after_the_first_answer_is_told_of(data: Path, monkeypatch):
    monkeypatch.setitem(METHODS, "deletewebhook", refusing(500, "Internal Server Error"))
    async with Sandbox(port=0) as sandbox:
        code, err = await finished(data, TOKEN=sandbox.token, API_URL=sandbox.api_url)

    assert code == 1
    assert "gives no useful answer" in err
    assert "Traceback" not in err


def test_a_bot_that_is_still_starting_stops_when_told_to(data: Path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        process = start(data, TOKEN="987654321:" + "A" * 35, API_URL=url)
        asked, _ = silent.accept()
        with asked:
            process.send_signal(signal.SIGTERM)
            _, err = process.communicate(timeout=4)

    assert process.returncode == 0
    assert "Traceback" not in err
