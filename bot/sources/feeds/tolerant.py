"""Feeds that no rule helps to read: feedparser makes something of nearly all of them.

It is slow, and takes time that grows with the square of what is never closed; so what it is given
is bounded.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from bot.errors import Cause, FetchError
from bot.sources.feeds.item import Passage, RawFeed, RawItem
from bot.sources.feeds.strict import MOST_READ

_LONGEST = 4_000_000
_MOST_UNCLOSED = 20_000
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{10000}")
_OPENING = re.compile("<[A-Za-z]")
_DIALECTS = {"rss": "RSS", "atom": "Atom", "cdf": "CDF"}


def read_broken(text: str, address: str) -> RawFeed:
    """What can be made of a broken feed; perhaps nothing.

    Args:
        text: from its root on, without a document type.
        address: where it is.

    Raises:
        FetchError: nothing (``NO_FEED``), or it is too much for this reader (``TOO_LARGE``).
    """
    if len(text) > _LONGEST:
        raise FetchError(
            Cause.TOO_LARGE,
            "The feed is broken, and too large to be read in that state. "
            "Its publisher has to mend it.",
        )
    unclosed = len(_OPENING.findall(text)) - text.count("</") - text.count("/>")
    if unclosed > _MOST_UNCLOSED or _LONG_TAG.search(text):
        raise too_broken()
    found = _parsed(text, address)
    about = found["feed"]
    return RawFeed(
        dialect=_dialect(found.get("version") or ""),
        title=_passage(about.get("title_detail")),
        link=_text(about.get("link")),
        language=_text(about.get("language")),
        address=next(
            (_text(x.get("href")) for x in _mappings(about.get("links")) if x.get("rel") == "self"),
            None,
        ),
        items=[_item(entry) for entry in found["entries"][:MOST_READ]],
    )


def _parsed(text: str, address: str) -> Mapping[str, Any]:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address}
    try:
        return feedparser.parse(  # type: ignore[no-any-return]
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # what it meets is broken in ways that it does not foresee
        raise too_broken() from error


def too_broken() -> FetchError:
    """What to say of a feed that nobody can read."""
    return FetchError(
        Cause.NO_FEED,
        "This looks like a feed and is so broken that nothing can be read in it. "
        "Its publisher has to mend it.",
    )


def _dialect(version: str) -> str:
    """The dialect that feedparser calls "rss20" and the like."""
    family = version.rstrip("0123456789")
    digits = version[len(family) :]
    number = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{_DIALECTS.get(family, 'RSS')} {number}".strip()


def _item(entry: Mapping[str, Any]) -> RawItem:
    contents = [_passage(content) for content in _mappings(entry.get("content"))]
    summary = _passage(entry.get("summary_detail"))
    if summary is not None:
        contents.append(Passage(summary.text, summary.written, "maybe"))
    # To ask a FeedParserDict for a date that is not there gives another date, and a warning.
    dates = {n: _text(entry[n]) for n in ("published", "created", "updated") if n in entry}
    source = entry.get("source")
    return RawItem(
        guid=_text(entry.get("id")),
        permalink=bool(entry.get("guidislink")),
        links=(_text(entry.get("link")) or "",),
        title=_passage(entry.get("title_detail")),
        published=tuple(filter(None, (dates.get("published"), dates.get("created")))),
        updated=tuple(filter(None, (dates.get("updated"),))),
        passages=tuple(passage for passage in contents if passage),
        outlet=_passage(source.get("title_detail")) if isinstance(source, Mapping) else None,
        language=_text(entry.get("language")),
    )


# Elements that are called like feedparser's own names ("links", "content") take their places.
def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _passage(detail: object) -> Passage | None:
    if not isinstance(detail, Mapping) or not detail.get("value"):
        return None
    return Passage(str(detail["value"]))
