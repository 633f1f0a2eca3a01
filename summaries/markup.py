"""HTML and Markdown read down to plain lines, with what they say of themselves.

This is the plain reader for saved pages and fragments; ``cleaning.py`` does the rest by the shape
of the lines, as it does for plain text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from summaries.dates import parse_iso
from summaries.model import Basis, Published

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
_MARKED_SECTION = re.compile(r"<!\[[^>]{0,200}>")
_NO_TAG = re.compile(r"<(?![a-zA-Z/!?])")
_TITLE_MARKS = (" | ", " - ", " – ", " — ", " :: ", " · ")
_SHORTEST_HEADLINE = 3
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
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    url: str | None = None
    links: frozenset[str] = frozenset()


def is_html(raw: str) -> bool:
    """Whether a text is HTML rather than plain text."""
    return _LOOKS_LIKE_HTML.search(raw[:2000]) is not None


class _Reader(HTMLParser):
    def __init__(self, skipped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._skipped = skipped
        self.pieces: list[str] = []
        self.meta: dict[str, str] = {}
        self.skipping: list[str] = []
        self._catching: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_meta(tag, values)
        if tag in self._skipped:
            self.skipping.append(tag)
        elif tag in _BLOCKS and not self.skipping:
            self.pieces.append("\n" if tag == "br" else "\n\n")
        if tag in {"title", "h1"} and tag not in self.meta and not self.skipping:
            self._catching = tag
            self.meta[tag] = ""

    def _read_meta(self, tag: str, values: dict[str, str]) -> None:
        if tag == "html" and values.get("lang"):
            self.meta.setdefault("lang", values["lang"])
        elif tag == "meta":
            name = (
                values.get("property") or values.get("name") or values.get("itemprop") or ""
            ).lower()
            if name and values.get("content"):
                self.meta.setdefault(name, values["content"].strip())
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.meta.setdefault("canonical", values.get("href", ""))
        elif tag == "time" and values.get("datetime"):
            self.meta.setdefault("time", values["datetime"])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.skipping:
            while self.skipping.pop() != tag:
                pass
        elif tag in _BLOCKS and not self.skipping:
            self.pieces.append("\n\n")
        if tag == self._catching:
            self._catching = None

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        if self._catching:
            self.meta[self._catching] += data
        if self._catching != "title":
            self.pieces.append(re.sub(r"\s+", " ", data))


def _read(raw: str) -> _Reader:
    """The page read; what is opened to be skipped and never closed is not skipped."""
    tame = _tamed(raw)
    skipped = _SKIPPED
    while True:
        reader = _Reader(skipped)
        reader.feed(tame)
        reader.close()
        unclosed = skipped.intersection(reader.skipping) - _CODE
        if not unclosed:
            return reader
        skipped -= unclosed


def _tamed(raw: str) -> str:
    """The page without what makes Python's parser raise or take quadratic time.

    These are comments and marked sections, closed or not, and signs that open no tag.
    """
    pieces = []
    start = 0
    while (opened := raw.find("<!--", start)) >= 0:
        pieces.append(raw[start:opened])
        closed = raw.find("-->", opened + 4)
        start = closed + 3 if closed >= 0 else opened + 4
        if closed < 0:
            pieces.append(raw[start:].replace("<!--", ""))
            start = len(raw)
    text = _MARKED_SECTION.sub("", "".join([*pieces, raw[start:]])).replace("<![", "&lt;![")
    text = _NO_TAG.sub("&lt;", text)
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def read_html(raw: str) -> Marked:
    """The text of an HTML page or fragment, and what its head says."""
    reader = _read(raw)
    meta = {name: " ".join(value.split()) for name, value in reader.meta.items()}
    stamps = (
        meta.get(n) for n in ("article:published_time", "datepublished", "date", "dc.date", "time")
    )
    published = next(
        (date for s in stamps if s for date in [parse_iso(s, Basis.PAGE)] if date), None
    )
    url = meta.get("canonical") or meta.get("og:url")
    outlet = meta.get("og:site_name") or None
    return Marked(
        text=_blank_lines(reader.pieces),
        title=_title(meta, outlet),
        outlet=outlet,
        published=published,
        language=_language(meta.get("lang")),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def _blank_lines(pieces: list[str]) -> str:
    """The pieces as lines, with at most one blank line between any two."""
    lines: list[str] = []
    for line in "".join(pieces).split("\n"):
        stripped = line.strip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip()


def _title(meta: Mapping[str, str], outlet: str | None) -> str | None:
    """The page's headline: its first heading, unless that is the site's name."""
    heading, shared = meta.get("h1") or None, meta.get("og:title") or None
    title = shared or meta.get("title") or None
    if title and outlet:
        for mark in _TITLE_MARKS:
            title = title.removesuffix(f"{mark}{outlet}")
    if heading and len(heading.split()) < _SHORTEST_HEADLINE and title and heading not in title:
        return title
    return title if heading is None or heading == outlet else heading


def _language(code: str | None) -> str | None:
    """The ISO 639-1 code in "en-GB"; None where there is none."""
    language = re.split("[-_]", code or "")[0].lower()
    return language if re.fullmatch("[a-z]{2}", language) else None


_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<fields>.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
# What may stand in one link or one emphasis is bounded: an endless line must not take endless time.
_MD_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^)\s\[]{0,1000}(?:\s\"[^\"]{0,300}\")?\)")
_MD_IMAGE_ONLY = re.compile(r"^!\[[^\[\]]{0,500}\]\([^)]{0,1000}\)$")
_MD_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_MD_CODE = re.compile(r"`([^`\n]{1,200})`")
_MD_EMPHASIS = re.compile(
    r"(?<![\w\\*_])(\*\*\*|\*\*|\*|___|__|_)(?=[^\s*_])(.{1,300}?)(?<=[^\s*_])\1(?![\w*])"
)
_MD_QUOTE = re.compile(r"^\s{0,3}>\s?")


def read_markdown(raw: str) -> Marked:
    """The text of a Markdown document; its first heading is the title."""
    raw = raw.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(raw)
    fields = {}
    if front:
        raw = raw[front.end() :]
        for line in front["fields"].splitlines():
            name, colon, value = line.partition(":")
            if colon:
                fields[name.strip().lower()] = value.strip().strip("\"'")
    heading: str | None = None
    lines: list[str] = []
    for line in _without_fences(raw.split("\n")):
        if _MD_HEADING.match(line):
            text = _md_inline(line.strip().strip("#").strip())
            heading = heading or text
            lines += ["", text, ""]
        else:
            # A picture's alternative text is its caption; the name of its file says so.
            lines.append("" if _MD_IMAGE_ONLY.match(line.strip()) else _md_inline(line))
    url = fields.get("url") or fields.get("link")
    return Marked(
        text="\n".join(lines),
        title=fields.get("title") or heading or None,
        outlet=fields.get("outlet") or fields.get("source") or None,
        published=parse_iso(fields.get("date") or fields.get("published") or "", Basis.PAGE),
        language=_language(fields.get("language") or fields.get("lang")),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def _without_fences(lines: list[str]) -> list[str]:
    """The lines outside blocks of code; a block that nothing closes is no block."""
    marks = [index for index, line in enumerate(lines) if line.lstrip().startswith("```")]
    kept, start = [], 0
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        kept += lines[start:first]
        start = last + 1
    return kept + lines[start:]


def _md_inline(line: str) -> str:
    line = _MD_QUOTE.sub("", line)
    return _MD_EMPHASIS.sub(r"\2", _MD_CODE.sub(r"\1", _MD_LINK.sub(r"\1", line)))
