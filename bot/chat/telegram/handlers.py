"""From updates to the conversation, and back."""

import logging

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.chat.answer import Answer, Notice
from bot.chat.conversation import Conversation
from bot.chat.keyboards import decode
from bot.chat.locale import en
from bot.chat.telegram.live import Lives
from bot.chat.telegram.reading import asker_of, attached_to, command_in
from bot.chat.telegram.sending import Standing, acknowledge, send, without_buttons

logger = logging.getLogger(__name__)

_DECIDED = frozenset({"forget", "keep"})


class Handlers:
    """What is done with each kind of update."""

    def __init__(self, conversation: Conversation, lives: Lives) -> None:
        self._conversation, self._lives = conversation, lives

    async def on_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A text that begins with a slash."""
        if update.message is not None and update.message.text is not None:
            await self._command(update.message, update.message.text, context.bot.username)

    async def on_text(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A text in a private chat that is no command."""
        message = update.message
        if message is not None and message.text is not None:
            answer = await self._conversation.said(message.text, asker_of(message))
            await self._send(message, answer)

    async def on_reply(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A text that replies to a message, maybe to a question of ours."""
        message = update.message
        if message is None or message.text is None:
            return
        attached = attached_to(message, context.bot)
        if attached.ours:
            asker = asker_of(message)
            answer = await self._conversation.reply(message.text, asker, attached)
            if answer is not None:
                await self._send(message, answer)
                return
        if message.chat.type == ChatType.PRIVATE:
            await self.on_text(update, context)

    async def on_document(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file. In a group it is only meant for us where its caption is a command of ours."""
        message = update.message
        if message is None:
            return
        if message.caption is not None and message.caption.startswith("/"):
            await self._command(message, message.caption, context.bot.username)
        elif message.chat.type == ChatType.PRIVATE:
            attached = attached_to(message, context.bot)
            answer = await self._conversation.upload(asker_of(message), attached)
            if answer is not None:
                await self._send(message, answer)

    async def _command(self, message: Message, text: str, bot_name: str) -> None:
        name, addressee, argument = command_in(text)
        if addressee and addressee.lower() != bot_name.lower():
            return
        private = message.chat.type == ChatType.PRIVATE
        if not (private or addressee or await self._conversation.knows(name)):
            return  # in a group, an unknown command is meant for another bot
        attached = attached_to(message, message.get_bot())
        answer = await self._conversation.command(name, argument, asker_of(message), attached)
        await self._send(message, answer)

    async def on_press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A button."""
        query = update.callback_query
        if query is None:
            return
        if query.message is None:  # sent in the bot's name from elsewhere; none of ours
            await acknowledge(query, en.BUTTON_STALE)
            return
        data = query.data or ""
        asker = asker_of(query.message, query.from_user)
        answer = await self._conversation.press(data, asker)
        if isinstance(answer, Notice):
            await acknowledge(query, answer.text)
            return
        await acknowledge(query)
        if not isinstance(query.message, Message):
            return
        if answer.instead:
            await self._replace(query.message, answer)
            return
        await self._send(query.message, answer, quoting=False)
        press = decode(data)
        if answer.settled or (press is not None and press.action in _DECIDED):
            await without_buttons(query.message)
        elif press is not None and press.action == "more":
            await without_buttons(query.message, data)

    async def _send(self, message: Message, answer: Answer, *, quoting: bool = True) -> None:
        standing = await send(message, answer, quoting=quoting)
        if answer.live is not None:
            self._lives.begin(standing, answer, answer.live)

    async def _replace(self, message: Message, answer: Answer) -> None:
        standing = Standing.of(message)
        try:
            await standing.show(answer)
        except TelegramError as error:
            logger.info("A message stays as it is: %s", error)
        if answer.live is not None:
            self._lives.begin(standing, answer, answer.live)
