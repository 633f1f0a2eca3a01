# ruff: noqa: E501 # texts of news read better unbroken
from datetime import UTC, datetime

import pytest

from summaries.model import Article
from summaries.sumy_bridge import ALGORITHMS, QuotewireSummarizer, build_dom, summarize_with

BODY = (
    "The council voted on Tuesday to plant 10,000 trees along the ring road. Residents had collected 18,000 "
    "signatures for the trees.\n\nThe first trees go in next spring, the mayor said. Traders fear for the ring road's "
    "parking spaces."
)
ARTICLE = Article(
    "a", "a", BODY, datetime(2024, 1, 1, tzinfo=UTC), language="en", extent=(0, len(BODY))
)


def test_the_document_model_has_our_sentences_and_paragraphs():
    dom, quotes = build_dom([ARTICLE])
    assert [str(s) for s in dom.sentences] == [q.text for q in quotes]
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
    dom, _ = build_dom([ARTICLE])
    chosen = QuotewireSummarizer(language="en")(dom, count)
    assert len(chosen) <= size
    order = list(dom.sentences)
    assert [order.index(s) for s in chosen] == sorted(order.index(s) for s in chosen)


def test_nothing_to_read_gives_nothing_to_quote():
    assert summarize_with("lexrank", [], 100) == ()
