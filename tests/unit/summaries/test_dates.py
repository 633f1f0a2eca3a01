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
        ("1er janvier 2024", "2024-01-01"),
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


IN_NINE_LANGUAGES = {
    "en": [
        ("March 4th, 2025", "2025-03-04"),
        ("Tuesday, 4 March 2025", "2025-03-04"),
        ("4th of March, 2025", "2025-03-04"),
        ("Sept. 4, 2025 at 3:40 p.m. EST", "2025-09-04"),
        ("04-Mar-2025", "2025-03-04"),
        ("2025-03-04 15:40 (GMT+2)", "2025-03-04T13:40Z"),
        ("4 March 2025 10:00-11:30", "2025-03-04"),
        ("4 March 2025 15:40 BST", "2025-03-04"),
        ("4 March 2025 15:40 IST", "2025-03-04"),
        ("March 2025", "2025-03"),
        ("March 4, 20253:40 PM GMT+2", "2025-03-04T13:40Z"),
    ],
    "uk": [
        ("4 березня 2025 року", "2025-03-04"),
        ("вівторок, 4 березня 2025 р., 15:40", "2025-03-04"),
        ("15:40, 04.03.2025", "2025-03-04"),
        ("4 бер. 2025 о 15:40 EET", "2025-03-04T13:40Z"),
        ("березень 2025", "2025-03"),
    ],
    "ru": [
        ("4 марта 2025 г.", "2025-03-04"),
        ("04.03.2025 15:40 (МСК)", "2025-03-04T12:40Z"),
        ("04.03.2010 15:40 МСК", "2010-03-04"),
        ("4-го марта 2025 года", "2025-03-04"),
    ],
    "de": [
        ("4. März 2025", "2025-03-04"),
        ("Dienstag, 04.03.2025, 15:40 Uhr", "2025-03-04"),
        ("04.03.20254. März 2025", "2025-03-04"),
        ("4. Dez. 2025 um 15.40 MEZ", "2025-12-04T14:40Z"),
    ],
    "fr": [
        ("le 4 mars 2025", "2025-03-04"),
        ("mardi 4 mars 2025 à 15h40", "2025-03-04"),
        ("1er févr. 2025 à 15 h 40 UTC", "2025-02-01T15:40Z"),
        ("4 août 2025", "2025-08-04"),
    ],
    "es": [
        ("4 de marzo de 2025", "2025-03-04"),
        ("4 de marzo del 2025 a las 15:40", "2025-03-04"),
        ("martes, 4 ago 2025", "2025-08-04"),
        ("marzo de 2025", "2025-03"),
    ],
    "pl": [
        ("4 marca 2025 r.", "2025-03-04"),
        ("wtorek, 4 marca 2025 roku, godz. 15:40 CET", "2025-03-04T14:40Z"),
        ("4.III.2025", "2025-03-04"),
        ("4 XI 2025 r.", "2025-11-04"),
        ("4 paź 2025", "2025-10-04"),
    ],
    "it": [
        ("4 marzo 2025", "2025-03-04"),
        ("martedì 4 marzo 2025, alle ore 15:40", "2025-03-04"),
        ("1° gennaio 2025", "2025-01-01"),
        ("4 set 2025", "2025-09-04"),
    ],
    "pt": [
        ("4 de março de 2025", "2025-03-04"),
        ("terça-feira, 4 de março de 2025 às 15h40", "2025-03-04"),
        ("4 out 2025", "2025-10-04"),
    ],
}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param(text, iso, id=f"{language}: {text}")
        for language, table in IN_NINE_LANGUAGES.items()
        for text, iso in table
    ],
)
def test_a_date_is_read_in_each_of_our_languages_and_no_more_exactly_than_stated(text, iso):
    found = find_date(text, Basis.BYLINE)
    assert found is not None
    assert found.published is not None
    assert found.published.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "04/01/2022",
        "04-01-2022 10:00 UTC",
        "31.04.2025",
        "31st April 2025",
        "00.03.2025",
        "4.13.2025",
        "2025-02-30",
        "30 февраля 2025",
        "3 days ago 2025",
        "sold out 2025",
        "a new set 2025",
        "hoje",
        "oggi",
        "ayer",
        "hier",
        "wczoraj",
        "gestern Abend",
        "минулої ночі",
        "5 хвилин тому",
        "4 марта",
        "4 marca r.",
    ],
)
def test_a_day_that_is_none_or_relative_or_has_two_readings_is_no_date_and_no_month(text):
    found = find_date(text, Basis.BYLINE)
    assert found is None or found.published is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("29 March 2025 12:00 CET", "2025-03-29T11:00Z"),
        ("30 March 2025 12:00 CEST", "2025-03-30T10:00Z"),
        ("26 October 2025 12:00 EET", "2025-10-26T10:00Z"),
        ("4 July 2025 12:00 EEST", "2025-07-04T09:00Z"),
        ("4 July 2025 12:00 EET", "2025-07-04"),
        ("4 January 2025 12:00 CEST", "2025-01-04"),
        ("4 July 2025 12:00 MESZ", "2025-07-04T10:00Z"),
    ],
)
def test_the_name_of_a_zone_counts_only_in_its_season(text, iso):
    assert find_date(text, Basis.BYLINE).published.iso() == iso


def test_a_date_with_two_readings_hides_a_later_one():
    assert find_date("04/01/2022, 5 March 2022", Basis.BYLINE).published is None


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
        ("Tue, 04 Mar 2025 15:40:12 +0200", "2025-03-04T13:40Z"),
        ("20250304T154012Z", "2025-03-04T15:40Z"),
        ("2025-03-04T10:00-05:00", "2025-03-04T15:00Z"),
        ("вівторок, 4 березня 2025", "2025-03-04"),
        ("terça-feira, 4 de março de 2025", "2025-03-04"),
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


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Oct. 9, 2025 4:45 p.m. EDT", "2025-10-09T20:45Z"),
        ("Dec. 9, 2025 4:45 p.m. EST", "2025-12-09T21:45Z"),
        ("July 14, 2025, 4:05 p.m. ET", "2025-07-14T20:05Z"),
        ("January 14, 2025, 4:05 p.m. PT", "2025-01-15T00:05Z"),
        ("July 14, 2025, 4:05 p.m. EST", "2025-07-14"),
        ("14 July 2025 16:05 BST", "2025-07-14T15:05Z"),
        ("12–13 March 2025", "2025-03"),
        ("12. - 13. März 2025", "2025-03"),
    ],
)
def test_american_zones_are_known_and_a_range_of_days_is_a_month(text, iso):
    date = find_date(text, Basis.BYLINE)
    assert date is not None
    assert date.published.iso() == iso
