"""/help: what the bot can do."""

from collections.abc import Sequence

from bot.chat.answer import Answer
from bot.chat.locale import en
from bot.chat.messages.tree import bold, paragraph
from summaries.model import Topic


def answer(topics: Sequence[Topic]) -> Answer:
    """All commands, and how to read a briefing."""
    example = topics[0].slug if topics else en.EXAMPLE
    commands = (paragraph(line.format(example=example), tight=True) for line in en.HELP)
    return Answer(
        (
            paragraph(bold(en.HELP_TITLE)),
            *commands,
            paragraph(en.HELP_BRIEFING),
            paragraph(en.HELP_DATES),
        )
    )
