"""Which marks of a text open and close quotations, and which are apostrophes.

English closes with the mark that German and Ukrainian close with too but Danish opens with; a
straight mark does both; the closing single mark is also the apostrophe. What a mark does is told by
its neighbours and by what is open.
"""

import re
from dataclasses import dataclass

MARKS = "\"“”„‟«»‹›‘’‚'"
_MARK = re.compile(f"[{MARKS}]")
_OPENING_NEIGHBOURS = frozenset("([{—–-/:" + MARKS)
# What each mark closes: those of some style, and what careless typing pairs it with.
_CLOSES = {
    '"': '"„“',
    "“": "„‟“",
    "”": "“„‟”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "‚",
    "’": "‘‚",
    "'": "'",
}
_SINGLE = frozenset("'’")
_SURE_END = frozenset(".,!?…;")
# Words that begin with an apostrophe, and decades: 'em, '90s.
_ELIDED = re.compile(r"(?:em|tis|twas|til|cause|n|round|bout|\d0s)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations in a text.

    Attributes:
        spans: of the outermost, from mark to mark; one that nothing closes runs to the end.
        openers: where the marks are that open.
        closers: where the marks are that close, those of quotations begun elsewhere included.
        balanced: every quotation that the text opens is closed in it, and none closed unopened.
    """

    spans: tuple[tuple[int, int], ...]
    openers: frozenset[int]
    closers: frozenset[int]
    balanced: bool


def quotations(text: str) -> Quotations:
    """Tell what each quotation mark of a text does.

    Wires type ``two backticks'' and two apostrophes for quotation marks; each pair counts as one
    mark of two characters.
    """
    if "``" not in text:
        return _quotations(text)
    found = _quotations(text.replace("``", " “").replace("''", "” "))
    first = {index - 1 for index in found.openers if text.startswith("``", index - 1)}
    second = {index + 1 for index in found.closers if text.startswith("''", index)}
    return Quotations(
        tuple((s - (s - 1 in first), e + (e + 1 in second)) for s, e in found.spans),
        found.openers | first,
        found.closers | second,
        found.balanced,
    )


def _quotations(text: str) -> Quotations:
    places = [match.start() for match in _MARK.finditer(text)]
    closes_later = _sure_closers(text, places)
    spans: list[tuple[int, int]] = []
    openers: set[int] = set()
    closers: set[int] = set()
    stack: list[tuple[str, int]] = []
    balanced = True
    for order, index in enumerate(places):
        mark = text[index]
        before, behind = text[index - 1 : index] or " ", text[index + 1 : index + 2] or " "
        if mark in "'’‘" and _is_apostrophe(text, index, before, behind):
            continue
        opens = _opens(before, behind)
        closing = next((m for m, _ in reversed(stack) if m in _CLOSES.get(mark, "")), None)
        if closing and not (opens and mark in "\"'“"):
            if mark in _SINGLE and _possessive(before, behind) and closes_later[order]:
                continue
            closers.add(index)
            while stack:
                opener, start = stack.pop()
                if not stack:
                    spans.append((start, index))
                if opener == closing:
                    break
                balanced = False
        elif _may_open(mark, before, opens=opens) and (
            mark not in _SINGLE or (mark == "'" and closes_later[order])
        ):
            openers.add(index)
            if all(opener != mark for opener, _ in stack):
                stack.append((mark, index))
        elif (
            mark not in "„‟‚‘"
            and not before.isspace()
            and (mark not in _SINGLE or before in _SURE_END)
        ):
            closers.add(index)
            balanced = False
    if stack:
        spans.append((stack[0][1], len(text)))
    return Quotations(tuple(spans), frozenset(openers), frozenset(closers), balanced and not stack)


def _opens(before: str, behind: str) -> bool:
    return (before.isspace() or before in _OPENING_NEIGHBOURS) and not behind.isspace()


def _may_open(mark: str, before: str, *, opens: bool) -> bool:
    # French puts a space inside its marks; so does careless typing with straight ones.
    return opens or (mark in '"“„«‹' and before.isspace())


def _is_apostrophe(text: str, index: int, before: str, behind: str) -> bool:
    if before.isalnum() and behind.isalnum():
        return True
    return not before.isalnum() and _ELIDED.match(text, index + 1) is not None


def _possessive(before: str, behind: str) -> bool:
    """Whether the mark may only say whose: "the allies' weapons"."""
    return before in "sSzZxX" and behind.isspace()


def _sure_closers(text: str, places: list[int]) -> list[bool]:
    """For each mark: whether a single mark that surely closes comes before the next that opens."""
    later = [False] * len(places)
    for order in range(len(places) - 2, -1, -1):
        index = places[order + 1]
        if text[index] not in "'’‘":
            later[order] = later[order + 1]
            continue
        before, behind = text[index - 1], text[index + 1 : index + 2] or " "
        opens = _opens(before, behind) and not _ELIDED.match(text, index + 1)
        closes = not behind.isalnum() and not before.isspace() and not _possessive(before, behind)
        later[order] = closes or (later[order + 1] and not opens)
    return later
