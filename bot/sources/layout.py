"""Where on a page its text stands, so that paragraphs can be told by their place.

Texts are compared by their letters and figures only: parsers differ in white space, and in what
they make of marks.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag

from lxml import etree
from lxml.html import HtmlElement

_NOT_SHOWN = frozenset({"script", "style", "noscript", "template", "head"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What stands around the words of a paragraph and makes no part of a page by itself.
_TRANSPARENT = frozenset(
    "p li ul ol blockquote span b strong em i u a font q cite mark small br pre center".split()
)
_MARKS = re.compile(r"[\W_]+")
_COMPARED = 60


def squeezed(text: str) -> str:
    """The letters and figures of a text, in one case."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands.

    Attributes:
        start: of its first letter, in the squeezed text of the page.
        line: of the page's source in which the element around that letter begins.
        part: the innermost part of the page that holds it and more than it.
    """

    start: int
    line: int
    part: HtmlElement


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page.

    Attributes:
        start: of its first letter, in the squeezed text of the page.
        link: where it leads, None where it leads nowhere.
        element: the heading, or the link around it.
    """

    start: int
    link: str | None
    element: HtmlElement


class Layout:
    """The text of a page, and which element holds which stretch of it.

    Attributes:
        headings: those with text in them, in their order.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._owners: list[HtmlElement] = []
        self._extents: dict[HtmlElement, tuple[int, int]] = {}
        self._length = 0
        self._walk(tree)
        self._text = "".join(self._pieces)
        self.headings = tuple(self._headings())

    def _walk(self, tree: HtmlElement) -> None:
        walker = etree.iterwalk(tree, events=("start", "end"))
        begun: list[int] = []
        for event, element in walker:
            if event == "start":
                begun.append(self._length)
                if element.tag in _NOT_SHOWN:
                    walker.skip_subtree()
                else:
                    self._take(element.text, element)
            else:
                start = begun.pop()
                if self._length > start:
                    self._extents[element] = (start, self._length)
                self._take(element.tail, element.getparent())

    def _take(self, text: str | None, owner: HtmlElement | None) -> None:
        piece = squeezed(text) if text else ""
        if piece and owner is not None:
            self._starts.append(self._length)
            self._owners.append(owner)
            self._pieces.append(piece)
            self._length += len(piece)

    def _headings(self) -> Iterator[Heading]:
        for element, (start, _) in sorted(self._extents.items(), key=lambda item: item[1]):
            if element.tag in _HEADINGS:
                inside = element.find(".//a[@href]")
                around = next(element.iterancestors("a"), None)
                link = around if around is not None else inside
                href = None if link is None else urldefrag(link.get("href", "")).url
                yield Heading(start, href or None, element if around is None else around)

    def place(self, paragraph: str, after: int = 0) -> Place | None:
        """Where a paragraph stands; None where it cannot be found as it is.

        Args:
            paragraph: its text.
            after: look behind this place first.
        """
        text = squeezed(paragraph)
        if not text:
            return None
        first, last = text[:_COMPARED], text[-_COMPARED:]
        start = self._text.find(first, after)
        start = self._text.find(first) if start < 0 else start
        end = self._text.find(last, start + len(text) - len(last)) if start >= 0 else -1
        if end < 0:
            return None
        owner = self._owner(start)
        part = self._common(owner, self._owner(end + len(last) - 1))
        return Place(start, owner.sourceline or 1, self._widened(part))

    def common(self, heading: Heading, place: Place) -> tuple[int, int]:
        """The stretch of the innermost part of the page that holds a heading and a paragraph."""
        return self._extents[self._common(heading.element, place.part)]

    def _owner(self, position: int) -> HtmlElement:
        return self._owners[bisect_right(self._starts, position) - 1]

    def _common(self, one: HtmlElement, other: HtmlElement) -> HtmlElement:
        around = {one, *one.iterancestors()}
        return next(e for e in (other, *other.iterancestors()) if e in around)

    def _widened(self, part: HtmlElement) -> HtmlElement:
        """The part without what is only wrapped around one paragraph."""
        extent = self._extents[part]
        while (around := part.getparent()) is not None:
            if part.tag not in _TRANSPARENT and self._extents[around] != extent:
                break
            part, extent = around, self._extents[around]
        return part
