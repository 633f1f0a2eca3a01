"""What reports in different languages share."""

import random
from datetime import UTC, datetime
from itertools import combinations

import pytest

from summaries.crosslingual import near, nearness, skeleton
from summaries.model import Article

NAMES = (
    "Odesa Kharkiv Zaporizhzhia Vilnius Kravets Pevkur Dnipro Kinzhal Patriot Riga Ukraine".split()
)
NONE = frozenset[str]()


def article(name, body, language="en"):
    return Article(
        name,
        name,
        body,
        datetime(2025, 3, 4, tzinfo=UTC),
        language=language,
        extent=(0, len(body)),
    )


def test_a_name_has_one_skeleton_in_every_spelling():
    assert len(set(map(skeleton, ["Запоріжжя", "Zaporizhzhia", "Saporischschja"]))) == 1


def test_words_in_small_letters_are_no_names_with_accents_either():
    words = "Hier soir, étrange école, épave, ombre élégante ; écluse."
    assert nearness(article("a", words, "fr"), article("b", words, "it")) == 0


@pytest.mark.parametrize("seed", range(6))
def test_looked_for_together_just_those_are_near_that_are_near_one_by_one(seed):
    source = random.Random(seed)
    articles = [
        article(
            str(number),
            f"The {' met and saw '.join(source.sample(NAMES, source.randrange(1, 8)))}, and "
            f"{source.choice(['12', '14', 'no'])} people were killed.",
        )
        for number in range(30)
    ]
    wanted = {
        (j, i) for i, j in combinations(range(30), 2) if nearness(articles[i], articles[j]) >= 0.4
    }
    assert wanted
    assert set(near(articles, NONE, 0.4)) == wanted


def test_nothing_is_near_among_none_or_empty_articles():
    assert list(near([], NONE, 0.4)) == []
    assert list(near([article("a", ""), article("b", "")], NONE, 0.4)) == []
