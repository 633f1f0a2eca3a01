"""What a change makes of a source, and the numbers that are given."""

import pytest

from bot.store.changing import changed, crowded_out, next_number, numbered, reads_otherwise
from bot.store.source import SourceKind
from tests.contract.records import article, source


@pytest.mark.parametrize(
    ("noted", "last", "number"),
    [
        (None, 0, 1),
        (None, 7, 8),
        ("7", 0, 8),
        ("7", 5, 8),
        ("5", 7, 8),
        ("", 2, 3),
        ("seven", 2, 3),
    ],
)
def test_a_number_is_above_all_that_were_given(noted: str | None, last: int, number: int):
    assert next_number(noted, last) == number


@pytest.mark.parametrize("rest", [{"paused": True}, {"gone": True}, {"kind": SourceKind.FILE}])
def test_what_is_not_to_be_fetched_is_not_due(rest):
    assert numbered(source(1, **rest), 1) == source(1, **rest, due=None)
    assert numbered(source(1), 1) == source(1)


@pytest.mark.parametrize(
    ("wanted", "others", "kept"),
    [
        ("new", ["other"], "new"),
        ("other", ["other"], "old"),
        ("old", ["other"], "old"),
        ("old", ["old"], "old"),
    ],
)
def test_an_address_is_taken_over_unless_another_has_it(wanted: str, others: list, kept: str):
    old = source(1, address="old")

    now = changed(old, source(1, address=wanted, title="New"), others)

    assert now == source(1, address=kept, title="New")


@pytest.mark.parametrize(
    ("changes", "otherwise"),
    [
        ({}, False),
        ({"outlet": "Other", "url": "https://example.org"}, False),
        ({"title": "New"}, True),
        ({"body": "New."}, True),
    ],
)
def test_an_article_reads_otherwise_when_its_title_or_body_differs(changes, otherwise: bool):
    assert reads_otherwise(article(1), article(1, **changes)) is otherwise


def test_the_first_version_and_the_last_fifty_are_not_crowded_out():
    assert list(crowded_out(1)) == list(crowded_out(51)) == []
    assert list(crowded_out(52)) == [2]
    assert list(crowded_out(54)) == [2, 3, 4]
