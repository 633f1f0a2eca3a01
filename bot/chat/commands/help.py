"""/help: what the bot can do."""

from collections.abc import Mapping, Sequence

from bot.chat.answer import Answer
from bot.chat.locale import en, en_admins
from bot.chat.messages.tree import Tree, bold, paragraph
from summaries.model import Topic


def answer(topics: Sequence[Topic], menus: Sequence[Mapping[str, str]] = ()) -> Answer:
    """All commands, and how to read a briefing.

    Args:
        topics: what can be asked for.
        menus: further commands, each with a few words, for admins.
    """
    example = topics[0].slug if topics else en.EXAMPLE
    commands = (paragraph(line.format(example=example), tight=True) for line in en.HELP)
    return Answer(
        (
            paragraph(bold(en.HELP_TITLE)),
            *commands,
            paragraph(en.HELP_BRIEFING),
            paragraph(en.HELP_DATES),
            *_for_admins(menus),
        )
    )


def _for_admins(menus: Sequence[Mapping[str, str]]) -> Tree:
    lines = [paragraph(f"/{name}: {text}", tight=True) for m in menus for name, text in m.items()]
    return (paragraph(bold(en_admins.HELP_TITLE)), *lines) if lines else ()
