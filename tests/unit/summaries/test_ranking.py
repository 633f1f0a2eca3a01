"""The reference values were worked out on the five seed documents before this code was written."""

import json
from pathlib import Path

import numpy as np
import pytest

from summaries.candidates import quotable
from summaries.ranking import Cluster, adds_anything, select, terms_of

REFERENCE = json.loads(
    (Path(__file__).parent / "data" / "ranking_reference.json").read_text("utf-8")
)
DOCUMENTS = REFERENCE["documents"]
SENTENCES = [text for document in DOCUMENTS for text in document]
PLACES = [(i, j) for i, document in enumerate(DOCUMENTS) for j in range(len(document))]
ALLOWED = np.array([quotable(text, "en") for text in SENTENCES])


def cluster_of(documents, affinity=None):
    return Cluster([[terms_of(text, "en") for text in d] for d in documents], affinity)


@pytest.fixture(scope="module")
def reference():
    return cluster_of(DOCUMENTS)


def test_saliences_are_the_reference_values(reference):
    wanted = {(s["doc"], s["pos"]): s["v"] for s in REFERENCE["salience"]}
    assert set(wanted) == set(PLACES)
    assert reference.salience == pytest.approx([wanted[place] for place in PLACES], abs=1e-4)


@pytest.mark.parametrize(("kind", "words"), [("top_bigrams", 2), ("top_unigrams", 1)])
def test_weights_of_concepts_are_the_reference_values(reference, kind, words):
    share = 0.8 if words == 2 else 0.2
    weight = {
        name: value / share
        for name, value in zip(reference.concepts.names, reference.concepts.weight, strict=True)
        if len(name.split()) == words
    }
    wanted = dict(REFERENCE[kind])
    scale = 1 if abs(weight[next(iter(wanted))] - next(iter(wanted.values()))) < 1e-3 else share
    assert {name: weight[name] * scale for name in wanted} == pytest.approx(wanted, abs=1e-4)
    best = sorted(weight, key=weight.get, reverse=True)[: len(wanted)]
    assert best == list(wanted)


def test_candidates_are_exactly_those_of_the_reference():
    assert [list(p) for p, good in zip(PLACES, ALLOWED, strict=True) if good] == REFERENCE[
        "candidates"
    ]


@pytest.mark.parametrize("budget", [60, 100, 200])
def test_a_selection_covers_at_least_what_the_reference_covers(reference, budget):
    chosen = select(reference, ALLOWED, budget)
    assert chosen.objective >= REFERENCE["selected"][str(budget)]["objective"] - 1e-6
    assert chosen.words <= budget
    assert chosen.words == sum(len(SENTENCES[i].split()) for i in chosen.sentences)
    assert all(ALLOWED[i] for i in chosen.sentences)


@pytest.mark.parametrize("budget", [0, 1, 7, 8, 20, 33, 500, 10_000])
def test_a_budget_of_words_is_kept(reference, budget):
    chosen = select(reference, ALLOWED, budget)
    assert sum(len(SENTENCES[i].split()) for i in chosen.sentences) <= budget
    assert len(set(chosen.sentences)) == len(chosen.sentences)


def test_the_objective_is_the_weight_of_the_concepts_covered(reference):
    chosen = select(reference, ALLOWED, 100)
    covered = np.unique(np.concatenate([reference.concepts.of(i) for i in chosen.sentences]))
    assert chosen.objective == pytest.approx(reference.concepts.weight[covered].sum())


def test_sentences_come_in_order_of_position_then_article(reference):
    chosen = select(reference, ALLOWED, 200).sentences
    assert list(chosen) == sorted(chosen, key=lambda i: (PLACES[i][1], PLACES[i][0]))


def test_what_the_reader_was_told_is_not_chosen_and_counts_for_nothing(reference):
    first = select(reference, ALLOWED, 100)
    then = select(reference, ALLOWED, 100, told=first.sentences)
    assert not set(first.sentences) & set(then.sentences)
    told = set(np.concatenate([reference.concepts.of(i) for i in first.sentences]).tolist())
    new = set(np.concatenate([reference.concepts.of(i) for i in then.sentences]).tolist()) - told
    assert then.objective == pytest.approx(reference.concepts.weight[sorted(new)].sum())


def test_the_same_articles_give_the_same_choice():
    assert len({select(cluster_of(DOCUMENTS), ALLOWED, 100) for _ in range(3)}) == 1


def test_speaking_of_the_topic_raises_salience():
    affinity = np.zeros(len(SENTENCES))
    affinity[5] = 1.0
    with_topic, without = cluster_of(DOCUMENTS, affinity).salience, cluster_of(DOCUMENTS).salience
    assert with_topic[5] / without[5] == pytest.approx(np.e)
    assert with_topic[6] / without[6] == pytest.approx(1 / np.e)


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [[]],
        [["One sentence stands alone here today."]],
        [["a"], []],
        [["..."]],
        [["the of and"]],
    ],
)
def test_few_or_no_sentences_are_ranked_too(documents):
    cluster = cluster_of(documents)
    size = sum(map(len, documents))
    chosen = select(cluster, np.ones(size, dtype=bool), 100)
    assert len(cluster.salience) == size
    assert np.isfinite(cluster.salience).all()
    assert len(chosen.sentences) <= size


@pytest.mark.parametrize("told", [0, 1, len(PLACES) - 1, len(PLACES)])
@pytest.mark.parametrize("text", ["", "A B.", "The.", SENTENCES[0]])
def test_a_cluster_adds_something_just_where_something_would_be_chosen(text, told):
    cluster = cluster_of([*DOCUMENTS, [text]])
    allowed = np.ones(len(cluster), dtype=bool)
    chosen = select(cluster, allowed, 100_000, range(told)).sentences
    assert adds_anything(cluster, allowed, range(told)) == bool(chosen)


def test_nothing_is_chosen_where_nothing_may_be(reference):
    assert select(reference, np.zeros(len(SENTENCES), dtype=bool), 100).sentences == ()
