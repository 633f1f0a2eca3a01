from datetime import UTC, datetime

import pytest

from summaries.model import Article
from summaries.search import search


def article(name, body, title=None, language="en"):
    return Article(
        name,
        name,
        body,
        datetime(2024, 1, 1, tzinfo=UTC),
        title=title,
        language=language,
        extent=(0, len(body)),
    )


CORPUS = [
    article("air", "The town bought new air defenses. Nobody was asked about the price."),
    article("kyiv", "Officials in Kiev met. They spoke of grain for an hour.", "Grain talks"),
    article("trees", "The council voted to plant trees."),
    article("uk", "Рада проголосувала за бюджет. Дерева посадять навесні.", language="uk"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("air defence", ["air"]),
        ("Kyiv", ["kyiv"]),
        ("grain talks", ["kyiv"]),
        ("tree", ["trees"]),
        ("бюджету", ["uk"]),
        ("nothing here", []),
        ("the of", []),
        ("", []),
        ("*", []),
        ("(", []),
    ],
)
def test_words_find_articles_in_any_form_and_spelling(query, found):
    assert [hit.article.id for hit in search(CORPUS, query)] == found


def test_the_best_article_comes_first_with_the_sentence_that_says_it():
    hits = search(
        [*CORPUS, article("more", "Trees, trees, trees. Council of trees.")], "council trees"
    )
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.snippet in hit.article.body for hit in hits)


def test_no_more_are_given_than_asked_for():
    same = [article(f"a{i}", "The council voted to plant trees.") for i in range(5)]
    assert [hit.article.id for hit in search([*same, *CORPUS], "trees", most=2)] == ["a0", "a1"]


def test_an_empty_corpus_holds_nothing():
    assert search([], "trees") == []
