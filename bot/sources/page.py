"""A web page becomes an article, and the feeds that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from bot.errors import Cause, FetchError
from bot.sources.feed_links import FeedLink, absolute, base_of, feed_links
from bot.sources.layout import Layout, Place
from bot.sources.region import article_paragraphs
from bot.sources.teasers import is_index, leads, without_teasers
from summaries import furniture
from summaries.cleaning import clean
from summaries.markup import read_html
from summaries.metadata import language_of
from summaries.model import Document, Dropped
from summaries.repeated import NOTHING, Repeated

_FEWEST_WORDS, _FEWEST_UNSTATED, _FEWEST_BEHIND_WALL = 25, 60, 120
_MOST_BESIDE_PASSWORD = 150
_MOST_ELEMENTS, _MOST_ATTRIBUTES = 50_000, 10_000
_MOST_PARAGRAPHS, _SHORTEST_TITLE = 2_000, 3
_TAG = re.compile(r"<[a-zA-Z][^<>]*")
_STATED = re.compile(
    r'"@type"\s{0,9}:\s{0,9}\[?\s{0,9}"[A-Za-z]{0,30}(?:Article|BlogPosting|Report)"'
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s{0,9}:\s{0,9}"?false', re.IGNORECASE)
_CONSENT = (
    "cookie", "куки", "consent", "einwillig", "personal data", "persönliche daten", "privacy",
    "персональн", "datos personales", "données personnelles", "dati personali",
)  # fmt: skip
_BESIDE = "beside the article"

_Text = list[tuple[str, Place | None]]


@dataclass(frozen=True, slots=True)
class Page:
    """A web page.

    Attributes:
        document: its article, cleaned; None where it is none, see ``read_page``.
        feeds: that it names.
        title: what it is called.
        language: ISO 639-1, as stated or as its text reads.
        canonical: the address that it gives itself, if that is on the same host.
    """

    document: Document | None
    feeds: tuple[FeedLink, ...]
    title: str | None
    language: str | None
    canonical: str | None


def read_page(
    text: str, address: str, *, language: str | None = None, repeated: Repeated = NOTHING
) -> Page:
    """Read a page.

    It is an article when its text has enough words: 25 where the page says that it is an article,
    or when it was published; else 60; and 120 where it says that it is not free to read
    (schema.org's ``isAccessibleForFree``), for then a few sentences are a teaser. It is none when
    most of its text stands below three or more headings that lead elsewhere (an index), when most
    of an undated text speaks of consent, or when a short one stands beside a field for a password.

    Args:
        text: the page, decoded.
        address: where it was found, after redirects.
        language: ISO 639-1, where it is known better than the page may know it.
        repeated: the lines that repeat in its source.

    Raises:
        FetchError: it has more parts than any page that somebody could read.
    """
    tree = _parsed(text)
    if tree is None:
        return Page(None, (), None, None, None)
    canonical = _canonical(tree, address)
    document = replace(clean(text, "html", language, repeated), url=canonical)
    article = _article(tree, document)
    return Page(
        document=article,
        feeds=feed_links(tree, address),
        title=(article or document).title or _words(tree.findtext(".//title")),
        language=document.language or language_of(tree.get("lang")),
        canonical=canonical,
    )


def fragment_text(html: str) -> str:
    """The text of a piece of HTML, such as the content of a feed's item.

    Paragraphs have a blank line between them. What is not shown, or is no text, is left out, and
    what feeds add to each item ("The post ... appeared first on ..."). The rest is as it stands:
    ``clean(html, "html")`` tells the furniture.
    """
    paragraphs = (furniture.strip_bullet(part) for part in read_html(html).text.splitlines())
    return "\n\n".join(p for p in paragraphs if p and not furniture.is_syndicated(p))


def _parsed(text: str) -> HtmlElement | None:
    if any(_crowded(tag.group()) for tag in _TAG.finditer(text)):
        raise _too_large(f"tags with more than {_MOST_ATTRIBUTES:,} attributes")
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None  # there is nothing in it
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise _too_large(f"more than {_MOST_ELEMENTS:,} elements")
    return tree


def _crowded(tag: str) -> bool:
    """Whether a tag may have too many attributes, for which lxml takes quadratic time."""
    return len(tag) > 2 * _MOST_ATTRIBUTES and len(tag.split()) > _MOST_ATTRIBUTES


def _too_large(what: str) -> FetchError:
    return FetchError(
        Cause.TOO_LARGE,
        f"The page has {what}, and no article has that. Look for a feed of the same site, or for "
        "the page of one article.",
        what,
    )


def _article(tree: HtmlElement, document: Document) -> Document | None:
    """The document without the paragraphs that are not of its article; None where it is none."""
    if not document.body:
        return None
    stated = _says_article(tree)
    paragraphs = document.body.split("\n\n")
    if len(paragraphs) > _MOST_PARAGRAPHS:
        return document  # a book; to look for the place of each would take too long
    layout = Layout(tree)
    whole = _placed(layout, paragraphs)
    text = _only(whole, article_paragraphs(tree, layout, *_apart(whole)))
    paragraphs, places = _apart(text)
    above = leads(layout, places)
    if is_index(paragraphs, above, stated=stated):
        return None
    text = _only(text, without_teasers(paragraphs, above))
    document = replace(document, title=_title(tree, layout, text) or document.title)
    if len(document.items) == 1:
        document = _reduced(document, whole, text)
    if _too_short(tree, document, stated=stated) or _asks_consent(document, stated=stated):
        return None
    return document


def _placed(layout: Layout, paragraphs: Sequence[str]) -> _Text:
    placed: _Text = []
    after = 0
    for paragraph in paragraphs:
        place = layout.place(paragraph, after)
        after = place.start if place else after
        placed.append((paragraph, place))
    return placed


def _apart(text: _Text) -> tuple[list[str], list[Place | None]]:
    return [paragraph for paragraph, _ in text], [place for _, place in text]


def _only(text: _Text, kept: Sequence[bool]) -> _Text:
    return [placed for placed, keep in zip(text, kept, strict=True) if keep]


def _reduced(document: Document, whole: _Text, text: _Text) -> Document:
    """The document with less text; what is not in it any more is listed as dropped."""
    body = "\n\n".join(paragraph for paragraph, _ in text)
    left = {place for _, place in text}
    beside = [
        Dropped(place.line, paragraph, _BESIDE)
        for paragraph, place in whole
        if place and place not in left
    ]
    dropped = sorted((*document.dropped, *beside), key=lambda d: d.line)
    return replace(document, body=body, items=((0, len(body)),), dropped=tuple(dropped))


def _title(tree: HtmlElement, layout: Layout, text: _Text) -> str | None:
    """The heading above the text, where nothing of a higher rank says what the page is called.

    Old and small sites put their own name into the title, or into a first heading that leads home.
    """
    named = any(meta.get("property", "").lower() == "og:title" for meta in tree.iter("meta"))
    first = next((place.start for _, place in text if place), None)
    if named or first is None or any(h.element.tag == "h1" and not h.link for h in layout.headings):
        return None
    above = [h for h in layout.headings if h.start < first]
    if not above or above[-1].link or above[-1].element.tag not in {"h2", "h3"}:
        return None
    words = above[-1].element.text_content().split()
    return " ".join(words) if len(words) >= _SHORTEST_TITLE else None


def _says_article(tree: HtmlElement) -> bool:
    for meta in tree.iter("meta"):
        named = meta.get("property", "").lower() == "og:type"
        if named and meta.get("content", "").strip().lower() == "article":
            return True
    return _in_data(tree, _STATED)


def _in_data(tree: HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Whether the page's JSON-LD holds something."""
    scripts = (s for s in tree.iter("script") if "ld+json" in s.get("type", "").lower())
    return any(pattern.search(script.text or "") for script in scripts)


def _too_short(tree: HtmlElement, document: Document, *, stated: bool) -> bool:
    words = len(document.body.split())
    fewest = _FEWEST_WORDS if stated or document.published else _FEWEST_UNSTATED
    if _in_data(tree, _NOT_FREE):
        fewest = _FEWEST_BEHIND_WALL
    if words < _MOST_BESIDE_PASSWORD and not (stated or document.published):
        fields = (field.get("type", "").lower() for field in tree.iter("input"))
        return words < fewest or "password" in fields
    return words < fewest


def _asks_consent(document: Document, *, stated: bool) -> bool:
    if stated or document.published:
        return False
    paragraphs = document.body.split("\n\n")
    asking = [p for p in paragraphs if any(word in p.lower() for word in _CONSENT)]
    return sum(map(len, asking)) * 2 > len(document.body)


def _canonical(tree: HtmlElement, address: str) -> str | None:
    base = base_of(tree, address)
    stated = [
        *(
            link.get("href", "")
            for link in tree.iter("link")
            if "canonical" in link.get("rel", "").lower().split()
        ),
        *(
            meta.get("content", "")
            for meta in tree.iter("meta")
            if meta.get("property", "").lower() == "og:url"
        ),
    ]
    addresses = (absolute(href, base) for href in stated if href.strip())
    return next((a for a in addresses if a and _host(a) == _host(address)), None)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _words(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None
