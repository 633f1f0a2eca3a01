"""Raw text becomes lines, and lines that were cut apart are joined again.

Three things cut sentences in pieces: time codes in a transcript, wrapping at a fixed width, and
copying from a narrow column. Each is undone here, before anything is judged by its shape.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from summaries import furniture, stamps
from summaries.byline import read_byline
from summaries.model import Dropped

_FEWEST_TIMECODES = 3
_EARLIEST_SPEECH = 60
_FEWEST_REJOINED = 5
_NARROWEST_WRAP, _NARROW, _WIDEST_WRAP = 30, 60, 120
_ENOUGH_LINES = 4
_LEAST_FULL = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document, or several that were joined.

    Attributes:
        number: where it begins, from 1.
        text: without white space at its ends, and with single spaces inside.
        gap: a blank line stands before it.
        spoken: it was spoken in a recording.
        end: the number of the last line joined, 0 where nothing was joined.
        stamped: an entry of a live page, or a message, begins here: a time of day stood before it.
        sent: it is a message: the day stood before it too, as messengers copy it.
    """

    number: int
    text: str
    gap: bool
    spoken: bool = False
    stamped: bool = False
    sent: bool = False
    end: int = 0

    @property
    def last(self) -> int:
        """The number of the line that it ends with."""
        return self.end or self.number


# Marks that change nothing a reader sees but break comparison: byte order, soft hyphen, zero width,
# direction overrides. The zero-width joiner stays: emoji and some scripts' letters need it.
_INVISIBLE = frozenset(
    "\ufeff\u00ad\u200b\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BREAKS = frozenset("\n\r\u2028\u2029\x0b\x0c\x85")
_NO_CHARACTERS = frozenset({"Cc", "Cs", "Co", "Cn"})


class _Readable(dict[int, str | None]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept: str | None = character
        if character in _BREAKS:
            kept = "\n"
        elif character in _INVISIBLE or (
            character != "\t" and unicodedata.category(character) in _NO_CHARACTERS
        ):
            kept = None
        self[code] = kept
        return kept


_READABLE = _Readable()
# All that is not the everyday letters, marks and signs of the languages we speak; few characters of
# a text are, so that looking only these up is ten times as quick.
_UNUSUAL = re.compile(
    r"[^\t\n -~\u00a0-\u00ac\u00ae-\u0377\u0400-\u052f\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]"
)


_ESCAPED = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")


def normalise(raw: str) -> str:
    """The text without control characters, and with line feeds for every kind of line break.

    A terminal's colours go whole, or their figures would stay.
    """
    raw = _ESCAPED.sub("", raw) if "\x1b" in raw else raw
    return _UNUSUAL.sub(
        lambda match: _READABLE[ord(match.group())] or "", raw.replace("\r\n", "\n")
    )


def numbered(text: str, numbers: Sequence[int] = ()) -> list[Line]:
    """The lines of a normalised text that are not blank.

    Args:
        text: normalised.
        numbers: of all its lines, in the document that the text was taken from; none where it is
            that document.
    """
    lines: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        words = raw.split()
        if words:
            where = numbers[number - 1] if numbers else number
            lines.append(Line(where, " ".join(words), gap))
        gap = not words
    return lines


# "British-" and "made" on the next line are one word; "short-" and "and long-range" are not.
_CUT_AT_HYPHEN = re.compile(
    r"\w- (?!(?:and|or|to|und|oder|bis|та|і|й|чи|и|или) )[a-zа-яіїєґäöüß]\w*[^\n]*$"
)


def joined(parts: list[Line]) -> Line:
    """Several lines as one."""
    if len(parts) == 1:
        return parts[0]
    text = parts[0].text
    for part in parts[1:]:
        text += ("" if _CUT_AT_HYPHEN.search(f"{text[-20:]} {part.text[:20]}") else " ") + part.text
    return replace(parts[0], text=text, end=parts[-1].last)


_SPEAKER = re.compile(
    r"^(?:[^\W\d_a-zа-яіїєґ][\w.'’-]*(?: [^\W\d_a-zа-яіїєґ][\w.'’-]*){0,3}|q|a)\s?:$"
)
_ASKED_AND_ANSWERED = frozenset(
    "q question a answer питання відповідь вопрос ответ frage antwort".split()
)


def with_speakers(lines: list[Line]) -> list[Line]:
    """A speaker's name on a line of its own joined to what was said: nobody else may get the words.

    Such is a name that comes back, or what stands for question or answer.
    """
    labels = [line.text if _is_label(line.text) else "" for line in lines]
    known = Counter(labels)
    result: list[Line] = []
    speaker: Line | None = None
    for line, label in zip(lines, labels, strict=True):
        if label and (known[label] > 1 or label[:-1].strip().lower() in _ASKED_AND_ANSWERED):
            result += [speaker] if speaker else []
            speaker = line
        elif speaker and furniture.reason(line.text) is not None:
            result.append(line)  # an advert between the name and the words
        else:
            result.append(joined([speaker, line]) if speaker else line)
            speaker = None
    return [*result, speaker] if speaker else result


def _is_label(text: str) -> bool:
    return (
        text.endswith(":") and _SPEAKER.match(text) is not None and furniture.reason(text) is None
    )


def without_timecodes(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """Lines without the time codes that begin them, speech joined, and what was taken out.

    The codes of a recording begin near zero and only grow; other times of day (a live blog's) are
    taken out too, but what follows them is no speech.
    """
    codes = [_code(line.text) for line in lines]
    if any(
        code and line.text[len(code) :][:1].isalpha() and code == code.rstrip()
        for line, code in zip(lines, codes, strict=True)
    ):
        # Where text follows a code without a space, figures do too.
        codes = [
            c or stamps.tight_timecode(line.text) for line, c in zip(lines, codes, strict=True)
        ]
    seconds = [stamps.seconds(code) for code in codes if code]
    if len(seconds) < _FEWEST_TIMECODES:
        return lines, []
    early = seconds[0] <= _EARLIEST_SPEECH or all(
        stamps.has_seconds(code) for code in codes if code
    )
    recording = early and all(a <= b for a, b in pairwise(seconds))
    entries = not recording and _between_sentences(lines, codes)
    spoken = _spoken(lines, codes) if recording else [False] * len(lines)
    kept: list[Line] = []
    taken: list[Dropped] = []
    stamped = sent = False
    for index, (line, code) in enumerate(zip(lines, codes, strict=True)):
        rest = line.text[len(code) :].strip()
        if code:
            taken.append(Dropped(line.number, code.strip(), "timecode"))
            stamped, sent = entries, entries and bool(stamps.message(line.text))
        if line.text.isdigit() and "".join(codes[index + 1 : index + 2]):
            taken.append(Dropped(line.number, line.text, "timecode"))  # the number of a subtitle
        elif spoken[index] and stamps.is_sound(rest):
            taken.append(Dropped(line.number, rest, "sound"))
        elif rest:
            kept.append(replace(line, text=rest, spoken=spoken[index], stamped=stamped, sent=sent))
            stamped = sent = False
    return _speech_joined(kept), taken


def _between_sentences(lines: list[Line], codes: list[str]) -> bool:
    """Whether the times of day part whole sentences: entries, and not lines of speech."""
    above = [a.text for a, code in zip(lines, codes[1:], strict=False) if code]
    return sum(map(furniture.terminated, above)) * 2 >= len(above)


def _code(text: str) -> str:
    return (
        (stamps.timecode(text) or stamps.clock_time(text) or stamps.message(text))
        if text[:1].isdigit() or text[:1] in "[(" or text[-1:] == "]"
        else ""
    )


def _spoken(lines: list[Line], codes: list[str]) -> list[bool]:
    """Which lines of a recording's page are speech.

    That is what stands behind a time code, or below one that stands alone, up to a blank line.
    Where no blank lines part the cues nothing says where the last one ends: it is taken to be no
    longer than the others.
    """
    coded = [index for index, code in enumerate(codes) if code]
    parted = sum(lines[i].gap or lines[max(i - 1, 0)].gap for i in coded) * 2 > len(coded)
    spoken = []
    below, count, longest = False, 0, 1
    for index, (line, code) in enumerate(zip(lines, codes, strict=True)):
        if code:
            longest = max(longest, count)
            below, count = code.strip() == line.text, 0
            spoken.append(not below)
        else:
            below = below and not line.gap and (parted or index < coded[-1] or count < longest)
            count += below
            spoken.append(below)
    return spoken


def _speech_joined(lines: list[Line]) -> list[Line]:
    """Speech runs on until somebody else's line stands between: one paragraph."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and line.spoken and paragraphs[-1][-1].spoken:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [joined(paragraph) for paragraph in paragraphs]


def unwrapped(lines: list[Line]) -> list[Line]:
    """Join the lines of blocks that were wrapped at a fixed width."""
    return [line for block in _blocks(lines) for line in _block_unwrapped(block)]


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines without blank lines or furniture between them."""
    block: list[Line] = []
    for line in lines:
        # The last line of a paragraph may look like furniture: "yesterday."
        shaped = not line.text.endswith(".") and furniture.reason(line.text) is not None
        alone = line.spoken or shaped
        if block and (alone or line.gap or line.stamped):
            yield block
            block = []
        if alone:
            yield [line]
        else:
            block.append(line)
    if block:
        yield block


def _block_unwrapped(block: list[Line]) -> Iterable[Line]:
    widest = max(len(line.text) for line in block)
    if len(block) < 2 or not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return block
    # A line was wrapped when the next line's first word would not have fitted on it.
    full = [
        len(a.text) + 1 + len(b.text.partition(" ")[0]) > widest and not furniture.bulleted(b.text)
        for a, b in pairwise(block)
    ]
    cut = [f and not furniture.terminated(line.text) for f, line in zip(full, block, strict=False)]
    if widest < _NARROW and not any(
        c and b.text[:1].islower() for c, b in zip(cut, block[1:], strict=True)
    ):
        return block  # short headlines above short sentences
    if (
        sum(full) < _LEAST_FULL * len(full)
        or not any(cut)
        or (len(block) < _ENOUGH_LINES and not all(full))
    ):
        return block
    paragraphs = [[block[0]]]
    for line, goes_on in zip(block[1:], full, strict=True):
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    whole = [joined(paragraph) for paragraph in paragraphs]
    prose = sum(furniture.holds_sentences(line.text) for line in whole)
    return whole if prose * 2 > len(whole) else block


def rejoined(lines: list[Line]) -> list[Line]:
    """Join a line that goes on in lower case to the unfinished one before it."""
    sentences: list[list[Line]] = []
    for line in lines:
        if sentences and _goes_on(sentences[-1], line):
            sentences[-1].append(line)
        else:
            sentences.append([line])
    return [joined(sentence) for sentence in sentences]


def _goes_on(parts: list[Line], line: Line) -> bool:
    before = parts[-1].text
    return (
        not (line.gap or line.stamped)
        and line.text[:1].islower()
        and not furniture.terminated(before)
        and (len(parts) > 1 or len(before.split()) >= _FEWEST_REJOINED)
        and furniture.reason(line.text) is None
        and furniture.reason(before) is None
        and read_byline(line.text) is None
    )
