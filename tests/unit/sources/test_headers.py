"""What headers mean, as tables."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.fetching.headers import (
    LONGEST,
    Headers,
    codings,
    cookies,
    http_date,
    max_age,
    retry_after,
    sendable,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
IN_1994 = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


def headers(*pairs: tuple[str, str]) -> Headers:
    return Headers([(name.encode(), value.encode("latin-1")) for name, value in pairs])


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", IN_1994),
        ("Sunday, 06-Nov-94 08:49:37 GMT", IN_1994),
        ("Sun Nov  6 08:49:37 1994", IN_1994),
        ("sun, 6 nov 1994 08:49:37 utc", IN_1994),
        ("Sun, 06 Nov 1994 08:49:37 +0000", IN_1994),
        ("Sunday, 06-Nov-1994 08:49:37 GMT", IN_1994),
        ("Wednesday, 06-Nov-76 08:49:37 GMT", datetime(2076, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sunday, 06-Nov-77 08:49:37 GMT", datetime(1977, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Thu, 31 Dec 1998 23:59:60 GMT", datetime(1998, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Sun, 06 Nov 1994 08:49:37 +0200", None),
        ("Sun, 06 Now 1994 08:49:37 GMT", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Nov 1994", None),
        ("1994-11-06T08:49:37Z", None),
        ("Sun, ٠٦ Nov 1994 08:49:37 GMT", None),
        ("", None),
        ("0", None),
    ],
)
def test_a_date_is_read_in_the_three_forms_of_http(text: str, date: datetime | None):
    assert http_date(text, NOW) == date


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("1.5", 1),
        ("+30", 30),
        ("120, 60", 120),
        ("-5", 0),
        ("Tue, 24 Nov 2026 12:02:00 GMT", 120),
        ("Tuesday, 24-Nov-26 12:02:00 GMT", 120),
        ("Tue Nov 24 12:02:00 2026", 120),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Tue, 24 Nov 2099 12:00:00 GMT", 86_400),
        ("99999999", 86_400),
        ("9" * 20, 86_400),
        ("9" * 5000, None),
        ("soon", None),
        ("", None),
        ("120 seconds", None),
        ("١٢٠", None),
        ("0x10", None),
        ("nan", None),
        ("inf", None),
        (None, None),
    ],
)
def test_the_wish_to_be_left_alone_is_read_in_all_its_forms(value: str, seconds: int | None):
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after(value, NOW) == expected


@pytest.mark.parametrize(
    ("pairs", "seconds"),
    [
        ([], None),
        ([("Cache-Control", "public")], None),
        ([("Cache-Control", "max-age=600")], 600),
        ([("cache-control", 'Public, MAX-AGE="600"')], 600),
        ([("Cache-Control", "public"), ("Cache-Control", "max-age=600")], 600),
        ([("Cache-Control", "max-age=600"), ("Age", "100")], 500),
        ([("Cache-Control", "max-age=600"), ("Age", "1000")], 0),
        ([("Cache-Control", "max-age=600"), ("Age", "old")], 600),
        ([("Cache-Control", "max-age=99999999")], 86_400),
        ([("Cache-Control", "max-age=-1")], 0),
        ([("Cache-Control", "max-age=long")], 0),
        ([("Cache-Control", "max-age")], 0),
        ([("Cache-Control", "s-maxage=600")], None),
        ([("Cache-Control", "no-store")], 0),
        ([("Cache-Control", "no-cache, max-age=600")], 0),
        ([("Expires", "Tue, 24 Nov 2026 12:10:00 GMT")], 600),
        (
            [
                ("Expires", "Tue, 24 Nov 2026 09:10:00 GMT"),
                ("Date", "Tue, 24 Nov 2026 09:00:00 GMT"),
            ],
            600,
        ),
        ([("Expires", "Tue, 24 Nov 2026 11:00:00 GMT")], 0),
        ([("Expires", "0")], 0),
        ([("Expires", "-1")], 0),
        ([("Expires", "Tue, 24 Nov 2099 12:00:00 GMT")], 86_400),
        ([("Expires", "0"), ("Cache-Control", "max-age=600")], 600),
    ],
)
def test_freshness_is_a_hint_of_at_most_a_day(pairs, seconds: int | None):
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert max_age(headers(*pairs), NOW) == expected


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ([], ()),
        ([""], ()),
        (["gzip"], ("gzip",)),
        (["GZIP"], ("gzip",)),
        (["x-gzip"], ("gzip",)),
        (["gzip, br"], ("gzip", "br")),
        (["gzip", "br"], ("gzip", "br")),
        (["identity"], ()),
        (["none, gzip,,"], ("gzip",)),
        (["UTF-8"], ("utf-8",)),
    ],
)
def test_the_codings_of_a_body_are_listed_in_their_order(values, names: tuple[str, ...]):
    assert codings(headers(*(("Content-Encoding", v) for v in values))) == names


@pytest.mark.parametrize(
    ("validator", "sent"),
    [
        ('"1"', b'"1"'),
        ('W/"ü"', b'W/"\xfc"'),
        ("a b\tc", b"a b\tc"),
        (None, None),
        ("", None),
        ("a\nb", None),
        ("a\rb", None),
        ("a\x00b", None),
        ("a\x7fb", None),
        ("a\x85b", b"a\x85b"),
        ("€", None),
    ],
)
def test_a_validator_is_sent_as_it_came_or_not_at_all(validator: str | None, sent: bytes | None):
    assert sendable(validator) == sent


@pytest.mark.parametrize(
    ("values", "pairs"),
    [
        ([], {}),
        (["a=b"], {"a": "b"}),
        (['a="b c"; Path=/; HttpOnly; expires=Thu, 99 Foo 2020', "c=d"], {"a": '"b c"', "c": "d"}),
        (["a=b=c"], {"a": "b=c"}),
        (["a=", "=b", "c", "; d=e"], {"a": ""}),
        (["a=1", "a=2"], {"a": "2"}),
        (["a=\x01", "b=\xfc"], {"b": "\xfc"}),
    ],
)
def test_cookies_are_names_and_values(values: list[str], pairs: dict[str, str]):
    assert cookies(headers(*(("Set-Cookie", v) for v in values))) == pairs


def test_the_first_value_that_says_something_counts():
    found = headers(("ETag", " "), ("etag", " a "), ("ETAG", "b"))
    assert found.first("Etag") == "a"
    assert found.every("etag") == ["a", "b"]
    assert found.first("date") is None


@given(st.text(), st.text())
def test_whatever_a_server_says_the_answer_is_a_span_of_at_most_a_day(one: str, other: str):
    bad = one.encode("utf-8", "replace"), other.encode("utf-8", "replace")
    found = Headers([(b"cache-control", b"max-age=" + bad[0]), (b"age", bad[1])])
    for span in (
        retry_after(one, NOW),
        max_age(found, NOW),
        max_age(Headers([(b"expires", bad[0]), (b"date", bad[1])]), NOW),
    ):
        assert span is None or timedelta(0) <= span <= LONGEST
