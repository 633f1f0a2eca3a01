"""JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping
from typing import Any

from bot.errors import Cause, FetchError
from bot.sources.feeds.item import Passage, RawFeed, RawItem
from bot.sources.feeds.strict import MOST_READ
from bot.sources.feeds.xml import unsafe

MARK = "jsonfeed.org/version/"


def read_json(text: str) -> RawFeed | None:
    """The feed in a JSON text, None where it is JSON of another kind.

    Raises:
        FetchError: it is broken (``NO_FEED``) or nested too deeply (``UNSAFE``).
    """
    try:
        whole = json.loads(text, strict=False)
    except RecursionError as error:
        raise unsafe("It is nested too deeply") from error
    except ValueError as error:
        raise FetchError(
            Cause.NO_FEED,
            "This begins like a JSON Feed and is broken JSON, or breaks off. "
            "Its publisher has to mend it; try again later.",
        ) from error
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list) or not (MARK in _text(whole, "version") or _looks_so(items)):
        return None
    version = _text(whole, "version").partition(MARK)[2].strip("/")[:8]
    return RawFeed(
        dialect=f"JSON Feed {version}".strip(),
        title=Passage(_text(whole, "title"), "text"),
        link=_text(whole, "home_page_url"),
        language=_text(whole, "language"),
        address=_text(whole, "feed_url"),
        items=[_item(item) for item in items[:MOST_READ] if isinstance(item, dict)],
    )


def _looks_so(items: list[Any]) -> bool:
    """Whether items without a version are those of a JSON Feed."""
    names = {"content_html", "content_text", "date_published"}
    return bool(items) and isinstance(items[0], dict) and bool(names & items[0].keys())


def _item(item: Mapping[str, Any]) -> RawItem:
    passages = (
        Passage(_text(item, "content_html"), "html"),
        Passage(_text(item, "content_text"), "text"),
        Passage(_text(item, "summary"), "text", "yes"),
    )
    return RawItem(
        guid=_text(item, "id") or None,
        permalink=True,
        links=(_text(item, "url"), _text(item, "external_url")),
        title=Passage(_text(item, "title"), "text"),
        published=(_text(item, "date_published"),),
        updated=(_text(item, "date_modified"),),
        passages=passages,
        language=_text(item, "language"),
    )


def _text(value: Mapping[str, Any], name: str) -> str:
    """A member as text; numbers count, since some feeds have numbers for ids."""
    found = value.get(name)
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""
