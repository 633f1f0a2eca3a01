"""A body cut into sentences, each a span of it.

Paragraphs are split first, then sentencex (Wikimedia's rule-based splitter, for some 300 languages)
splits each of them. It treats a quotation as one piece, but a briefing quotes sentence by sentence:
so it is shown the text with its quotation marks blanked out, and the marks are given back to the
sentences that they belong to.
"""

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

_MARKS = '"“”„‟«»‘’‚‹›'
_CLOSERS = "\"”’'»›)]“"
_BLANKED = str.maketrans(dict.fromkeys('"“”„‟«»‹›‘‚', " "))
# A closing single quote looks like an apostrophe: blank it only after the end of a sentence.
_CLOSING_SINGLE = re.compile(r"(?<=[.!?…])['’](?=\s|$)")
_LONGEST_PIECE = 20_000
_NEAR = 100

# What sentencex takes for the end of a sentence and is not, where the next word is not a start.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:"
    r"Gen|Lt|Col|Sgt|Maj|Capt|Cmdr|Adm|Brig|Sen|Rep|Gov|Pres|Amb|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|Mt|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?|Fig|Art|vs|cf|approx|ca|Inc|Ltd|Corp|Co|"
    r"ім|вул|просп|пл|обл|гр|ст|див|напр|проф|акад|ген|полк|тис|млн|млрд|грн|буд|кв|"
    r"им|ул|пр|г|см|руб|"
    r"bzw|usw|Abs|Nr|Hr|Fr|z\.\s?B|d\.\s?h|M|Mme|Mlle|Sr|Sra|Dña|prof|dr|ul|gen|płk|tzw|"
    r"[A-ZА-ЯІЇЄҐ]"
    r")\.$"
)
_SPEECH_AFTER = re.compile(
    r"^(?:(?:[A-Z][\w.'’-]*|the|a|an|his|her|their|one)\s+){0,6}"
    r"(?:said|says|asked|asks|added|adds|told|wrote|writes|warned|replied|noted)\b",
)
_DOTTED_ABBREVIATION = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|D\.C|a\.m|p\.m|e\.g|i\.e)\.$")


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
        depth = 0
        for begin, finish in _sentences_of(body[start:end], language or "en"):
            text = body[start + begin : start + finish]
            found.append(Sentence(start + begin, start + finish, number, depth > 0))
            depth = _depth_after(text, depth)
    return found


def _sentences_of(paragraph: str, language: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for piece_start, piece_end in _pieces(paragraph):
        piece = paragraph[piece_start:piece_end]
        shown = _CLOSING_SINGLE.sub(" ", piece.translate(_BLANKED))
        ends = [b["end_index"] for b in get_sentence_boundaries(language, shown)]
        start = 0
        for end in [*(_past_closers(piece, shown, end) for end in ends), len(piece)]:
            text = piece[start:end].strip()
            if end <= start or not text:
                continue
            begin = start + piece[start:end].index(text[0])
            spans.append((piece_start + begin, piece_start + begin + len(text)))
            start = end
    return _joined(paragraph, spans)


def _pieces(paragraph: str) -> list[tuple[int, int]]:
    """Bounded pieces: a splitter's time on one endless line must stay bounded."""
    pieces = []
    start = 0
    while len(paragraph) - start > _LONGEST_PIECE:
        cut = paragraph.rfind(" ", start + _LONGEST_PIECE // 2, start + _LONGEST_PIECE)
        cut = cut + 1 if cut > 0 else start + _LONGEST_PIECE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, len(paragraph))]


def _past_closers(text: str, shown: str, end: int) -> int:
    """Where a sentence really ends: behind the quotation marks and brackets that close it."""
    stop = end
    while stop and shown[stop - 1].isspace():
        stop -= 1
    while stop < len(text) and text[stop] in _CLOSERS:
        if text[stop] in "\"'“" and text[stop + 1 : stop + 2].strip():
            break  # it opens the next sentence: no space behind it
        stop += 1
    return stop


def _joined(paragraph: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _belong_together(
            paragraph[max(joined[-1][0], joined[-1][1] - _NEAR) : joined[-1][1]],
            paragraph[start : min(end, start + _NEAR)],
            short=end - start < _NEAR,
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _belong_together(before: str, after: str, *, short: bool) -> bool:
    """Whether two pieces are one sentence, judged by what stands near the seam."""
    first = after.lstrip(_MARKS + "([")[:1]
    if not first or first in ",;":
        return True
    ends_quoted = before[-1:] in _CLOSERS
    if ends_quoted and short and _SPEECH_AFTER.match(after):
        return True
    if _DOTTED_ABBREVIATION.search(before):
        return first.islower()
    if _ABBREVIATION.search(before):
        return True
    # "12." and the like before a lower-case word: an ordinal, a list, a decimal.
    return first.islower() and not ends_quoted and not before.endswith(("!", "?", "…", "..."))


def _depth_after(text: str, depth: int) -> int:
    """How deep in quotations a text ends that began ``depth`` deep."""
    for index, mark in enumerate(text):
        before = text[index - 1 : index] if index else ""
        behind = text[index + 1 : index + 2]
        if mark in "„«‹":
            depth += 1
        elif mark in "»›":
            depth -= 1
        elif mark == "“":
            # English opens with it; German and Ukrainian close with it.
            depth += -1 if depth and before.strip() and not behind.isalnum() else 1
        elif mark == "”":
            depth -= 1
        elif mark == '"':
            depth += -1 if depth else 1
        elif mark == "‘" and not before.isalnum():
            depth += 1
        elif mark == "’" and depth and not behind.isalnum() and not _possessive(text, index):
            depth -= 1
        depth = max(depth, 0)
    return depth


def _possessive(text: str, index: int) -> bool:
    """Whether the apostrophe at ``index`` marks a plural's possession: "the allies' weapons"."""
    return (
        text[index - 1 : index] == "s"
        and text[index + 1 : index + 2] == " "
        and "‘" not in text[:index]
    )
