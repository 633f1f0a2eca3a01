"""Starting and stopping."""

import asyncio
import re
import signal
import socket
import time

import httpx
import pytest

from bot.errors import ListenError
from bot.sandbox import Sandbox


async def test_a_free_port_is_picked_and_told():
    async with Sandbox(port=0) as sandbox:
        assert sandbox.port > 0
        assert sandbox.api_url == f"http://127.0.0.1:{sandbox.port}"
        assert sandbox.page_url == f"{sandbox.api_url}/"
        async with httpx.AsyncClient() as client:
            assert (await client.get(sandbox.page_url)).status_code == 200


def test_a_made_up_token_has_the_shape_of_a_token():
    first, second = Sandbox().token, Sandbox().token
    assert re.fullmatch(r"\d{10}:[A-Za-z0-9_-]{35}", first)
    assert first != second


async def test_a_given_token_is_kept():
    async with Sandbox(port=0, token="123456:abc") as sandbox, httpx.AsyncClient() as client:
        answer = await client.get(f"{sandbox.api_url}/bot123456:abc/getMe")
        assert answer.json()["result"]["id"] == 123456


async def test_a_taken_port_is_one_sentence_that_says_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ListenError) as caught:
            await Sandbox(port=port).start()
    assert str(caught.value) == (
        f"Port {port} on 127.0.0.1 is already in use. Stop the other program, or set "
        f"QUOTEWIRE_SANDBOX_LISTEN to another address such as 127.0.0.1:{port + 1}."
    )


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("192.0.2.1", 0, "This computer does not have the address 192.0.2.1."),
        ("no-such-name.invalid", 8081, "The name no-such-name.invalid is not known"),
        ("127.0.0.1", 70_000, "cannot listen on 127.0.0.1, port 70000"),
    ],
)
async def test_an_address_that_cannot_be_used_is_told(host, port, words):
    with pytest.raises(ListenError, match=re.escape(words)):
        await Sandbox(host, port).start()


async def test_the_same_port_can_be_used_again_at_once():
    sandbox = Sandbox(port=0)
    await sandbox.start()
    async with httpx.AsyncClient() as client:
        await client.get(sandbox.page_url)
    await sandbox.stop()
    async with Sandbox(port=sandbox.port) as again:
        assert again.port == sandbox.port


@pytest.mark.parametrize("host", ["::1", "[::1]", "localhost"])
async def test_other_local_addresses_work_too(host):
    async with Sandbox(host, 0) as sandbox, httpx.AsyncClient() as client:
        assert (await client.get(sandbox.page_url)).status_code == 200


async def test_stopping_lets_everybody_go_at_once():
    sandbox = Sandbox(port=0)
    await sandbox.start()
    async with httpx.AsyncClient(base_url=sandbox.api_url, timeout=10) as client:
        poll = asyncio.create_task(
            client.get(f"/bot{sandbox.token}/getUpdates", params={"timeout": 50})
        )
        page = asyncio.create_task(client.get("/sandbox/events"))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await sandbox.stop()
        assert time.monotonic() - began < 5
        assert (await poll).json() == {"ok": True, "result": []}
        assert "ready" in (await page).text


async def test_stopping_twice_or_before_the_start_is_no_mistake():
    sandbox = Sandbox(port=0)
    await sandbox.stop()
    await sandbox.start()
    await sandbox.stop()
    await sandbox.stop()

    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(sandbox.page_url)


async def test_signals_are_left_to_whoever_runs_the_event_loop():
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    async with Sandbox(port=0):
        assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
