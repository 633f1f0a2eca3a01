"""Sending answers, and changing what was sent."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from telegram import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application

from bot.chat.answer import Answer, Document
from bot.chat.keyboards import Keyboard
from bot.chat.messages.render import render
from bot.chat.messages.split import split

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"


@dataclass(slots=True)
class _Part:
    """A message of an answer, and what it shows; ``html`` is None where that is not known."""

    message: Message
    html: str | None
    keyboard: Keyboard


class Standing:
    """The messages that show an answer; another can take its place."""

    def __init__(self, parts: Iterable[_Part]) -> None:
        self._parts = list(parts)

    @classmethod
    def of(cls, message: Message) -> "Standing":
        """One message, whatever it shows."""
        return cls([_Part(message, None, ())])

    async def show(self, answer: Answer) -> None:
        """Put another answer in the place of what is shown, in as many messages as it needs.

        Raises:
            TelegramError: a part of it could not be shown; calling it again shows that.
        """
        wanted = _texts(answer)
        for place, (html, keyboard) in enumerate(wanted):
            if place < len(self._parts):
                await _edit(self._parts[place], html, keyboard)
            else:
                message = await self._parts[-1].message.reply_text(
                    html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=_markup(keyboard),
                    do_quote=False,
                )
                self._parts.append(_Part(message, html, keyboard))
        while len(self._parts) > max(len(wanted), 1):
            await self._parts[-1].message.delete()
            self._parts.pop()


def _texts(answer: Answer) -> list[tuple[str, Keyboard]]:
    """The messages of an answer; its buttons are below the last."""
    parts = split(answer.tree)
    last = len(parts) - 1
    return [(render(p), answer.keyboard if i == last else ()) for i, p in enumerate(parts)]


async def _edit(part: _Part, html: str, keyboard: Keyboard) -> None:
    if (part.html, part.keyboard) == (html, keyboard):
        return
    try:
        await part.message.edit_text(
            html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=_markup(keyboard),
        )
    except BadRequest as error:
        if _UNCHANGED not in error.message.lower():
            raise
    part.html, part.keyboard = html, keyboard


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Stop the button's waiting sign; that this may fail must not keep the answer back."""
    try:
        await query.answer(text)
    except TelegramError as error:
        logger.info("A press could not be acknowledged: %s", error)


async def send(message: Message, answer: Answer, *, quoting: bool = True) -> Standing:
    """Send an answer to where a message came from, in as many parts as it needs.

    In a group the first part replies to the question, so that it is clear whose it is.
    """
    in_group = message.chat.type != ChatType.PRIVATE
    if answer.document is not None:
        return await _send_document(message, answer, answer.document, quoting=quoting and in_group)
    sent = []
    for index, (html, keyboard) in enumerate(_texts(answer)):
        part = await message.reply_text(
            html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            allow_sending_without_reply=True,
            reply_markup=_prompt(answer.prompt) or _markup(keyboard),
            do_quote=quoting and in_group and index == 0,
        )
        sent.append(_Part(part, html, keyboard))
    return Standing(sent)


async def _send_document(
    message: Message, answer: Answer, document: Document, *, quoting: bool
) -> Standing:
    (caption,) = split(answer.tree)
    await message.reply_document(
        document.content,
        filename=document.name,
        caption=render(caption),
        parse_mode=ParseMode.HTML,
        allow_sending_without_reply=True,
        reply_markup=_markup(answer.keyboard),
        do_quote=quoting,
    )
    return Standing([])


def _prompt(words: str | None) -> ForceReply | None:
    return ForceReply(selective=True, input_field_placeholder=words) if words else None


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data) for b in row] for row in keyboard]
    )


async def without_buttons(message: Message, data: str | None = None) -> None:
    """Take a pressed button away, so that nobody gets the same page twice.

    Args:
        message: below which it is.
        data: of the button; None for all of them.
    """
    if message.reply_markup is None:
        return
    rows = [
        [button for button in row if data is not None and button.callback_data != data]
        for row in message.reply_markup.inline_keyboard
    ]
    left = [row for row in rows if row]
    try:
        await message.edit_reply_markup(InlineKeyboardMarkup(left) if left else None)
    except TelegramError as error:
        # "message is not modified" when two presses came at once; "can't be edited" after 48 hours.
        logger.info("A button stays where it is: %s", error)


async def tell(
    application: Application[Any, Any, Any, Any, Any, Any], people: Iterable[int], answer: Answer
) -> bool:
    """Send an answer to people in private; that one cannot be reached keeps it from no other.

    Returns:
        Whether it reached anybody.
    """
    reached = False
    for person in people:
        try:
            for html, keyboard in _texts(answer):
                await application.bot.send_message(
                    person,
                    html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_NO_PREVIEW,
                    reply_markup=_markup(keyboard),
                )
            reached = True
        except Forbidden:
            logger.warning("An admin blocked the bot, or never wrote to it, and was not told.")
        except TelegramError as error:
            logger.warning("An admin could not be told: %s", error)
    return reached
