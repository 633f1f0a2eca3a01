"""The figures that a sentence states."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.facts import fact_of
from summaries.figures import figures
from summaries.ranking import terms_of
from summaries.terms import LANGUAGES


@pytest.mark.parametrize(
    ("language", "digits", "value"),
    [
        ("en", "12,500", 12_500),
        ("en", "12.5", 12.5),
        ("en", "12,5", 12.5),
        ("en", "1,234,567", 1_234_567),
        ("en", "1.234.567", 1_234_567),
        ("en", "1,234.5", 1_234.5),
        ("uk", "12.500", 12_500),
        ("uk", "12,5", 12.5),
        ("uk", "4.5", 4.5),
        ("uk", "1,234,567", 1_234_567),
        ("uk", "1 234,5", 1_234.5),
        ("de", "1.234,5", 1_234.5),
        ("de", "1 234 567", 1_234_567),
    ],
)
def test_thousands_and_fractions_are_read_whichever_way_they_are_marked_off(
    language, digits, value
):
    (found,) = figures(f"{digits} drones", language)
    assert (found.value, found.text) == (value, digits)


@given(
    st.text("0123456789.,:/- \u00a0\u202f", max_size=30)
    | st.lists(st.sampled_from(["hundert", "cento", "und", "million", "12", ","])).map("".join),
    st.sampled_from([*LANGUAGES, None, "xx"]),
)
def test_whatever_stands_there_its_figures_are_words_of_the_text(text, language):
    found = figures(text, language)
    assert all(figure.text in text and figure.value >= 0 for figure in found)


@pytest.mark.parametrize(("word", "language"), [("hundert", "de"), ("cento", "it")])
def test_no_word_is_too_long_to_be_no_number(word, language):
    assert [figure.text for figure in figures(word * 2_000 + " 12", language)] == ["12"]


def test_a_table_without_full_stops_takes_bounded_time():
    text = "12 March 2022 14 19 " * 5_000
    started = time.process_time()
    fact = fact_of(text, terms_of(text, "en"), "en")
    assert time.process_time() - started < 10
    assert len(fact.figures) < 100
