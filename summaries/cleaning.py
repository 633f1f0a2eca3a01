"""A raw text becomes a title, a body, and the furniture with the reason for each line.

What stays is what reads like sentences; what goes is told by shape (``furniture.py``), by place
(short lines around the paragraphs) or by repetition. Whatever goes is in ``Document.dropped``.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from summaries import furniture
from summaries.byline import Credit, read_byline, read_dateline
from summaries.dates import parse_iso
from summaries.languages import detect
from summaries.markup import Marked, is_html, read_html, read_markdown
from summaries.model import Basis, Document, Dropped, Published

Kind = Literal["text", "html", "markdown"]

_FEWEST_TIMECODES = 3
_TITLE_WORDS = range(3, 31)
_LABEL_WORDS = 4
_WIDEST_WRAP = 120
_HEADER = re.compile(
    r"^(?P<key>title|headline|source|outlet|publisher|date|published|url|link|language|author)\s*:\s*"
    r"(?P<value>\S.*)$",
    re.IGNORECASE,
)
_HEADER_KEYS = {
    "headline": "title",
    "source": "outlet",
    "publisher": "outlet",
    "date": "published",
    "link": "url",
}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    gap: bool  # a blank line stands before it
    spoken_at: str = ""  # its time code


def clean(raw: str, kind: Kind | None = None) -> Document:
    """Tell what of a raw text is article and what is furniture.

    Args:
        raw: the text of a file, a page or a message.
        kind: how it is marked up; None looks for HTML and takes everything else for plain text.

    Returns:
        The document; its body is empty where all of it is furniture.
    """
    if kind is None:
        kind = "html" if is_html(raw) else "text"
    match kind:
        case "html":
            marked = read_html(raw)
        case "markdown":
            marked = read_markdown(raw)
        case "text":
            marked = Marked(raw)
    return _Cleaner(marked).document()


def normalise(raw: str) -> str:
    """The text without control characters, and with line feeds for every kind of line break."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    return "".join(
        c
        for c in text
        if c == "\n"
        or c == "\t"
        or (unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"} and c not in _INVISIBLE)
    )


# Marks that change nothing a reader sees but break comparison: byte order, soft hyphen, zero width,
# direction overrides. The zero-width joiner stays: emoji and some scripts' letters need it.
_INVISIBLE = frozenset(
    "\ufeff\u00ad\u200b\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class _Cleaner:
    """One document on its way; ``document()`` walks it from top to bottom."""

    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self._dropped: list[Dropped] = []
        self._title = marked.title
        self._outlet = marked.outlet
        self._published = marked.published
        self._url = marked.url
        self._language = marked.language
        self._byline_paragraph: int | None = None

    def _drop(self, line: _Line, reason: str, text: str | None = None) -> None:
        self._dropped.append(Dropped(line.number, line.text if text is None else text, reason))

    def document(self) -> Document:
        lines = _numbered(normalise(self._marked.text))
        lines = self._without_header(lines)
        lines = self._without_timecodes(lines)
        lines = _rejoined(_unwrapped(lines))
        paragraphs = self._paragraphs(lines)
        body, items = self._assembled(paragraphs)
        language = self._language or detect(body or self._title or "")
        return Document(
            title=self._title,
            outlet=self._outlet,
            published=self._published,
            language=language,
            url=self._url,
            body=body,
            dropped=tuple(sorted(self._dropped, key=lambda d: d.line)),
            items=items,
            byline_item=self._byline_paragraph if len(items) > 1 else None,
        )

    def _without_header(self, lines: list[_Line]) -> list[_Line]:
        """Take "Title: ...", "Source: ..." and the like from the top, where at least two stand."""
        fields = {}
        for line in lines:
            match = _HEADER.match(line.text)
            if match is None:
                break
            fields[match["key"].lower()] = match["value"].strip()
        if len(fields) < 2:
            return lines
        known = {_HEADER_KEYS.get(key, key): value for key, value in fields.items()}
        self._title = known.get("title") or self._title
        self._outlet = known.get("outlet") or self._outlet
        self._published = parse_iso(known.get("published", ""), Basis.PAGE) or self._published
        if known.get("url", "").startswith(("http://", "https://")):
            self._url = known["url"]
        for line in lines[: len(fields)]:
            self._drop(line, "header")
        return lines[len(fields) :]

    def _without_timecodes(self, lines: list[_Line]) -> list[_Line]:
        coded = [furniture.timecode(line.text) for line in lines]
        if sum(map(bool, coded)) < _FEWEST_TIMECODES:
            return lines
        kept = []
        for line, code in zip(lines, coded, strict=True):
            rest = line.text[len(code) :].strip() if code else line.text
            if code:
                self._drop(line, "timecode", code.strip())
            if rest:
                kept.append(replace(line, text=rest, spoken_at=code))
        return _transcript_joined(kept)

    def _paragraphs(self, lines: list[_Line]) -> list[tuple[_Line, str]]:
        """The lines that are article, each with the label cut from its end."""
        seen: set[str] = set()
        prose: list[tuple[_Line, str]] = []
        headlines: list[_Line] = []
        for index, line in enumerate(lines):
            text = line.text
            key = " ".join(text.lower().split())
            reason = furniture.reason(text)
            credit = None if line.spoken_at else read_byline(text)
            if key in seen:
                self._drop(line, "repeated line")
            elif reason and not (reason == "ticker or menu" and furniture.terminated(text)):
                self._drop(line, reason)
            elif credit is not None:
                self._take_credit(credit, len(prose))
                self._drop(line, "byline")
            elif self._is_prose(line, lines[index + 1 : index + 2], first=not prose):
                prose.append(self._without_tail_label(line))
            elif prose:
                self._drop(line, _fragment_reason(text))
            else:
                headlines.append(line)
            seen.add(key)
        self._take_title(headlines)
        return [(line, text) for line, text in prose if text != self._title]

    def _is_prose(self, line: _Line, following: Iterable[_Line], *, first: bool) -> bool:
        text = furniture.strip_bullet(line.text)
        words = text.split()
        if text.endswith(":") and len(words) <= _LABEL_WORDS:
            return any(n.text[:1] in "\"'“‘«„" for n in following) and not first
        if first and len(words) <= 14 and text.endswith("?") and line.text == text:
            return False  # "Is NATO ready?" above the first paragraph is its title
        if furniture.bulleted(line.text) and not furniture.terminated(text):
            return False
        if len(words) < _LABEL_WORDS and first:
            return False
        return furniture.holds_sentences(text)

    def _without_tail_label(self, line: _Line) -> tuple[_Line, str]:
        text = furniture.strip_bullet(line.text)
        label = furniture.tail_label(text)
        if label:
            self._drop(line, "label", label)
            text = text[: -len(label)].rstrip()
        return replace(line, spoken_at=label), text

    def _take_credit(self, credit: Credit, paragraph: int) -> None:
        if self._byline_paragraph is None:
            self._byline_paragraph = paragraph
        self._outlet = self._outlet or credit.outlet
        self._published = self._published or credit.published

    def _take_title(self, headlines: list[_Line]) -> None:
        """Take the first line above the text that reads like a title; of a long list, the last."""
        fitting = [
            line
            for line in headlines
            if len(line.text.split()) in _TITLE_WORDS
            and not furniture.bulleted(line.text)
            and not line.text.endswith((":", "…"))
        ]
        chosen = None
        if self._title is None and fitting:
            chosen = fitting[0] if len(fitting) <= 2 else fitting[-1]
            self._title = chosen.text
        for line in headlines:
            if line is chosen or line.text == self._title:
                continue
            self._drop(line, _fragment_reason(line.text))

    def _assembled(self, prose: list[tuple[_Line, str]]) -> tuple[str, tuple[tuple[int, int], ...]]:
        if prose:
            line, text = prose[0]
            credit = read_dateline(text)
            if credit is not None:
                self._drop(line, "dateline", text[: credit.length].strip())
                self._outlet = self._outlet or credit.outlet
                self._published = self._published or credit.published
                prose = [(line, text[credit.length :].lstrip()), *prose[1:]]
        texts = [" ".join(text.split()) for _, text in prose]
        body = "\n\n".join(texts)
        labels = [line.spoken_at for line, _ in prose]
        if len([label for label in labels if label]) < 2:
            return body, ((0, len(body)),)
        # Each paragraph that ends in an agency's label (IMAGES) is a short item of its own.
        spans = []
        start = 0
        for text in texts:
            spans.append((start, start + len(text)))
            start += len(text) + 2
        return body, tuple(spans)


def _numbered(text: str) -> list[_Line]:
    lines: list[_Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(_Line(number, stripped, gap))
        gap = not stripped
    return lines


def _transcript_joined(lines: list[_Line]) -> list[_Line]:
    """Lines of speech run on until somebody else's line stands between: one paragraph."""
    joined: list[_Line] = []
    for line in lines:
        if joined and line.spoken_at and joined[-1].spoken_at:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _unwrapped(lines: list[_Line]) -> list[_Line]:
    """Join the lines of blocks that were wrapped at a fixed width."""
    blocks: list[list[_Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    result: list[_Line] = []
    for block in blocks:
        if _is_wrapped([line.text for line in block]):
            result.append(replace(block[0], text=" ".join(line.text for line in block)))
        else:
            result.extend(block)
    return result


def _is_wrapped(texts: list[str]) -> bool:
    if len(texts) < 2:
        return False
    widest = max(map(len, texts))
    inner = texts[:-1]
    # A line was wrapped when the next line's first word would not have fitted on it.
    full = all(
        len(text) + 1 + len(following.split()[0]) > widest
        for text, following in zip(inner, texts[1:], strict=True)
    )
    cut = any(not furniture.terminated(text) for text in inner)
    return (
        30 <= widest <= _WIDEST_WRAP and full and cut and furniture.holds_sentences(" ".join(texts))
    )


def _rejoined(lines: list[_Line]) -> list[_Line]:
    """Join a line that goes on in lower case to the unfinished one before it."""
    joined: list[_Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if (
            before is not None
            and not line.gap
            and line.text[:1].islower()
            and not furniture.terminated(before.text)
            and len(before.text.split()) > _LABEL_WORDS
            and furniture.reason(line.text) is None
            and furniture.reason(before.text) is None
        ):
            joined[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _fragment_reason(text: str) -> str:
    if furniture.bulleted(text):
        return "list of headlines"
    return "section heading" if len(text.split()) <= _LABEL_WORDS else "headline of another story"


def published_of(document: Document, item: int) -> Published | None:
    """When one item of a document was published: a byline speaks only for the item below it."""
    if document.byline_item in {None, item} or len(document.items) == 1:
        return document.published
    return None


def outlet_of(document: Document, item: int) -> str | None:
    """Who published one item of a document."""
    if document.byline_item in {None, item} or len(document.items) == 1:
        return document.outlet
    return None
