"""The conversation over the Bot API, with python-telegram-bot.

Thin on purpose: it takes updates apart, hands them to ``Conversation`` and sends what comes back.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.chat.answer import Answer, Document
from bot.chat.asker import Asker
from bot.chat.conversation import Conversation, Notice
from bot.chat.keyboards import Keyboard, Press, decode
from bot.chat.locale import en
from bot.chat.messages.render import render
from bot.chat.messages.split import split
from bot.chat.messages.tree import paragraph
from bot.errors import ApiUnreachable, QuotewireError, TokenRefused
from bot.settings import TELEGRAM
from summaries.model import Topic

logger = logging.getLogger(__name__)

_MOST_COMMANDS = 100
_LONGEST_DESCRIPTION = 256
_AT_ONCE = 16
_PRESSED_ONCE = frozenset({"more", "forget", "keep"})
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

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
    chat = _Chat(conversation)
    new_message = filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(new_message & filters.COMMAND, chat.on_command))
    application.add_handler(
        MessageHandler(new_message & filters.TEXT & filters.ChatType.PRIVATE, chat.on_text)
    )
    application.add_handler(CallbackQueryHandler(chat.on_press))
    application.add_error_handler(_on_error)
    return application


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


class _Chat:
    """The handlers."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    async def on_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or message.text is None:
            return
        head, _, argument = message.text.partition(" ")
        head, _, rest = head.partition("\n")
        name, _, addressee = head[1:].partition("@")
        name = name.lower()
        if addressee and addressee.lower() != context.bot.username.lower():
            return
        private = message.chat.type == ChatType.PRIVATE
        if not (private or addressee or await self._conversation.knows(name)):
            return  # in a group, an unknown command is meant for another bot
        asker = _asker(message.chat, message.from_user, message.sender_chat)
        words = f"{rest} {argument}".strip()
        await _send(message, await self._conversation.command(name, words, asker))

    async def on_text(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is not None and message.text is not None:
            await _send(message, await self._conversation.named(message.text))

    async def on_press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None:
            return
        chat = query.message.chat if query.message is not None else None
        if chat is None:  # a message sent in the bot's name from elsewhere; none of ours
            await _acknowledge(query, en.BUTTON_STALE)
            return
        asker = _asker(chat, query.from_user)
        answer = await self._conversation.press(query.data or "", asker)
        if isinstance(answer, Notice):
            await _acknowledge(query, answer.text)
            return
        await _acknowledge(query)
        if isinstance(query.message, Message):
            await _send(query.message, answer, quoting=False)
            press = decode(query.data or "")
            if press is not None and press.action in _PRESSED_ONCE:
                await _without_buttons(query.message, query.data, press)


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's waiting sign; that this may fail must not keep the answer back."""
    try:
        await query.answer(text)
    except TelegramError as error:
        logger.info("A press could not be acknowledged: %s", error)


async def _send(message: Message, answer: Answer, *, quoting: bool = True) -> None:
    """Send an answer to where a message came from, in as many parts as it needs.

    In a group the first part replies to the question, so that it is clear whose it is.
    """
    if answer.document is not None:
        await _send_document(message, answer, answer.document, quoting=quoting)
        return
    parts = split(answer.tree)
    in_group = message.chat.type != ChatType.PRIVATE
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        await message.reply_text(
            render(part),
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            allow_sending_without_reply=True,
            reply_markup=_markup(answer.keyboard) if last else None,
            do_quote=quoting and in_group and index == 0,
        )


async def _send_document(
    message: Message, answer: Answer, document: Document, *, quoting: bool
) -> None:
    (caption,) = split(answer.tree)
    await message.reply_document(
        document.content,
        filename=document.name,
        caption=render(caption),
        parse_mode=ParseMode.HTML,
        allow_sending_without_reply=True,
        reply_markup=_markup(answer.keyboard),
        do_quote=quoting and message.chat.type != ChatType.PRIVATE,
    )


def _asker(chat: Chat, person: User | None, sender_chat: Chat | None = None) -> Asker:
    """Whoever wrote or pressed something in a chat."""

    async def administers() -> bool:
        if chat.type == ChatType.PRIVATE or sender_chat == chat:  # an anonymous administrator
            return True
        if person is None:
            return False
        member = await chat.get_member(person.id)
        return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}

    return Asker(chat.id, administers)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in keyboard]
    )


async def _without_buttons(message: Message, data: str | None, press: Press) -> None:
    """Take a pressed button away, so that nobody gets the same page twice.

    Where it decided something, all the others go too.
    """
    if message.reply_markup is None:
        return
    rows = [
        [button for button in row if button.callback_data != data and press.action == "more"]
        for row in message.reply_markup.inline_keyboard
    ]
    left = [row for row in rows if row]
    try:
        await message.edit_reply_markup(InlineKeyboardMarkup(left) if left else None)
    except TelegramError as error:
        # "message is not modified" when two presses came at once; "can't be edited" after 48 hours.
        logger.info("A button stays where it is: %s", error)


async def publish_profile(application: App, topics: Sequence[Topic]) -> None:
    """Tell Telegram the bot's descriptions and its menu, with a command for each topic.

    What Telegram refuses here must not keep the bot from answering: it is logged.
    """
    bot = application.bot
    commands = [BotCommand(name, text) for name, text in en.MENU.items()]
    commands[1:1] = [
        BotCommand(t.command, en.MENU_TOPIC.format(title=t.title)[:_LONGEST_DESCRIPTION])
        for t in topics
    ]
    for telling in (
        bot.set_my_commands(commands[:_MOST_COMMANDS]),
        bot.set_my_description(en.DESCRIPTION),
        bot.set_my_short_description(en.SHORT_DESCRIPTION),
    ):
        try:
            await telling
        except TelegramError as error:
            logger.warning("Telegram did not take the bot's menu or description: %s", error)


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
        await _acknowledge(update.callback_query, en.SOMETHING_WRONG)
    elif update.message is not None:
        try:
            await _send(update.message, Answer((paragraph(en.SOMETHING_WRONG),)), quoting=False)
        except TelegramError as another:
            logger.warning("Nor could the apology be sent: %s", another)
