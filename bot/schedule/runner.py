"""What is done at intervals for as long as the bot runs, by APScheduler.

A job that fails is told of in the log and runs again the next time.
"""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import QuotewireError
from bot.schedule.retention import Kept, retire
from bot.store.base import Store

logger = logging.getLogger(__name__)

_RETENTION_EVERY = timedelta(hours=1)
_RETENTION_AFTER_START = timedelta(minutes=1)


@asynccontextmanager
async def scheduled(
    store: Store, kept: Kept, clock: Callable[[], datetime]
) -> AsyncIterator[AsyncIOScheduler]:
    """The jobs, running for as long as the block lasts.

    Args:
        store: that they look after.
        kept: how long things are kept.
        clock: the present moment.
    """

    async def retention() -> None:
        try:
            await retire(store, kept, now=clock())
        except QuotewireError as error:
            logger.error("Nothing old was removed: %s", error)  # noqa: TRY400 - a sentence
        except Exception:
            logger.exception("Nothing old was removed.")

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        retention,
        IntervalTrigger(seconds=int(_RETENTION_EVERY.total_seconds()), timezone="UTC"),
        id="retention",
        next_run_time=clock() + _RETENTION_AFTER_START,
        misfire_grace_time=None,  # late is better than not at all
        coalesce=True,
    )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)
