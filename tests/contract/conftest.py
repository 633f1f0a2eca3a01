"""Each store, opened as a process would open it."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.store.base import Store

Open = Callable[[], Coroutine[Any, Any, Store]]


class Restarts:
    """Opens the same store again and again, each time as a process that starts after the last."""

    def __init__(self, open_it: Open) -> None:
        self._open = open_it
        self._now: Store | None = None

    async def __call__(self) -> Store:
        await self.stop()
        self._now = await self._open()
        return self._now

    async def stop(self) -> None:
        if self._now is not None:
            await self._now.close()
            self._now = None


@pytest.fixture(params=["tiny", "postgres"])
def open_it(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    if request.param == "tiny":
        from bot.store.tiny import open_tiny

        yield lambda: open_tiny(tmp_path / "data")
    else:
        from bot.store.postgres import open_postgres
        from tests import postgres

        with postgres.ready() as url:
            yield lambda: open_postgres(url)


@pytest.fixture
async def restart(open_it: Open) -> AsyncIterator[Restarts]:
    """Starts a process anew on the same store: the store as it is then."""
    restarts = Restarts(open_it)
    yield restarts
    await restarts.stop()


@pytest.fixture
async def store(restart: Restarts) -> Store:
    return await restart()
