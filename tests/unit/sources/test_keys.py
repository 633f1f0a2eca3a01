"""An item is known again."""

import pytest

from bot.sources.feeds.feed import read_feed
from bot.sources.feeds.keys import Identity, keys_of
from tests.unit.sources.expected import ADDRESS, NOW


def one(guid=None, link=None, title=None, published=None, content=""):
    return Identity(guid, link, title, published, content)


def key(*identity, **more):
    (found,) = keys_of([one(*identity, **more)])
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (one("id-1", "https://a.example/1", "Old"), one("id-1", "https://a.example/2", "New")),
        (one(None, "https://a.example/1", "Old"), one(None, "https://a.example/1", "New")),
        (
            one(None, "https://a.example/1?utm_source=x"),
            one(None, "http://www.a.example/1/?utm_medium=y&fbclid=z"),
        ),
        (one("https://a.example/1?utm_source=x"), one("https://a.example/1")),
        (one("https://a.example/1"), one(None, "https://a.example/1")),
        (
            one(title="T", published="2026-11-24"),
            one(title="t", published="2026-11-24", content="c"),
        ),
    ],
)
def test_an_item_keeps_its_key_when_something_else_changes(before, after):
    assert keys_of([before]) == keys_of([after])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("a", "https://a.example/1"), one("b", "https://a.example/1")),
        (one("same", "https://a.example/1"), one("same", "https://a.example/2")),
        (one(None, "https://a.example/live#1", "A"), one(None, "https://a.example/live#2", "B")),
        (one(None, "https://a.example/", "A"), one(None, "https://a.example/", "B")),
        (one(None, "https://a.example/?p=1"), one(None, "https://a.example/?p=2")),
        (one(title="T", published="2026-11-24"), one(title="T", published="2026-11-25")),
        (one(content="a"), one(content="b")),
        (one("ABC"), one("abc")),
        (
            one("https://a.example/live#1", "https://a.example/live", "A"),
            one("https://a.example/live#2", "https://a.example/live", "B"),
        ),
        (one("T"), one(title="T")),
    ],
)
def test_different_items_have_different_keys(first, second):
    assert len(set(keys_of([first, second]))) == 2


def test_the_same_item_twice_has_one_key():
    twice = [
        one("g", "https://a.example/1?utm_source=a", "A"),
        one("g", "https://a.example/1?utm_source=b", "A, corrected"),
    ]

    assert len(set(keys_of(twice))) == 1


def test_a_link_to_the_whole_site_is_no_name():
    item = one(None, "https://a.example/", "T", "2026-11-24")

    assert keys_of([item], "https://www.a.example") == [key(title="T", published="2026-11-24")]


def test_a_name_that_is_no_address_is_taken_word_for_word():
    assert key("https://[broken") != key("https://[broken2")
    assert key("tag:a.example,2026:1?utm_source=x") != key("tag:a.example,2026:1")


def test_a_feed_that_gives_an_item_twice_has_it_once_as_it_came_first():
    item = "<item><title>{}</title><guid>https://a.example/1</guid></item>"
    feed = f"<rss><channel>{item.format('New')}{item.format('Old')}</channel></rss>"

    (kept,) = read_feed(feed.encode(), None, ADDRESS, now=NOW).items

    assert kept.title == "New"
