"""The store that the settings name, opened for whoever needs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.filing import refile
from bot.settings import Settings
from bot.sources.ingest import take_over_corpus
from bot.store.base import Store
from bot.store.moving import not_moving
from bot.store.places import Place, open_place


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def place_in(settings: Settings) -> Place:
    """Where the store is that the settings name."""
    if settings.database_url:
        return Place(url=settings.database_url)
    return Place(folder=settings.data)


async def open_store(settings: Settings, *, writable: bool = True) -> Store:
    """The store that the settings name.

    Args:
        settings: which one.
        writable: False where it is only read, also while a bot runs on it.

    Raises:
        StoreError: it cannot be used.
    """
    return await open_place(place_in(settings), writable=writable)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """The store with the corpus in it, for a bot.

    Raises:
        StoreError: it cannot be used.
        CorpusError: the corpus cannot be.
    """
    async with await open_store(settings) as store:
        await not_moving(store)
        await take_over_corpus(store, settings.corpus, now=utc_now())
        await store.flush()
        yield store


@asynccontextmanager
async def altered(settings: Settings) -> AsyncIterator[Store]:
    """The store for a command that changes it.

    Files get the corpus first, as for a bot. A database is taken as it is: the bots that use it may
    have another corpus than the shell that the command was given in.

    Raises:
        StoreError: it cannot be used.
        CorpusError: the corpus cannot be.
    """
    if not settings.database_url:
        async with opened(settings) as store:
            yield store
        return
    async with await open_store(settings) as store:
        await not_moving(store)
        yield store


@asynccontextmanager
async def looked_into(settings: Settings) -> AsyncIterator[Store]:
    """The store for who only reads: nothing is written, and a bot may run on it meanwhile.

    Files are read into memory, and the corpus is added there; a database is taken as it is.
    """
    async with await open_store(settings, writable=False) as store:
        await not_moving(store)
        if not settings.database_url:
            await take_over_corpus(store, settings.corpus, now=utc_now())
            await refile(store)
        yield store
