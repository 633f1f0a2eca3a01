"""The only place where parts are put together."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from bot.briefings import Briefings
from bot.chat.conversation import Conversation
from bot.schedule.retention import Kept
from bot.schedule.runner import scheduled
from bot.settings import Settings
from bot.sources.ingest import take_over_corpus
from bot.store.base import Store
from bot.store.moving import not_moving
from bot.store.places import Place, open_place
from summaries.draft import DEFAULT

logger = logging.getLogger(__name__)


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
async def looked_into(settings: Settings) -> AsyncIterator[Store]:
    """The store for who only reads: nothing is written, and a bot may run on it meanwhile.

    Files are read into memory, and the corpus is added there; a database is taken as it is.
    """
    async with await open_store(settings, writable=False) as store:
        await not_moving(store)
        if not settings.database_url:
            await take_over_corpus(store, settings.corpus, now=utc_now())
        yield store


@asynccontextmanager
async def answering(
    store: Store,
    *,
    token: str,
    api_url: str,
    algorithm: str = DEFAULT,
    clock: Callable[[], datetime] = utc_now,
) -> AsyncIterator[asyncio.Event]:
    """The bot, answering for as long as the block lasts.

    Yields:
        An event that is set when the Bot API server refuses the token after all.

    Raises:
        TokenRefused: the Bot API server does not know the token.
        ApiUnreachable: there is no answer from it.
    """
    # A third of the start-up time, and not needed by the shell's commands.
    from telegram.error import TelegramError

    from bot.chat.telegram import api_errors, build, publish_profile

    refused = asyncio.Event()
    conversation = Conversation(store, Briefings(store, algorithm), clock)
    application = build(token, api_url, conversation, refused.set)
    updater = application.updater
    if updater is None:
        raise RuntimeError("python-telegram-bot built an application without an updater")
    with api_errors(api_url):
        await application.initialize()
    try:
        await publish_profile(application, await store.topics.all())
        with api_errors(api_url):
            await updater.start_polling(
                allowed_updates=["message", "callback_query"], error_callback=_on_polling_error
            )
        await application.start()
        try:
            yield refused
        finally:
            with suppress(TelegramError):  # what ended the polling was told when it happened
                await updater.stop()
            await application.stop()
    finally:
        await application.shutdown()


def _on_polling_error(error: Exception) -> None:
    """Polling goes on by itself, with growing pauses."""
    logger.warning("No updates for the moment: %s", error)


async def run(settings: Settings) -> None:
    """Run the bot until it is told to stop: with Telegram, or without a token in the sandbox.

    Raises:
        QuotewireError: it cannot start, or cannot go on.
    """
    stop = _stop_signal()
    serving = asyncio.create_task(_serve(settings))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stop.is_set():
        logger.info("Stopping.")
        serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving


async def _serve(settings: Settings) -> None:
    """Start everything and go on until cancelled."""
    from bot.chat.telegram import token_refused

    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened(settings))
        token, api_url = settings.token, settings.api_url
        page_url = None
        if token is None:
            from bot.sandbox import Sandbox

            address = settings.sandbox_listen
            sandbox = Sandbox(address.host, address.port)
            await stack.enter_async_context(sandbox)
            token, api_url, page_url = sandbox.token, sandbox.api_url, sandbox.page_url
        await stack.enter_async_context(scheduled(store, _kept(settings), utc_now))
        refused = await stack.enter_async_context(
            answering(store, token=token, api_url=api_url, algorithm=settings.algorithm)
        )
        _announce(page_url)
        await refused.wait()
        raise token_refused(api_url)


def _kept(settings: Settings) -> Kept:
    return Kept(timedelta(days=settings.keep_articles), timedelta(days=settings.keep_slots))


def _announce(page_url: str | None) -> None:
    if page_url is None:
        sys.stdout.write("Quotewire is running. Stop it with Ctrl+C.\n")
    else:
        sys.stdout.write(
            f"Quotewire is running in the sandbox. Open {page_url} and chat with it.\n"
            "Set QUOTEWIRE_TOKEN to run it on Telegram. Stop it with Ctrl+C.\n"
        )
    sys.stdout.flush()


def _stop_signal() -> asyncio.Event:
    """An event that is set by Ctrl+C or a request to terminate."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows: Ctrl+C raises KeyboardInterrupt instead
            break
    return stop
