"""What admins have done in a chat: each office knows some commands, and the buttons they bring.

``Conversation`` asks an office only on behalf of admins.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.chat.answer import Answer, Notice
from bot.chat.asker import Asker


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent.

    Attributes:
        name: as it was sent; "" where it has none.
        size: in bytes, as Telegram says.
        read: gets what is in it; raises ``UploadError`` where it cannot be had.
    """

    name: str
    size: int
    read: Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by Telegram's number and as others call them."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What somebody points at with a message: the one it replies to, or a file it carries.

    Attributes:
        text: of the message replied to, or its caption.
        document: the file of the message itself, else of the message replied to.
        person: who wrote the message replied to; where that was forwarded, who wrote it first.
        ours: the message replied to is the bot's own; ``person`` is None then.
    """

    text: str | None = None
    document: Upload | None = None
    person: Person | None = None
    ours: bool = False


class Office(Protocol):
    """Some commands for admins. Subclass it, so that what you leave out answers nothing.

    Attributes:
        commands: what it answers to, without slash.
        prefix: how the data of its buttons begin, such as "src:".
        menu: the commands that the menu and /help show, each with a few words.
    """

    commands: frozenset[str]
    prefix: str
    menu: Mapping[str, str]

    async def command(self, name: str, argument: str, asker: Asker, attached: Attached) -> Answer:
        """The answer to one of its commands."""
        ...

    async def press(self, data: str, asker: Asker) -> Answer | Notice:
        """The answer to one of its buttons."""
        ...

    async def reply(self, text: str, asker: Asker, attached: Attached) -> Answer | None:
        """The answer to a text that replies to a message of the bot's; None if it asked nothing."""
        del text, asker, attached
        return None

    async def upload(self, asker: Asker, attached: Attached) -> Answer | None:
        """The answer to a file sent without a command; None where it is none of its affairs."""
        del asker, attached
        return None
