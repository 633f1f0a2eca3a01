# ruff: noqa: E501 # lines of pages read better unbroken
"""Lines around an article that tell who published it."""

import pytest

from summaries import outlets


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("HARBOUR POST", "HARBOUR POST"),
        ("Harbour Post / World / NATO", "Harbour Post"),
        ("Портовий вісник → Новини → Порт", "Портовий вісник"),
        ("Столична хвиля — новини Києва | Курс НБУ", "Столична хвиля"),
        ("Ferries stop as the storm grows | Harbour Post", "Harbour Post"),
        ("News › World › Storm", ""),
        ("Harbour Post – how a newspaper survived the storm", ""),
        ("The Harbour Post was sold on Monday.", ""),
        ("Was the Harbour Post sold?", ""),
    ],
)
def test_a_masthead_or_path_names_the_outlet(line, name):
    assert outlets.masthead(line) == name


@pytest.mark.parametrize(
    ("line", "last", "name", "weight"),
    [
        ("© 2025 Harbour Post. All rights reserved.", False, "Harbour Post", outlets.RIGHTS),
        ("Copyright 2025 Harbour Wire. Redistribution is prohibited.", False, "Harbour Wire", outlets.RIGHTS),
        ("© 2025 Harbour Post Co. | CORRECTIONS", False, "Harbour Post", outlets.RIGHTS),
        ("© Портовий вісник. Передрук лише з посиланням.", False, "Портовий вісник", outlets.RIGHTS),
        ("© Dziennik Nadmorski 2025", False, "Dziennik Nadmorski", outlets.RIGHTS),
        ("© Harbour Post", True, "Harbour Post", outlets.RIGHTS),
        ("© Harbour Post", False, "", 0),
        ("© dpa", True, "", 0),
        ("© 2025 Anna Kask", True, "Anna Kask", outlets.HINT),
        ("© 2025 Nordlicht", False, "Nordlicht", outlets.ENOUGH),
        ("© 2025 All rights reserved", True, "", 0),
        ("© 2025 Getty Images", True, "", 0),
    ],
)  # fmt: skip
def test_a_copyright_line_proves_an_outlet_and_only_hints_at_what_may_be_a_person(
    line, last, name, weight
):
    assert outlets.rightful(line, last=last) == (name, weight)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Northshore Radio is an independent broadcaster paid for by its listeners.", "Northshore Radio"),
        ("Coast Courier is published by Courier Media B.V., Den Helder.", "Coast Courier"),
        ("Coast Record is a registered charity, No. 48211.", "Coast Record"),
        ("The Coast Post is a reader-funded newsroom with reporters in nine ports.", "The Coast Post"),
        ("Odesa is the largest port of the country.", ""),
        ("The raid was the heaviest of the month.", ""),
    ],
)  # fmt: skip
def test_what_an_outlet_says_of_itself_names_it(line, name):
    assert outlets.of_itself(line) == name


def test_a_signature_behind_the_last_sentence_names_the_agency_and_nobody_else():
    assert outlets.signed("It ended on Monday. (Harbour Wire)") == ("Harbour Wire", 19)
    for text in ("It ended on Monday. (Anna)", "It (the Post) ended.", "It ended on Monday."):
        assert outlets.signed(text) == ("", len(text))


def test_a_handle_counts_where_the_line_calls_it_ours_and_the_text_has_its_words():
    line = "Follow our coverage on the @Harbourpost_official."
    assert outlets.handled(line, "The Harbour is shut.") == "Harbour Post"
    assert outlets.handled(line, "The port is shut.") == ""
    assert outlets.handled("Follow the minister: @Harbourpost", "The Harbour is shut.") == ""


def test_the_foot_of_a_page_names_one_outlet():
    assert outlets.foot("Harbour Post | Privacy | Contact") == "Harbour Post"
    assert outlets.foot("Harbour Post | Coast Wire | Contact") == ""
    assert outlets.foot("More: Harbour Post | Storm") == ""


def test_a_broadcaster_names_itself_when_it_says_who_reports():
    assert outlets.sends("Three are dead. Coast TV's Anna Kask is in Riga.") == "Coast TV"
    assert outlets.sends("Coast TV's licence is in danger.") == ""
