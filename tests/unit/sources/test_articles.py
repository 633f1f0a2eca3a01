from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.sources.articles import (
    host_of,
    is_old,
    numbered,
    of_document,
    of_feed,
    of_piece,
    said_of,
    shown_of_feed,
)
from bot.sources.pieces import Piece
from bot.store.source import Source, SourceKind
from summaries.model import Basis, Document, Precision, Published

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEEP = 30 * DAY
NEW = Source(7, SourceKind.FEED, "https://news.example/feed", "Harbour Post", NOW)
READ_BEFORE = replace(NEW, worked=NOW - HOUR)
PAGE = replace(NEW, kind=SourceKind.PAGE, address="https://www.news.example/live")


def minute(moment: datetime) -> Published:
    return Published(moment, Precision.MINUTE, Basis.FEED)


def document(body: str = "The town has ordered radars.", **more: object) -> Document:
    made = Document(
        title=None,
        outlet=None,
        published=None,
        language="en",
        url=None,
        body=body,
        dropped=(),
        items=(),
    )
    return replace(made, items=((0, len(body)),) if body else (), **more)


def piece(**changes: object) -> Piece:
    made = Piece(
        key="k1",
        checksum="c",
        title="Town orders radars",
        link="https://news.example/1?utm_source=rss",
        published=minute(NOW - 5 * HOUR),
        outlet=None,
        language="en",
        document=document(),
        teaser=False,
    )
    return replace(made, **changes)


def test_an_item_becomes_an_article_of_its_source():
    article = of_piece(NEW, piece(), now=NOW)
    assert (article.id, article.document) == ("7:k1", "7:k1")
    assert (article.title, article.outlet) == ("Town orders radars", "Harbour Post")
    assert article.url == "https://news.example/1"
    assert article.extent == (0, len(article.body))


def test_an_items_own_outlet_and_title_come_before_those_of_the_feed_and_the_page():
    given = piece(outlet="Agency", document=document(title="Of the page", outlet="Of the page"))
    article = of_piece(NEW, given, now=NOW)
    assert (article.title, article.outlet) == ("Town orders radars", "Agency")
    untitled = of_piece(NEW, replace(given, title=None), now=NOW)
    assert untitled.title == "Of the page"


@pytest.mark.parametrize(
    ("source", "published", "arrived"),
    [
        (NEW, minute(NOW - 5 * HOUR), NOW - 5 * HOUR + timedelta(minutes=1)),
        (NEW, None, NOW),
        (NEW, minute(NOW + 2 * HOUR), NOW),
        (READ_BEFORE, minute(NOW - 5 * DAY), NOW),
        (READ_BEFORE, None, NOW),
        (READ_BEFORE, minute(NOW + 2 * HOUR), NOW),
    ],
)
def test_items_arrive_when_they_were_published_the_first_time_and_when_they_are_seen_later(
    source: Source, published: Published | None, arrived: datetime
):
    assert of_piece(source, piece(published=published), now=NOW).arrived == arrived


@pytest.mark.parametrize(
    ("published", "old"),
    [
        (None, False),
        (minute(NOW - KEEP), False),
        (minute(NOW - KEEP - timedelta(minutes=1)), True),
        (Published(NOW - KEEP - 12 * HOUR, Precision.DAY, Basis.FEED), False),
    ],
)
def test_an_item_is_old_when_it_was_published_before_what_is_kept(
    published: Published | None, old: bool
):
    assert is_old(piece(published=published), NOW - KEEP) is old


def test_items_without_a_text_are_shown_and_not_kept():
    pieces = [piece(), piece(key="k2", document=document(""))]
    assert [a.id for a in of_feed(NEW, pieces, now=NOW, keep=KEEP)] == ["7:k1"]
    assert len(shown_of_feed(NEW, pieces, now=NOW, keep=KEEP)) == 2


def live(*entries: str) -> Document:
    body = "\n\n".join(entries)
    spans, start = [], 0
    for entry in entries:
        spans.append((start, start + len(entry)))
        start += len(entry) + 2
    return replace(document(body, title="Live"), items=tuple(spans))


def test_a_page_has_one_article_that_is_known_whatever_becomes_of_its_address():
    (article,) = of_document(PAGE, document(), now=NOW)
    (moved,) = of_document(replace(PAGE, address="https://other.example/"), document(), now=NOW)
    assert article.id == moved.id == "7:text"
    assert (article.outlet, article.arrived) == ("news.example", NOW)


def test_entries_of_a_live_page_are_articles_of_their_own():
    first, second = of_document(PAGE, live("One was seen.", "Two were seen."), now=NOW)
    assert (first.body, second.body) == ("One was seen.", "Two were seen.")
    assert first.text == first.body
    assert first.title is None
    again = of_document(PAGE, live("None.", "One was seen.", "Two were seen."), now=NOW)
    assert again[1:] == [first, second]


def test_an_entry_that_is_twice_on_a_live_page_is_one_article():
    assert len(of_document(PAGE, live("One was seen.", "One was seen."), now=NOW)) == 1


def test_the_items_of_a_file_keep_their_places_in_it():
    file = replace(NEW, kind=SourceKind.FILE, address="wire [1].txt")
    first, second = of_document(file, live("One was seen.", "Two were seen."), now=NOW)
    assert (first.id, second.id) == ("7:text#1", "7:text#2")
    assert first.body == second.body


def test_what_articles_say_changes_with_their_titles_and_texts_and_nothing_else():
    (article,) = of_document(PAGE, document(), now=NOW)
    said = said_of([article])
    assert list(said) == ["text"]
    assert said_of([replace(article, arrived=NOW + DAY, outlet="Other")]) == said
    assert said_of([replace(article, title="Other")]) != said
    assert said_of([replace(article, body="Other", extent=(0, 5))]) != said


def test_a_number_takes_the_place_of_the_one_there_was():
    article = numbered(of_piece(NEW, piece(key="a:b"), now=NOW), 12)
    assert (article.id, article.document) == ("12:a:b", "12:a:b")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.news.example:8080/x", "news.example"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
        ("story.txt", "story.txt"),
    ],
)
def test_a_host_stands_for_an_address(address: str, host: str):
    assert host_of(address) == host
