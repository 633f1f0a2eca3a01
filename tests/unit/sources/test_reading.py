import pytest

from bot.errors import Cause, FetchError
from bot.sources.pieces import (
    Reading,
    Request,
    Task,
    decode_reading,
    decode_request,
    encode,
)
from bot.sources.reading import FUNCTIONS, read
from tests.unit.sources.conftest import NOW
from tests.unit.sources.workplace import LONG, Item, page, rss, story

ADDRESS = "https://news.example/feed"
BULGARIAN = (
    "Общината поръча радари за пристанището и те ще бъдат поставени на хълмовете през пролетта на "
    "следващата година, каза кметът на града."
)
TEXT = "\n\n".join(LONG)


def look(content: bytes, content_type: str | None = None, address: str = ADDRESS) -> Reading:
    return read(Request(Task.LOOK, content, content_type, address, NOW))


def feed(content: bytes, **more: object) -> Reading:
    return read(Request(Task.FEED, content, None, ADDRESS, NOW, **more))


@pytest.mark.parametrize(
    ("content", "content_type", "kind"),
    [
        (rss(Item(1)), "text/html", "feed"),
        (rss(Item(1)), None, "feed"),
        (rss(Item(1)), "text/plain", "feed"),
        (page("News", *LONG), "text/html; charset=utf-8", "page"),
        (page("News", *LONG), "text/plain", "page"),
        (TEXT.encode(), "text/plain; charset=utf-8", "text"),
        (TEXT.encode(), "Text/Markdown", "text"),
        (TEXT.encode(), None, "page"),
    ],
)
def test_what_bytes_are_is_found_out(content: bytes, content_type: str | None, kind: str):
    found = look(content, content_type)
    assert [name for name in ("feed", "page", "text") if getattr(found, name)] == [kind]


def test_markdown_is_read_as_such():
    found = look(f"# Council\n\n{TEXT}".encode(), "text/plain", "https://news.example/story.md")
    assert found.text is not None
    assert found.text.title == "Council"


def test_only_what_is_new_or_changed_of_a_feed_is_read():
    first = feed(rss(Item(1), Item(2))).feed
    assert first is not None
    assert len(first.pieces) == 2
    assert first.seen == {piece.key: piece.checksum for piece in first.pieces}
    later = feed(rss(Item(3), Item(1, text=story(9)), Item(2)), seen=first.seen).feed
    assert later is not None
    assert [piece.title for piece in later.pieces] == [Item(3).title, Item(1).title]
    assert later.seen.keys() > first.seen.keys()


@pytest.mark.parametrize("part", ["title", "link", "description"])
def test_an_item_is_changed_when_anything_of_it_is(part: str):
    before = rss(Item(1))
    first = feed(before).feed
    assert first is not None
    changed = before.replace(f"</{part}></item>".encode(), f" more</{part}></item>".encode())
    if part != "description":
        changed = before.replace(f"</{part}><".encode(), f"x</{part}><".encode())
    again = feed(changed, seen=first.seen).feed
    assert again is not None
    assert len(again.pieces) == 1


def test_what_repeats_in_a_feed_is_left_out_and_remembered():
    advert = "Follow our channel for more of this and other stories of the day."
    items = [
        Item(n, text=f"&lt;p&gt;{story(n)}&lt;/p&gt;&lt;p&gt;{advert}&lt;/p&gt;") for n in range(6)
    ]
    found = feed(rss(*items)).feed
    assert found is not None
    assert all(advert not in piece.document.body for piece in found.pieces)
    later = feed(
        rss(Item(7, text=f"&lt;p&gt;{story(7)}&lt;/p&gt;&lt;p&gt;{advert}&lt;/p&gt;")),
        habits=found.habits,
    ).feed
    assert later is not None
    assert later.pieces[0].document.body == story(7)


def test_half_a_sentence_at_the_end_of_a_teaser_is_left_out():
    found = feed(rss(Item(1, text=f"{story(1)} The mayor, who had been against it, told…"))).feed
    assert found is not None
    assert found.pieces[0].teaser
    assert found.pieces[0].document.body == story(1)


def test_a_page_tells_of_its_feeds():
    link = '<link rel="alternate" type="application/atom+xml" title="All" href="/atom.xml">'
    found = look(page("News", *LONG, head=link)).page
    assert found is not None
    assert found.feeds == (("https://news.example/atom.xml", "All"),)


def test_a_page_where_a_feed_should_be_is_none():
    with pytest.raises(FetchError) as refused:
        feed(page("News", *LONG))
    assert refused.value.cause is Cause.NO_FEED


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("en", story(1), "en"),
        ("en-US", "Міська рада замовила радари для порту, і їх поставлять на пагорбах.", "uk"),
        ("en", BULGARIAN, None),
        ("de", "Radars ordered.", "de"),
    ],
)
def test_the_language_is_as_it_reads_else_as_the_feed_says_if_the_letters_fit(
    stated: str, text: str, language: str | None
):
    found = feed(rss(Item(1, text=text), language=stated)).feed
    assert found is not None
    assert found.pieces[0].language == language


@pytest.mark.parametrize(
    "request_",
    [
        Request(
            Task.LOOK, rss(Item(1), Item(2, None)), "text/xml", ADDRESS, NOW, {"a": "b"}, [[1]]
        ),
        Request(Task.PAGE, page("News", *LONG), None, ADDRESS, NOW),
        Request(Task.TEXT, TEXT.encode(), None, "story.txt", NOW),
    ],
)
def test_what_the_process_is_asked_and_answers_survives_the_way(request_: Request):
    assert decode_request(encode(request_)) == request_
    assert decode_reading(FUNCTIONS["read"](encode(request_))) == read(request_)
