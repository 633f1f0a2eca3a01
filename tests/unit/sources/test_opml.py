"""Lists of feeds go out and come in."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.errors import SourceError
from bot.sources.addresses import canonical
from bot.sources.feeds.opml import MOST_OUTLINES, Outline, read_opml, write_opml

MADE = datetime(2026, 11, 24, 20, tzinfo=UTC)
A, B = "https://a.example/feed", "https://b.example/feed"


SECOND = f'<outline text="B" xmlUrl="{B}"/>'
OUTLINES = b"".join(
    b"<outline xmlUrl='https://a.example/%d'/>" % number for number in range(MOST_OUTLINES + 1)
)


def read(body, head="<head><title>Mine</title></head>"):
    return read_opml(
        f'<?xml version="1.0"?><opml version="1.0">{head}<body>{body}</body></opml>'.encode()
    )


@pytest.mark.parametrize(
    ("body", "outlines"),
    [
        (
            f'<outline text="A" title="Alpha" type="rss" xmlUrl="{A}" htmlUrl="https://a.example/"/>',
            [Outline("Alpha", A, "https://a.example/")],
        ),
        (f'<outline text="A" XMLURL="{A}"/>', [Outline("A", A)]),
        (f'<outline xmlurl=" {A} " />', [Outline(A, A)]),
        (
            f'<outline><outline><outline text="A" xmlUrl="{A}"/></outline>{SECOND}</outline>',
            [Outline("A", A), Outline("B", B)],
        ),
        (
            f'<outline text="A" xmlUrl="{A}"/><outline text="Again" xmlUrl="http://www.a.example/feed/"/>',
            [Outline("A", A)],
        ),
        (
            f'<outline text="Escaped once" xmlUrl="{A}?a=1&amp;copy=2"/>',
            [Outline("Escaped once", f"{A}?a=1&copy=2")],
        ),
        (
            f'<outline text="Salt &amp;amp; Pepper" xmlUrl="{A}?a=1&amp;amp;copy=2"/>',
            [Outline("Salt & Pepper", f"{A}?a=1&copy=2")],
        ),
        (f'<outline text="A" type="rss" url="{A}"/>', [Outline("A", A)]),
        (
            f'<outline text="A" type="link" url="{B}"/><outline text="A" xmlUrl="{A}"/>',
            [Outline("A", A)],
        ),
        (f'<outline text="A & B" xmlUrl="{A}">', [Outline("A & B", A)]),
        (
            f'<outline text="" title=" " xmlUrl="{A}"/><outline text="A" xmlUrl=""/>',
            [Outline(A, A)],
        ),
        ('<outline text="A" xmlUrl="no address"/>', [Outline("A", "no address")]),
    ],
)  # fmt: skip
def test_feeds_are_found_however_the_list_is_written(body, outlines):
    found = read(body)

    if "&" in body and "&amp;" not in body:  # what recovering makes of it is libxml2's affair
        assert [outline.address for outline in found] == [outline.address for outline in outlines]
    else:
        assert list(found) == outlines


def test_a_list_in_another_encoding_is_read():
    content = f'<opml><body><outline text="Вісті Дольної, щодня" xmlUrl="{A}"/></body></opml>'

    for codec in ("utf-16", "cp1251", "utf-8-sig"):
        assert read_opml(content.encode(codec))[0].title == "Вісті Дольної, щодня"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no OPML"),
        (b"words", "no OPML"),
        (b"<html><body/></html>", "no OPML"),
        (b"<rss><outline xmlUrl='https://a.example/'/></rss>", "no OPML"),
        (b"<opml><body/></opml>", "lists no feed"),
        (b"<opml/>", "lists no feed"),
        (b"<opml", "lists no feed"),
        (b"%PDF-1.7", "a PDF"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml>&a;</opml>", "declares"),
        (b"<opml>" + b"<outline>" * 100_000, "deeply"),
        (b"<opml>" + OUTLINES + b"</opml>", "more than 10,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_a_sentence(content, words):
    with pytest.raises(SourceError, match=words):
        read_opml(content)


def test_a_list_is_written_as_readers_of_feeds_expect_it():
    content = write_opml(
        [Outline("A & <B>", A, "https://a.example/"), Outline("C", B)], title="Quotewire", made=MADE
    )
    tree = etree.fromstring(content)

    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert tree.get("version") == "2.0"
    assert tree.findtext("head/title") == "Quotewire"
    assert tree.findtext("head/dateCreated") == "Tue, 24 Nov 2026 20:00:00 GMT"
    assert [dict(outline.attrib) for outline in tree.iter("outline")] == [
        {"type": "rss", "text": "A & <B>", "title": "A & <B>", "xmlUrl": A, "htmlUrl": "https://a.example/"},
        {"type": "rss", "text": "C", "title": "C", "xmlUrl": B},
    ]  # fmt: skip


def test_what_xml_cannot_hold_is_left_out_of_it():
    content = write_opml([Outline("a\x00b\ud800c", A)], title="\x07T", made=MADE)

    assert read_opml(content) == (Outline("a b c", A),)


TITLES = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=80)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not re.search(r"&#?\w+;|[\ufffe\uffff]", text))
)
ADDRESSES = st.from_regex(
    r"https://[a-z]{1,9}\.example(/[a-z0-9%&=?~+;:@,é-]{0,20})?", fullmatch=True
).filter(lambda text: "&amp;" not in text)


@given(
    st.lists(
        st.builds(Outline, TITLES, ADDRESSES, st.none() | ADDRESSES),
        min_size=1,
        unique_by=lambda o: canonical(o.address),
    )
)
def test_what_is_written_is_read_again(outlines):
    assert list(read_opml(write_opml(outlines, title="T", made=MADE))) == outlines
