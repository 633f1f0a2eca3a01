from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summaries.answers import answer, query_topic
from summaries.model import Article
from summaries.topics import match
from tests.examples import examples


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


HARBOUR = article(
    "harbour",
    "The council of Odesa met on Monday to speak of the new harbour wall. "
    "The harbour wall will cost the town two million hryvnias this year. "
    "Fishermen have asked for better lights on the quay since the spring. "
    "The mayor promised a decision before the end of the month.",
)
MARKET = article(
    "market",
    "The market in the old town will open again after long repairs in May. "
    "Its wall towards the river was the costliest part of all the work.",
)


def texts(query, *articles, **more):
    return [quote.text for quote in answer(query, articles, **more)]


def test_a_sentence_that_holds_the_query_is_quoted_word_for_word():
    quotes = answer("harbour wall", [HARBOUR, MARKET])
    assert [q.text for q in quotes if "harbour wall" not in q.text] == []
    assert len(quotes) == 2
    for quote in quotes:
        assert quote.text == quote.article.body[quote.start : quote.end]
        assert quote.phrase == "harbour wall"


def test_words_of_the_query_that_stand_near_one_another_are_as_good_as_the_phrase():
    (quote,) = answer("what lights do fishermen want on the quay", [HARBOUR, MARKET])
    assert quote.text.startswith("Fishermen have asked")


def test_where_no_sentence_holds_all_words_the_one_with_the_largest_share_is_quoted():
    (quote,) = answer("lights airport fishermen", [HARBOUR, MARKET])
    assert quote.text.startswith("Fishermen")
    assert quote.phrase == "lights + fishermen"


def test_the_rarer_word_counts_for_more():
    (quote,) = answer("wall lights", [HARBOUR, MARKET])
    assert quote.text.startswith("Fishermen")


def test_quotes_keep_to_the_budget_of_words():
    assert len(texts("harbour wall", HARBOUR, words=14)) == 1
    assert texts("harbour wall", HARBOUR, words=3) == []


def test_what_leans_on_the_sentence_before_brings_it_along():
    told = article(
        "a",
        "The engineer from Lviv spoke to the council for an hour. "
        "He said that the bridge would not last for another winter.",
    )
    quotes = answer("bridge winter", [told])
    assert [quote.context for quote in quotes] == [True, False]
    assert quotes[1].text.startswith("He said")


def test_a_ukrainian_article_is_asked_in_its_own_stems():
    told = article(
        "uk", "Міська рада схвалила бюджет на будівництво нового мосту. Дощ ішов.", language="uk"
    )
    assert texts("будівництво мостів", told)[0].startswith("Міська рада")


@pytest.mark.parametrize("query", ["", "?", "the of", "zebra", '""'])
def test_a_query_that_nothing_answers_gives_no_quotes(query):
    if query != "the of":  # very common words alone are looked for as they are
        assert texts(query, HARBOUR) == []
    assert answer(query, []) == ()


def test_a_query_is_a_topic_of_its_whole_its_quoted_phrases_and_its_words_together():
    topic = query_topic('the "harbour wall" of Odesa', "en")
    assert topic.phrases == ("harbour wall", "the harbour wall of Odesa")
    assert topic.all_of == (("harbour",), ("wall",), ("odesa",))
    assert match(topic, "The wall of the harbour in Odesa fell.", "en")
    assert query_topic("the harbour", "en").phrases == ("the harbour", "harbour")


@given(st.text(max_size=60), st.text(max_size=200))
@examples(150)
def test_any_query_can_be_asked_of_any_text(query, body):
    told = article("a", body.encode("utf-8", "replace").decode())
    for quote in answer(query, [told, HARBOUR], words=30):
        assert quote.text == quote.article.body[quote.start : quote.end]
