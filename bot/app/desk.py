"""The desk with all that it works with: fetching, reading, storing."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.app.stores import altered, looked_into, utc_now
from bot.errors import StoreError, StoreInUse
from bot.settings import Settings
from bot.sources.desk import SourceDesk
from bot.sources.fetching.fetch import Fetcher
from bot.sources.fetching.guard import Guard
from bot.sources.fetching.pacing import Pacing
from bot.sources.fetching.resolver import Resolve
from bot.sources.intake import Intake
from bot.sources.pieces import Read, Reading, Request, decode_reading, encode
from bot.sources.reader import Reader
from bot.sources.refresh import Refresher, Tell, nobody_told
from bot.sources.tryout import Tryout
from bot.store.base import Store

_READING = "bot.sources.reading"


@dataclass(frozen=True, slots=True)
class Desks:
    """The desk, and who fetches for it."""

    desk: SourceDesk
    refresher: Refresher


@asynccontextmanager
async def desk_on(
    store: Store,
    settings: Settings,
    *,
    allowed: Collection[str] = (),
    tell: Tell = nobody_told,
    clock: Callable[[], datetime] = utc_now,
    read: Read | None = None,
    pacing: Pacing | None = None,
    resolve: Resolve | None = None,
) -> AsyncIterator[Desks]:
    """A desk that looks after the sources of a store.

    Args:
        store: which one.
        settings: how long articles are kept.
        allowed: "host:port" of what may be reached although it is not public.
        tell: tells the admins of sources.
        clock: the present moment.
        read: reads what was fetched; in a process of its own unless told.
        pacing: of its requests; the usual unless told.
        resolve: looks names up; the system's resolver unless told.
    """
    keep = timedelta(days=settings.keep_articles)
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(
            Fetcher(Guard(allowed, resolve), clock=clock, pacing=pacing)
        )
        if read is None:
            read = _reading_in(await stack.enter_async_context(Reader(_READING)))
        refresher = Refresher(store, fetcher, read, clock, keep, tell)
        stack.push_async_callback(refresher.close)
        tryout = Tryout(store, fetcher, read, clock, keep)
        intake = Intake(store, read, clock, keep)
        yield Desks(SourceDesk(store, refresher, tryout, intake, clock), refresher)


def _reading_in(reader: Reader) -> Read:
    """Reads bytes in a process of its own."""

    async def read(request: Request) -> Reading:
        return decode_reading(await reader.call("read", encode(request)))

    return read


@asynccontextmanager
async def desk_in(settings: Settings, *, writable: bool = True) -> AsyncIterator[SourceDesk]:
    """The desk of the store that the settings name, for the shell.

    Args:
        settings: which store, and what may be reached.
        writable: False where nothing is to be kept; a bot may then run on it.

    Raises:
        StoreError: it cannot be used, or a bot holds it; then the chat is the place to do it.
    """
    opening = _to_alter(settings) if writable else looked_into(settings)
    async with opening as store, desk_on(store, settings, allowed=settings.allow_hosts) as desks:
        yield desks.desk


@asynccontextmanager
async def _to_alter(settings: Settings) -> AsyncIterator[Store]:
    async with AsyncExitStack() as stack:
        try:
            store = await stack.enter_async_context(altered(settings))
        except StoreInUse as error:
            raise StoreError(
                f"The data folder is in use by {error.owner}. Stop that first, or send /addsource "
                "or /sources to the bot in a chat. A dry run and a list work meanwhile."
            ) from error
        yield store
