import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.schedule import runner
from bot.schedule.retention import Kept
from bot.schedule.runner import scheduled
from bot.store.tiny import open_tiny

KEPT = Kept(timedelta(days=30), timedelta(days=30))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch):
    """What comes a while after the start comes at once."""
    for name in ("_FETCHING_AFTER_START", "_TELLING_AFTER_START"):
        monkeypatch.setattr(runner, name, timedelta(0))
    monkeypatch.setattr(runner, "_FETCHING_EVERY", timedelta(seconds=1))


async def run(tmp_path: Path, seconds: float, **jobs: Callable[[], Awaitable[None]]) -> None:
    async with (
        await open_tiny(tmp_path / "data") as store,
        scheduled(store, KEPT, lambda: datetime.now(UTC), **jobs),
    ):
        await asyncio.sleep(seconds)


async def test_sources_are_fetched_and_admins_told_at_intervals(tmp_path: Path):
    done: list[str] = []

    async def fetch() -> None:
        done.append("fetched")

    async def tell() -> None:
        done.append("told")

    await run(tmp_path, 1.3, fetch_due=fetch, tell_owed=tell)
    assert sorted(done) == ["fetched", "fetched", "told"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreError("The disk is full."), "No source was fetched: The disk is full."),
        (ZeroDivisionError("secret"), "No source was fetched."),
    ],
)
async def test_a_job_that_fails_is_told_of_and_runs_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, error: Exception, told: str
):
    attempts = 0

    async def fetch() -> None:
        nonlocal attempts
        attempts += 1
        raise error

    caplog.set_level(logging.WARNING)
    await run(tmp_path, 1.3, fetch_due=fetch)
    assert attempts == 2
    assert [record.getMessage() for record in caplog.records] == [told] * 2
    caplog.clear()


async def test_nothing_runs_any_more_when_it_is_over(tmp_path: Path):
    ended: list[bool] = []

    async def fetch() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append(True)
            raise

    await run(tmp_path, 0.1, fetch_due=fetch)
    await asyncio.sleep(0.05)
    assert ended == [True]
