"""Which lines are paragraphs of an article, by how they are built and what stands around them."""

import re
from collections.abc import Sequence

from summaries import furniture
from summaries.byline import read_byline
from summaries.lines import Line

_LABEL_WORDS = 4
_QUESTION_TITLE_WORDS = 14
_FEWEST_UNFINISHED = 20
_LONGEST_COMMENT = 8
_ASKED = re.compile(
    r"(?:q|question|питання|вопрос|frage|pregunta|domanda|pytanie)\s?:", re.IGNORECASE
)


def is_prose(line: Line, following: str, *, first: bool) -> bool:
    """Whether a line reads like sentences.

    Args:
        line: the line.
        following: the text of the next one.
        first: no paragraph stands above it.
    """
    text = furniture.strip_bullet(line.text)
    words = text.split()
    if text.endswith(":") and len(words) <= _LABEL_WORDS:
        return following[:1] in tuple("\"'“‘«„") and not first
    asked = text.endswith("?") and not _ASKED.match(text)
    if first and len(words) <= _QUESTION_TITLE_WORDS and asked and line.text == text:
        return False  # "Is NATO ready?" above the first paragraph is its title
    short = len(words) <= _QUESTION_TITLE_WORDS
    if first and short and furniture.holds_sentences(text) and not furniture.terminated(text):
        credit = read_byline(following)
        if credit is not None and credit.published:
            return False  # "Raid on the port. Two are dead" above a byline
    if furniture.bulleted(line.text) and not furniture.terminated(text):
        return False
    if first and len(words) < (_LABEL_WORDS - furniture.terminated(text)):
        return False
    unfinished = len(words) >= _FEWEST_UNFINISHED and not furniture.is_menu(text)
    return furniture.holds_sentences(text) or unfinished


def comment_end(lines: Sequence[Line], index: int) -> int:
    """Where a reader's comment that begins here ends, with what stands below it; else 0."""
    if not furniture.heads_comment(lines[index].text):
        return 0
    end = index + _LONGEST_COMMENT
    below = (
        n
        for n, line in enumerate(lines[index + 1 : end], index + 1)
        if furniture.answers(line.text)
    )
    return next(below, 0)


def fragment_reason(text: str) -> str:
    """What a line is that stands amid the paragraphs and is none."""
    if furniture.bulleted(text):
        return "list of headlines"
    return "section heading" if len(text.split()) <= _LABEL_WORDS else "headline of another story"
