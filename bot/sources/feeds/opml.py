"""Lists of feeds, as readers of them exchange them (OPML 2.0, http://opml.org/spec2.opml)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from bot.errors import SourceError
from bot.sources.addresses import canonical
from bot.sources.charset import decode
from bot.sources.feeds.item import Passage
from bot.sources.feeds.texts import one_line
from bot.sources.feeds.xml import Element, NotWellFormed, Root, find_root, parse, parse_broken

MOST_OUTLINES = 10_000
_ESCAPED_AGAIN = re.compile("&(?:amp;)+")
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list.

    Attributes:
        title: what people call it; where nobody does, its address.
        address: of the feed, as it is given.
        site: of the site that it belongs to.
    """

    title: str
    address: str
    site: str | None = None


def read_opml(content: bytes) -> tuple[Outline, ...]:
    """The feeds that an OPML file lists, each once, in its order; folders are opened.

    Raises:
        SourceError: it is no OPML, lists no feed, or more than anybody reads.
        FetchError: it is no text, or could do harm.
    """
    text = decode(content, None, markup="xml")
    root = find_root(text)
    tree = _tree(text, root) if root and root.local == "opml" else None
    if tree is None:
        raise SourceError(
            "This is no OPML file. Export your feeds as OPML from your feed reader, and send that."
        )
    outlines: dict[str, Outline] = {}
    for outline in _outlines(tree):
        outlines.setdefault(_same(outline.address), outline)
        if len(outlines) > MOST_OUTLINES:
            raise SourceError(
                f"This file lists more than {MOST_OUTLINES:,} feeds. Send a part of it."
            )
    if not outlines:
        raise SourceError("This OPML file lists no feed. Export it again with your feeds in it.")
    return tuple(outlines.values())


def write_opml(sources: Iterable[Outline], *, title: str, made: datetime) -> bytes:
    """An OPML 2.0 file that lists feeds.

    Args:
        sources: which.
        title: of the list.
        made: when; in UTC.
    """
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = _writable(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(made, usegmt=True)
    for source in sources:
        name = _writable(source.title)
        outline = etree.SubElement(
            body, "outline", type="rss", text=name, title=name, xmlUrl=_writable(source.address)
        )
        if source.site:
            outline.set("htmlUrl", _writable(source.site))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _tree(text: str, root: Root) -> Element | None:
    try:
        return parse(text, root)
    except NotWellFormed:
        return parse_broken(text, root)


def _outlines(tree: Element) -> Iterator[Outline]:
    for element in tree.iter("*"):
        if element.tag.rpartition("}")[2].lower() != "outline":
            continue
        given = {name.lower(): value.strip() for name, value in element.attrib.items()}
        is_feed = given.get("type", "").lower() in {"rss", "atom", "feed"}
        address = _address(given.get("xmlurl") or (is_feed and given.get("url")) or "")
        if address:
            title = _title(given.get("title")) or _title(given.get("text")) or address
            yield Outline(title, address, _address(given.get("htmlurl", "")) or None)


def _title(text: str | None) -> str | None:
    return one_line(Passage(text, "text")) if text else None


def _address(text: str) -> str:
    """An address without what escaping it twice has left; "&copy=1" is no copyright sign."""
    return _ESCAPED_AGAIN.sub("&", text)


def _same(address: str) -> str:
    try:
        return canonical(address)
    except SourceError:
        return address


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)
