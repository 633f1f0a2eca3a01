"""Answers that change while something goes on."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from telegram.error import RetryAfter, TelegramError

from bot.chat.answer import Answer
from bot.chat.locale import en
from bot.chat.messages.tree import paragraph
from bot.chat.telegram.sending import Standing
from bot.errors import QuotewireError

logger = logging.getLogger(__name__)

_PAUSE = 1.0
_ATTEMPTS_AT_THE_LAST = 3
_PATIENCE_AT_THE_END = 5.0


class Lives:
    """All answers that are live now.

    Args:
        pause: for how many seconds each state of one stands at least, but for the last.
    """

    def __init__(self, pause: float = _PAUSE) -> None:
        self._pause = pause
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, standing: Standing, answer: Answer, live: AsyncIterator[Answer]) -> None:
        """Show what ``live`` yields in the place of an answer, without waiting for it."""
        task = asyncio.create_task(_show(standing, _Latest(answer), live, self._pause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """End them all; their messages say so."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Latest:
    """What there is to show."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.changed = asyncio.Event()
        self.complete = False

    def put(self, answer: Answer) -> None:
        self.answer = answer
        self.changed.set()

    def end_with(self, sentence: str) -> None:
        """Say below what stands there why there will be no more."""
        self.put(replace(self.answer, tree=(*self.answer.tree, paragraph(sentence)), keyboard=()))


async def _show(
    standing: Standing, latest: _Latest, live: AsyncIterator[Answer], pause: float
) -> None:
    reading = asyncio.create_task(_read(live, latest))
    try:
        while not latest.complete:
            await latest.changed.wait()
            latest.changed.clear()
            if not latest.complete:
                wait = await _tried(standing, latest.answer, pause)
                await asyncio.wait({reading}, timeout=max(wait, pause))
        await _show_last(standing, latest, pause)
    except asyncio.CancelledError:
        reading.cancel()
        await asyncio.wait({reading})
        latest.end_with(en.INTERRUPTED)
        try:
            async with asyncio.timeout(_PATIENCE_AT_THE_END):
                await _tried(standing, latest.answer, pause)
        except TimeoutError:
            logger.info("A live answer stays unfinished.")
        raise


async def _read(live: AsyncIterator[Answer], latest: _Latest) -> None:
    try:
        async for answer in live:
            latest.put(answer)
    except QuotewireError as error:
        latest.end_with(str(error))
    except Exception:
        logger.exception("A live answer ended before its time.")
        latest.end_with(en.SOMETHING_WRONG)
    finally:
        latest.complete = True
        latest.changed.set()


async def _tried(standing: Standing, answer: Answer, pause: float) -> float:
    """Show an answer. After how many seconds it makes sense to try again; 0 if it worked."""
    try:
        await standing.show(answer)
    except RetryAfter as error:
        wait = error.retry_after  # a timedelta: PTB_TIMEDELTA is set
        return wait.total_seconds() if isinstance(wait, timedelta) else wait
    except TelegramError as error:
        logger.info("A live answer could not be shown: %s", error)
        return pause
    return 0.0


async def _show_last(standing: Standing, latest: _Latest, pause: float) -> None:
    for attempt in range(_ATTEMPTS_AT_THE_LAST):
        if not (wait := await _tried(standing, latest.answer, pause)):
            return
        if attempt < _ATTEMPTS_AT_THE_LAST - 1:
            await asyncio.sleep(wait)
    logger.warning("The end of a live answer could not be shown.")
