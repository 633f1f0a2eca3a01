"""The only place where parts are put together."""

import asyncio
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.briefings import Briefings
from bot.chat.conversation import Conversation
from bot.errors import SettingsError
from bot.settings import Settings
from bot.sources.corpus import Corpus, load_corpus
from bot.store.base import Store
from bot.store.tiny import open_tiny
from summaries.draft import DEFAULT

logger = logging.getLogger(__name__)

_FROM_CORPUS = "corpus:"


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


async def open_store(settings: Settings) -> Store:
    """The store that the settings name.

    Raises:
        StoreError: it cannot be used.
        SettingsError: this version does not know it.
    """
    if settings.database_url:
        raise SettingsError(
            "QUOTEWIRE_DATABASE_URL is set, but this version keeps its data only in files. Remove "
            "the setting, or set QUOTEWIRE_DATA to a folder."
        )
    return await open_tiny(settings.data)


async def take_over_corpus(store: Store, folder: Path, *, now: datetime) -> Corpus:
    """Make the store hold what a corpus folder holds: its articles, and its topics if it has any.

    An article is called by the folder's name and the file's, so that it keeps its id when the
    project moves. Articles of files or folders that are gone go too; those from elsewhere stay.

    Raises:
        CorpusError: the folder cannot be used.
    """
    corpus = await asyncio.to_thread(
        load_corpus, folder, now=now, name=lambda path: f"{folder.name}/{path.name}"
    )
    for problem in corpus.problems:
        logger.warning("%s", problem)
    articles = [replace(a, id=_FROM_CORPUS + a.id) for a in corpus.articles]
    await store.put_articles(articles)
    there = {article.id for article in articles}
    kept = await store.articles()
    await store.remove_articles(
        [a.id for a in kept if a.id.startswith(_FROM_CORPUS) and a.id not in there]
    )
    if corpus.topics:
        wanted = {topic.slug for topic in corpus.topics}
        await store.remove_topics([t.slug for t in await store.topics() if t.slug not in wanted])
        await store.put_topics(corpus.topics)
    return corpus


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """The store with the corpus in it."""
    async with await open_store(settings) as store:
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
        await publish_profile(application, await store.topics())
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
        refused = await stack.enter_async_context(
            answering(store, token=token, api_url=api_url, algorithm=settings.algorithm)
        )
        _announce(page_url)
        await refused.wait()
        raise token_refused(api_url)


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
