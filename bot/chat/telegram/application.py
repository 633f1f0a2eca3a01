"""The application: its handlers, what goes wrong with it, how it ends."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.chat.answer import Answer
from bot.chat.conversation import Conversation
from bot.chat.locale import en
from bot.chat.messages.tree import paragraph
from bot.chat.telegram.handlers import Handlers
from bot.chat.telegram.live import Lives
from bot.chat.telegram.sending import acknowledge, send
from bot.errors import ApiUnreachable, QuotewireError, TokenRefused
from bot.settings import TELEGRAM

logger = logging.getLogger(__name__)

_AT_ONCE = 16
_LIVES = "lives"

# Its six parameters are the types of what handlers get; the defaults are right.
App = Application[Any, Any, Any, Any, Any, Any]


class _Watched(HTTPXRequest):
    """Requests for updates; tells when the token is refused.

    python-telegram-bot ends polling then, and keeps that to itself: the bot would go on deaf.
    """

    def __init__(self, on_refused: Callable[[], None], connection_pool_size: int) -> None:
        super().__init__(connection_pool_size)
        self._on_refused = on_refused

    async def do_request(self, *arguments: Any, **named: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Make a request."""
        status, content = await super().do_request(*arguments, **named)
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:
            self._on_refused()
        return status, content


def build(
    token: str, api_url: str, conversation: Conversation, on_refused: Callable[[], None]
) -> App:
    """An application that answers with a conversation; not started yet.

    Args:
        token: of the bot.
        api_url: root of the Bot API server.
        conversation: who answers.
        on_refused: called when the token, once good, is refused.
    """
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .concurrent_updates(_AT_ONCE)
        .job_queue(None)  # digests get a scheduler of their own
        .get_updates_request(_Watched(on_refused, connection_pool_size=1))
        .build()
    )
    lives = Lives()
    application.bot_data[_LIVES] = lives
    handlers = Handlers(conversation, lives)
    new_message = filters.UpdateType.MESSAGE
    private, text = filters.ChatType.PRIVATE, filters.TEXT
    for wanted, handler in (
        (filters.COMMAND, handlers.on_command),
        (text & filters.REPLY, handlers.on_reply),
        (text & private, handlers.on_text),
        (filters.Document.ALL, handlers.on_document),
    ):
        application.add_handler(MessageHandler(new_message & wanted, handler))
    application.add_handler(CallbackQueryHandler(handlers.on_press))
    application.add_error_handler(_on_error)
    return application


async def end_live(application: App) -> None:
    """End what is still shown live; each message says so. For when the application stops."""
    await application.bot_data[_LIVES].end()


@contextmanager
def api_errors(api_url: str) -> Iterator[None]:
    """Tell what goes wrong with the Bot API in words.

    Raises:
        TokenRefused: it does not know the token.
        ApiUnreachable: there is no answer, or none that makes sense.
    """
    try:
        yield
    except (InvalidToken, Forbidden) as error:
        raise token_refused(api_url) from error
    except TelegramError as error:
        raise ApiUnreachable(
            f"{_host(api_url)} gives no useful answer ({_cause(error)}). Check this machine's "
            "network connection, and QUOTEWIRE_API_URL if you set it."
        ) from error


def token_refused(api_url: str) -> TokenRefused:
    """What to tell when a Bot API server does not know the token."""
    other = "" if api_url == TELEGRAM else " Check QUOTEWIRE_API_URL too."
    return TokenRefused(
        f"{_host(api_url)} does not know this token. Copy it again from @BotFather into "
        f"QUOTEWIRE_TOKEN.{other}"
    )


def _host(api_url: str) -> str:
    host = urlsplit(api_url).netloc
    return "Telegram" if host == urlsplit(TELEGRAM).netloc else f"The Bot API server at {host}"


def _cause(error: TelegramError) -> str:
    return error.message.removeprefix("Unknown error in HTTP implementation: ").strip("'. ")


async def identity(token: str, api_url: str) -> str:
    """The name of the bot that a token belongs to.

    Raises:
        TokenRefused, ApiUnreachable: as ``api_errors`` says.
    """
    with api_errors(api_url):
        async with Bot(token, f"{api_url}/bot", f"{api_url}/file/bot") as bot:
            return bot.username


async def _on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log what went wrong, and tell whoever waits for an answer if that makes sense."""
    number = update.update_id if isinstance(update, Update) else "?"
    error = context.error
    if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
        # Blocked, kicked, no network, too fast: another message would fare no better.
        logger.warning("Update %s was not answered: %s", number, error)
        return
    if isinstance(error, QuotewireError):
        logger.error("Update %s was not answered: %s", number, error)
    else:
        logger.error("Update %s was not answered.", number, exc_info=error)
    if not isinstance(update, Update):
        return
    if update.callback_query is not None:
        await acknowledge(update.callback_query, en.SOMETHING_WRONG)
    elif update.message is not None:
        try:
            await send(update.message, Answer((paragraph(en.SOMETHING_WRONG),)), quoting=False)
        except TelegramError as another:
            logger.warning("Nor could the apology be sent: %s", another)
