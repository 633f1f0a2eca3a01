"""Telegram's HTML. The sentences and byte offsets are what Telegram says for the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.formatted import Entity, MarkupError, fix, utf16_length
from bot.sandbox.markup import parse_html


def parsed(source):
    text, entities = parse_html(source)
    return text, [(e.type, e.offset, e.length) for e in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("", "", []),
        ("plain", "plain", []),
        ("<b>one</b> two", "one two", [("bold", 0, 3)]),
        ("<strong>s</strong><em>e</em>", "se", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<u>u</u><ins>i</ins>", "ui", [("underline", 0, 1), ("underline", 1, 1)]),
        (
            "<s>s</s><strike>t</strike><del>d</del>",
            "std",
            [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ("<blockquote expandable=no>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<blockquote cite="" other>q</blockquote>', "q", [("blockquote", 0, 1)]),
        ("<CODE>x</code>", "x", [("code", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        # Any end tag may be left empty, and an entity without text is none.
        ("<i>a</>", "a", [("italic", 0, 1)]),
        ("<i>a</i   >", "a", [("italic", 0, 1)]),
        ("a<b></b>", "a", []),
        # UTF-16: an emoji counts two, a Cyrillic letter one.
        ("🏟 <i>🏟 &lt;🏟</i>", "🏟 🏟 <🏟", [("italic", 3, 6)]),
        ("Київ <b>ППО</b>", "Київ ППО", [("bold", 5, 3)]),
        ("➡️ <b>➡️</b>", "➡️ ➡️", [("bold", 3, 2)]),
        # Outer before inner.
        ("<i>a<b>b</b></i>", "ab", [("italic", 0, 2), ("bold", 1, 1)]),
        ("<code><i><b>x</b></i></code>", "x", [("code", 0, 1), ("bold", 0, 1), ("italic", 0, 1)]),
    ],
)
def test_tags_become_entities_with_utf16_offsets(source, text, entities):
    assert parsed(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&lt&gt", "<>"),
        ("&#60;&#x3C;&#X3c;", "<<&#X3c;"),
        ("&#1055;&#128077;", "П👍"),
        ("&nbsp;&laquo;&apos;&Or;", "&nbsp;&laquo;&apos;&Or;"),
        ("AT&T & co &", "AT&T & co &"),
        ("&#0;&#12345678;&#;", "&#0;&#12345678;&#;"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_only_four_names_and_numbers_are_decoded(source, text):
    assert parse_html(source)[0] == text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        ("Київ <X>", 'Unsupported start tag "x" at byte offset 9'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 14"),
        ('<i aba="&lt;>', "Unclosed start tag at byte offset 0"),
        ("</", "Unexpected end tag at byte offset 0"),
        ("🏟<b></b></b>", "Unexpected end tag at byte offset 11"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        (
            "<b><i>test</b></i>",
            'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"',
        ),
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<a href='x'>y", 'Can\'t find end tag corresponding to start tag "a"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
        (
            "&#xDFDF;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, check for "
                "unmatched surrogate code units"
            ),
        ),
    ],
)
def test_what_cannot_be_parsed_is_named_with_its_byte_offset(source, sentence):
    with pytest.raises(MarkupError) as caught:
        parse_html(source)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ('<a href="https://Example.org/A?b=c&amp;d#E">x</a>', "https://example.org/A?b=c&d#E"),
        ("<a href='http://example.org'>x</a>", "http://example.org/"),
        ("<a href=telegram.org>x</a>", "http://telegram.org/"),
        ('<a href="telegram.org?&lt;">x</a>', "http://telegram.org/?<"),
        ('<a href="https://e.org/a b">x</a>', "https://e.org/a%20b"),
        ("<a>telegram.org</a>", "http://telegram.org/"),
        ('<a href="tg://resolve?domain=x">x</a>', "tg://resolve?domain=x"),
    ],
)
def test_a_link_keeps_its_address_as_telegram_writes_it(source, url):
    (link,) = parse_html(source)[1]
    assert (link.type, link.url) == ("text_link", url)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://example.org", "http://localhost/", "/relative", "http://", " "],
)
def test_a_link_that_telegram_does_not_take_becomes_plain_text(address):
    assert parsed(f'<a href="{address}">x</a>') == ("x", [])


def test_a_link_to_a_person_is_a_mention():
    (mention,) = parse_html('<a href="tg://user?id=1001">Sam</a>')[1]
    assert (mention.type, mention.user) == ("text_mention", 1001)


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ('<pre><code class="language-py">x</code></pre>', [("pre", "py")]),
        ('<code class="language-py"><pre>x</pre></code>', [("pre", "py")]),
        ('<pre> <code class="language-py">x</code></pre>', [("pre", ""), ("code", "")]),
        ('<code class="language-py">x</code>', [("code", "")]),
    ],
)
def test_code_that_fills_a_block_gives_it_its_language(source, entities):
    assert [(e.type, e.language) for e in parse_html(source)[1]] == entities


def fixed(source):
    formatted = fix(*parse_html(source))
    return formatted.text, [(e.type, e.offset, e.length) for e in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (" \n a b \n ", "a b", []),
        ("  <b>a</b>  ", "a", [("bold", 0, 1)]),
        # White space in an entity at the beginning stays; at the end it is cut off.
        ("<b> a </b>", " a", [("bold", 0, 2)]),
        ("a<b> \n</b>", "a", []),
        ("a\r\nb\tc\x00d\x1fe", "a\nb c d e", []),
        ("\u202eabc<b>d</b>", "abcd", [("bold", 3, 1)]),
        # A quote in a quote is no quote.
        (
            "<blockquote>a<blockquote>b</blockquote></blockquote>",
            "ab",
            [("blockquote", 0, 2)],
        ),
        # Styles are cut around links, and gone inside code.
        (
            "<b>a <a href='e.org'>b</a> c</b>",
            "a b c",
            [("bold", 0, 2), ("text_link", 2, 1), ("bold", 2, 1), ("bold", 3, 2)],
        ),
        ("<b>a<code>b</code></b>", "ab", [("bold", 0, 1), ("code", 1, 1)]),
        # Also around what is only found in the text, even where it reaches out of the style.
        ("<b>a /b</b>c", "a /bc", [("bold", 0, 2), ("bot_command", 2, 3), ("bold", 2, 2)]),
        ("<b>a</b><b>b</b>", "ab", [("bold", 0, 2)]),
        # Styles do not cross.
        (
            "<b><i>a<u>b</u></i></b><u>c</u>",
            "abc",
            [("bold", 0, 2), ("italic", 0, 2), ("underline", 1, 1), ("underline", 2, 1)],
        ),
        ("<b>a<b>b</b></b>", "ab", [("bold", 0, 2)]),
    ],
)
def test_text_is_cleaned_and_trimmed_and_entities_nest(source, text, entities):
    assert fixed(source) == (text, entities)


@pytest.mark.parametrize("source", ["<b></b>", " \n ", "\u200b", "\r", "<i> </i>", "\ufeff\u2800"])
def test_a_text_with_nothing_to_see_is_refused(source):
    with pytest.raises(MarkupError, match="Text must be non-empty"):
        fixed(source)


def test_entities_over_a_hundred_are_silently_gone():
    _, entities = fixed("<b>a</b> " * 150)
    assert len(entities) == 100
    assert entities[-1] == ("bold", 198, 1)


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/topic air-defence", [("bot_command", "/topic")]),
        ("/topic@quotewire_sandbox_bot x", [("bot_command", "/topic@quotewire_sandbox_bot")]),
        ("👍 see /help.", [("bot_command", "/help")]),
        ("and/or 1/2 </b> //x", []),
        (
            "https://example.org/a?b=c, http://x.y.",
            [("url", "https://example.org/a?b=c"), ("url", "http://x.y")],
        ),
        (
            "a@b.org @quotewire #ППО",
            [("email", "a@b.org"), ("mention", "@quotewire"), ("hashtag", "#ППО")],
        ),
    ],
)
def test_commands_and_addresses_are_found_in_the_text(text, entities):
    units = text.encode("utf-16-le")
    found = [
        (e.type, units[2 * e.offset : 2 * e.end].decode("utf-16-le")) for e in fix(text).entities
    ]
    assert found == entities


def test_nothing_is_found_inside_links_and_code():
    text = "/a /b"
    entities = [Entity("code", 0, 2), Entity("text_link", 3, 2, url="http://e.org/")]
    assert [e.type for e in fix(text, entities).entities] == ["code", "text_link"]


@pytest.mark.parametrize(
    ("offset", "length", "sentence"),
    [
        (-1, 1, "Receive an entity with incorrect offset -1"),
        (0, -1, "Receive an entity with incorrect length -1"),
        (100, 1, "Entity begins after the end of the text at UTF-16 offset 100"),
        (
            0,
            100,
            (
                "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 "
                "offset 100"
            ),
        ),
        (1, 1, "Entity beginning at UTF-16 offset 1 splits a UTF-16 symbol"),
    ],
)
def test_an_entity_must_lie_within_the_text(offset, length, sentence):
    with pytest.raises(MarkupError) as caught:
        fix("👍 hello", [Entity("bold", offset, length)])
    assert str(caught.value) == sentence


PIECES = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<a href='e.org'>",
        "</a>",
        "<code>",
        "</code>",
        "<blockquote>",
        "</blockquote>",
        "</>",
        "&lt;",
        "&#",
        "<",
        ">",
        "👍",
        "ї",
        " ",
        "\n",
        "x",
        '"',
        "=",
        "/c",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_comes_entities_lie_within_the_text_and_nest(source):
    try:
        formatted = fix(*parse_html(source))
    except MarkupError:
        return
    length = utf16_length(formatted.text)
    entities = formatted.entities
    for place, outer in enumerate(entities):
        assert 0 <= outer.offset < outer.end <= length
        for inner in entities[place + 1 :]:
            assert inner.offset >= outer.end or inner.end <= outer.end
