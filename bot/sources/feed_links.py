"""The feeds that a page names.

Mostly as WHATWG has it (https://html.spec.whatwg.org/multipage/links.html#rel-alternate); where a
page has nothing of the kind, links in its text that clearly lead to feeds count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

FeedKind = Literal["rss", "atom", "json"]

_KINDS: dict[str, FeedKind] = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/x.rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/x.atom+xml": "atom",
    "application/feed+json": "json",
}
# Pages link to much else of these types: a post's record in WordPress, a search, a site map.
_VAGUE_KINDS: dict[str, FeedKind] = {
    "application/json": "json",
    "application/xml": "rss",
    "text/xml": "rss",
}
_NAMES: dict[str, FeedKind] = {
    "feed": "rss", "feeds": "rss", "rss": "rss", "rss.xml": "rss", "feed.xml": "rss",
    "index.rss": "rss", "index.rdf": "rss", "rss.php": "rss", "feed.rss": "rss", "rss2": "rss",
    "rss2.xml": "rss", "atom": "atom", "atom.xml": "atom", "feed.atom": "atom",
    "index.atom": "atom", "feed.json": "json",
}  # fmt: skip
_ENDINGS: dict[str, FeedKind] = {".rss": "rss", ".rdf": "rss", ".atom": "atom"}
_COMMENTS = re.compile(
    r"comment|kommentar|комент|коммент|comentario|commenti|komentar", re.IGNORECASE
)
_MOST, _LONGEST = 50, 2_000


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names.

    Attributes:
        address: absolute.
        title: what the page calls it.
        kind: what the page says that it is.
    """

    address: str
    title: str | None
    kind: FeedKind


def feed_links(tree: HtmlElement, address: str) -> tuple[FeedLink, ...]:
    """The feeds that a page names, each once, those of comments last; 50 at most.

    Args:
        tree: the page.
        address: of the page, for links that are relative to it.
    """
    base = base_of(tree, address)
    links = list(_announced(tree, base)) or list(_linked(tree, base))
    distinct: dict[str, FeedLink] = {}
    for link in links:
        distinct.setdefault(link.address, link)
    return tuple(sorted(distinct.values(), key=_is_of_comments)[:_MOST])


def base_of(tree: HtmlElement, address: str) -> str:
    """What the links of a page are relative to."""
    element = tree.find(".//base[@href]")
    return address if element is None else absolute(element.get("href", ""), address) or address


def absolute(href: str, base: str) -> str | None:
    """A link's full address without its fragment, if it leads into the web."""
    href = href.strip()
    for scheme in ("feed:", "feed://"):
        if href.lower().startswith((f"{scheme}http://", f"{scheme}https://")):
            href = href[len(scheme) :]
    if href.lower().startswith("feed://"):
        href = f"https{href[4:]}"
    try:
        full = urldefrag(urljoin(base, href)).url
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(full) > _LONGEST:
        return None
    return full


def _announced(tree: HtmlElement, base: str) -> Iterator[FeedLink]:
    for link in tree.iter("link"):
        relations = link.get("rel", "").lower().split()
        address = absolute(link.get("href", ""), base) if link.get("href", "").strip() else None
        if address is None or not {"alternate", "feed"} & set(relations):
            continue
        kind = _kind(link.get("type", ""), address, announced="feed" in relations)
        if kind:
            yield FeedLink(address, _words(link.get("title", "")), kind)


def _kind(stated: str, address: str, *, announced: bool) -> FeedKind | None:
    media = stated.partition(";")[0].strip().lower()
    named = _named(address)
    if media in _VAGUE_KINDS:
        return (named or _VAGUE_KINDS[media]) if named or announced else None
    if not media and announced:
        return named or "rss"
    return _KINDS.get(media)


def _named(address: str) -> FeedKind | None:
    """What kind of feed an address leads to, if its name says so."""
    parts = urlsplit(address)
    name = parts.path.rstrip("/").rpartition("/")[2].lower()
    if name in _NAMES:
        return _NAMES[name]
    for ending, kind in _ENDINGS.items():
        if name.endswith(ending):
            return kind
    query = parse_qs(parts.query)
    for value in (*query.get("feed", ()), *query.get("format", ()), *query.get("type", ())):
        if value.lower() in _NAMES:
            return _NAMES[value.lower()]
    return None


def _linked(tree: HtmlElement, base: str) -> Iterator[FeedLink]:
    """Links in the text that lead to feeds of the same site: others offer to subscribe."""
    for link in tree.iter("a"):
        address = absolute(link.get("href", ""), base) if link.get("href", "").strip() else None
        kind = _named(address) if address else None
        if address and kind and same_site(address, base):
            yield FeedLink(address, _words(link.text_content()), kind)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site, as far as the last two labels of the hosts tell."""
    hosts = [(urlsplit(address).hostname or "").split(".")[-2:] for address in (one, other)]
    return hosts[0] == hosts[1]


def _words(text: str) -> str | None:
    return " ".join(text.split())[:200] or None


def _is_of_comments(link: FeedLink) -> bool:
    return _COMMENTS.search(f"{link.title or ''} {urlsplit(link.address).path}") is not None
