"""A body cut into sentences, each a span of it.

Paragraphs are split first, then sentencex (Wikimedia's rule-based splitter, for some 300 languages)
splits each of them. It treats a quotation as one piece, but a briefing quotes sentence by sentence:
so it is shown the text with its quotation marks blanked out, and the marks are given back to the
sentences that they belong to.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from summaries.abbreviations import Abbreviations, abbreviations
from summaries.quotation import MARKS, Quotations, quotations

_LONGEST_PIECE = 10_000
_NEAR = 100
_TAIL = 24

# An ordinal in German, and what goes on behind an hour.
_ORDINAL = re.compile(
    r"\b(?:der|die|das|den|dem|des|am|im|zum|zur|vom|beim|ein|eine|einen|einem|einer)\s\d{1,3}\.$",
    re.IGNORECASE,
)
_TIME_ZONE = re.compile(
    r"^(?:[A-Z]\w+ (?:time|Time)\b|[A-Z]{2,4}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$")
_SPEECH_AFTER = re.compile(
    r"^(?:(?:[A-Z][\w.'’-]*|the|a|an|his|her|their|one)\s+){0,6}"
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|warned|replied|noted)\b",
)
_DOTTED_ABBREVIATION = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|e\.g|i\.e)\.$")
# Where a sentence that sentencex takes for one may end after all: dots before a capital.
_DOTS = re.compile(r"(?:\.\.\.|…|\.)['\"”’»)]{0,3}\s+(?=['\"“‘«„(]{0,3}[^\W\d_a-zа-яіїєґ])")
_ANSWER = re.compile(r"(?:^|[.?!]\s)No\.$|\sno\.$")
# "R-S.C.", "a.C.": sentencex parts letters that nothing parts.
_LETTER = re.compile(r"(?:^|\W)\w\.$")
_DASH = re.compile(r"[—–-]\s?([^\W\d_])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE_BRACKET = re.compile(r"\([^()]*[.!?]['\"”’»]{0,2}\)\s+(?=['\"“‘«„(]{0,3}[^\W\d_a-zа-яіїєґ])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a span of a body.

    Attributes:
        start, end: where it stands, in characters.
        paragraph: the number of its paragraph, from 0.
        spoken: it begins inside a quotation that an earlier sentence opened.
    """

    start: int
    end: int
    paragraph: int
    spoken: bool


def paragraphs(body: str) -> list[tuple[int, int]]:
    """The spans of the paragraphs of a body: what blank lines part."""
    spans = []
    start = 0
    for piece in re.split(r"(\n[ \t]*(?:\n[ \t]*)+)", body):
        text = piece.strip()
        if text:
            begin = start + piece.index(text[0])
            spans.append((begin, begin + len(text)))
        start += len(piece)
    return spans


def split(
    body: str, language: str | None = None, extent: tuple[int, int] | None = None
) -> list[Sentence]:
    """The sentences of a body (of the part ``extent`` of it), in order.

    Args:
        body: a cleaned body.
        language: ISO 639-1 code; None is read as English.
        extent: the span to look at; positions still count from the body's start.
    """
    low, high = extent or (0, len(body))
    found = []
    for number, (start, end) in enumerate(paragraphs(body)):
        if start < low or end > high:
            continue
        text = body[start:end]
        quoted = quotations(text)
        opened = [begin for begin, _ in quoted.spans]
        for begin, finish in _sentences_of(text, quoted, language or "en"):
            last = bisect_right(opened, begin - 1) - 1
            spoken = last >= 0 and begin <= quoted.spans[last][1]
            found.append(Sentence(start + begin, start + finish, number, spoken))
    return found


def _sentences_of(paragraph: str, quoted: Quotations, language: str) -> list[tuple[int, int]]:
    shown = _without_marks(paragraph, quoted)
    spans: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(paragraph):
        piece = shown[piece_start:piece_end]
        ends = {piece_start + b["end_index"] for b in get_sentence_boundaries(language, piece)}
        ends.update(piece_start + end for end in _late_ends(piece, language))
        start = piece_start
        for end in sorted(ends):
            stop = min(_past_closers(paragraph, shown, end, quoted), piece_end)
            spans += _stripped(paragraph, start, stop)
            start = max(start, stop)
        spans += _stripped(paragraph, start, piece_end)
    return [
        part
        for span in _joined(paragraph, spans, language)
        for part in _brackets_parted(paragraph, *span)
    ]


def _late_ends(piece: str, language: str) -> Iterator[int]:
    """Where sentences end after all: dots that trail off, the answer "No.", abbreviations."""
    rules = abbreviations(language)
    for match in _DOTS.finditer(piece):
        start, end = match.span()
        after = piece[end : end + _NEAR]
        if not match.group().startswith(("...", "…")):
            before = piece[max(0, start + 1 - _TAIL) : start + 1]
            if _ANSWER.search(before) or rules.ends(before, after):
                yield end
        elif (start and piece[start - 1].isalnum()) or rules.begins(after):
            yield end


def _without_marks(paragraph: str, quoted: Quotations) -> str:
    characters = list(paragraph)
    for index in quoted.openers | quoted.closers:
        characters[index] = " "
    # Half a surrogate pair is no character outside Python; sentencex would raise.
    return _SURROGATE.sub("\ufffd", "".join(characters))


def _stripped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without white space at its ends; nothing where it holds nothing else."""
    part = text[start:end]
    begin = start + len(part) - len(part.lstrip())
    finish = start + len(part.rstrip())
    return [(begin, finish)] if begin < finish else []


def _pieces(paragraph: str) -> list[tuple[int, int]]:
    """Bounded pieces: a splitter's time on one endless line must stay bounded."""
    pieces = []
    start = 0
    while len(paragraph) - start > _LONGEST_PIECE:
        low, high = start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE
        cut = paragraph.rfind(". ", low, high)
        cut = paragraph.rfind(" ", low, high) if cut < 0 else cut + 1
        cut = high if cut < 0 else cut + 1
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, len(paragraph))]


def _past_closers(text: str, shown: str, end: int, quoted: Quotations) -> int:
    """Where a sentence really ends: behind the quotation marks and brackets that close it."""
    stop = end
    while window := shown[max(0, stop - _NEAR) : stop]:
        stop -= len(window) - len(window.rstrip())
        if not window.isspace():
            break
    while stop < len(text):
        if text[stop] in ")]" or stop in quoted.closers:
            stop += 1
        elif text[stop].isspace() and stop + 1 in quoted.closers:
            stop += 2
        else:
            break
    return stop


def _brackets_parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence in brackets and the one behind it."""
    match = _WHOLE_BRACKET.match(text, start, end) if text[start] == "(" else None
    if match is None:
        return [(start, end)]
    return [*_stripped(text, start, match.end()), (match.end(), end)]


def _joined(paragraph: str, spans: list[tuple[int, int]], language: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    rules = abbreviations(language)
    for start, end in spans:
        if joined and _belong_together(
            paragraph[max(joined[-1][0], joined[-1][1] - _NEAR) : joined[-1][1]],
            paragraph[start : min(end, start + _NEAR)],
            rules,
            short=end - start < _NEAR,
            apart=joined[-1][1] < start,
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belong_together(
    before: str, after: str, rules: Abbreviations, *, short: bool, apart: bool
) -> bool:
    """Whether two pieces are one sentence, judged by what stands near the seam."""
    near = before[-_TAIL:]
    ends_quoted = before[-1:] in MARKS or before.endswith(")")
    first = after.lstrip(MARKS + "([" + ("—–- " if ends_quoted else ""))[:1]
    if not first or first in ",;" or (not apart and _LETTER.search(near)):
        return True
    if ends_quoted and short and _SPEECH_AFTER.match(after):
        return True
    if _DOTTED_ABBREVIATION.search(near):
        zone = _HALF_DAY.search(near) and _TIME_ZONE.match(after)
        return first.islower() or zone is not None
    if rules.go_on(near, after) or _ORDINAL.search(near):
        return True
    if before.endswith(("!", "?", "…")):
        # "Will they come? — he asked", in the languages that set speech between dashes.
        dash = _DASH.match(after)
        return dash is not None and dash[1].islower()
    # "12." and the like before a lower-case word: an ordinal, a list, a decimal.
    return first.islower()
