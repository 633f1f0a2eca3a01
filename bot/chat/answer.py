"""What the bot says to somebody, before it is rendered."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Self

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
        live: what takes the place of tree and keyboard, one after another, while something goes on.
            They are shown at most once a second, the last one always. A QuotewireError that it
            raises is told below what stood there.
        prompt: the reader is asked to reply to this message with a text; these few words stand in
            the empty field. There are no buttons then.
        instead: after a press it takes the place of the message that was pressed.
        settled: after a press the buttons of the message that was pressed go away.
    """

    tree: Tree
    keyboard: Keyboard = ()
    document: Document | None = None
    live: AsyncIterator[Self] | None = None
    prompt: str | None = None
    instead: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A short line shown over the chat after a press, instead of a message."""

    text: str
