"""HTML read down to plain lines, with what it says of itself.

This is the plain reader for saved pages and fragments; ``cleaning.py`` does the rest by the shape
of the lines, as it does for plain text.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from summaries.furniture import terminated
from summaries.metadata import read_metadata
from summaries.model import Published

_SKIPPED = frozenset(
    (
        "script style noscript template svg nav aside footer button select iframe figure "
        "figcaption video audio canvas object menu dialog "
    ).split()
)  # no forms: some sites wrap the whole page in one
_BLOCKS = frozenset(
    (
        "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote "
        "pre br hr dl dt dd body title time "
    ).split()
)
_CODE = frozenset({"script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKED_SECTION = re.compile(r"<!\[[^>]{0,200}>")
_NO_TAG = re.compile(r"<(?![a-zA-Z/!?])")
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"\s*(?:\[?\d{1,3}\]?|[*†‡])\s*$")
_PARAGRAPH_WORDS = 12
_MOST_READINGS = 3
_LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!doctype html|<html\b)|<(?:p|div|br|h[1-6]|article|body)\b[^>]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked-up document as plain text.

    Attributes:
        text: its lines; blocks are parted by blank lines.
        title, outlet, published, language, url: what its markup states, else None.
        links: the paragraphs that are nothing but a link.
        numbers: of each line of the text, where in the raw document it begins; empty where the text
            is the raw document itself.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    url: str | None = None
    links: frozenset[str] = frozenset()
    numbers: tuple[int, ...] = ()


def is_html(raw: str) -> bool:
    """Whether a text is HTML rather than plain text."""
    return _LOOKS_LIKE_HTML.search(raw[:2000]) is not None


# What is not shown, and what stands beside the article, as sites name it themselves. No element
# whose end may be left out.
_HIDEABLE = frozenset({"div", "section", "span", "ul", "ol"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BESIDE = frozenset(
    "comments comment-list comments-section comments-area disqus_thread related related-articles "
    "related-posts related-content related-stories newsletter newsletter-signup sidebar breadcrumb "
    "breadcrumbs cookie-banner cookie-notice cookie-consent social-share share-buttons".split()
)


def _is_hidden(values: Mapping[str, str]) -> bool:
    names = f"{values.get('id', '')} {values.get('class', '')}".lower().split()
    return (
        "hidden" in values
        or _NOT_SHOWN.search(values.get("style", "")) is not None
        or not _BESIDE.isdisjoint(names)
    )


class _Reader(HTMLParser):
    """Collects the text of a page, line by line, and what is stated beside it.

    Attributes:
        pieces: the text, each piece with the number of its line in the page.
        meta: contents of meta tags by name, and a few others, see ``read_metadata``.
        scripts: JSON-LD.
        links: the blocks that are links and nothing else.
        times: machine-readable times that stand above the first paragraph.
        published: those that are marked as the day of publication.
        skipping: the open elements that are not read, the outermost first.
        hidden: the outermost of them, where it is only this one that is not.
    """

    def __init__(self, skipped: frozenset[str], *, hiding: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._skipped = skipped
        self._hiding = hiding
        self.hidden: str | None = None
        self.pieces: list[tuple[int, str]] = []
        self.meta: dict[str, str] = {}
        self.scripts: list[str] = []
        self.links: set[str] = set()
        self.times: list[str] = []
        self.published: list[str] = []
        self.skipping: list[str] = []
        self._open: Counter[str] = Counter()
        self._catching: str | None = None
        self._script: list[str] | None = None
        self._bullet = False
        self._listed = 0
        self._linking = False
        self._linked: list[str] = []
        self._plain_words = 0
        self._below_text = False
        self._parted = False
        self._raised = False
        self._ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_meta(tag, values)
        hides = self._hiding and tag in _HIDEABLE and not self.skipping and _is_hidden(values)
        if hides:
            self.hidden = tag
        if tag in self._skipped or hides or (self.hidden == tag and self.skipping):
            self.skipping.append(tag)
            self._open[tag] += 1
        elif tag in _BLOCKS and not self.skipping:
            self._end_block("\n" if tag == "br" else "\n\n")
            self._bullet = self._bullet or tag == "li"
            self._listed += tag == "li"
        elif tag == "a" and not self.skipping:
            self._linking = bool(values.get("href"))
        elif tag == "sup":
            self._raised = True
        if tag == "script" and "ld+json" in values.get("type", ""):
            self._script = []
        if tag in {"title", "h1"} and tag not in self.meta and not self.skipping:
            self._catching = tag
            self.meta[tag] = ""

    def _read_meta(self, tag: str, values: dict[str, str]) -> None:
        if tag == "html" and values.get("lang"):
            self.meta.setdefault("lang", values["lang"])
        elif tag == "meta":
            names = (values.get(n) for n in ("property", "name", "itemprop", "http-equiv"))
            name = next(filter(None, names), "").lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"].strip())
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            self._read_time(values)

    def _read_time(self, values: dict[str, str]) -> None:
        """Keep the time if it is the article's: not another's, beside a link or below the text."""
        mark = values.get("itemprop", "").lower()
        if mark == "datepublished" or "pubdate" in values:
            self.published.append(values["datetime"])
        elif not (mark or self.skipping or self._linking or self._listed or self._below_text):
            self.times.append(values["datetime"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None
        if self._open[tag]:
            while (closed := self.skipping.pop()) != tag:
                self._open[closed] -= 1
            self._open[tag] -= 1
        elif tag in _BLOCKS and not self.skipping:
            self._end_block("\n\n")
            if tag in {"li", "ul", "ol"}:
                self._bullet = False
                self._listed = max(self._listed - 1, 0) if tag == "li" else 0
        elif tag == "a":
            self._linking = False
        elif tag == "sup":
            self._raised = False
        if tag == self._catching or (self._catching == "h1" and tag in _HEADINGS):
            self._catching = None  # the end of any heading ends the one that is open, says HTML

    def _end_block(self, space: str) -> None:
        """Part two blocks, and see what the one before was."""
        if self._parted and space == "\n\n":
            self._linking = False
            return
        self._parted = space == "\n\n"
        text = " ".join("".join(self._linked).split()) if self._linked else ""
        if text and not (self._plain_words or self._linking):
            self.links.add(text)
        self._below_text = self._below_text or self._plain_words >= _PARAGRAPH_WORDS
        self._linked, self._plain_words, self._linking = [], 0, False
        self.pieces.append((0, space))

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        if self.skipping:
            return
        if self._catching:
            self.meta[self._catching] += data
        if self._catching == "title":
            return
        self._parted = False
        if self._raised and _MARK.match(data) and self._ended:
            return  # the mark of a footnote
        self._ended = terminated(data.rstrip())
        if self._linking:
            self._linked.append(data)
        else:
            self._plain_words += sum(map(_has_letter, data.split()))
        text = _SPACE.sub(" ", data)
        if text.isspace():
            self.pieces.append((0, " "))
            return
        line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self.pieces.append((line, f"• {text.lstrip()}" if self._bullet else text))
        self._bullet = False


def _has_letter(word: str) -> bool:
    return any(map(str.isalnum, word))


def _read(raw: str) -> _Reader:
    """The page read; what is opened to be skipped and never closed is not skipped."""
    tame = _tamed(raw)
    skipped = _SKIPPED
    hiding = True
    for reading in range(_MOST_READINGS):
        reader = _Reader(skipped, hiding=hiding)
        reader.feed(tame)
        reader.close()
        unclosed = skipped.intersection(reader.skipping) - _CODE
        if not reader.skipping or (not unclosed and skipped.issuperset(reader.skipping)):
            break
        hiding = hiding and skipped.issuperset(reader.skipping)
        skipped = skipped - unclosed if reading < _MOST_READINGS - 2 else _CODE
    return reader


def _tamed(raw: str) -> str:
    """The page without what makes Python's parser raise or take quadratic time.

    These are comments and marked sections, closed or not, and signs that open no tag. Its lines
    keep their numbers.
    """
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    pieces = []
    start = 0
    while (opened := raw.find("<!--", start)) >= 0:
        pieces.append(raw[start:opened])
        closed = raw.find("-->", opened + 4)
        start = closed + 3 if closed >= 0 else opened + 4
        pieces.append("\n" * raw.count("\n", opened, start))
        if closed < 0:
            pieces.append(raw[start:].replace("<!--", ""))
            start = len(raw)
    text = "".join([*pieces, raw[start:]])
    text = _MARKED_SECTION.sub(lambda match: "\n" * match.group().count("\n"), text)
    text = text.replace("<![", "&lt;![")
    text = _NO_TAG.sub("&lt;", text)
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def read_html(raw: str) -> Marked:
    """The text of an HTML page or fragment, and what its head says."""
    reader = _read(raw)
    meta = {name: " ".join(value.split()) for name, value in reader.meta.items()}
    stated = read_metadata(meta, reader.scripts, reader.published or reader.times)
    text, numbers = _lines(reader.pieces)
    return Marked(
        text=text,
        title=stated.title,
        outlet=stated.outlet,
        published=stated.published,
        language=stated.language,
        url=stated.url,
        links=frozenset(reader.links),
        numbers=numbers,
    )


def _lines(pieces: Sequence[tuple[int, str]]) -> tuple[str, tuple[int, ...]]:
    """The pieces as lines, at most one blank line between any two, and each line's number."""
    lines: list[list[str]] = [[]]
    numbers = [0]
    for number, piece in pieces:
        first, *more = piece.split("\n")
        lines[-1].append(first)
        numbers[-1] = numbers[-1] or (number if first.strip() else 0)
        lines += [[line] for line in more]
        numbers += [number if line.strip() else 0 for line in more]
    kept: list[tuple[str, int]] = []
    for line, number in zip(("".join(line).strip() for line in lines), numbers, strict=True):
        if line or (kept and kept[-1][0]):
            kept.append((line, number))
    return "\n".join(line for line, _ in kept), tuple(number for _, number in kept)
