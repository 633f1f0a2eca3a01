"""/start: a welcome, and the topics to begin with."""

from collections.abc import Sequence

from bot.chat.answer import Answer
from bot.chat.keyboards import topic_keyboard
from bot.chat.locale import en
from bot.chat.messages.tree import paragraph
from summaries.model import Topic


def answer(topics: Sequence[Topic]) -> Answer:
    """The first thing a person reads."""
    ask = en.PICK_TOPIC if topics else en.NO_TOPICS
    return Answer((paragraph(en.WELCOME), paragraph(ask)), topic_keyboard(topics))
