import pytest

from summaries.novelty import fact_of, known, same
from summaries.ranking import terms_of


def fact(text):
    return fact_of(text, terms_of(text, "en"))


OLD = "A missile strike on the port of Odesa killed 60 people on Monday, officials said."


@pytest.mark.parametrize(
    "text",
    [
        OLD,
        "Officials said that a missile strike killed 60 people in the port of Odesa on Monday.",
        "On Monday, 60 people were killed by a missile strike on Odesa's port.",
    ],
)
def test_the_same_fact_in_other_words_is_known(text):
    assert known(fact(text), [fact(OLD)])


@pytest.mark.parametrize(
    "text",
    [
        OLD.replace("60", "65"),
        OLD.replace("killed 60 people", "killed dozens of people"),
        "The port of Odesa reopened after the strike, and two ships left for Egypt.",
        "The council voted to plant trees.",
        "",
    ],
)
def test_another_fact_or_another_figure_is_new(text):
    assert not known(fact(text), [fact(OLD)])


def test_sameness_works_both_ways_and_nothing_is_known_at_first():
    a, b = fact(OLD), fact(OLD.replace("officials said", "police said"))
    assert same(a, b)
    assert same(b, a)
    assert not known(a, [])


def test_figures_are_compared_as_written_without_the_sentence_end():
    assert fact("It rose to 3.5.").numbers == {"3.5"}
    assert fact("It cost 1,200, then 5.").numbers == {"1,200", "5"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Russian drones killed six people in a block of flats in Kharkiv, police said.",
            "Russian drones killed nine people in a block of flats in Kharkiv, police said.",
        ),
        (
            "Germany will send a third Patriot system to Kyiv in spring, the minister said.",
            "Germany will not send a third Patriot system to Kyiv in spring, the minister said.",
        ),
        (
            "Poland said that it would close the border with Belarus on Friday evening.",
            "Poland said that it wouldn't close the border with Belarus on Friday evening.",
        ),
        (
            "Уряд передасть місту дві нові системи оборони до кінця зими, сказав міністр.",
            "Уряд передасть місту три нові системи оборони до кінця зими, сказав міністр.",
        ),
    ],
)
def test_another_count_in_words_or_a_denial_is_another_fact(before, after):
    facts = [fact_of(text, terms_of(text, "en")) for text in (before, after)]

    assert not same(*facts)
    assert same(facts[0], facts[0])
