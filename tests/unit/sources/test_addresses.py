"""What was typed becomes an address; addresses of the same thing compare as equal."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Cause, FetchError, SourceError
from bot.sources.addresses import canonical, joined, parts, shown, typed, without_tracking


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("example.org", "https://example.org/"),
        ("  example.org/feed\n", "https://example.org/feed"),
        ("https://example.org/feed", "https://example.org/feed"),
        ("HTTP://Example.ORG/Feed", "http://example.org/Feed"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("feed:http://example.org/rss", "http://example.org/rss"),
        ("feed://https://example.org/rss", "https://example.org/rss"),
        ("//example.org/rss", "https://example.org/rss"),
        ("https:/example.org/rss", "https://example.org/rss"),
        ("<https://example.org/rss>", "https://example.org/rss"),
        ("“https://example.org/rss”.", "https://example.org/rss"),
        ("(https://example.org/rss)", "https://example.org/rss"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("(see: https)", None),
        ("https://example.org/rss...", "https://example.org/rss"),
        ("https://example.org/rss?", "https://example.org/rss"),
        ("https://example.org/rss#top", "https://example.org/rss"),
        ("https://example.org/a.#top", "https://example.org/a"),
        ("https://example.org?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("example.org:8080/rss", "https://example.org:8080/rss"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("homeserver:8080/rss", "https://homeserver:8080/rss"),
        ("http://homeserver/rss", "http://homeserver/rss"),
        ("http://[2606:2800::1]:81/", "http://[2606:2800::1]:81/"),
        ("example.org\u200b/rss\ufeff", "https://example.org/rss"),
        ("https://новини.укр/стрічка", None),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("１２７.0.0.1", "https://127.0.0.1/"),
        ("https://example.org/100%/a%20b", "https://example.org/100%25/a%20b"),
        ("https://example.org./rss", "https://example.org/rss"),
        ("https://my_paper.example.org/", "https://my_paper.example.org/"),
    ],
)
def test_what_was_typed_becomes_the_address_that_was_meant(text: str, address: str | None):
    if address is not None:
        assert typed(text) == address
    elif "новини" in text:
        assert typed(text).startswith("https://xn--")
    else:
        with pytest.raises(FetchError):
            typed(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "no address"),
        ("<>", "no address"),
        ("hello", "not look like"),
        ("two words.org", "spaces"),
        ("https://example.org/a b", "spaces"),
        ("mailto:ann@example.org", "https://"),
        ("javascript:alert(1)", "https://"),
        ("ftp://example.org/", "https://"),
        ("file:///etc/passwd", "https://"),
        ("https://", "not look like"),
        ("https://ann:secret@example.org/", "password"),
        ("https://example.org@127.0.0.1/", "password"),
        ("https://example.org\\@127.0.0.1/", "password"),
        ("https://example.org\\.evil.example/", "not look like"),
        ("https://exa%6dple.org/", "not look like"),
        ("https://127%2e0.0.1/", "not look like"),
        ("https://example..org/", "not look like"),
        ("https://-example.org/", "not look like"),
        ("https://[fe80::1%25eth0]/", ""),
        ("https://[::1/", "not look like"),
        ("https://[::1]x/", "not look like"),
        ("https://example.org:0/", "port"),
        ("https://example.org:65536/", "port"),
        ("https://example.org:٨٠/", "port"),
        ("https://example.org:8a/", "port"),
        ("https://exa\x00mple.org/", "invisible"),
        ("https://example.org/" + "a" * 5000, "too long"),
        ("https://" + "a" * 64 + ".org/", "not look like"),
    ],
)
def test_what_is_no_address_is_refused_in_words(text: str, word: str):
    with pytest.raises(FetchError) as refused:
        typed(text)
    assert refused.value.cause is Cause.ADDRESS
    assert word in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/feed", "https://www.example.org/feed/"),
        ("https://EXAMPLE.org:443/feed", "http://example.org:80/feed#latest"),
        ("https://example.org", "https://example.org/?"),
        ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2&utm_source=rss"),
        ("https://example.org/a?fbclid=x&gclid=y&mc_cid=z", "https://example.org/a"),
        ("https://example.org/a?UTM_Medium=x&%75tm_x=1", "https://example.org/a"),
        ("https://example.org/%7Eann/%c3%bc", "https://example.org/~ann/ü"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("https://example.org/a?&&x=1&", "https://example.org/a?x=1"),
    ],
)
def test_two_addresses_of_the_same_thing_are_equal(one: str, other: str):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/feed", "https://example.org/Feed"),
        ("https://example.org/feed", "https://example.com/feed"),
        ("https://example.org/feed", "https://news.example.org/feed"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org:8080/", "https://example.org/"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://www.com/", "https://com/"),
        ("https://example.org/?a=1", "https://example.org/?a="),
    ],
)
def test_addresses_of_different_things_are_not(one: str, other: str):
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/a?b=2&utm_source=x&a=1#c", "https://example.org/a?b=2&a=1#c"),
        ("https://example.org/a?b=2#:~:text=word", "https://example.org/a?b=2"),
        ("https://example.org/a?xtor=RSS-1#xtor=RSS-1", "https://example.org/a"),
        ("HTTPS://Example.org/?&&b=%7e", "HTTPS://Example.org/?&&b=%7e"),
        ("not an address", "not an address"),
        ("", ""),
    ],
)
def test_tracking_parameters_go_and_the_rest_stays_word_for_word(address: str, clean: str):
    assert without_tracking(address) == clean


@pytest.mark.parametrize(
    ("base", "reference", "address"),
    [
        ("https://example.org/a/b", "c", "https://example.org/a/c"),
        ("https://example.org/a/b", "/c d", "https://example.org/c%20d"),
        ("https://example.org/a", "//other.org/x", "https://other.org/x"),
        ("https://example.org/a", " http://other.org ", "http://other.org/"),
        ("https://example.org/a", "?page=2", "https://example.org/a?page=2"),
        ("https://example.org/a?b", "", "https://example.org/a?b"),
    ],
)
def test_a_reference_leads_on_from_where_it_was_found(base: str, reference: str, address: str):
    assert joined(base, reference) == address


@pytest.mark.parametrize(
    "reference", ["file:///etc/passwd", "gopher://x/", "data:text/plain,x", "http://[::1", "//a@b/"]
)
def test_a_reference_out_of_the_web_is_refused(reference: str):
    with pytest.raises(FetchError):
        joined("https://example.org/", reference)


def test_a_host_is_shown_as_people_know_it():
    assert shown("xn--bcher-kva.example") == "bücher.example"
    assert shown("xn--a.example") == "xn--a.example"


_pieces = st.sampled_from(
    "http https feed : / // ? # & = % %2 %41 %2e . .. www. example.org utm_source=a [ ] ::1 @ \\ "
    "ü 。 １ ( ) < > \" ' ; ! , \u200b \x00 a B 0 :80 :443 + ~".split(" ")
)
_texts = st.one_of(
    st.text(),
    st.lists(_pieces, max_size=12).map("".join),
    st.lists(_pieces, max_size=12).map(lambda p: "https://example.org" + "".join(p)),
)


@given(_texts)
@example("https://example.org/\ud800")
@example("https://www.www.example.org:80/%25%34%31/.//")
def test_whatever_the_text_only_a_source_error_comes_out_and_twice_is_as_once(text: str):
    for function in (typed, canonical):
        try:
            once = function(text)
        except SourceError:
            continue
        assert function(once) == once
        assert once.isascii()
        assert parts(once)
    clean = without_tracking(text)
    assert without_tracking(clean) == clean


@given(_texts)
def test_without_tracking_parameters_it_is_still_the_same_thing(text: str):
    with suppress(SourceError):
        assert canonical(without_tracking(text)) == canonical(text)
