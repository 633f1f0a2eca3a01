"""What is old goes by itself."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.schedule import runner
from bot.schedule.retention import Kept, retire
from bot.schedule.runner import scheduled
from bot.store.records import CORPUS, Filed, Retired
from bot.store.tiny import TinyStore, open_tiny
from tests.contract.records import DAY, NOW, article

KEPT = Kept(articles=30 * DAY, slots=7 * DAY)


@pytest.fixture
async def store(tmp_path: Path) -> TinyStore:
    opened = await open_tiny(tmp_path)
    await opened.articles.put(
        [
            Filed(article(1, arrived=NOW - 31 * DAY), "feed"),
            Filed(article(2, arrived=NOW - 29 * DAY), "feed"),
            Filed(article(3, arrived=NOW - 365 * DAY), CORPUS),
        ],
        now=NOW,
    )
    return opened


async def ids(store: TinyStore) -> list[str]:
    return [a.id for a in await store.articles.get()]


async def test_what_was_kept_long_enough_goes_and_what_the_folder_holds_stays(store: TinyStore):
    assert await retire(store, KEPT, now=NOW) == Retired(1, 0, 0)

    assert await ids(store) == ["seeds/3.txt", "seeds/2.txt"]


async def test_the_job_runs_soon_after_the_start_and_then_every_hour(store: TinyStore, monkeypatch):
    monkeypatch.setattr(runner, "_RETENTION_AFTER_START", timedelta(milliseconds=20))
    async with scheduled(store, KEPT, lambda: datetime.now(UTC)) as scheduler:
        (job,) = scheduler.get_jobs()
        async with asyncio.timeout(30):
            while len(await ids(store)) == 3:
                await asyncio.sleep(0.01)
        assert timedelta(minutes=59) < job.next_run_time - datetime.now(UTC) <= timedelta(hours=1)


@pytest.mark.parametrize("failure", [StoreError("The disk is full."), ZeroDivisionError("a bug")])
async def test_a_job_that_fails_is_told_of_and_comes_again(
    store: TinyStore, monkeypatch, caplog, failure: Exception
):
    calls = []

    async def fail(*_: object, **__: object) -> Retired:
        calls.append(1)
        if len(calls) == 1:
            raise failure
        return Retired(0, 0, 0)

    monkeypatch.setattr(runner, "retire", fail)
    monkeypatch.setattr(runner, "_RETENTION_AFTER_START", timedelta(0))
    async with scheduled(store, KEPT, lambda: datetime.now(UTC)) as scheduler:
        async with asyncio.timeout(30):
            while not calls:
                await asyncio.sleep(0.01)
        (job,) = scheduler.get_jobs()
        job.modify(next_run_time=datetime.now(UTC))
        async with asyncio.timeout(30):
            while len(calls) < 2:
                await asyncio.sleep(0.01)

    assert "Nothing old was removed" in caplog.text
    assert str(failure) in caplog.text
