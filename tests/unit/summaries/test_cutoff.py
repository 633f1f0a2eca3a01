import pytest

from summaries.cleaning import clean
from summaries.cutoff import REASON, without_cut_off

WHOLE = "The city has put its first air defence battery into service."


@pytest.mark.parametrize("mark", ["…", "...", " …", " [...]", "[…]", " (...)"])
def test_a_sentence_that_was_cut_off_is_nothing_to_quote(mark: str):
    document = without_cut_off(clean(f"{WHOLE} A second battery is to follow in the{mark}", "text"))
    assert document.body == WHOLE
    assert document.items == ((0, len(WHOLE)),)
    assert [dropped.reason for dropped in document.dropped] == [REASON]


def test_nothing_is_left_of_a_single_sentence_that_was_cut_off():
    document = without_cut_off(clean("A second battery is to follow in the…", "text"))
    assert (document.body, document.items) == ("", ())


def test_a_whole_sentence_stays():
    document = clean(WHOLE, "text")
    assert without_cut_off(document) == document


def test_a_paragraph_before_stays():
    document = without_cut_off(clean(f"{WHOLE}\n\nA second battery is to follow in the…", "text"))
    assert document.body == WHOLE


def test_a_mark_behind_a_whole_sentence_goes_alone():
    document = without_cut_off(clean(f"{WHOLE} […]", "text"))
    assert document.body == WHOLE
