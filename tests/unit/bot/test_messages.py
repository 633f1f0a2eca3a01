"""Trees, rendered and split."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.messages.render import LIMIT, Size, measure, plain, render, utf16_units
from bot.chat.messages.split import split
from bot.chat.messages.tree import Block, Run, bold, italic, link, paragraph
from bot.sandbox.markup import parse_html
from tests.examples import examples


def test_text_is_escaped_and_styled():
    tree = (
        paragraph(bold("A & B"), " <i>"),
        Block((Run("“Quoted.”"),), quote=True, tight=True),
        paragraph(
            "— ", link("Kyiv Post", 'https://x.example/?a=1&b="2"'), italic(", undated"), tight=True
        ),
    )

    assert render(tree) == (
        "<b>A &amp; B</b> &lt;i&gt;\n<blockquote>“Quoted.”</blockquote>\n"
        '— <a href="https://x.example/?a=1&amp;b=&quot;2&quot;">Kyiv Post</a><i>, undated</i>'
    )


def test_a_very_long_quote_folds():
    assert render((Block((Run("x"),), quote=True, folded=True),)) == (
        "<blockquote expandable>x</blockquote>"
    )


def test_control_characters_and_direction_overrides_show_as_a_mark():
    assert plain("a\x07b\u202ec\td  e") == "a\ufffdb\ufffdc d e"


def test_length_counts_as_telegram_counts():
    assert utf16_units("a🚀я") == 4
    assert measure(paragraph("🚀"), first=True) == Size(2, 4, 0)


def test_a_short_tree_is_one_message():
    tree = (paragraph("a"), paragraph("b"))
    assert split(tree) == [tree]


def test_parts_end_between_stories():
    stories = tuple(
        block
        for n in range(30)
        for block in (
            paragraph(bold(f"Story {n}")),
            Block((Run(f"{n} " + "word " * 60),), quote=True, tight=True, breakable=False),
            paragraph("— Outlet, undated", tight=True, breakable=False),
        )
    )

    parts = split(stories)

    assert len(parts) > 1
    assert all(part[0].text.startswith("Story") for part in parts)
    assert tuple(block for part in parts for block in part) == stories


runs = st.builds(
    Run,
    text=st.text(min_size=1, max_size=400),
    bold=st.booleans(),
    italic=st.booleans(),
    url=st.none() | st.just("https://example.org/a?b=1&c=2"),
)
blocks = st.builds(
    Block,
    runs=st.lists(runs, min_size=1, max_size=4).map(tuple),
    quote=st.booleans(),
    folded=st.booleans(),
    tight=st.booleans(),
    breakable=st.booleans(),
)
SMALL = Size(units=120, octets=900, entities=6)


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@examples(150)
@given(st.lists(blocks, min_size=1, max_size=8).map(tuple))
def test_every_part_fits_parses_and_nothing_is_lost(tree):
    parts = split(tree, SMALL)

    for part in parts:
        size = sum((measure(b, first=i == 0) for i, b in enumerate(part)), start=Size())
        assert size.within(SMALL)
        balanced = _Balanced()
        balanced.feed(render(part))
        balanced.close()
        assert not balanced.open
    kept = "".join(block.text for part in parts for block in part)
    assert kept == "".join(block.text for block in tree)


@examples(100)
@given(st.lists(blocks, min_size=1, max_size=4).map(tuple))
def test_what_is_rendered_is_what_the_sandbox_reads(tree):
    text, _ = parse_html(render(tree))

    def letters(string: str) -> str:
        return re.sub(r"\s+", "", string)

    shown = letters(plain("".join(block.text for block in tree)))
    assert letters(text) in shown


def test_the_limit_is_telegrams():
    assert Size(units=4096, octets=32768, entities=100) == LIMIT
