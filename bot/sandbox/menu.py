"""The bot's command menu: lists of commands per scope and language, and which list applies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.sandbox.people import Chat
from bot.sandbox.refusal import Refusal, bad_request

MAX_COMMANDS = 100
_MAX_NAME = 32
_MAX_DESCRIPTION = 256
_NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the menu; the name is written without its slash."""

    name: str
    description: str

    def wire(self) -> dict[str, object]:
        """The command as a Bot API ``BotCommand``."""
        return {"command": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a list of commands is. Chat and user are 0 where the type names none."""

    type: str = "default"
    chat: int = 0
    user: int = 0


Menus = Mapping[tuple[Scope, str], tuple[Command, ...]]


def checked_command(name: str, description: str) -> Command:
    """A command as Telegram keeps it.

    Raises:
        Refusal: Telegram's sentence about the name or the description.
    """
    name, description = name.strip().removeprefix("/"), description.strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > _MAX_NAME:
        raise bad_request(f"Command length must not exceed {_MAX_NAME}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > _MAX_DESCRIPTION:
        raise bad_request(f"Command description length must not exceed {_MAX_DESCRIPTION}")
    if not _NAME.fullmatch(name):
        raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
    return Command(name, description)


def effective_menu(
    menus: Menus, chat: Chat, user: int, language: str, *, administrator: bool
) -> tuple[Command, ...]:
    """The commands that a person sees in a chat: the list of the narrowest scope that has one."""
    for scope in _scopes(chat, user, administrator=administrator):
        for code in (language, ""):
            if commands := menus.get((scope, code)):
                return commands
    return ()


def _scopes(chat: Chat, user: int, *, administrator: bool) -> Iterator[Scope]:
    if chat.private:
        yield Scope("chat", chat.id)
        yield Scope("all_private_chats")
    else:
        yield Scope("chat_member", chat.id, user)
        if administrator:
            yield Scope("chat_administrators", chat.id)
        yield Scope("chat", chat.id)
        if administrator:
            yield Scope("all_chat_administrators")
        yield Scope("all_group_chats")
    yield Scope()
