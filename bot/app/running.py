"""The bot as a whole, from its start to its end."""

import asyncio
import logging
import signal
import sys
from contextlib import AsyncExitStack, suppress
from datetime import timedelta

from bot.app.answering import AdminsTold, answering
from bot.app.desk import desk_on
from bot.app.stores import opened, utc_now
from bot.schedule.retention import Kept
from bot.schedule.runner import scheduled
from bot.settings import Settings

logger = logging.getLogger(__name__)


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
        token, api_url, owners = settings.token, settings.api_url, settings.admins
        allowed, page_url = settings.allow_hosts, None
        if token is None:
            from bot.sandbox import Sandbox

            address = settings.sandbox_listen
            sandbox = Sandbox(address.host, address.port)
            await stack.enter_async_context(sandbox)
            token, api_url, page_url = sandbox.token, sandbox.api_url, sandbox.page_url
            # Its own feed may be tried, and whoever sits at the page is the owner.
            allowed, owners = allowed | {sandbox.address}, owners or sandbox.admins
        telling = AdminsTold(store, owners)
        desks = await stack.enter_async_context(
            desk_on(store, settings, allowed=allowed, tell=telling)
        )
        bot = await stack.enter_async_context(
            answering(
                store,
                token=token,
                api_url=api_url,
                algorithm=settings.algorithm,
                desk=desks.desk,
                owners=owners,
            )
        )
        telling.application = bot.application
        # Whoever is told of a source is told by the bot, so this ends before it does.
        stack.push_async_callback(desks.refresher.close)
        await stack.enter_async_context(
            scheduled(
                store,
                _kept(settings),
                utc_now,
                fetch_due=desks.refresher.due,
                tell_owed=desks.refresher.tell_owed,
            )
        )
        _announce(page_url)
        await bot.refused.wait()
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
