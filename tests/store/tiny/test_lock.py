"""One process writes to a folder; others may read it."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StoreInUse
from bot.store.tiny import open_tiny
from summaries.model import Topic
from tests.store.tiny.test_files import TOPIC, written

HOLD = """
import asyncio, pathlib, sys
from bot.store.tiny import open_tiny

async def hold():
    async with await open_tiny(pathlib.Path(sys.argv[2])):
        print("held", flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(hold())
"""


async def test_who_only_reads_makes_no_lock_file(tmp_path: Path):
    await written(tmp_path, TOPIC)
    (tmp_path / "commit.lock").unlink(missing_ok=True)

    async with await open_tiny(tmp_path, writable=False) as reader:
        assert await reader.topics.all()

    assert not (tmp_path / "commit.lock").exists()


async def test_a_second_process_is_refused_with_the_first_ones_name(tmp_path: Path):
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, "run", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    try:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(StoreInUse, match=rf"in use by process {first.pid} \('quotewire run'"):
            await open_tiny(tmp_path)
        async with await open_tiny(tmp_path, writable=False) as reader:
            assert not await reader.topics.all()
    finally:
        first.kill()
        first.communicate()

    async with await open_tiny(tmp_path):  # a lock does not outlive its process
        pass


async def test_who_only_reads_changes_nothing(tmp_path: Path):
    await written(tmp_path, TOPIC)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.json*")}

    async with await open_tiny(tmp_path, writable=False) as reader:
        await reader.topics.put([Topic("x", "X", ("x",))])
        await reader.flush()
        assert len(await reader.topics.all()) == 2

    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.json*")} == before
    async with await open_tiny(tmp_path / "nowhere", writable=False) as reader:
        assert not await reader.topics.all()
    assert not (tmp_path / "nowhere").exists()
