"""What the bot says to somebody, before it is rendered."""

from dataclasses import dataclass

from bot.chat.keyboards import Keyboard
from bot.chat.messages.tree import Tree


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A message and the buttons below its last part.

    Attributes:
        document: a file that is sent with it; the message is then its caption, and short.
    """

    tree: Tree
    keyboard: Keyboard = ()
    document: Document | None = None
