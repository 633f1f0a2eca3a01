"""RSS of all versions, and Atom, out of an element tree.

Elements are told by what their namespace means, whatever prefix stands for it. The elements of RSS
and Atom go by their bare names, since feeds mix them.
"""

import base64
import binascii
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from html import escape

from lxml import etree

from bot.sources.feeds.item import Passage, RawFeed, RawItem, Written
from bot.sources.feeds.joining import joined
from bot.sources.feeds.xml import Element

MOST_READ = 10_000
_PLAIN = (
    "w3.org/2005/atom purl.org/atom/ns purl.org/rss/1.0 backend.userland.com/rss2 "
    "backend.userland.com/rss my.netscape.com/rdf/simple/0.9 channel.netscape.com/rdf/simple/0.9 "
    "blogs.law.harvard.edu/tech/rss cyber.law.harvard.edu/rss purl.org/net/rss1.1"
).split()
_SPACES = {
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "search.yahoo.com/mrss": "media",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "w3.org/1999/xhtml": "xhtml",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    **dict.fromkeys(_PLAIN, ""),
}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ITEMS = frozenset({"item", "entry"})
_ATOM = {"w3.org/2005/atom": "Atom 1.0", "purl.org/atom/ns": "Atom 0.3"}
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_LONGEST_TTL = timedelta(days=30)
_TYPES: dict[str, Written] = {
    "text": "text",
    "text/plain": "text",
    "html": "html",
    "text/html": "html",
    "xhtml": "html",
    "application/xhtml+xml": "html",
    "": "either",
}
_CONTENTS = ("content:encoded", "content", "xhtml:body", "xhtml:div")
_SUMMARIES = ("summary", "itunes:summary", "dc:description", "media:description")
_PUBLISHED = (
    "pubdate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created",
    "date",
)  # fmt: skip
_UPDATED = ("updated", "modified", "dcterms:modified")

Children = dict[str, list[Element]]


def is_feed(local_name: str) -> bool:
    """Whether a document with such a root may be a feed."""
    return local_name in {"rss", "rdf", "feed"}


def read_tree(root: Element) -> RawFeed:
    """The feed in a tree.

    Args:
        root: of which ``is_feed`` holds.
    """
    top = _children(root)
    channel = top["channel"][0] if "channel" in top else root
    about = _children(channel) if channel is not root else top
    based = root.xpath("boolean(//@xml:base)")
    return RawFeed(
        dialect=_dialect(root),
        title=_title(about),
        link=next(iter(_links(about)), None),
        base=_base(channel) if based else "",
        language=_text(about, "language", "dc:language")
        or channel.get(_XML + "lang")
        or root.get(_XML + "lang"),
        address=_own_address(about),
        lasting=_lasting(about),
        items=[_item(element, based=based) for element in _items(root)],
    )


@lru_cache(maxsize=1024)
def _name(tag: str) -> str:
    """What an element is: "title", "dc:date"; with all of a namespace that we do not know."""
    space, _, local = tag.rpartition("}")
    if not space:
        return local.lower()
    space = _bare(space)
    if space not in _SPACES:
        return f"{space}:{local.lower()}"
    short = _SPACES[space]
    return f"{short}:{local.lower()}" if short else local.lower()


def _bare(space: str) -> str:
    return (
        space.lstrip("{")
        .lower()
        .removeprefix("http://")
        .removeprefix("https://")
        .removeprefix("www.")
        .rstrip("/#")
    )


def _children(element: Element) -> Children:
    found: Children = defaultdict(list)
    for child in element.iterchildren("*"):
        found[_name(child.tag)].append(child)
    return dict(found)


def _items(root: Element) -> Iterator[Element]:
    """All items wherever they stand, but for those within another."""
    found = 0
    for element in root.iter("{*}item", "{*}entry"):
        within = any(_name(above.tag) in _ITEMS for above in element.iterancestors())
        if _name(element.tag) in _ITEMS and not within:
            found += 1
            yield element
        if found == MOST_READ:
            return


def _dialect(root: Element) -> str:
    space, _, local = root.tag.rpartition("}")
    if local.lower() == "feed":
        return _ATOM.get(_bare(space), "Atom")
    if local.lower() == "rdf":
        spaces = {_bare(uri) for uri in root.nsmap.values()}
        old = "netscape.com/rdf/simple/0.9"
        return "RSS 0.90" if any(uri.endswith(old) for uri in spaces) else "RSS 1.0"
    return f"RSS {root.get('version', '').strip()[:8]}".strip()


def _item(element: Element, *, based: bool) -> RawItem:
    children = _children(element)
    groups = [_children(group) for group in children.get("media:group", ())]
    for name in ("media:title", "media:description"):
        for group in groups:
            children.setdefault(name, group.get(name, []))
    guids = children.get("guid", []) + children.get("id", [])
    guid = _content(guids[0]) if guids else element.get(_ABOUT) or _text(children, "dc:identifier")
    links = _links(children)
    return RawItem(
        guid=guid or None,
        permalink=bool(guids) and _name(guids[0].tag) == "guid"
        and guids[0].get("isPermaLink", "true").strip().lower() != "false",
        links=tuple(links),
        base=_base(element) if based else "",
        title=_title(children),
        published=_texts(children, _PUBLISHED),
        updated=_texts(children, _UPDATED),
        passages=tuple(_passages(children)),
        outlet=_outlet(children),
        language=element.get(_XML + "lang") or _text(children, "dc:language"),
    )  # fmt: skip


def _title(children: Children) -> Passage | None:
    for name in ("title", "dc:title", "media:title"):
        for element in children.get(name, ()):
            passage = _passage(element)
            if passage and passage.text.strip():
                return passage
    return None


def _passages(children: Children) -> Iterator[Passage]:
    """The contents and summaries of an item, the fullest kind first."""
    for name in _CONTENTS:
        found = [passage for each in children.get(name, ()) if (passage := _passage(each))]
        yield from sorted(found, key=lambda passage: passage.written == "text")
    for element in children.get("description", ()):
        if passage := _passage(element):
            yield Passage(passage.text, passage.written, "maybe")
    for name in _SUMMARIES:
        for element in children.get(name, ()):
            if passage := _passage(element):
                yield Passage(passage.text, passage.written, "yes")


def _passage(element: Element) -> Passage | None:
    """The text of an element that may hold markup (RFC 4287, 3.1 and 4.1.3).

    One that names no type is taken by its looks: many feeds put HTML where plain text is meant.
    """
    kind = element.get("type", "").strip().lower()
    if element.get("mode") == "base64":
        return _from_base64(element, kind)
    if len(element):
        return Passage(_inner(element), "html")
    if kind not in _TYPES:
        return None
    return Passage(element.text or "", _TYPES[kind])


def _from_base64(element: Element, kind: str) -> Passage | None:
    if kind not in _TYPES:
        return None
    try:
        raw = base64.b64decode(element.text or "", validate=False)
    except (binascii.Error, ValueError):
        return None
    return Passage(raw.decode("utf-8", "replace"), _TYPES[kind])


def _inner(element: Element) -> str:
    """What is in an element, as HTML."""
    for node in element.iterdescendants("*"):
        node.tag = node.tag.rpartition("}")[2]
    beginning = escape(element.text or "", quote=False)
    # In a tree of its own, so that the namespaces of the feed are not declared in it.
    alone = etree.Element("div")
    alone.extend(list(element))
    children = (etree.tostring(child, encoding="unicode", method="html") for child in alone)
    return beginning + "".join(children)


def _links(children: Children) -> list[str]:
    """The addresses of an item or a feed, the best first."""
    named = [_content(each) for each in children.get("feedburner:origlink", ())]
    pages: list[str] = []
    others: list[str] = []
    for element in children.get("link", ()):
        address = element.get("href")
        if address is None:
            named.append(_content(element))
        elif element.get("rel", "alternate").strip().lower() == "alternate":
            kind = element.get("type", "text/html").strip().lower()
            (pages if "html" in kind else others).append(address)
    contents = [each.get("src", "") for each in children.get("content", ())]
    return [link for link in (*named, *pages, *others, *contents) if link.strip()]


def _own_address(about: Children) -> str | None:
    for element in about.get("link", ()):
        if element.get("rel", "").strip().lower() == "self" and element.get("href"):
            return str(element.get("href"))
    return None


def _outlet(children: Children) -> Passage | None:
    for source in children.get("source", ()):
        inside = _children(source)
        passage = _title(inside) if inside else _passage(source)
        if passage and passage.text.strip():
            return passage
    return None


def _lasting(about: Children) -> timedelta | None:
    """For how long a feed asks to be left alone (``ttl``, or the syndication module of RSS 1.0)."""
    minutes = _number(_text(about, "ttl"))
    if minutes:
        return min(timedelta(minutes=minutes), _LONGEST_TTL)
    hours = _PERIODS.get((_text(about, "sy:updateperiod") or "").lower())
    if hours:
        times = _number(_text(about, "sy:updatefrequency")) or 1
        return min(timedelta(hours=hours) / times, _LONGEST_TTL)
    return None


def _number(text: str | None) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _base(element: Element) -> str:
    """What its relative addresses are relative to (XML Base), outermost part last resolved."""
    base = ""
    for above in reversed([element, *element.iterancestors()]):
        base = joined(base, above.get(_XML + "base", "")) or base
    return base


def _content(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _text(children: Children, *names: str) -> str | None:
    for text in _texts(children, names):
        return text
    return None


def _texts(children: Children, names: Sequence[str]) -> tuple[str, ...]:
    found = (_content(each) for name in names for each in children.get(name, ()))
    return tuple(text for text in found if text)
