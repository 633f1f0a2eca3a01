"""/topics: what there is to follow."""

from collections.abc import Sequence

from bot.chat.answer import Answer
from bot.chat.keyboards import topic_keyboard
from bot.chat.locale import en
from bot.chat.messages.tree import bold, paragraph
from summaries.model import Topic


def answer(topics: Sequence[Topic]) -> Answer:
    """Each topic with its command, and a button."""
    if not topics:
        return Answer((paragraph(en.NO_TOPICS),))
    lines = (paragraph(f"{t.title}: /{t.command}", tight=True) for t in topics)
    return Answer((paragraph(bold(en.TOPICS_TITLE)), *lines), topic_keyboard(topics))
