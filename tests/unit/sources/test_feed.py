"""Feeds of each dialect, and what people's programs make of them."""

import json
import time
from datetime import timedelta

import pytest

from bot.errors import Cause, FetchError
from bot.sources.feeds.feed import MOST_ITEMS, looks_like_feed, read_feed
from tests.unit.sources.expected import ADDRESS, FEEDS, NOW, told

FIXTURES = sorted(
    path for path in FEEDS.iterdir() if path.suffix in {".xml", ".json"} and ".exp" not in path.name
)
ITEM = (
    "<item><title>Report {0}</title><link>https://many.example/{0}</link>"
    "<pubDate>Tue, 24 Nov 2026 08:00:00 +0000</pubDate>"
    "<description>{1}</description></item>"
)


def read(text, content_type=None, address=ADDRESS):
    content = text.encode() if isinstance(text, str) else text
    return read_feed(content, content_type, address, now=NOW)


def rss(items, channel="<title>T</title>", attributes=""):
    return f'<rss version="2.0" {attributes}><channel>{channel}{items}</channel></rss>'


def only(text):
    (item,) = read(text).items
    return item


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_a_feed_says_what_is_expected_of_it(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))

    assert told(read(path.read_bytes())) == expected


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_each_item_of_a_feed_has_a_key_of_its_own_that_stays(path):
    first, second = read(path.read_bytes()), read(path.read_bytes())
    keys = [item.key for item in first.items]

    assert keys == [item.key for item in second.items]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 16 and int(key, 16) >= 0 for key in keys)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_a_feed_looks_like_one_from_its_beginning(path):
    assert looks_like_feed(path.read_bytes(), None)


def test_a_feed_may_be_announced_by_its_header_alone():
    assert looks_like_feed(b'{"items": []}', "application/feed+json; charset=utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Plain words, and <b>some</b> more.",
        b"<!DOCTYPE html><html><body>rss feed</body></html>",
        b'<?xml version="1.0"?><opml version="2.0"><body/></opml>',
        b'{"version": 1}',
        b"%PDF-1.7",
        b"\x00" * 50,
    ],
)
def test_other_things_do_not_look_like_a_feed(content):
    assert not looks_like_feed(content, "application/rss+xml")


def test_a_feed_that_is_refused_later_looks_like_one():
    assert looks_like_feed(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", None)


@pytest.mark.parametrize(
    ("content", "cause", "words"),
    [
        (b"", Cause.EMPTY, "empty"),
        (b" \n\xef\xbb\xbf", Cause.EMPTY, "empty"),
        ((FEEDS / "page.html").read_bytes(), Cause.NO_FEED, "a web page where a feed should be"),
        (b"Just words.", Cause.NO_FEED, "plain text"),
        (b"<opml><body/></opml>", Cause.NO_FEED, "OPML"),
        (b"<urlset><url/></urlset>", Cause.NO_FEED, "site map"),
        (b'{"items": "none"}', Cause.NO_FEED, "JSON of another kind"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', Cause.NO_FEED, "broken JSON"),
        (b"{" + b'"a":{' * 100_000, Cause.UNSAFE, "deeply"),
        (b"%PDF-1.4 ...", Cause.ENCODING, "a PDF"),
        (b"<rss><channel><title>T</title><item><title>Ha", Cause.CUT, "breaks off"),
        (b"<rss><channel><<</a></rss>", Cause.NO_FEED, "so broken"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>', Cause.UNSAFE, "document type"),
        (b"<rss>" + b"<a>" * 100_000, Cause.UNSAFE, "deeply"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(content, cause, words):
    with pytest.raises(FetchError, match=words) as failure:
        read(content)

    assert failure.value.cause is cause
    assert ADDRESS not in str(failure.value)


@pytest.mark.parametrize(
    "root", ["<rss/>", "<feed/>", '{"version":"jsonfeed.org/version/1","items":[]}']
)
def test_a_feed_without_items_is_no_failure(root):
    assert read(root).items == ()


def test_a_thousand_items_are_read_well_under_a_second():
    words = "The council met and said a word &lt;b&gt;or two&lt;/b&gt;. " * 15
    feed = rss("".join(ITEM.format(number, words) for number in range(1_000)))
    started = time.process_time()

    items = read(feed).items

    assert len(items) == 1_000
    assert time.process_time() - started < 1


def test_of_a_very_long_feed_the_newest_are_taken_in_its_own_order():
    day = "<item><title>{0}</title><link>https://d.example/{0}</link><dc:date>{1}</dc:date></item>"
    dates = [NOW - timedelta(hours=hours) for hours in range(MOST_ITEMS + 100)]
    old_first = "".join(
        day.format(number, date.isoformat()) for number, date in enumerate(reversed(dates))
    )

    items = read(rss(old_first, attributes='xmlns:dc="http://purl.org/dc/elements/1.1/"')).items

    assert len(items) == MOST_ITEMS
    assert [item.title for item in items[:2]] == ["100", "101"]


def test_of_a_very_long_feed_without_dates_the_first_are_taken():
    day = "<item><title>{0}</title></item>"

    items = read(rss("".join(map(day.format, range(MOST_ITEMS + 9))))).items

    assert items[0].title == "0"
    assert len(items) == MOST_ITEMS


def test_a_long_title_ends_with_a_word_and_a_long_text_with_a_paragraph():
    item = only(
        rss(
            f"<item><title>{'word ' * 300}</title>"
            f"<description>{'&lt;p&gt;A sentence.&lt;/p&gt;' * 40_000}</description></item>"
        )
    )

    assert item.title.endswith("word")
    assert len(item.title) <= 500
    assert item.content.endswith("A sentence.")
    assert 499_000 < len(item.content) <= 500_000


def test_an_absurd_address_is_none():
    assert (
        only(rss(f"<item><title>T</title><link>https://a.example/{'a' * 9_000}</link></item>")).link
        is None
    )


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["description", "content:encoded"], "content:encoded"),
        (["itunes:summary", "description"], "description"),
        (["media:description", "atom:summary"], "atom:summary"),
        (["media:description"], "media:description"),
        (["atom:content", "description"], "atom:content"),
    ],
)
def test_the_fullest_kind_of_content_is_taken(names, chosen):
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    inside = "".join(f"<{name}>This is {name}.</{name}>" for name in names)

    assert only(rss(f"<item>{inside}</item>", attributes=spaces)).content == f"This is {chosen}."


def test_a_prefix_may_be_called_anything():
    spaces = 'xmlns:zz="http://purl.org/dc/elements/1.1/"'

    item = only(
        rss("<item><title>T</title><zz:date>2026-11-24</zz:date></item>", attributes=spaces)
    )

    assert item.published.iso() == "2026-11-24"


def test_the_title_of_a_picture_or_an_outlet_is_not_that_of_the_item():
    item = only(
        rss(
            '<item><m:content xmlns:m="http://search.yahoo.com/mrss/"><m:title>Picture</m:title></m:content>'
            '<title>Item</title><source url="https://s.example/"><title>Elsewhere</title></source></item>'
        )
    )

    assert (item.title, item.outlet) == ("Item", "Elsewhere")


def test_an_item_within_an_item_is_part_of_it():
    assert len(read(rss("<item><title>A</title><item><title>B</title></item></item>")).items) == 1


def test_items_of_an_old_feed_stand_outside_its_channel():
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Old</title></channel>'
        "<item><title>A</title><link>https://o.example/a</link></item></rdf:RDF>"
    )

    assert read(feed).dialect == "RSS 0.90"
    assert only(feed).link == "https://o.example/a"


@pytest.mark.parametrize(
    ("code", "language"),
    [("en-GB", "en"), ("UK", "uk"), ("ua", "uk"), ("cz", "cs"), ("english", None), ("", None)],
)
def test_a_language_is_a_code_of_two_letters(code, language):
    assert read(rss("", f"<title>T</title><language>{code}</language>")).language == language


@pytest.mark.parametrize(
    ("said", "ttl"),
    [
        ("<ttl> 60 </ttl>", timedelta(hours=1)),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>999999</ttl>", timedelta(days=30)),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<ttl>²</ttl>", None),
    ],
)
def test_for_how_long_a_feed_asks_to_be_left_alone(said, ttl):
    assert read(rss("", said)).ttl == ttl


def test_a_broken_feed_keeps_the_item_that_is_whole_and_not_the_half_one():
    whole = "<item><title>A & B</title><description><p>One<br>two</description></item>"

    titles = [item.title for item in read(f"<rss><channel>{whole}<item><title>Ha").items]

    assert titles == ["A & B"]


def test_the_header_says_the_encoding_where_the_feed_does_not():
    feed = rss("<item><title>Міст через річку</title></item>").encode("cp1251")

    (item,) = read(feed, "text/xml; charset=windows-1251").items

    assert item.title == "Міст через річку"


def test_times_of_an_item_are_in_utc():
    item = only(rss("<item><title>T</title><pubDate>Tue, 24 Nov 2026 08:00 +0500</pubDate></item>"))

    assert item.published.start.isoformat() == "2026-11-24T03:00:00+00:00"


@pytest.mark.parametrize("name", ["links", "content", "link", "id", "source"])
def test_elements_with_names_that_a_reader_uses_itself_break_nothing(name: str):
    broken = (
        f'<rss version="2.0"><channel><title>Post</title><{name} a=x>odd</{name}>'
        f"<item><title>One</title><{name} a=x>odd</{name}><description>Two & three<br></item>"
        "<item><title>Two</title></item></channel></rss>"
    )
    read = read_feed(broken.encode(), None, "https://news.example/feed", now=NOW)
    assert "One" in {item.title for item in read.items}
