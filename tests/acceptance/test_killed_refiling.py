"""A process that is killed while it matches stored articles: the next start finishes it."""

import asyncio
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.filing import filed, unfinished
from bot.store.tiny import open_tiny
from summaries.model import Article
from tests.running import running

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BODY = "Engineers repaired the power grid after the storm."
ARTICLES = 1_500
_PATIENCE = 20.0

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from bot import topic_book
from bot.filing import refile
from bot.store.tiny import open_tiny
from bot.topic_notation import parsed

async def main():
    async with await open_tiny(Path(sys.argv[1])) as store:
        await topic_book.keep(store, parsed("Energy grid: power grid"))
        half = asyncio.Event()
        work = asyncio.create_task(refile(store, lambda p: p.done >= 500 and half.set()))
        await half.wait()
        work.cancel()
        await store.flush()  # else nothing of it might have reached the disk
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def article(number: int) -> Article:
    return Article(
        f"feed/{number}", f"feed/{number}", BODY, NOW, language="en", extent=(0, len(BODY))
    )


async def state(data: Path) -> tuple[bool, int]:
    """Whether matching is unfinished, and how many articles are found for the topic."""
    async with await open_tiny(data, writable=False) as store:
        return await unfinished(store), len(await store.articles.get(topic="energy-grid"))


async def test_a_killed_process_leaves_it_to_the_next_start(tmp_path: Path):
    data = tmp_path / "data"
    async with await open_tiny(data) as store:
        articles = [article(number) for number in range(ARTICLES)]
        await store.articles.put(filed(articles, "feed", []), now=NOW)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(data)], check=False)
    assert killed.returncode == -signal.SIGKILL
    left, matched = await state(data)
    assert left
    assert 0 < matched < ARTICLES

    with running(data):
        async with asyncio.timeout(_PATIENCE):
            while (await state(data))[0]:
                await asyncio.sleep(0.1)

    assert await state(data) == (False, ARTICLES)
