# ruff: noqa: E501 # texts of news read better unbroken
"""Whole pages, with what a careful reader makes of each beside them.

In ``pages`` each ``NAME.html`` has a ``NAME.txt``: what the page states, ``---``, and the paragraphs of its article,
one a line. ``article: none`` is for a page that is none. A line after ``~`` is furniture that stays for now.
"""

import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from bot.errors import Cause, FetchError
from bot.sources.page import Page, fragment_text, read_page
from summaries.model import Basis
from tests.examples import examples

ADDRESS = "https://pages.example/news/today.html"
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@dataclass(frozen=True)
class Expected:
    html: str
    known: dict
    body: list

    @property
    def is_article(self):
        return self.known.get("article") != "none"


def read_expected(path):
    head, _, body = path.with_suffix(".txt").read_text("utf-8").partition("\n---\n")
    known = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Expected(path.read_text("utf-8"), known, body.strip().splitlines())


EXPECTED = {path.stem: read_expected(path) for path in PAGES}
ARTICLES = [name for name, expected in EXPECTED.items() if expected.is_article]
OTHERS = [name for name, expected in EXPECTED.items() if not expected.is_article]


def page_of(name):
    return read_page(EXPECTED[name].html, ADDRESS)


def only_letters(text):
    return re.sub(r"\W+", "", text)


def test_the_pages_are_there():
    assert len(ARTICLES) >= 20
    assert len(OTHERS) >= 10


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_gives_its_paragraphs_and_no_furniture(name):
    body = page_of(name).document.body.split("\n\n")
    assert body == [line.removeprefix("~ ") for line in EXPECTED[name].body]


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_that_is_no_article_gives_none(name):
    assert page_of(name).document is None


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_has_title_outlet_date_and_language_as_the_page_says(name):
    document, known = page_of(name).document, EXPECTED[name].known
    assert document.title == known["title"]
    assert (document.outlet or "none") == known["outlet"]
    assert (document.published.iso() if document.published else "none") == known["published"]
    assert document.language == known["language"]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_gives_its_feeds_and_its_own_address(name):
    page, known = page_of(name), EXPECTED[name].known
    assert [feed.address for feed in page.feeds] == known.get("feeds", "").split()
    canonical = known.get("canonical")
    assert page.canonical == (canonical if canonical and "pages.example" in canonical else None)
    assert page.language == known["language"]
    assert page.title == known.get("title", page.title)


@pytest.mark.parametrize("name", ARTICLES)
def test_a_body_is_text_of_the_page_in_reading_order(name):
    shown = document_fromstring(EXPECTED[name].html)
    for hidden in [*shown.iter("script"), *shown.iter("style")]:
        hidden.drop_tree()
    whole, after = only_letters(shown.text_content()), 0
    for paragraph in page_of(name).document.body.split("\n\n"):
        found = whole.find(only_letters(paragraph), after)
        assert found >= 0, paragraph
        after = found + 1


@pytest.mark.parametrize("name", ARTICLES)
def test_what_is_left_out_is_listed_with_line_and_reason(name):
    document = page_of(name).document
    assert all(d.reason and d.line > 0 for d in document.dropped)
    lines = [d.line for d in document.dropped]
    assert lines == sorted(lines)
    assert document.items[-1][1] == len(document.body)


def test_comments_and_teasers_are_listed_as_beside_the_article():
    dropped = {d.text: d.reason for d in page_of("sections_and_drawers").document.dropped}
    teaser = "On Fridays the projectionist still sells the tickets himself."
    assert dropped[teaser] == "beside the article"


# What makes a page an article

SENTENCE = "The harbour authority said on Friday that pier number {} would be closed until spring after divers found cracks. "
STATED = '<meta property="og:type" content="article">'
DATED = '<meta property="article:published_time" content="2026-11-20T14:05:00Z">'
SOLD = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
PASSWORD = '<form><input type="password"></form>'


def made(words, head="", body=""):
    text = " ".join("".join(map(SENTENCE.format, range(99))).split()[: words - 1])
    return f"<html lang='en'><head><title>Pier closed today</title>{head}</head><body>{body}<div><p>{text} so.</p></div></body></html>"


@pytest.mark.parametrize(
    ("words", "head", "body", "is_article"),
    [
        (24, STATED, "", False),
        (25, STATED, "", True),
        (24, DATED, "", False),
        (25, DATED, "", True),
        (59, "", "", False),
        (60, "", "", True),
        (119, SOLD, "", False),
        (120, SOLD, "", True),
        (119, SOLD + DATED + STATED, "", False),
        (149, "", PASSWORD, False),
        (150, "", PASSWORD, True),
        (60, STATED, PASSWORD, True),
    ],
)
def test_a_page_is_an_article_by_what_it_says_and_how_long_it_is(words, head, body, is_article):
    assert (read_page(made(words, head, body), ADDRESS).document is not None) is is_article


def test_a_dated_article_on_cookies_is_an_article():
    text = (
        "Cookie banners must offer a refusal as easily as consent, the court ruled on Friday. " * 1
    )
    more = "".join(f"<p>{text}That is the {n}th ruling on cookies this year.</p>" for n in range(9))
    assert read_page(f"<head>{DATED}</head><h1>Court rules</h1>{more}", ADDRESS).document
    assert read_page(f"<h1>Court rules</h1>{more}", ADDRESS).document is None


def test_an_article_whose_heading_links_to_itself_is_no_index():
    page = made(80).replace("<div>", '<div><h2><a href="/news/today.html">Pier closed</a></h2>')
    assert read_page(page, ADDRESS).document is not None


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ('<p class="article-teaser">Nobody was hurt, the town said.</p>', True),
        ('<ul class="related-list"><li>Nobody was hurt, the town said.</li></ul>', True),
        (
            '<div class="related-box"><p>Nobody was hurt, the town said.</p><p>More.</p></div>',
            False,
        ),
    ],
)
def test_a_paragraph_that_trafilatura_misses_stays_where_it_stands_among_others(html, kept):
    many = "".join(f"<p>{SENTENCE.format(n) * 2}</p>" for n in range(7))
    page = f"<head>{STATED}</head><body><article><h1>Pier closed</h1><div>{many}{html}{many.replace('pier', 'quay')}</div></article></body>"
    document = read_page(page, ADDRESS).document
    assert ("Nobody was hurt, the town said." in document.body) is kept


def test_dates_are_never_guessed_and_rest_on_the_page():
    assert page_of("blog_no_metadata").document.published is None
    assert page_of("news_wordpress").document.published.basis is Basis.PAGE


def test_a_language_that_is_known_counts_more_than_what_the_page_says():
    page = read_page(EXPECTED["short_brief"].html, ADDRESS, language="de")
    assert page.document.language == "de"


# Feeds


def feeds(head="", body="", address=ADDRESS):
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_page(page, address).feeds


def link(href="/feed", kind="application/rss+xml", rel="alternate", title="News"):
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


@pytest.mark.parametrize(
    ("head", "address", "kind"),
    [
        (link(), "https://pages.example/feed", "rss"),
        (link(kind="application/atom+xml"), "https://pages.example/feed", "atom"),
        (link(kind="application/feed+json"), "https://pages.example/feed", "json"),
        (link(kind="APPLICATION/RSS+XML; charset=utf-8"), "https://pages.example/feed", "rss"),
        (link(kind="application/rdf+xml"), "https://pages.example/feed", "rss"),
        (link("/feed.json", "application/json"), "https://pages.example/feed.json", "json"),
        (link("feed.xml", "text/xml"), "https://pages.example/news/feed.xml", "rss"),
        (
            link("?feed=atom", "application/xml"),
            "https://pages.example/news/today.html?feed=atom",
            "atom",
        ),
        (link(rel="home ALTERNATE"), "https://pages.example/feed", "rss"),
        (link(rel="feed", kind=""), "https://pages.example/feed", "rss"),
        (link("//cdn.example/feed"), "https://cdn.example/feed", "rss"),
        (link(" feed:https://other.example/x#top "), "https://other.example/x", "rss"),
        (link("feed://other.example/x"), "https://other.example/x", "rss"),
        (
            "<LINK HREF=/feed TYPE=application/rss+xml REL=alternate>",
            "https://pages.example/feed",
            "rss",
        ),
        (f'<base href="https://cdn.example/a/">{link("f")}', "https://cdn.example/a/f", "rss"),
        (f'<base href="/b/">{link("f")}', "https://pages.example/b/f", "rss"),
        (f'<base href="http://[broken">{link()}', "https://pages.example/feed", "rss"),
    ],
)
def test_a_feed_is_found_however_it_is_written(head, address, kind):
    (feed,) = feeds(head)
    assert (feed.address, feed.kind) == (address, kind)


@pytest.mark.parametrize(
    "head",
    [
        link(rel="stylesheet"),
        link(kind="text/html"),
        link("/wp-json/wp/v2/posts/7", "application/json"),
        link("/wp-json/oembed/1.0/embed", "application/json+oembed"),
        link("/sitemap.xml", "application/xml"),
        link(""),
        link("javascript:alert(1)"),
        link("data:text/xml,x"),
        link("http://[broken"),
        link("/" + "x" * 3_000),
    ],
)
def test_what_is_no_feed_is_not_taken_for_one(head):
    assert feeds(head) == ()


def test_feeds_come_once_in_their_order_with_those_of_comments_last():
    head = link("/comments/feed") + link("/b") + link("/post/feed", title="Kommentare") + link("/a")
    found = feeds(head + link("/b#again") + link("/a", title="Again"))
    assert [(f.address.removeprefix("https://pages.example"), f.title) for f in found] == [
        ("/b", "News"),
        ("/a", "News"),
        ("/comments/feed", "News"),
        ("/post/feed", "Kommentare"),
    ]


@pytest.mark.parametrize(
    ("href", "there"),
    [
        ("/rss", True),
        ("/news/feed/", True),
        ("https://feeds.pages.example/all.atom", True),
        ("/?feed=rss2", True),
        ("/feedback", False),
        ("/rss-help.html", False),
        ("https://reader.invalid/subscription/feed", False),
        ("mailto:rss@pages.example", False),
    ],
)
def test_links_in_the_text_that_clearly_lead_to_feeds_stand_in(href, there):
    body = f'<p><a href="{href}">Our  feed</a></p>'
    assert [feed.title for feed in feeds(body=body)] == (["Our feed"] if there else [])
    assert [f.address for f in feeds(link("/main"), body)] == ["https://pages.example/main"]


def test_a_page_of_a_thousand_feeds_gives_fifty():
    assert len(feeds("".join(link(f"/{n}") for n in range(1_000)))) == 50


# Its own address


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/a">', "https://pages.example/a"),
        (
            '<link rel="Canonical" href="https://www.pages.example/a#b">',
            "https://www.pages.example/a",
        ),
        ('<meta property="og:url" content="https://pages.example/b">', "https://pages.example/b"),
        ('<link rel="canonical" href="https://elsewhere.example/a">', None),
        ('<link rel="canonical" href="https://pages.example.evil.example/a">', None),
        ('<link rel="canonical" href="javascript:x">', None),
        ('<link rel="canonical" href="">', None),
        (
            '<link rel="canonical" href="https://x.example/a"><meta property="og:url" content="/b">',
            "https://pages.example/b",
        ),
    ],
)
def test_a_page_may_name_another_address_of_its_own_host_only(head, canonical):
    page = read_page(made(80, head), ADDRESS)
    assert page.canonical == canonical
    assert page.document.url == canonical


# Fragments


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain &amp; simple", "plain & simple"),
        ("<p>One.</p><p>Two,<br>three.</p>", "One.\n\nTwo,\n\nthree."),
        ("<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree."),
        ('<p>A <b>bold</b> <a href="/x">link</a>&nbsp;&#8211; kept.</p>', "A bold link – kept."),
        ("<ul><li>First</li><li>Second</li></ul>", "First\n\nSecond"),
        ("<script>no()</script><style>p{}</style><p>Yes.</p>", "Yes."),
        ("<form><p>Asked.</p><button>Send</button></form>", "Asked."),
        ('<div style="display: none">No.</div><div hidden>No.</div><p>Yes.</p>', "Yes."),
        ("<figure><img><figcaption>A pier.</figcaption></figure><p>Yes.</p>", "Yes."),
        ("<iframe src=x>No.</iframe><video>No.</video><p>Yes.</p>", "Yes."),
        ("<p>Yes.<p>And more.", "Yes.\n\nAnd more."),
        (
            "<p>Yes.</p><p>The post <a href=x>Pier</a> appeared first on <a href=y>Post</a>.</p>",
            "Yes.",
        ),
        ("<p>Так.</p><p>Запис Міст спершу з'явився на Вісті.</p>", "Так."),
        ("<p>Ja.</p><p>Der Beitrag Schleuse erschien zuerst auf Küstenblatt.</p>", "Ja."),
        ("<p>The post office appeared first on the maps of 1911.</p>", ""),
        ("<p>She appeared first on the stage.</p>", "She appeared first on the stage."),
    ],
)
def test_a_fragment_gives_its_text_in_paragraphs(html, text):
    assert fragment_text(html).replace("\u00a0", " ") == text


def test_a_fragment_is_read_in_some_twenty_times_the_time_of_parsing_it():
    fragment = "".join(
        f"<p>{SENTENCE.format(n)}<a href='/x'>More</a> on <i>this</i>.</p>" for n in range(18)
    )
    assert 2_500 < len(fragment) < 3_500
    assert _seconds(fragment_text, fragment) < 100 * _seconds(document_fromstring, fragment)


def _seconds(read, fragment):
    """The least of some tries; on a busy machine the others say nothing."""
    tries = []
    for _ in range(20):
        start = time.perf_counter()
        read(fragment)
        tries.append(time.perf_counter() - start)
    return min(tries)


# Pages made to harm

TEXT = "<p>Text of the page that is here, they said.</p>"
HARMFUL = {
    "deep": "<div>" * 100_000 + TEXT,
    "deep and closed": "<div>" * 100_000 + TEXT + "</div>" * 100_000,
    "deep inline": "<b>" * 50_000 + TEXT,
    "one line": "<p>" + "word and " * 555_000,
    "one word": "<p>" + "x" * 5_000_000,
    "open angles": "<" * 500_000,
    "open comments": "<!--" * 500_000,
    "ampersands": "&" * 500_000,
    "nested tables": "<table><tr><td>" * 20_000 + TEXT,
    "zeros": "\0" * 500_000,
    "lone surrogates": "<p>\ud800 text</p>" * 1_000,
    "json": '<script type="application/ld+json">' + "[" * 500_000 + f"</script>{TEXT}",
    "links": "<a href=/feed>x" * 10_000,
    "pieces": "<b>a</b>" * 20_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HARMFUL)
def test_a_page_made_to_harm_is_read_in_bounded_time(name):
    start = time.perf_counter()
    assert isinstance(read_page(HARMFUL[name], ADDRESS), Page)
    assert isinstance(fragment_text(HARMFUL[name]), str)
    assert time.perf_counter() - start < 30


@pytest.mark.parametrize(
    "html",
    ["<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + f">{TEXT}", "<b>a</b>" * 60_000],
)
def test_a_page_with_too_many_parts_is_refused(html):
    with pytest.raises(FetchError) as caught:
        read_page(html, ADDRESS)
    assert caught.value.cause is Cause.TOO_LARGE


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "\n",
        "<",
        "<!-- -->",
        "<html></html>",
        "\ufeff",
        "<?xml version='1.0' encoding='utf-16'?><p>x",
    ],
)
def test_a_page_with_nothing_in_it_is_no_article(html):
    page = read_page(html, ADDRESS)
    assert page.document is None
    assert page.feeds == ()


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<h2>", "</h2>", "<a href='/x'>", "</a>", "<b>", "</b>", "<li>", "<table><td>", "<script>", "</script>",
     "<base href='//['>", "<link rel=alternate type=application/rss+xml href='", "<!--", "-->", "<![CDATA[", "]]>", "&#x110000;", "&nbsp;",
     "\ud800", "\0", "ß", "İ", "e\u0301", "<svg><title>", "<template>", "<select>", "<meta property=og:type content=article>"]
)  # fmt: skip
SOUP = st.lists(st.one_of(MARKUP, st.text(max_size=20), st.just(SENTENCE)), max_size=60).map(
    "".join
)


@st.composite
def mutated(draw):
    html = EXPECTED[draw(st.sampled_from(list(EXPECTED)))].html
    for _ in range(draw(st.integers(1, 4))):
        one, other = sorted(draw(st.integers(0, len(html))) for _ in range(2))
        match draw(st.sampled_from("cut double move insert".split())):
            case "cut":
                html = html[:one] + html[other:]
            case "double":
                html = html[:other] + html[one:]
            case "move":
                html = html[one:other] + html[:one] + html[other:]
            case "insert":
                html = html[:one] + draw(MARKUP) + html[one:]
    return html


def harmless(html):
    page = read_page(html, ADDRESS)
    assert isinstance(page, Page)
    if page.document:
        assert page.document.body
        assert page.document.items[-1][1] == len(page.document.body)
    assert isinstance(fragment_text(html), str)


@examples(60)
@given(SOUP)
def test_whatever_is_served_a_page_comes_out(html):
    harmless(html)


@examples(40)
@given(mutated())
def test_a_damaged_page_is_still_a_page(html):
    harmless(html)


@pytest.mark.slow
@examples(3_000)
@given(st.one_of(SOUP, mutated(), st.text()))
def test_whatever_is_served_a_page_comes_out_at_length(html):
    harmless(html)
