"""The texts of items."""

import pytest

from bot.sources.feeds.item import Passage
from bot.sources.feeds.texts import is_teaser, one_line, shortened, visible, written_in

LONG = "word " * 61


@pytest.mark.parametrize(
    ("text", "written", "line"),
    [
        ("A <b>bold</b> claim", "html", "A bold claim"),
        ("A <b>bold</b> claim", "either", "A bold claim"),
        ("A <b>bold</b> claim", "text", "A <b>bold</b> claim"),
        ("3 < 5 and 7 > 6", "either", "3 < 5 and 7 > 6"),
        ("List<int> explained", "either", "List<int> explained"),
        ("AT&amp;amp;T and AT&T", "either", "AT&T and AT&T"),
        ("R&D &copy 2026 &#8217;", "text", "R&D &copy 2026 ’"),
        ("A<!-- > --> <!--x-->claim<!-- <b>", "html", "A claim"),
        ("one\n two\t\xa0three ", "text", "one two three"),
        ("<p> </p>", "html", None),
        ("", "text", None),
        ("\ud83d\ude80 up \ud83d", "text", "🚀 up \ufffd"),
        ("x" * 600, "text", "x" * 500),
    ],
)
def test_a_title_is_one_line_of_plain_text(text, written, line):
    assert one_line(Passage(text, written)) == line


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("Plain words, 3 < 5.", "text"),
        ("Words<br/>and words", "html"),
        ("Caf&eacute;", "html"),
        ("AT&T", "text"),
        ("A <custom> word", "text"),
        ('<p class="a">x</p>', "html"),
        ("<!-- x -->", "html"),
    ],
)
def test_what_a_text_is_written_in_is_told_by_its_looks(text, markup):
    assert written_in(Passage(text)) == markup


@pytest.mark.parametrize(
    ("text", "summary", "teaser"),
    [
        ("", "no", True),
        ("A whole short report.", "no", False),
        ("A whole short report.", "maybe", True),
        ("A whole short report.", "yes", True),
        (LONG, "maybe", False),
        (LONG, "yes", True),
        ("The mayor spoke …", "no", True),
        ("The mayor spoke...", "no", True),
        ("The mayor spoke [...]", "no", True),
        ("The mayor spoke […] ", "no", True),
        ("The mayor spoke. Read more", "no", True),
        ("The mayor spoke. Read More »", "no", True),
        ("Міський голова виступив. Читати далі →", "no", True),
        ("It rained … Continue reading Rain in Dolna →", "no", True),
        ("It rained […]\nThe post Rain appeared first on Dolna News.", "no", True),
        ("It rained.\nThe post Rain appeared first on Dolna News.", "no", False),
        (LONG + "…", "no", False),
        ("She likes to read more books.", "no", False),
    ],
)
def test_a_beginning_or_a_summary_is_a_teaser(text, summary, teaser):
    assert is_teaser(text.strip(), summary) is teaser


def test_the_visible_words_are_those_between_tags():
    assert visible(Passage("<p>One<br>two</p><img alt='no'>&nbsp;", "html")).split() == [
        "One",
        "two",
    ]


def test_a_text_is_shortened_at_the_end_of_a_paragraph():
    assert shortened("<p>One two.</p><p>Three four.</p>", 28) == "<p>One two."
    assert shortened("One two three.", 9) == "One two"
    assert shortened("One two.\nThree four.", 12) == "One two."
    assert shortened("Short.", 12) == "Short."
