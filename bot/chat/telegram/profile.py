"""What Telegram shows of the bot: its descriptions, and a menu of commands."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import Application

from bot.chat.locale import en
from summaries.model import Topic

logger = logging.getLogger(__name__)

_MOST_COMMANDS = 100
_LONGEST_DESCRIPTION = 256


def _menu(topics: Sequence[Topic], further: Mapping[str, str]) -> list[BotCommand]:
    """The commands of everybody with one for each topic, and at the end those of admins."""
    commands = [BotCommand(name, text) for name, text in en.MENU.items()]
    commands[1:1] = [
        BotCommand(t.command, en.MENU_TOPIC.format(title=t.title)[:_LONGEST_DESCRIPTION])
        for t in topics[: _MOST_COMMANDS - len(en.MENU) - len(further)]
    ]
    return commands + [BotCommand(name, text) for name, text in further.items()]


async def publish_profile(
    application: Application[Any, Any, Any, Any, Any, Any], topics: Sequence[Topic]
) -> None:
    """Tell Telegram the bot's descriptions and its menu, with a command for each topic.

    What Telegram refuses here must not keep the bot from answering: it is logged.
    """
    bot = application.bot
    for telling in (
        bot.set_my_commands(_menu(topics, {})),
        bot.set_my_description(en.DESCRIPTION),
        bot.set_my_short_description(en.SHORT_DESCRIPTION),
    ):
        try:
            await telling
        except TelegramError as error:
            logger.warning("Telegram did not take the bot's menu or description: %s", error)


async def publish_admin_menu(
    application: Application[Any, Any, Any, Any, Any, Any],
    topics: Sequence[Topic],
    menus: Iterable[Mapping[str, str]],
    *,
    admins: Iterable[int] = (),
    former: Iterable[int] = (),
) -> None:
    """Show the commands of admins in their private chats, and in those of former ones no more.

    Telegram refuses the menu of somebody who never wrote to the bot; that is logged and no matter.
    """
    bot = application.bot
    further = {name: text for menu in menus for name, text in menu.items()}
    tellings = [
        bot.set_my_commands(_menu(topics, further), scope=BotCommandScopeChat(person))
        for person in admins
    ]
    tellings += [bot.delete_my_commands(scope=BotCommandScopeChat(person)) for person in former]
    for telling in tellings:
        try:
            await telling
        except TelegramError as error:
            logger.debug("The menu of an admin stays as it is: %s", error)
