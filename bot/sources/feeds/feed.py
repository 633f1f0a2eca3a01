"""Feeds of every dialect become items.

Three readers, each for what the one before cannot read: the element tree of well-formed XML; the
same after the usual slips are mended; feedparser. JSON Feed has its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import Cause, FetchError
from bot.sources.charset import decode
from bot.sources.feeds.dates import read_date
from bot.sources.feeds.item import Feed, Item, Passage, RawFeed, RawItem
from bot.sources.feeds.joining import web_address
from bot.sources.feeds.json_feed import MARK, read_json
from bot.sources.feeds.keys import Identity, keys_of
from bot.sources.feeds.mending import breaks_off, mended
from bot.sources.feeds.strict import is_feed, read_tree
from bot.sources.feeds.texts import (
    clean_text,
    is_teaser,
    one_line,
    shortened,
    visible,
    written_in,
)
from bot.sources.feeds.tolerant import read_broken, too_broken
from bot.sources.feeds.xml import NotWellFormed, Root, find_root, parse
from summaries.metadata import language_of
from summaries.model import Published

__all__ = ["Feed", "Item", "looks_like_feed", "read_feed"]

MOST_ITEMS = 2_000
_AHEAD = timedelta(days=1)
_HEAD = 4_096
_PREAMBLE = 10_000
_LONGEST_OUTLET = 200
# Countries that feeds name where a language is asked for; none of them is one (ISO 639-1).
_COUNTRIES = {"ua": "uk", "cz": "cs", "jp": "ja", "cn": "zh", "gr": "el", "dk": "da"}


def looks_like_feed(content: bytes, content_type: str | None) -> bool:
    """Whether it is worth to read something as a feed; only its beginning is looked at."""
    head = content[:_HEAD]
    if head.count(b"\x00") * 4 > len(head):
        try:
            text = decode(head, content_type, markup="xml")
        except FetchError:
            return False
    else:
        text = head.decode("utf-8", "replace")
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return MARK in text.replace("\\/", "/") or "feed+json" in (content_type or "")
    try:
        root = _feed_root(text)
    except FetchError:
        return "<rss" in text or "<feed" in text or "<rdf:RDF" in text
    return root is not None and is_feed(root.local)


def read_feed(content: bytes, content_type: str | None, address: str, *, now: datetime) -> Feed:
    """The feed that some bytes are.

    Args:
        content: all of it.
        content_type: what the header says of it.
        address: where it was found; relative addresses are relative to it.
        now: dates more than a day later are not believed.

    Raises:
        FetchError: it is no feed (``NO_FEED``), nothing at all (``EMPTY``), no text
            (``ENCODING``), could do harm (``UNSAFE``), breaks off before the first item
            is complete (``CUT``), or is broken and too large to be mended (``TOO_LARGE``).
    """
    text = decode(content, content_type, markup="xml").strip("\ufeff \t\r\n\x00")
    if not text:
        raise FetchError(
            Cause.EMPTY, "The answer is empty. If it stays so, look for another address."
        )
    raw = read_json(text) if text.startswith("{") else _read_markup(text, address)
    if raw is None:
        raise _no_feed("JSON of another kind")
    return _feed(raw, address, now)


def _read_markup(text: str, address: str) -> RawFeed:
    root = _feed_root(text)
    if root is None or not is_feed(root.local):
        raise _no_feed(_kind(root))
    try:
        return read_tree(parse(text, root))
    except NotWellFormed:
        pass
    if breaks_off(text, root):
        raise FetchError(
            Cause.CUT,
            "The feed breaks off before its first item is complete. It is tried again later.",
        )
    better = mended(text, root)
    try:
        return read_tree(parse(better, Root(root.name, 0)))
    except NotWellFormed:
        pass
    raw = read_broken(better, address)
    if not raw.items:
        raise too_broken()
    return raw


def _feed_root(text: str) -> Root | None:
    """The root, past what a program may have printed before it."""
    root = find_root(text)
    if root is None or is_feed(root.local):
        return root
    behind = text.find("<?xml", root.start, root.start + _PREAMBLE)
    later = find_root(text, behind) if behind >= 0 else None
    return later if later and is_feed(later.local) else root


def _kind(root: Root | None) -> str:
    if root is None:
        return "plain text"
    return {
        "opml": "a list of feeds (OPML)",
        "urlset": "a site map",
        "sitemapindex": "a site map",
        "svg": "a picture",
    }.get(root.local, "a web page")


def _no_feed(kind: str) -> FetchError:
    advice = {
        "a list of feeds (OPML)": "Send it as a file, and the feeds in it are added",
        "a web page": "Look on it for a link called RSS or Atom",
    }.get(kind, "Give the address of an RSS, Atom or JSON Feed")
    return FetchError(Cause.NO_FEED, f"There is {kind} where a feed should be. {advice}.", kind)


def _feed(raw: RawFeed, address: str, now: datetime) -> Feed:
    base = web_address(address, raw.base) or address
    link = web_address(base, raw.link or "")
    read = ((one, _item(one, address, now)) for one in raw.items)
    pairs = _newest([pair for pair in read if _says_something(pair[1])])
    keys = keys_of([_identity(*pair) for pair in pairs], link)
    items: dict[str, Item] = {}
    for key, (_, item) in zip(keys, pairs, strict=True):
        items.setdefault(key, replace(item, key=key))
    return Feed(
        dialect=raw.dialect,
        title=one_line(raw.title),
        link=link,
        language=_language(raw.language),
        address=web_address(base, raw.address or ""),
        ttl=raw.lasting,
        items=tuple(items.values()),
    )


def _item(raw: RawItem, address: str, now: datetime) -> Item:
    base = web_address(address, raw.base) or address
    link = next((web for one in raw.links if (web := web_address(base, one))), None)
    if link is None and raw.permalink and raw.guid:
        link = web_address("", raw.guid)
    passage, words = _fullest(raw.passages)
    updated = _first_date(raw.updated, now)
    return Item(
        key="",
        title=one_line(raw.title),
        link=link,
        published=_first_date(raw.published, now) or updated,
        updated=updated.start if updated else None,
        content=clean_text(shortened(passage.text.strip())),
        markup=written_in(passage),
        teaser=link is not None and is_teaser(words, passage.summary),
        outlet=one_line(raw.outlet, _LONGEST_OUTLET),
        language=_language(raw.language),
    )


def _fullest(passages: Sequence[Passage]) -> tuple[Passage, str]:
    """The first passage that has words in it, with these."""
    for passage in passages:
        if words := visible(passage):
            return passage, words
    return Passage("", "text"), ""


def _first_date(texts: Sequence[str], now: datetime) -> Published | None:
    dates = filter(None, map(read_date, texts))
    return next((date for date in dates if date.start <= now + _AHEAD), None)


def _says_something(item: Item) -> bool:
    return bool(item.title or item.link or item.content)


def _newest(pairs: list[tuple[RawItem, Item]]) -> list[tuple[RawItem, Item]]:
    """As many as are taken: those with the latest dates, else the first, in the feed's order."""
    if len(pairs) <= MOST_ITEMS:
        return pairs

    def age(place: int) -> tuple[bool, float, int]:
        published = pairs[place][1].published
        return published is None, -published.start.timestamp() if published else 0.0, place

    return [pairs[place] for place in sorted(sorted(range(len(pairs)), key=age)[:MOST_ITEMS])]


def _identity(raw: RawItem, item: Item) -> Identity:
    date = item.published.iso() if item.published else None
    return Identity(raw.guid, item.link, item.title, date, item.content)


def _language(code: str | None) -> str | None:
    language = language_of(code)
    return _COUNTRIES.get(language, language) if language else None
