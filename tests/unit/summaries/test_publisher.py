# ruff: noqa: E501 # texts of news read better unbroken
"""Who published an article, from all that its document says."""

import pytest

from summaries.cleaning import clean

BODY = (
    "The last ferry turned back on Tuesday evening, the company said. Waves of nine metres were measured.\n\n"
    "About 900 passengers will sleep in two schools near the harbour, a spokesman said."
)


def outlet(above: str = "", below: str = "", body: str = BODY) -> str | None:
    head = f"{above}\n\n" if above else ""
    return clean(f"{head}{body}\n\n{below}", "text", "en").outlet


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("HARBOUR POST\nFerries stop as the storm grows", ""),
        ("Ferries stop as the storm grows", "© 2025 Harbour Post"),
        ("Ferries stop as the storm grows\nBy Anna Kask, Harbour Post, 4 March 2025", ""),
        ("Ferries stop as the storm grows", "Harbour Post is a reader-funded newsroom in nine ports."),
        ("Ferries stop as the storm grows", "Harbour Post | Privacy | Contact"),
    ],
)  # fmt: skip
def test_one_line_where_only_publishers_stand_proves_the_outlet(above, below):
    assert outlet(above, below) == "Harbour Post"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Ferries stop as the storm grows\nBy Anna Kask, Tallinn, 4 March 2025", ""),
        ("Ferries stop as the storm grows\nAnna Kask\n4 March 2025", "© 2025 Anna Berg"),
        ("WORLD\nFerries stop as the storm grows", "News | World | Contact"),
        ("Ferries stop as the storm grows", "Photo: Harbour Post"),
        ("Ferries stop as the storm grows", "Read also: The Harbour Post is sold"),
    ],
)
def test_where_nothing_proves_an_outlet_there_is_none(above, below):
    assert outlet(above, below) is None


def test_a_name_without_a_word_of_the_press_needs_two_places():
    byline = "Ferries stop as the storm grows\nBy Anna Kask, Nordic Lights, 4 March 2025"
    assert outlet(byline) is None
    assert outlet(byline, "© 2025 Nordic Lights") == "Nordic Lights"
    assert outlet(byline, "Write to us: news@nordiclights.example") == "Nordic Lights"


def test_initials_behind_a_place_stand_for_the_name_in_the_byline():
    above = "Ferries stop as the storm grows\nBy Anna Kask, Harbour Wire, 4 March 2025"
    assert outlet(above, body=f"RIGA, Latvia (HW) — {BODY}") == "Harbour Wire"


def test_the_page_goes_before_the_agency_that_it_reprints():
    above = "COAST COURIER\nFerries stop as the storm grows"
    assert outlet(above, body=f"RIGA, March 4 (Harbour Wire) — {BODY}") == "Coast Courier"


def test_a_name_in_capitals_is_spelt_as_elsewhere_and_with_its_article():
    above = "COAST POST\nFerries stop as the storm grows"
    assert outlet(above) == "Coast Post"
    assert (
        outlet(above, "The Coast Post is a reader-funded newsroom in nine ports.")
        == "The Coast Post"
    )


def test_what_the_outlet_says_of_itself_is_no_article():
    about = "The Coast Post is a reader-funded newsroom in nine ports.\n\nIts journalists answer to readers."
    document = clean(f"Ferries stop as the storm grows\n\n{BODY}\n\n{about}", "text", "en")
    assert document.body == BODY
    assert [d.reason for d in document.dropped] == ["about the outlet"] * 2


def test_news_of_another_outlet_stays():
    news = "The Coast Post is a newspaper that the raid has left without a roof."
    document = clean(
        f"HARBOUR WIRE\nFerries stop as the storm grows\n\n{news}\n\n{BODY}", "text", "en"
    )
    assert news in document.body


def test_news_of_a_newspaper_stays_where_nobody_is_known_to_have_published_it():
    news = "The Coast Post is a newspaper that the raid has left without a roof."
    document = clean(f"Ferries stop as the storm grows\n\n{news}\n\n{BODY}", "text", "en")
    assert news in document.body
    assert document.outlet is None
