# ruff: noqa: E501 # lists of names
"""Which names are outlets'."""

import pytest

from summaries.press import first_in, is_outlet, named, others, perhaps, same

OUTLETS = [
    "Harbour Wire", "The Coast Ledger", "Northshore TV", "BBC News", "Ostseebote", "Elbe-Kurier", "Küstenzeitung",
    "La Voz del Puerto", "Faro de la Costa", "Il Messaggero del Lago", "L'Écho du Littoral", "Correio do Vale",
    "Głos Wybrzeża", "Вечерний Приморск", "Морской вестник", "Дзеркало порту", "Портовий вісник", "dpa",
    "Institute for Coastal Studies", "HARBOUR POST", "Euronews EN", "Coast Desk",
]  # fmt: skip
OTHERS = [
    "Anna Kask", "Ірина Бондар", "World", "World News", "News Desk", "Foreign Desk", "Business Today", "Tallinn",
    "New York", "Diplomacy", "Special Report", "Desk", "Wire", "друга хвиля", "Друга хвиля", "вісник", "post", "times",
    "English Channel", "Sea of Azov", "", "Press Review", "Institute", "Morning Briefing",
    "Senior Reporter", "Anna Kask, Staff Reporter", "YouTube Channel", "Військовий оглядач",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTLETS)
def test_a_word_of_the_press_and_another_word_name_an_outlet(name):
    assert is_outlet(name)


@pytest.mark.parametrize("name", OTHERS)
def test_people_places_sections_and_desks_are_no_outlets(name):
    assert not is_outlet(name)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("«Портовий вісник»", "Портовий вісник"),
        ("Harbour Wire, Tuesday", "Harbour Wire"),
        ("Coast Desk explainer", "Coast Desk"),
        ("Harbour Post staff", "Harbour Post"),
        ("Anna Kask for Harbour Wire", "Harbour Wire"),
        ("La Crónica del Sur el", "La Crónica del Sur"),
        ("Anna Kask", ""),
    ],
)
def test_a_name_is_told_from_what_stands_around_it(part, name):
    assert named(part) == name


def test_an_agency_beside_another_outlet_is_not_the_one_that_published():
    assert first_in("dpa/Ostseebote") == "Ostseebote"
    assert first_in("Anna Kask, dpa") == "dpa"
    assert first_in("Anna Kask, Tallinn") is None


def test_behind_by_the_first_name_is_a_person():
    assert others("By Anna Kask, Harbour Lights", by=True) == ("Harbour Lights",)
    assert perhaps("on Tuesday") == perhaps("World News") == perhaps("12 March") == ""


def test_article_case_and_apostrophe_make_no_difference():
    assert same("The Harbour Post", "HARBOUR POST")
    assert same("Кур’єр порту", "Кур'єр порту")
    assert not same("Harbour Post", "Harbour Wire")
