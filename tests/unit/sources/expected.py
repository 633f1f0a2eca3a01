"""Feeds as the JSON files beside the fixtures tell of them."""

from datetime import UTC, datetime
from pathlib import Path

from bot.sources.feeds.feed import Feed

FEEDS = Path(__file__).parent / "feeds"
ADDRESS = "https://feeds.example/news/feed.xml"
NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


def told(feed: Feed) -> dict:
    """What a feed says, without what it does not say, and without keys."""
    about = {
        "dialect": feed.dialect,
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "address": feed.address,
        "ttl_minutes": feed.ttl and feed.ttl.total_seconds() / 60,
    }
    items = [
        {
            "title": item.title,
            "link": item.link,
            "published": item.published and item.published.iso(),
            "updated": item.updated and f"{item.updated:%Y-%m-%dT%H:%MZ}",
            item.markup: item.content,
            "teaser": item.teaser,
            "outlet": item.outlet,
            "language": item.language,
        }
        for item in feed.items
    ]
    return {**_said(about), "items": [_said(item) for item in items]}


def _said(values: dict) -> dict:
    return {name: value for name, value in values.items() if value not in (None, "", False)}
