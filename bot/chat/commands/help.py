"""/help: what the bot can do."""

from bot.chat.answer import Answer
from bot.chat.locale import en
from bot.chat.messages.tree import bold, paragraph


def answer() -> Answer:
    """All commands, and how to read a briefing."""
    commands = (paragraph(name, text, tight=True) for name, text in en.HELP)
    return Answer(
        (
            paragraph(bold(en.HELP_TITLE)),
            *commands,
            paragraph(en.HELP_BRIEFING),
            paragraph(en.HELP_DATES),
        )
    )
