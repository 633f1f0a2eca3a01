"""The bot in its chats."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app.stores import utc_now
from bot.briefings import Briefings
from bot.chat.admin_office import AdminOffice
from bot.chat.conversation import Conversation
from bot.chat.notices import notice_answer
from bot.chat.rights import admins_of
from bot.chat.source_office import SourceOffice
from bot.chat.topic_office import TopicOffice
from bot.desk import Desk, SourceNotice
from bot.filing import unfinished
from bot.refiling import Refiler
from bot.store.base import Store
from summaries.draft import DEFAULT

if TYPE_CHECKING:
    from bot.chat.office import Office
    from bot.chat.telegram import App

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answering:
    """The bot while it answers.

    Attributes:
        application: carries what it says.
        refused: set when the Bot API server refuses the token after all.
    """

    application: "App"
    refused: asyncio.Event


@asynccontextmanager
async def answering(
    store: Store,
    *,
    token: str,
    api_url: str,
    algorithm: str = DEFAULT,
    clock: Callable[[], datetime] = utc_now,
    desk: Desk | None = None,
    owners: Collection[int] = frozenset(),
) -> AsyncIterator[Answering]:
    """The bot, answering for as long as the block lasts.

    Args:
        store: what it answers from.
        token: of the bot.
        api_url: root of the Bot API server.
        algorithm: whose choice of sentences.
        clock: the present moment.
        desk: who looks after sources; without it there are no commands for sources.
        owners: who are admins whatever the store says.

    Yields:
        What is answering, and an event that is set when the Bot API server refuses the token after
        all.

    Raises:
        TokenRefused: the Bot API server does not know the token.
        ApiUnreachable: there is no answer from it.
    """
    # A third of the start-up time, and not needed by the shell's commands.
    from telegram.error import TelegramError

    from bot.chat.telegram import (
        api_errors,
        build,
        end_live,
        publish_admin_menu,
        publish_profile,
    )

    async def menu_changed(person: int, admitted: bool) -> None:
        concerned = {"admins" if admitted else "former": [person]}
        await publish_admin_menu(application, await store.topics.all(), menus, **concerned)

    async def met(person: int) -> None:
        await menu_changed(person, admitted=True)

    async def published() -> None:
        topics = await store.topics.all()
        await publish_profile(application, topics)
        await publish_admin_menu(application, topics, menus, admins=await admins_of(store, owners))

    refused = asyncio.Event()
    refiler = Refiler(store)
    offices: list[Office] = [
        TopicOffice(store, refiler, published, clock),
        AdminOffice(store, owners, clock, menu_changed),
    ]
    if desk is not None:
        offices.insert(0, SourceOffice(desk, clock))
    menus = [office.menu for office in offices]
    conversation = Conversation(
        store, Briefings(store, algorithm), clock, offices, owners, refiler.unfinished, met
    )
    application = build(token, api_url, conversation, refused.set)
    updater = application.updater
    if updater is None:
        raise RuntimeError("python-telegram-bot built an application without an updater")
    with api_errors(api_url):
        await application.initialize()
    try:
        await published()
        with api_errors(api_url):
            await updater.start_polling(
                allowed_updates=["message", "callback_query"], error_callback=_on_polling_error
            )
        await application.start()
        async with refiler:
            if await unfinished(store):
                refiler.start([topic.slug for topic in await store.topics.all()])
            try:
                yield Answering(application, refused)
            finally:
                with suppress(TelegramError):  # what ended the polling was told when it happened
                    await updater.stop()
                await end_live(application)
                await application.stop()
    finally:
        await application.shutdown()


def _on_polling_error(error: Exception) -> None:
    """Polling goes on by itself, with growing pauses."""
    logger.warning("No updates for the moment: %s", error)


class AdminsTold:
    """Tells the admins of sources, once there is somebody to carry it.

    Args:
        store: where admins are kept.
        owners: who are admins whatever the store says.
        clock: the present moment.
    """

    def __init__(
        self, store: Store, owners: Collection[int], clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._store, self._owners, self._clock = store, owners, clock
        self.application: App | None = None

    async def __call__(self, notice: SourceNotice) -> bool:
        """Tell them; whether anybody could be told."""
        from bot.chat.telegram import tell

        if self.application is None:
            return False
        people = await admins_of(self._store, self._owners)
        return await tell(self.application, people, notice_answer(notice, self._clock()))
