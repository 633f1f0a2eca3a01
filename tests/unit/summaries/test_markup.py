# ruff: noqa: E501 # texts of news read better unbroken
import pytest

from summaries.cleaning import clean
from summaries.markdown import read_markdown
from summaries.markup import is_html, read_html

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Lamps to be replaced - Harbour Times</title>
<meta property="og:site_name" content="Harbour Times">
<meta property="og:title" content="Lamps to be replaced | Harbour Times">
<meta property="article:published_time" content="2024-11-22T17:48:00+02:00">
<link rel="canonical" href="https://harbour.example/lamps">
<script>var a = "<p>Not this sentence, surely not.</p>";</script>
<style>p { color: red; }</style>
</head><body>
<nav><ul><li>Home</li><li>World</li></ul></nav>
<form action="/"><h1>City to replace all 412 harbour lamps</h1>
<figure><img src="lamp.jpg"><figcaption>A lamp at the pier. It is old.</figcaption></figure>
<p>The city will replace all 412&nbsp;lamps &amp; their posts by 2026, the works <b>department</b> said.</p>
<p>“It was time,” said the
mayor.<br>She did not say more.</p>
<![endif]--><!-- <p>Nor this sentence, which is a comment.</p> -->
<aside><p>Related: Ten lamps that changed the world.</p></aside>
<ul><li>Work begins in March at the ferry pier, officials said.</li><li>Tags</li></ul>
<button>Share this</button>
</form>
<footer><p>All about us. Contact the newsroom by post.</p></footer>
</body></html>"""


def test_a_page_gives_its_paragraphs_and_what_its_head_states():
    document = clean(PAGE)
    assert document.title == "City to replace all 412 harbour lamps"
    assert document.outlet == "Harbour Times"
    assert document.published.iso() == "2024-11-22T15:48Z"
    assert document.url == "https://harbour.example/lamps"
    assert document.language == "en"
    assert document.body.split("\n\n") == [
        "The city will replace all 412 lamps & their posts by 2026, the works department said.",
        "“It was time,” said the mayor.",
        "She did not say more.",
        "Work begins in March at the ferry pier, officials said.",
    ]


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>City replaces lamps</title>", "", "City replaces lamps"),
        ('<meta property="og:title" content="City replaces lamps">', "", "City replaces lamps"),
        (
            "<title>City replaces lamps | Times</title>",
            "<h1>City replaces old lamps</h1>",
            "City replaces old lamps",
        ),
        (
            '<meta property="og:site_name" content="Times"><title>City replaces lamps - Times</title>',
            "<h1>Times</h1>",
            "City replaces lamps",
        ),
    ],
)
def test_the_title_is_the_headline_and_not_the_name_of_the_site(head, heading, title):
    raw = (
        f"<html><head>{head}</head><body>{heading}<p>The city did so on Friday, it said.</p></body>"
    )
    assert clean(raw).title == title


@pytest.mark.parametrize("tag", ["nav", "aside", "footer", "svg", "button", "figure", "dialog"])
def test_what_is_opened_to_be_skipped_and_never_closed_does_not_swallow_the_article(tag):
    raw = (
        f"<html><body><{tag}><p>The city will replace the lamps by 2026, it said.</p></body></html>"
    )
    assert clean(raw).body == "The city will replace the lamps by 2026, it said."


@pytest.mark.parametrize(
    "raw",
    [
        "<p>The city will replace the lamps.<p>Work begins in March, it said.",
        "<div>The city will replace the lamps.</div><div>Work begins in March, it said.</div>",
        "The city will replace the lamps.<br><br>Work begins in March, it said.",
        "<P>The city will replace the lamps.</P>\r\n<P>Work begins in March, it said.</P>",
        "<p>The city will replace the lamps.</p></div></span><p>Work begins in March, it said.",
    ],
)
def test_a_fragment_is_read_like_a_page(raw):
    assert is_html(raw)
    assert clean(raw).body.split("\n\n") == [
        "The city will replace the lamps.",
        "Work begins in March, it said.",
    ]


@pytest.mark.parametrize("raw", ["If a < b, then b > a.", "He wrote <3 to her.", "a <b c", ""])
def test_text_with_angle_brackets_is_no_page(raw):
    assert not is_html(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "<p>Two < three, he said in the evening.</p>",
        "<p>It held & stayed, he said in the evening.</p><![if x]>",
        "<p>It held, he said in the evening.</p><![weird[",
        "<p>It held, he said in the evening.</p><!-- open",
        "<p>It held, he said in the evening.</p><a href='",
        "<p>It held, he said in the evening.</p></",
        "<p>It held, he said in the evening.</p>&#xFFFFFFFF;&#0;&bogus;",
    ],
)
def test_broken_markup_loses_no_sentence(raw):
    assert "he said in the evening." in clean(raw, "html").body


def test_the_mark_of_a_footnote_is_no_part_of_a_sentence_and_an_exponent_is():
    assert clean("<p>The House must vote.<sup>1</sup></p>").body == "The House must vote."
    assert clean("<p>It covers 9 km<sup>2</sup> of land.</p>").body == "It covers 9 km2 of land."


def test_a_language_in_whose_letters_the_text_is_not_written_is_not_taken():
    ukrainian = "Місто замінить усі ліхтарі в гавані до 2026 року, повідомили в управлінні."
    assert clean(f'<html lang="en"><p>{ukrainian}</p>').language == "uk"
    assert clean(f'<html lang="uk"><p>{ukrainian}</p>').language == "uk"
    assert clean('<html lang="ru"><p>The city replaces all the lamps.</p>').language == "en"
    assert clean('<html lang="de"><p>412</p>').language == "de"


def test_a_language_that_is_no_code_is_not_taken():
    assert read_html('<html lang="x-default"><p>a</p>').language is None
    assert read_html('<html lang="uk_UA"><p>a</p>').language == "uk"


MARKDOWN = """---
title: "Grain prices fall for a fourth week"
source: Northern Courier
date: 2024-11-22
lang: en
url: https://courier.example/grain
---

# Grain prices fall for a *fourth* week

By **Joan Ellis**

Wheat for delivery in March fell to [538 cents](https://example.org "price") on *Friday*, the lowest price
since August. It had cost 2 * 300 in 2022, and snake_case_words stay.

![A silo](silo.jpg)

> “Nobody sells,” said one trader in Chicago.

```python
print("This line of code is no sentence.")
```

## What comes next

- Harvests in Australia are **large**, traders said.
- Argentina
"""


def test_markdown_gives_its_paragraphs_and_its_front_matter():
    document = clean(MARKDOWN, "markdown")
    assert document.title == "Grain prices fall for a fourth week"
    assert document.outlet == "Northern Courier"
    assert document.published.iso() == "2024-11-22"
    assert document.url == "https://courier.example/grain"
    assert document.body.split("\n\n") == [
        "Wheat for delivery in March fell to 538 cents on Friday, the lowest price since August. It had cost 2 * 300 in 2022, and snake_case_words stay.",
        "“Nobody sells,” said one trader in Chicago.",
        "Harvests in Australia are large, traders said.",
    ]


def test_the_first_heading_is_the_title_where_nothing_else_is():
    marked = read_markdown("Intro\n\n### The **third** way ###\n\n## Another\n")
    assert marked.title == "The third way"


def test_a_fence_that_nothing_closes_hides_no_sentence():
    assert "The city will act." in clean("```\nThe city will act. It said so.", "markdown").body


@pytest.mark.parametrize(
    "element",
    [
        '<div style="display: none">{}</div>',
        "<div hidden><div>{}</div></div>",
        '<section id="comments"><div>JohnD</div><div>{}</div></section>',
        '<div class="box related-articles">{}</div>',
    ],
)
def test_what_a_page_does_not_show_or_puts_beside_the_article_is_not_read(element):
    page = (
        "<html><body><h1>Ferry sinks off the island</h1><p>A ferry sank on Friday, it said.</p>"
        + element.format("<p>Our air defence is great, some reader said.</p>")
        + "<div><p>Divers will search the wreck, it said.</p></div></body></html>"
    )

    body = clean(page).body

    assert body == "A ferry sank on Friday, it said.\n\nDivers will search the wreck, it said."


def test_a_hidden_element_that_nothing_closes_hides_nothing():
    page = "<body><div hidden><p>A ferry sank on Friday, it said.</p><p>It was old, it said.</p>"

    assert "A ferry sank" in clean(page).body


def test_a_heading_that_the_end_tag_of_another_closes_is_the_title_alone():
    raw = (
        "<html><body><h1>Tunnel works delayed</h2><p>They end in May, the railway said.</p></body>"
    )
    assert clean(raw).title == "Tunnel works delayed"


def test_a_page_in_a_million_pieces_is_read_in_time_that_grows_with_its_length():
    assert len(read_html("<b>a</b>" * 200_000).text) == 200_000
