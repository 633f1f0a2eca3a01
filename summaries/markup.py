"""HTML and Markdown read down to plain lines, with what they say of themselves.

This is the plain reader for saved pages and fragments; ``cleaning.py`` does the rest by the shape
of the lines, as it does for plain text.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from summaries.dates import parse_iso
from summaries.model import Basis, Published

_SKIPPED = frozenset(
    (
        "script style noscript template svg nav aside footer form button select iframe figure "
        "figcaption video audio canvas object menu dialog "
    ).split()
)
_BLOCKS = frozenset(
    (
        "p div section article main header h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote "
        "pre br hr dl dt dd body title time "
    ).split()
)
_VOID = frozenset(("area base br col embed hr img input link meta source track wbr ").split())
_LOOKS_LIKE_HTML = re.compile(
    r"^\s*(?:<!doctype html|<html\b)|<(?:p|div|br|h[1-6]|article|body)\b[^>]*>", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked-up document as plain text.

    Attributes:
        text: its lines; blocks are parted by blank lines.
        title, outlet, published, language, url: what its markup states, else None.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    url: str | None = None


def is_html(raw: str) -> bool:
    """Whether a text is HTML rather than plain text."""
    return _LOOKS_LIKE_HTML.search(raw[:2000]) is not None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.meta: dict[str, str] = {}
        self._skipping: list[str] = []
        self._catching: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_meta(tag, values)
        if tag in _SKIPPED:
            self._skipping.append(tag)
        elif tag in _BLOCKS and not self._skipping:
            self.pieces.append("\n" if tag == "br" else "\n\n")
        if tag in {"title", "h1"} and tag not in self.meta and not self._skipping:
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
        if tag in self._skipping:
            while self._skipping.pop() != tag:
                pass
        elif tag in _BLOCKS and not self._skipping:
            self.pieces.append("\n\n")
        if tag == self._catching:
            self._catching = None

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._catching:
            self.meta[self._catching] += data
        if self._catching != "title":
            self.pieces.append(re.sub(r"\s+", " ", data))


def read_html(raw: str) -> Marked:
    """The text of an HTML page or fragment, and what its head says."""
    reader = _Reader()
    reader.feed(raw)
    reader.close()
    meta = {name: " ".join(value.split()) for name, value in reader.meta.items()}
    stamps = (
        meta.get(n) for n in ("article:published_time", "datepublished", "date", "dc.date", "time")
    )
    published = next(
        (date for s in stamps if s for date in [parse_iso(s, Basis.PAGE)] if date), None
    )
    url = meta.get("canonical") or meta.get("og:url")
    return Marked(
        text=re.sub(r"\n[ \t]*\n\s*", "\n\n", "".join(reader.pieces)).strip(),
        title=meta.get("h1") or meta.get("og:title") or meta.get("title") or None,
        outlet=meta.get("og:site_name") or None,
        published=published,
        language=(meta.get("lang") or "")[:2].lower() or None,
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


_FRONT_MATTER = re.compile(r"\A---\s*\n(?P<fields>.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_MD_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s\"[^\"]*\")?\)")
_MD_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)
_MD_FENCE = re.compile(r"^```.*?^```[ \t]*$", re.MULTILINE | re.DOTALL)
_MD_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def read_markdown(raw: str) -> Marked:
    """The text of a Markdown document; its first heading is the title."""
    front = _FRONT_MATTER.match(raw)
    fields = {}
    if front:
        raw = raw[front.end() :]
        for line in front["fields"].splitlines():
            name, colon, value = line.partition(":")
            if colon:
                fields[name.strip().lower()] = value.strip().strip("\"'")
    heading = _MD_HEADING.search(raw)
    text = _MD_FENCE.sub("", raw)
    text = _MD_LINK.sub(r"\1", text)
    text = re.sub(r"^\s{0,3}>\s?", "", text, flags=re.MULTILINE)
    text = _MD_EMPHASIS.sub(r"\2", text)
    text = _MD_HEADING.sub(lambda m: f"\n{m[1]}\n", text)
    url = fields.get("url") or fields.get("link")
    return Marked(
        text=text,
        title=fields.get("title") or (_MD_EMPHASIS.sub(r"\2", heading[1]) if heading else None),
        outlet=fields.get("outlet") or fields.get("source") or None,
        published=parse_iso(fields.get("date") or fields.get("published") or "", Basis.PAGE),
        language=fields.get("language") or fields.get("lang") or None,
        url=url if url and url.startswith(("http://", "https://")) else None,
    )
