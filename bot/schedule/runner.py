"""What is done at intervals for as long as the bot runs, by APScheduler.

A job that fails is told of in the log and runs again the next time.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import QuotewireError
from bot.schedule.retention import Kept, retire
from bot.store.base import Store

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]

_RETENTION_EVERY = timedelta(hours=1)
_RETENTION_AFTER_START = timedelta(minutes=1)
_FETCHING_EVERY = timedelta(seconds=10)
_FETCHING_AFTER_START = timedelta(seconds=2)
_TELLING_EVERY = timedelta(hours=1)
_TELLING_AFTER_START = timedelta(minutes=1)


@asynccontextmanager
async def scheduled(
    store: Store,
    kept: Kept,
    clock: Callable[[], datetime],
    *,
    fetch_due: Job | None = None,
    tell_owed: Job | None = None,
) -> AsyncIterator[AsyncIOScheduler]:
    """The jobs, running for as long as the block lasts.

    Args:
        store: that they look after.
        kept: how long things are kept.
        clock: the present moment.
        fetch_due: begins to fetch the sources that are due.
        tell_owed: tells the admins what they could not be told before.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")

    def every(span: timedelta, first: timedelta, name: str, otherwise: str, job: Job) -> None:
        async def going_on() -> None:
            with _going_on(otherwise):
                await job()

        scheduler.add_job(
            going_on,
            IntervalTrigger(seconds=int(span.total_seconds()), timezone="UTC"),
            id=name,
            next_run_time=clock() + first,
            misfire_grace_time=None,  # late is better than not at all
            coalesce=True,
        )

    async def retention() -> None:
        await retire(store, kept, now=clock())

    every(
        _RETENTION_EVERY, _RETENTION_AFTER_START, "retention", "Nothing old was removed", retention
    )
    if fetch_due is not None:
        every(
            _FETCHING_EVERY, _FETCHING_AFTER_START, "fetching", "No source was fetched", fetch_due
        )
    if tell_owed is not None:
        every(_TELLING_EVERY, _TELLING_AFTER_START, "telling", "No admin was told", tell_owed)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


@contextmanager
def _going_on(otherwise: str) -> Iterator[None]:
    """Log what goes wrong in a job, so that it runs again the next time."""
    try:
        yield
    except QuotewireError as error:
        logger.error("%s: %s", otherwise, error)  # noqa: TRY400 - a sentence
    except Exception:
        logger.exception("%s.", otherwise)
