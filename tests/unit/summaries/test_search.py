import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from summaries.model import Article
from summaries.search import SearchIndex, search


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


def test_an_index_answers_many_queries():
    index = SearchIndex(CORPUS)
    assert [hit.article.id for hit in index.search("trees")] == ["trees"]
    assert [hit.article.id for hit in index.search("grain")] == ["kyiv"]
    assert SearchIndex([]).search("grain") == []
    assert SearchIndex([article("x", "…")]).search("grain") == []


def test_each_language_is_searched_by_its_own_stems():
    both = [
        article("en", "They teach the recruits."),
        article("de", "Die Lehrer kamen.", language="de"),
        article("uk", "Уряд схвалив політику. NASAMS прибув.", language="uk"),
    ]
    # German stems make "teach" of "teacher", English ones do not.
    assert search(both, "teacher") == []
    assert [hit.article.id for hit in search(both, "nasams політика")] == ["uk"]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    title = article("title", "The council met. It spoke of trees.", "Harvest")
    text = article("text", "The council met. It spoke of harvest.", "Trees")
    assert [hit.article.id for hit in search([text, title], "harvest")] == ["title", "text"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"plant trees"', ["trees"]),
        ("“plant trees” council", ["trees"]),
        ("«plant tree»", ["trees"]),
        ('"trees plant"', []),
        ('"council trees"', []),
        ('"voted plant"', []),
        ('"voted to"', ["trees"]),
        ('"to the"', []),
        ('"grain talks"', ["kyiv"]),
        ('"new air defence" "nobody was asked"', ["air"]),
        ('"plant trees', ["trees"]),
        ('""', []),
    ],
)
def test_words_in_quotes_must_stand_together(query, found):
    assert [hit.article.id for hit in search(CORPUS, query)] == found


def test_a_quoted_phrase_does_not_go_from_one_paragraph_to_the_next():
    assert not search([article("a", "He saw the air\n\nDefence matters.")], '"air defence"')


def test_of_equally_good_articles_the_newer_comes_first():
    same = [article(name, "The council voted to plant trees.") for name in "abc"]
    same[1] = replace(same[1], arrived=datetime(2024, 2, 1, tzinfo=UTC))
    assert [hit.article.id for hit in search(same, "trees")] == ["b", "a", "c"]


def test_the_best_comes_first_where_every_article_holds_the_word():
    text = "Trees " + " ".join(f"word{i}" for i in range(80))
    many = [article(f"a{i:04}", f"{text} longer.") for i in range(4_000)]

    found = search([*many, article("best", f"{text}.")], "trees", most=1)

    assert [hit.article.id for hit in found] == ["best"]


@pytest.mark.parametrize(
    "query",
    [
        "word " * 10_000,
        " ".join(f"word{i}" for i in range(10_000)) + " trees",
        " ".join(f'"word{i} council"' for i in range(2_000)),
        '"' * 10_001,
        "\ud800 \x00 trees",
        "Kyїv Кyiv trees",
    ],
)
def test_strange_queries_get_an_answer(query):
    begun = time.process_time()
    found = search(CORPUS * 20, query, most=1)
    assert [hit.article.id for hit in found] == (["trees"] if query.endswith("trees") else [])
    assert time.process_time() - begun < 10


def test_an_article_that_holds_all_the_words_goes_before_a_language_where_one_is_rare():
    spanish = article("es", "Odesa, Odesa, Odesa. Nada se sabe del puerto.", language="es")
    english = article("en", "After the raid on Odesa the governor of the region counted four dead.")
    others = [article(f"o{i}", "Officials in Odesa spoke of grain for an hour.") for i in range(3)]

    found = [hit.article.id for hit in search([spanish, *others, english], "Odesa dead")]

    assert found[0] == "en"
    assert "es" in found
