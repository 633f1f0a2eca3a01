"""A tricky server, and a fetcher to whom it is the whole Internet."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.sources.fetching.fetch import Fetcher, Patience
from bot.sources.fetching.pacing import Pacing
from bot.store.tiny import open_tiny
from tests.tricky import Tricky, tricky, trust

if TYPE_CHECKING:
    from bot.store.base import Store
    from tests.unit.sources.workplace import Workplace

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# Where it is to be told which of them ended a fetch, only one of the times is short.
_LONG = timedelta(seconds=30)
SILENCE = Patience(connect=_LONG, read=timedelta(seconds=0.3), whole=_LONG)
BRIEF = Patience(connect=_LONG, read=_LONG, whole=timedelta(seconds=0.8))
QUICK = Patience(connect=timedelta(seconds=0.5), read=SILENCE.read, whole=BRIEF.whole)


@asynccontextmanager
async def fetching(
    server: Tricky,
    *,
    pacing: Pacing | None = None,
    patience: Patience | None = None,
    allowed: tuple[str, ...] = (),
) -> AsyncIterator[Fetcher]:
    """A fetcher that finds nothing but this server, and does not wait between requests."""
    async with Fetcher(
        server.guard(allowed),
        clock=lambda: NOW,
        pacing=pacing or Pacing(gap=timedelta(0)),
        patience=patience,
        tls=trust(),
    ) as fetcher:
        yield fetcher


@pytest.fixture
async def server() -> AsyncIterator[Tricky]:
    async with tricky() as found:
        yield found


@pytest.fixture
async def fetcher(server: Tricky) -> AsyncIterator[Fetcher]:
    async with fetching(server) as found:
        yield found


@pytest.fixture
async def hurried(server: Tricky) -> AsyncIterator[Fetcher]:
    async with fetching(server, patience=QUICK) as found:
        yield found


@pytest.fixture
async def place(tmp_path: Path, server: Tricky) -> AsyncIterator["Workplace"]:
    """A desk on the embedded store."""
    from tests.unit.sources.workplace import working

    async with await open_tiny(tmp_path / "data") as store, working(store, server) as found:
        yield found


@pytest.fixture(params=["tiny", "postgres"])
async def either_place(
    request: pytest.FixtureRequest, tmp_path: Path, server: Tricky
) -> AsyncIterator["Workplace"]:
    """A desk on each of the stores."""
    from tests.unit.sources.workplace import working

    async with AsyncExitStack() as stack:
        if request.param == "tiny":
            store: Store = await open_tiny(tmp_path / "data")
        else:
            from bot.store.postgres import open_postgres
            from tests import postgres

            store = await open_postgres(stack.enter_context(postgres.database()))
        await stack.enter_async_context(store)
        yield await stack.enter_async_context(working(store, server))


@pytest.fixture
async def impatient(server: Tricky) -> AsyncIterator[Fetcher]:
    """Waits long for a whole answer, and not for a part of it."""
    async with fetching(server, patience=SILENCE) as found:
        yield found


@pytest.fixture
async def brief(server: Tricky) -> AsyncIterator[Fetcher]:
    """Waits long for each part of an answer, and not for all of it."""
    async with fetching(server, patience=BRIEF) as found:
        yield found
