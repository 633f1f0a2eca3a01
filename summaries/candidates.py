"""Which sentences make good quotes: whole, of a handy length, understood on their own."""

import re

from summaries.leaning import LEANING
from summaries.quotation import quotations

_SHORTEST, _LONGEST = 8, 50
# The measured 8 is for English; languages without articles say as much in fewer words.
_WITHOUT_ARTICLES, _SHORTEST_WITHOUT_ARTICLES = frozenset({"uk", "ru", "pl"}), 5
_LONGEST_PHRASE = 40
_GOOD_END = re.compile(r"[.?!\"'”’»)“]$")
_MARK_FIRST = re.compile(r"^(?:[\"'“”„«»‘’‚‹›]|``|[—–-]\s)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def leans(text: str, language: str | None = None) -> bool:
    """Whether a sentence begins with a pronoun or connective that leans on the one before."""
    table = LEANING.get(language or "en")
    if table is None or (table.now and table.now.match(text)):
        return False
    first = _FIRST_WORD.match(text)
    return (first is not None and first.group() in table.words) or _begins(text, table.phrases)


def needs_context(text: str, language: str | None = None) -> bool:
    """Whether a sentence cannot be understood without the one before it.

    Third persons and connectives say nothing without it; "we", "I", "you", "there" only stand
    better with it. "Deliveries of a further six units" says six of what only together with it.
    """
    table = LEANING.get(language or "en")
    if table is None:
        return False
    if leans(text, language):
        first = _FIRST_WORD.match(text)
        return not (first and first.group().lower() in table.stands)
    return _begins(text, table.context) or (
        table.back is not None and table.back.match(text) is not None
    )


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text begins with one of some phrases, each to the end of its last word."""
    start = text[:_LONGEST_PHRASE].replace("’", "'")
    return start.startswith(phrases) and any(
        start.startswith(phrase) and not start[len(phrase) : len(phrase) + 1].isalnum()
        for phrase in phrases
    )


def well_formed(text: str, language: str | None = None) -> bool:
    """Whether a sentence is whole, balanced and of a handy length; it may still lean."""
    shortest = _SHORTEST_WITHOUT_ARTICLES if language in _WITHOUT_ARTICLES else _SHORTEST
    return (
        shortest <= len(text.split()) <= _LONGEST
        and _GOOD_END.search(text) is not None
        and quotations(text).balanced
        and not _MARK_FIRST.match(text)
    )


def quotable(text: str, language: str | None = None) -> bool:
    """Whether a sentence makes a good quote on its own."""
    return well_formed(text, language) and not leans(text, language)
