from datetime import UTC, datetime

import pytest

from summaries.dates import find_date, only_date, parse_iso
from summaries.model import Basis, Precision, Published


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-11-22", "2024-11-22"),
        ("2024-11-22, 3:48pm", "2024-11-22"),
        ("2024-11-22T15:48:00Z", "2024-11-22T15:48Z"),
        ("2024-11-22T15:48:00.123+02:00", "2024-11-22T13:48Z"),
        ("2024-11-22 00:30 +0200", "2024-11-21T22:30Z"),
        ("Friday 22 November 2024 at 10:15 GMT", "2024-11-22T10:15Z"),
        ("November 22, 2024 4:25 PM UTC", "2024-11-22T16:25Z"),
        ("12:05 a.m. on Nov. 22, 2024", "2024-11-22"),
        ("22nd of November 2024", "2024-11-22"),
        ("22 листопада 2024 р.", "2024-11-22"),
        ("22 ноября 2024, 18:05", "2024-11-22"),
        ("22. November 2024", "2024-11-22"),
        ("1. März 2024", "2024-03-01"),
        ("22 de noviembre de 2024", "2024-11-22"),
        ("1er janvier 2024", "2024-01"),
        ("22 listopada 2024", "2024-11-22"),
        ("22.11.2024, 16:48", "2024-11-22"),
        ("2024/11/22", "2024-11-22"),
        ("25/12/2022", "2022-12-25"),
        ("12/25/2022", "2022-12-25"),
        ("04/04/2022", "2022-04-04"),
        ("October 2022", "2022-10"),
    ],
)
def test_a_date_that_can_mean_one_thing_is_read(text, iso):
    found = find_date(text, Basis.BYLINE)
    assert found is not None
    assert found.published is not None
    assert found.published.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "04/01/2022",
        "04/01/2022 17:12:53",
        "4-1-2022",
        "30/02/2022",
        "31 February 2024",
        "2024-13-40",
        "Nov 26",
        "yesterday",
        "last month",
        "3 hours ago",
        "сьогодні",
        "heute",
        "Wednesday, Ocr.12",
        "in 2024",
        "1799-01-01",
        "",
    ],
)
def test_a_date_that_can_mean_two_things_or_has_no_year_is_never_guessed(text):
    found = find_date(text, Basis.BYLINE)
    assert found is None or found.published is None


def test_the_first_date_of_a_text_counts():
    found = find_date("Published 21 November 2024, updated 22 November 2024", Basis.BYLINE)
    assert found.published.iso() == "2024-11-21"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2022-10", "2022-10"),
        (" 2024-11-22 ", "2024-11-22"),
        ("2024-11-22T17:48:00+02:00", "2024-11-22T15:48Z"),
        ("Fri, 22 Nov 2024 15:48:00 GMT", "2024-11-22T15:48Z"),
        ("2024-11-22T15:48:00+99:99", "2024-11-22"),
        ("2024-11-22T25:00:00Z", "2024-11-22"),
    ],
)
def test_a_machine_readable_date_is_read(text, iso):
    assert parse_iso(text, Basis.PAGE).iso() == iso


@pytest.mark.parametrize(
    "text", ["", "yesterday", "04/01/2022", "on 2024-11-22", "20244", "2024-00"]
)
def test_what_is_no_machine_readable_date_is_none(text):
    assert parse_iso(text, Basis.PAGE) is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("22 листопада, 15:40", True),
        ("Friday, 22 November 2024", True),
        ("п'ятниця, 22 листопада", True),
        ("Nov 26, 3:40 p.m.", True),
        ("May", False),
        ("2024", False),
        ("3 May 2019: the agreement", False),
        ("15:40", False),
        ("", False),
    ],
)
def test_a_line_is_a_date_and_nothing_else(text, only):
    assert only_date(text) is only


@pytest.mark.parametrize(
    ("start", "precision", "end"),
    [
        (
            datetime(2024, 11, 22, 15, 48, tzinfo=UTC),
            Precision.MINUTE,
            datetime(2024, 11, 22, 15, 49, tzinfo=UTC),
        ),
        (datetime(2024, 12, 31, tzinfo=UTC), Precision.DAY, datetime(2025, 1, 1, tzinfo=UTC)),
        (datetime(2024, 12, 1, tzinfo=UTC), Precision.MONTH, datetime(2025, 1, 1, tzinfo=UTC)),
        (datetime(2024, 2, 1, tzinfo=UTC), Precision.MONTH, datetime(2024, 3, 1, tzinfo=UTC)),
        (datetime(2024, 1, 1, tzinfo=UTC), Precision.YEAR, datetime(2025, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_date_ends_with_the_period_it_means(start, precision, end):
    assert Published(start, precision, Basis.PAGE).end == end
