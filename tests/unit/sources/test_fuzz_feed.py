"""Whatever bytes come, readers answer in bounded time or say in a sentence why they do not."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchError, SourceError
from bot.sources.charset import decode
from bot.sources.feeds.feed import looks_like_feed, read_feed
from bot.sources.feeds.opml import read_opml
from tests.examples import examples
from tests.unit.sources.expected import ADDRESS, FEEDS, NOW

SEEDS = [
    path.read_bytes() for path in sorted(FEEDS.iterdir()) if not path.name.endswith("expected.json")
]
TOKENS = [
    *(
        b"<rss> </rss> <channel> <item> </item> <entry> <feed> <title> </title> <![CDATA[ ]]> <!-- "
        b"--> <!ENTITY ]> & &nbsp; &#0; &#x110000; xml:base='//[' <link> http://[ { <opml> '/>"
    ).split(),
    b"<!DOCTYPE a [",
    b"<!ENTITY a 'b'>",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<pubDate>99999 Feb",
    b'"items":[',
    b"<outline xmlUrl='",
    "\ufeff\ud7ff\x00".encode(),
]
SECONDS = 3


@st.composite
def mutated(draw):
    """A fixture, cut, flipped and doubled in places, with tokens of markup thrown in."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        match draw(st.sampled_from(["cut", "flip", "double", "token", "swap"])):
            case "cut":
                del content[start:end]
            case "flip" if start < len(content):
                content[start] ^= draw(st.integers(1, 255))
            case "double":
                content[start:start] = content[start:end] * draw(st.integers(1, 20))
            case "token":
                content[start:start] = draw(st.sampled_from(TOKENS))
            case "swap":
                content[start:end] = bytes(reversed(content[start:end]))
    return bytes(content)


MARKUP = st.lists(st.sampled_from(TOKENS) | st.binary(max_size=8), max_size=40).map(b"".join)
CONTENT = st.binary(max_size=400) | st.text(max_size=200).map(
    lambda text: text.encode("utf-16", "surrogatepass")
) | MARKUP | MARKUP.map(lambda part: b"<rss><channel><item>" + part) | mutated()  # fmt: skip
HEADERS = st.none() | st.text(max_size=40) | st.sampled_from(
    ["charset=koi8-u", "charset=utf-16", "charset=iso-2022-jp", "charset=utf-7", "charset=gb2312"]
)  # fmt: skip


def check(content, header):
    started = time.process_time()
    for markup in ("xml", "html", "text"):
        with suppress(FetchError):
            decode(content, header, markup=markup).encode()
    looks_like_feed(content, header)
    with suppress(FetchError):
        check_items(read_feed(content, header, ADDRESS, now=NOW).items)
    with suppress(SourceError):
        assert read_opml(content)
    assert time.process_time() - started < SECONDS


def check_items(items):
    keys = [item.key for item in items]
    assert len(set(keys)) == len(keys)
    for item in items:
        assert item.title or item.link or item.content
        assert item.link is None or item.link.lower().startswith(("http://", "https://"))
        f"{item.title}{item.link}{item.content}{item.outlet}".encode()


@examples(150)
@given(CONTENT, HEADERS)
def test_any_bytes_are_read_or_refused(content, header):
    check(content, header)


@pytest.mark.slow
@examples(20_000)
@given(CONTENT, HEADERS)
def test_very_many_bytes_are_read_or_refused(content, header):
    check(content, header)
