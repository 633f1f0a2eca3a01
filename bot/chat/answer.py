"""What the bot says to somebody, before it is rendered."""

from dataclasses import dataclass

from bot.chat.keyboards import Keyboard
from bot.chat.messages.tree import Tree


@dataclass(frozen=True, slots=True)
class Answer:
    """A message and the buttons below its last part."""

    tree: Tree
    keyboard: Keyboard = ()
