# ruff: noqa: E501 # texts of news read better unbroken
from datetime import UTC, datetime

import pytest

from summaries.model import Article
from summaries.reading import read
from summaries.sumy_bridge import (
    ALGORITHMS,
    QuotewireSummarizer,
    best_first,
    build_dom,
    summarize_with,
    summarizer,
)

BODY = (
    "The council voted on Tuesday to plant 10,000 trees along the ring road. Residents had collected 18,000 "
    "signatures for the trees.\n\nThe first trees go in next spring, the mayor said. Traders fear for the ring road's "
    "parking spaces."
)
ARTICLE = Article(
    "a", "a", BODY, datetime(2024, 1, 1, tzinfo=UTC), language="en", extent=(0, len(BODY))
)


def test_the_document_model_has_our_sentences_and_paragraphs():
    dom = build_dom([read(ARTICLE)])
    assert [str(s) for s in dom.sentences] == list(read(ARTICLE).texts)
    assert [len(p.sentences) for p in dom.paragraphs] == [2, 2]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_of_sumys_algorithms_quotes_within_the_budget(algorithm):
    found = summarize_with(algorithm, [ARTICLE], 30)
    assert found
    assert sum(len(q.text.split()) for q in found) <= 30
    assert all(BODY[q.start : q.end] == q.text for q in found)


@pytest.mark.parametrize(("count", "size"), [(1, 1), (2, 2), ("50%", 2), (10, 3), ("3", 3)])
def test_our_summarizer_answers_to_sumys_call(count, size):
    dom = build_dom([read(ARTICLE)])
    chosen = QuotewireSummarizer(language="en")(dom, count)
    assert len(chosen) <= size
    order = list(dom.sentences)
    assert [order.index(s) for s in chosen] == sorted(order.index(s) for s in chosen)


def test_nothing_to_read_gives_nothing_to_quote():
    assert summarize_with("lexrank", [], 100) == ()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_one_run_of_sumy_ranks_all_sentences_as_its_own_best_ones(algorithm):
    order = best_first(algorithm, [read(ARTICLE)])

    dom = build_dom([read(ARTICLE)])
    best = summarizer(algorithm, "en")(dom, 2)
    assert sorted(order) == [0, 1, 2, 3]
    assert {read(ARTICLE).texts[i] for i in order[:2]} == {str(sentence) for sentence in best}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::SyntaxWarning")
def test_a_sentence_too_long_for_the_budget_gives_way_to_the_next_best():
    longest = max(len(text.split()) for text in read(ARTICLE).texts)

    found = summarize_with("luhn", [ARTICLE], longest - 1)

    assert found
    assert all(len(q.text.split()) < longest for q in found)
