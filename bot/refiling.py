"""Filing all articles anew in the background, while the bot answers."""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from types import TracebackType
from typing import Self

from bot.errors import StoreError
from bot.filing import Progress, refile
from bot.store.base import Store

logger = logging.getLogger(__name__)


class Refiler:
    """Files the articles of a store anew; one run at a time, whoever asks for it.

    Use it as a context manager: at the end of the block a run is broken off, and the next one, of
    this process or another, begins once more.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._task: asyncio.Task[None] | None = None
        self._asked = False
        self._slugs: set[str] = set()
        self._progress: Progress | None = None
        self._moved = asyncio.Event()

    def start(self, slugs: Collection[str] = ()) -> None:
        """Begin, if need be; a run that is under way sees by itself that the topics changed.

        Args:
            slugs: the topics that changed.
        """
        self._slugs.update(slugs)
        self._asked = True
        if self._task is None or self._task.done():
            self._progress = None
            self._task = asyncio.create_task(self._run())
            self._task.add_done_callback(self._ended)

    def unfinished(self, slug: str) -> bool:
        """Whether stored articles are still being matched to a topic that changed."""
        return slug in self._slugs

    async def followed(self) -> AsyncIterator[Progress]:
        """How far the run is, whenever it has come further, until it is over.

        Raises:
            StoreError: it failed, or was broken off.
        """
        task = self._task
        while task is not None and not task.done():
            moved = self._moved
            if self._progress is not None:
                yield self._progress
            if not task.done():
                await moved.wait()
        if task is not None and task.cancelled():
            raise StoreError(
                "The bot is stopping. Stored articles are matched when it starts again."
            )
        if task is not None:
            task.result()
            if self._progress is not None:
                yield self._progress

    async def _run(self) -> None:
        while self._asked:
            self._asked = False
            changed = frozenset(self._slugs)
            await refile(self._store, self._tell)
            if not self._asked:
                self._slugs -= changed

    def _tell(self, progress: Progress) -> None:
        self._progress = progress
        self._wake()

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._wake()
        error = None if task.cancelled() else task.exception()
        if error is not None:
            # Whoever follows it is told; but nobody may.
            logger.error("Stored articles could not be matched anew: %s", error, exc_info=error)

    async def __aenter__(self) -> Self:
        """The same."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Break off what is under way."""
        if self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task})
