"""XML from strangers does no harm."""

import time
from contextlib import suppress

import pytest

from bot.errors import Cause, FetchError
from bot.sources.feeds.feed import read_feed
from bot.sources.feeds.mending import mended
from bot.sources.feeds.tolerant import read_broken
from bot.sources.feeds.xml import NotWellFormed, find_root, parse
from tests.unit.sources.expected import ADDRESS, NOW

LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(
        "<!ENTITY {} '{}'>".format("bcdefghij"[n], f"&{'abcdefghi'[n]};" * 10) for n in range(9)
    )
    + "]>"
)
ENTITY = '<!ENTITY x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize(
    "prolog",
    [
        LAUGHS,
        f'<!DOCTYPE r [<!ENTITY a "{"a" * 50_000}">]>',
        f"<!DOCTYPE rss [{ENTITY}]>",
        f"<!doctype rss\n[{ENTITY}]>",
        f'<!DOCTYPE rss PUBLIC "a]>" "b>" [{ENTITY}]>',
        f"<!-- > --><?a >?><!DOCTYPE rss [{ENTITY}]>",
        f"<!DOCTYPE html><!DOCTYPE rss [{ENTITY}]>",
        f"junk > <!DOCTYPE rss [{ENTITY}]>",
        ENTITY,
        "<!DOCTYPE rss [<!ELEMENT rss ANY>]>",
    ],
)
def test_a_document_type_that_declares_anything_is_refused(prolog):
    with pytest.raises(FetchError) as failure:
        read_feed(f"{prolog}<rss><channel/></rss>".encode(), None, ADDRESS, now=NOW)

    assert failure.value.cause is Cause.UNSAFE
    assert "honest feeds" in str(failure.value)


def test_a_document_type_is_refused_in_every_encoding():
    for codec in ("utf-16", "utf-16-be", "utf-32", "utf-8-sig"):
        with pytest.raises(FetchError):
            read_feed(f"{LAUGHS}<rss>&j;</rss>".encode(codec), None, ADDRESS, now=NOW)


@pytest.mark.parametrize(
    "prolog",
    [
        "",
        "<?xml version='1.0'?>\n",
        '<!DOCTYPE rss SYSTEM "http://my.netscape.com/publish/formats/rss-0.91.dtd">',
        "<!-- <!DOCTYPE rss [ -->",
        "<?php <!DOCTYPE rss [ ?>",
        "1 < 2 <> <3",
        "<!unknown>",
    ],
)
def test_the_root_is_found_behind_whatever_harmless_stands_before_it(prolog):
    root = find_root(prolog + "<x:rss a='b'/>")

    assert (root.name, root.local, root.start) == ("x:rss", "rss", len(prolog))


@pytest.mark.parametrize(
    "text", ["", "words", "<", "<!-- <a>", "<?xml <a>", "<!DOCTYPE a", '<!DOCTYPE "']
)
def test_where_there_is_no_root_none_is_found(text):
    assert find_root(text) is None


def test_a_document_type_in_an_article_is_part_of_it():
    described = "<![CDATA[<!DOCTYPE html [ <!ENTITY a 'b'>]]>"
    feed = f"<rss><channel><item><description>{described}</description></item></channel></rss>"

    (item,) = read_feed(feed.encode(), None, ADDRESS, now=NOW).items

    assert "<!ENTITY" in item.content


def read_within(content, seconds):
    started = time.process_time()
    with suppress(FetchError):
        read_feed(content, None, ADDRESS, now=NOW)
    assert time.process_time() - started < seconds


@pytest.mark.parametrize("ending", ["", "</rss>"])
@pytest.mark.parametrize(
    "bomb",
    [
        "<a>" * 100_000,
        "<a>" * 100_000 + "</a>" * 100_000,
        "<item>" * 100_000,
        "<a" + "".join(map(' a{}="1"'.format, range(100_000))) + "/>",
        "<a" + "".join(map(' xmlns:a{0}="{0}"'.format, range(100_000))) + "/>",
        f"<item>{'x' * 10_500_000}</item>",
        "<item/>" * 100_000,
        "<item><title>x</title></item>" * 30_000,
        *(
            f"<item></item>&{pattern * 100_000}"
            for pattern in ("<", "&", "<![CDATA[", "]]>", "<!--", "<a", "</", "<a b=", "&#", "<?")
        ),
        "<![CDATA[<![CDATA[]]>" * 100_000,
        "<item></item>&" + "<![CDATA[<![CDATA[]]>" * 100_000,
        "<item></item>" + " \n" * 1_000_000 + "&",
        "<item><title>" + "<b" * 100_000 + "</title></item>",
        "<item><description>" + "&lt;b " * 100_000 + "</description></item>",
        "<item><description>" + "&lt;!--" * 100_000 + "</description></item>",
        "<item><title>"
        + "the post " * 300_000
        + "</title><description>"
        + "the post " * 300_000
        + "</description></item>",
    ],
    ids=lambda bomb: bomb[:30],
)
def test_a_bomb_is_survived_or_refused_in_a_moment(bomb, ending):
    read_within(f"<rss>{bomb}{ending}".encode(), 6)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<a>x & y &amp; &nosuch;</a>", "<a>x &amp; y &amp; &amp;nosuch;</a>"),
        ("<a>&nbsp;&#0;&#65;&#x1F;</a>", "<a>&#160;\ufffd&#65;\ufffd</a>"),
        ("<a>\x00b\x1f\ufffe</a>", "<a>b</a>"),
        ("<a><![CDATA[x & &nbsp;]]></a>", "<a><![CDATA[x & &nbsp;]]></a>"),
        ("<a>x ]]> y</a>", "<a>x ]]&gt; y</a>"),
        ("<a><![CDATA[b</a>", "<a><![CDATA[b</a>]]>"),
        ("<a>b</a><c>d", "<a>b</a>"),
        ("<a>b</a", "<a>b</a>"),
        ("<rss><channel><item>a</item><item>b", "<rss><channel><item>a</item></channel></rss>"),
        ("<x:a><x:entry></x:entry><", '<x:a xmlns:x="unknown:x"><x:entry></x:entry></x:a>'),
        ("<a><dc:b/></a>", '<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:b/></a>'),
    ],
)  # fmt: skip
def test_what_is_commonly_broken_is_put_right(broken, whole):
    assert mended(broken, find_root(broken)) == whole


@pytest.mark.parametrize(
    "many", ["<b>" * 30_000, "<b" + ' a="1"' * 50_000 + ">", "<p>x</p>" * 600_000]
)
def test_the_tolerant_reader_is_not_given_what_would_take_it_minutes(many):
    started = time.process_time()

    with pytest.raises(FetchError, match="broken"):
        read_broken(f"<rss><item>&{many}</item></rss>", ADDRESS)

    assert time.process_time() - started < 0.5


def test_the_tolerant_reader_opens_no_file_and_no_address(tmp_path):
    (tmp_path / "feed.xml").write_text(
        "<rss><channel><item><title>x</title></item></channel></rss>"
    )

    assert read_broken(str(tmp_path / "feed.xml"), ADDRESS).items == []


def test_entities_are_never_resolved_by_the_parser():
    text = "<a>&b;</a>"

    with pytest.raises(NotWellFormed):
        parse(text, find_root(text))
