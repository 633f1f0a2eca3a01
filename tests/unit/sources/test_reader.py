"""Real processes, real signals; see ``reading_target.py`` for what they do."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil
import pytest

from bot.errors import Cause, FetchError, SourceError
from bot.sources.reader import Reader

TARGET = "tests.unit.sources.reading_target"
SOON = 30  # far longer than any of it takes, also where the machine has much to do


def reader(**settings):
    return Reader(TARGET, **settings)


async def pid_of(reading):
    return int(await reading.call("pid", b""))


async def gone(pid):
    """Wait until there is no such process."""
    async with asyncio.timeout(SOON):
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            await asyncio.sleep(0.01)


async def stuck(reading, function, request=b""):
    with pytest.raises(FetchError) as caught:
        await reading.call(function, request)
    assert caught.value.cause is Cause.STUCK
    return caught.value


@pytest.mark.parametrize("request_", [b"", b"a page", bytes(range(256)) * 40, b"x" * 5_000_000])
async def test_an_answer_comes_back_as_it_was_given(request_):
    async with reader() as reading:
        assert await reading.call("echo", request_) == request_


async def test_nothing_is_started_before_it_is_needed_and_one_process_serves_all_calls():
    before = {child.pid for child in psutil.Process().children()}
    async with reader() as reading:
        assert {child.pid for child in psutil.Process().children()} == before
        first = await pid_of(reading)
        assert first not in before
        assert await pid_of(reading) == first
    await gone(first)


async def test_a_call_that_takes_too_long_is_killed_and_the_next_one_works():
    async with reader(seconds=0.5) as reading:
        pid = await pid_of(reading)
        error = await stuck(reading, "spin")
        assert "longer than 0.5 seconds" in str(error)
        await gone(pid)
        assert await pid_of(reading) != pid


async def test_a_stopped_process_is_killed_too():
    async with reader(seconds=0.5) as reading:
        pid = await pid_of(reading)
        os.kill(pid, signal.SIGSTOP)
        await stuck(reading, "echo", b"a page")
        await gone(pid)


async def test_a_call_that_needs_too_much_memory_ends_and_the_next_one_works():
    async with reader(megabytes=200) as reading:
        assert await reading.call("allocate", b"50") == bytes(50)
        error = await stuck(reading, "allocate", b"400")
        assert "200 MB" in str(error)
        assert error.detail == "too much memory"
        assert await reading.call("allocate", b"50") == bytes(50)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
async def test_a_process_that_dies_of_a_call_is_told_of_and_replaced(number):
    async with reader() as reading:
        error = await stuck(reading, "die", str(int(number)).encode())
        assert error.detail == f"ended by {number.name}"
        assert await reading.call("echo", b"again") == b"again"


async def test_a_process_that_leaves_is_told_of_with_its_code():
    async with reader() as reading:
        assert (await stuck(reading, "leave", b"7")).detail == "ended with 7"


async def test_a_process_that_was_killed_while_idle_costs_nobody_a_call():
    async with reader() as reading:
        pid = await pid_of(reading)
        os.kill(pid, signal.SIGKILL)
        assert await reading.call("echo", b"a page") == b"a page"
        assert await pid_of(reading) != pid


async def test_a_process_ends_after_a_while_without_work():
    async with reader(idle=0.2) as reading:
        pid = await pid_of(reading)
        await gone(pid)
        assert await pid_of(reading) != pid


async def test_work_keeps_a_process_from_ending():
    async with reader(idle=0.3) as reading:
        pid = await pid_of(reading)
        assert await reading.call("sleep", b"0.5") == b"0.5"
        assert await pid_of(reading) == pid


async def test_an_error_that_was_foreseen_comes_back_as_it_was_raised():
    async with reader() as reading:
        with pytest.raises(FetchError) as caught:
            await reading.call("refuse", b"Kein Feed ist das.")
        assert caught.value.cause is Cause.NO_FEED
        assert str(caught.value) == "Kein Feed ist das."
        assert caught.value.detail == "a detail"
        with pytest.raises(SourceError, match=r"^This is no list\.$") as declined:
            await reading.call("decline", b"This is no list.")
        assert type(declined.value) is SourceError


async def test_any_other_error_is_logged_with_its_place_and_without_text_of_the_page(caplog):
    async with reader() as reading:
        pid = await pid_of(reading)
        error = await stuck(reading, "stumble", b"secret words")
        assert error.detail == "ValueError"
        assert "in stumble" in caplog.text
        assert "secret words" not in caplog.text
        assert await pid_of(reading) == pid


async def test_only_what_is_in_the_table_can_be_called():
    async with reader() as reading:
        assert (await stuck(reading, "unlisted")).detail == "KeyError"
        assert (await stuck(reading, "__import__")).detail == "KeyError"


async def test_calls_wait_their_turn_and_come_in_order():
    async with reader() as reading:
        done = []

        async def call(number):
            await reading.call("sleep", b"0.02")
            done.append(number)

        await asyncio.gather(*(call(number) for number in range(5)))
        assert done == list(range(5))


async def test_two_processes_work_at_the_same_time():
    async with reader(processes=2) as reading:
        pids = await asyncio.gather(*(_pid_after(reading) for _ in range(4)))
        assert len(set(pids)) == 2


async def _pid_after(reading):
    await reading.call("sleep", b"0.1")
    return await pid_of(reading)


async def test_a_cancelled_call_leaves_no_answer_for_the_next_one():
    async with reader() as reading:
        pid = await pid_of(reading)
        call = asyncio.create_task(reading.call("sleep", b"60"))
        await asyncio.sleep(0.1)
        call.cancel()
        with suppress(asyncio.CancelledError):
            await call
        assert call.cancelled()
        assert await reading.call("echo", b"mine") == b"mine"
        await gone(pid)


async def test_a_call_cancelled_while_a_large_answer_comes_ends_its_process():
    async with reader() as reading:
        pid = await pid_of(reading)
        (worker,) = reading._workers
        call = asyncio.create_task(reading.call("large", b"90000000"))
        async with asyncio.timeout(SOON):
            while len(worker._answers._buffer) < 100_000:  # some of it has come, and far from all
                await asyncio.sleep(0)
        call.cancel()
        await asyncio.wait([call])
        await gone(pid)
        assert await reading.call("echo", b"mine") == b"mine"


async def test_a_waiting_call_can_be_cancelled_and_disturbs_nobody():
    async with reader() as reading:
        pid = await pid_of(reading)
        first = asyncio.create_task(reading.call("sleep", b"0.3"))
        second = asyncio.create_task(reading.call("echo", b"second"))
        third = asyncio.create_task(reading.call("echo", b"third"))
        await asyncio.sleep(0)  # all have begun, and one has its turn
        second.cancel()
        assert await first == b"0.3"
        assert await third == b"third"
        assert second.cancelled()
        assert await pid_of(reading) == pid


async def test_a_call_cancelled_while_its_process_starts_leaves_none_behind():
    before = set(psutil.Process().children())
    async with reader() as reading:
        call = asyncio.create_task(reading.call("echo", b""))
        while not (started := set(psutil.Process().children()) - before):
            await asyncio.sleep(0.001)
        call.cancel()
        await asyncio.wait([call])
        for child in started:
            await gone(child.pid)


async def test_closing_ends_what_is_being_read_and_nothing_is_read_afterwards():
    reading = reader()
    pid = await pid_of(reading)
    busy = asyncio.create_task(reading.call("spin", b""))
    waiting = asyncio.create_task(reading.call("echo", b""))
    await asyncio.sleep(0.1)
    await reading.close()
    await gone(pid)
    for call in (busy, waiting):
        with pytest.raises(FetchError) as caught:
            await call
        assert caught.value.cause is Cause.STUCK
    assert "stopping" in str(await stuck(reading, "echo"))


@pytest.mark.parametrize("seconds", [0, 0.002, 0.02])
async def test_closing_while_a_process_starts_leaves_none_behind(seconds):
    before = set(psutil.Process().children())
    reading = reader()
    call = asyncio.create_task(reading.call("echo", b""))
    await asyncio.sleep(seconds)
    await reading.close()
    assert set(psutil.Process().children()) == before
    with pytest.raises(FetchError):
        await call
    await reading.close()


async def test_a_process_knows_no_secrets_and_steps_back(monkeypatch):
    monkeypatch.setenv("QUOTEWIRE_TOKEN", "123:secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    async with reader() as reading:
        state = msgspec.json.decode(await reading.call("state", b""))
    assert "secret" not in "".join(state["environment"].values())
    assert not [name for name in state["environment"] if name.startswith("QUOTEWIRE")]
    assert state["nice"] >= 10
    assert state["umask"] == 0o077
    assert state["core"] == 0
    assert state["session"] is True
    assert state["folder"] == "/"


async def test_a_process_opens_no_connection_starts_nothing_and_writes_nothing(tmp_path):
    async def connected(_, writer):
        writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, reader() as reading:
        assert await reading.call("connect", str(port).encode()) == b"refused"
        assert await reading.call("start", b"") == b"refused"
        assert await reading.call("write", str(tmp_path / "file").encode()) == b"refused"


async def test_what_is_printed_harms_no_answer_and_is_logged_up_to_a_bound(caplog):
    async with reader() as reading:
        assert await reading.call("chatter", b"1000000") == b"said"
        assert await reading.call("echo", b"still there") == b"still there"
    assert "printed to standard output" in caplog.text
    assert "a warning of ours" in caplog.text
    assert "address of a page" not in caplog.text
    assert len(caplog.text) < 20_000
    assert all(record.levelno == logging.WARNING for record in caplog.records)


async def test_a_target_that_is_not_there_is_told_of(caplog):
    async with Reader("tests.unit.sources.no_such_target") as reading:
        error = await stuck(reading, "echo")
    assert "does not start" in str(error)
    assert "no_such_target" in caplog.text


ORPHAN = f"""
import asyncio, sys
from bot.sources.reader import Reader
async def main():
    reading = Reader("{TARGET}", seconds=float(sys.argv[1]))
    print((await reading.call("pid", b"")).decode(), flush=True)
    await reading.call(sys.argv[2], b"0")
    await asyncio.sleep(60)
asyncio.run(main())
"""


def orphaned(*arguments):
    """The number of a process whose caller was killed."""
    bot = subprocess.Popen(
        [sys.executable, "-c", ORPHAN, *arguments],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    pid = int(bot.stdout.readline())
    time.sleep(0.2)
    bot.kill()
    bot.communicate()
    return pid


async def ends_by_itself(pid):
    """It does; if not, the test must not leave it running for ever."""
    try:
        await gone(pid)
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        raise


async def test_a_process_ends_by_itself_when_the_bot_is_killed():
    await ends_by_itself(orphaned("20", "echo"))


@pytest.mark.slow
async def test_a_busy_process_ends_by_itself_when_the_bot_is_killed():
    await ends_by_itself(orphaned("1", "spin"))
