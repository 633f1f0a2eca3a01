"""Which sentences of a cluster of articles to quote.

A sentence's salience comes from its place, how central it is to the cluster and whether it speaks
of the topic. Saliences give weights to concepts (words and pairs of adjacent stems), and the quotes
are those sentences that cover the most weight within a budget of words: maximum coverage in the
manner of Gillick and Favre, "A Scalable Global Model for Summarization" (2009), solved by greedy
fills and a local search. The constants were fitted on a public benchmark of news clusters;
``tests/evaluation`` holds the reference values. What quotes may look like is in ``candidates.py``.

Arrays below have one entry per sentence, S, or per concept, C, in the order given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from summaries.terms import stemmer, stop_stems, tokens

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_POSITION, _CENTRAL, _COMMON, _TOPIC, _NO_TOPIC_PENALTY = -0.4, 0.25, -1.5, 2.0, -1.0
_PAIR_BIAS, _PAIR_SLOPE, _PAIR_BOTH_STOPS, _PAIR_SHARE = -4.3, 1.55, -1.2, 0.8
_WORD_BIAS, _WORD_SLOPE, _WORD_SHARE = -3.4, 1.4, 0.2
_LEAST_PROBABILITY = 0.01
_ALPHAS = (0.0, 0.5, 1.0)
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class Terms:
    """A sentence as the ranking sees it.

    Attributes:
        stems: of all its words, stop words included.
        content: which of them carry meaning.
        words: its length, counted between white space.
    """

    stems: tuple[str, ...]
    content: tuple[bool, ...]
    words: int


def terms_of(text: str, language: str | None) -> Terms:
    """The terms of one sentence."""
    stops = stop_stems(language)
    stems = tuple(map(stemmer(language), tokens(text)))
    content = tuple(len(stem) > 1 and stem not in stops for stem in stems)
    return Terms(stems, content, len(text.split()))


def _runs(owners: Ints, items: Ints) -> tuple[Ints, Ints, Ints]:
    """Distinct (owner, item) pairs, sorted by both, and how often each occurs."""
    width = int(items.max(initial=0)) + 1
    pairs, counts = np.unique(owners * width + items, return_counts=True)
    return pairs // width, pairs % width, counts


def _sums(index: Ints, weight: Floats | None, *, minlength: int) -> Floats:
    """The sum of the weights that fall on each index; of ones without weights."""
    return np.bincount(index, weight, minlength).astype(np.float64, copy=False)


class Cluster:
    """Articles on one event, ready to be ranked.

    Args:
        articles: the terms of each article's sentences, in order.
        affinity: for each sentence, over all articles, how near it is to the topic, in [0, 1];
            None when there is no topic.
    """

    def __init__(self, articles: Sequence[Sequence[Terms]], affinity: Floats | None = None) -> None:
        self.article: Ints = np.repeat(
            np.arange(len(articles)), [len(sentences) for sentences in articles]
        ).astype(np.int64)
        self.position: Ints = np.concatenate(
            [np.arange(len(sentences)) for sentences in articles] or [np.arange(0)]
        ).astype(np.int64)
        sentences = [sentence for article in articles for sentence in article]
        self.words: Ints = np.array([sentence.words for sentence in sentences], dtype=np.int64)
        self._affinity = affinity

        stems = list(chain.from_iterable(sentence.stems for sentence in sentences))
        lengths = [len(sentence.stems) for sentence in sentences]
        self._stems = list(dict.fromkeys(stems))
        number = dict(zip(self._stems, count(), strict=False))
        self._token: Ints = np.fromiter(map(number.__getitem__, stems), np.int64, len(stems))
        self._owner: Ints = np.repeat(np.arange(len(sentences)), lengths).astype(np.int64)
        self._content = np.fromiter(
            chain.from_iterable(sentence.content for sentence in sentences), bool, len(stems)
        )

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def salience(self) -> Floats:
        """How much each sentence matters, above 0; shape (S,)."""
        if not len(self):
            return np.zeros(0)
        score = _POSITION * np.log1p(self.position)
        score += _CENTRAL * self._centrality() + _COMMON * self._commonness()
        if self._affinity is not None:
            score += _TOPIC * self._affinity + _NO_TOPIC_PENALTY
        return np.exp(score)

    def _centrality(self) -> Floats:
        """The z-score of how near each sentence is to the middle of all; shape (S,)."""
        token, owner = self._token[self._content], self._owner[self._content]
        size = len(self._stems)
        _, in_article, _ = _runs(self.article[owner], token)
        spread = np.log1p(_sums(in_article, None, minlength=size))
        sentence, word, count = _runs(owner, token)
        weight: Floats = spread[word] * count
        norm = np.sqrt(_sums(sentence, weight**2, minlength=len(self)))
        weight = weight / np.maximum(norm, _EPSILON)[sentence]
        middle = _sums(word, weight, minlength=size)
        middle /= max(float(np.linalg.norm(middle)), _EPSILON)
        nearness = _sums(sentence, weight * middle[word], minlength=len(self))
        deviation = float(nearness.std())
        centred: Floats = nearness - nearness.mean()
        return centred / deviation if deviation > _EPSILON else np.zeros(len(self))

    def _commonness(self) -> Floats:
        """How near each sentence's article is to what all articles share; shape (S,)."""
        token, owner = self._token[self._content], self._owner[self._content]
        articles = int(self.article.max()) + 1
        article, word, count = _runs(self.article[owner], token)
        weight: Floats = np.log1p(count)
        norm = np.sqrt(_sums(article, weight**2, minlength=articles))
        weight = weight / np.maximum(norm, _EPSILON)[article]
        core = _sums(word, weight, minlength=len(self._stems))
        nearness = _sums(article, weight * core[word], minlength=articles)
        nearness /= max(float(nearness.max()), _EPSILON)
        shared: Floats = nearness[self.article]
        shared -= shared.mean()
        return shared

    @cached_property
    def concepts(self) -> "Concepts":
        """What the sentences speak of, and how much each thing matters."""
        size = len(self._stems)
        adjacent = np.flatnonzero(self._owner[:-1] == self._owner[1:])
        pair = self._token[adjacent] * size + self._token[adjacent + 1]
        pair_keys, pair_index = np.unique(pair, return_inverse=True)
        both_stops = np.zeros(len(pair_keys), dtype=bool)
        both_stops[pair_index] = ~self._content[adjacent] & ~self._content[adjacent + 1]
        pair_owner, pair_concept, _ = _runs(self._owner[adjacent], pair_index.astype(np.int64))
        mass = _sums(pair_concept, self.salience[pair_owner], minlength=len(pair_keys))
        pair_p = _sigmoid(_PAIR_BIAS + _PAIR_SLOPE * _log(mass) + _PAIR_BOTH_STOPS * both_stops)

        word_owner, word_concept, _ = _runs(self._owner[self._content], self._token[self._content])
        mass = _sums(word_concept, self.salience[word_owner], minlength=size)
        word_p = _sigmoid(_WORD_BIAS + _WORD_SLOPE * _log(mass))

        pair_p[pair_p <= _LEAST_PROBABILITY] = 0
        word_p[(word_p <= _LEAST_PROBABILITY) | (mass == 0)] = 0
        weight = np.concatenate([_PAIR_SHARE * pair_p, _WORD_SHARE * word_p])
        sentence = np.concatenate([pair_owner, word_owner])
        concept = np.concatenate([pair_concept, word_concept + len(pair_keys)])
        kept = weight[concept] > 0
        return Concepts(weight, sentence[kept], concept[kept], len(self), pair_keys, self._stems)


def _sigmoid(x: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-x))
    return result


def _log(x: Floats) -> Floats:
    result: Floats = np.log(np.maximum(x, _EPSILON))
    return result


class Concepts:
    """Which sentence holds which concept, both ways round.

    Attributes:
        weight: of each concept; shape (C,).
    """

    def __init__(
        self,
        weight: Floats,
        sentence: Ints,
        concept: Ints,
        sentences: int,
        pairs: Ints,
        stems: Sequence[str],
    ) -> None:
        self.weight = weight
        self._pairs, self._stems = pairs, stems
        order = np.argsort(sentence, kind="stable")
        self._concepts = concept[order]
        self._sentence_start = np.searchsorted(sentence[order], np.arange(sentences + 1))
        order = np.argsort(concept, kind="stable")
        self._sentences = sentence[order]
        self._concept_start = np.searchsorted(concept[order], np.arange(len(weight) + 1))
        self.value: Floats = _sums(sentence, weight[concept], minlength=sentences)

    @property
    def names(self) -> tuple[str, ...]:
        """The concepts as text, in the order of ``weight``."""
        size, stems = len(self._stems), self._stems
        pairs = (f"{stems[pair // size]} {stems[pair % size]}" for pair in self._pairs.tolist())
        return (*pairs, *stems)

    def of(self, sentence: int) -> Ints:
        """The concepts that a sentence holds."""
        return self._concepts[self._sentence_start[sentence] : self._sentence_start[sentence + 1]]

    def shares(self, concepts: Ints) -> tuple[Ints, Floats]:
        """The sentences that hold any of these concepts, and for each entry the weight held."""
        starts, ends = self._concept_start[concepts], self._concept_start[concepts + 1]
        lengths = ends - starts
        offsets = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        holders = self._sentences[offsets + np.arange(int(lengths.sum()))]
        return holders, np.repeat(self.weight[concepts], lengths)


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences chosen.

    Attributes:
        sentences: their indices, in order of (position, article).
        words: how many words they have together.
        objective: the weight of the concepts that they cover.
    """

    sentences: tuple[int, ...]
    words: int
    objective: float


class _Cover:
    """A set of chosen sentences, what it covers, and what each other sentence would add."""

    def __init__(self, cluster: Cluster, allowed: NDArray[np.bool_], budget: int) -> None:
        self.cluster, self.concepts, self.budget = cluster, cluster.concepts, budget
        self.open = allowed.copy()
        self.times = np.zeros(len(self.concepts.weight), dtype=np.int64)
        self.gain = self.concepts.value.copy()
        self.members: list[int] = []
        self.words = 0
        self.objective = 0.0

    def copy(self) -> "_Cover":
        twin = object.__new__(_Cover)
        twin.cluster, twin.concepts, twin.budget = self.cluster, self.concepts, self.budget
        twin.open, twin.times, twin.gain = self.open.copy(), self.times.copy(), self.gain.copy()
        twin.members, twin.words, twin.objective = [*self.members], self.words, self.objective
        return twin

    def _shift_gains(self, concepts: Ints, sign: float) -> None:
        holders, weight = self.concepts.shares(concepts)
        self.gain += sign * _sums(holders, weight, minlength=len(self.gain))

    def tell(self, sentences: Sequence[int]) -> None:
        """Count what these sentences hold as covered for good."""
        for sentence in sentences:
            held = self.concepts.of(sentence)
            self._shift_gains(held[self.times[held] == 0], -1)
            self.times[held] += 1
            self.open[sentence] = False

    def add(self, sentence: int) -> None:
        held = self.concepts.of(sentence)
        fresh = held[self.times[held] == 0]
        self.objective += float(self.concepts.weight[fresh].sum())
        self._shift_gains(fresh, -1)
        self.times[held] += 1
        self.open[sentence] = False
        self.members.append(sentence)
        self.words += int(self.cluster.words[sentence])

    def remove(self, sentence: int) -> None:
        held = self.concepts.of(sentence)
        self.times[held] -= 1
        freed = held[self.times[held] == 0]
        self.objective -= float(self.concepts.weight[freed].sum())
        self._shift_gains(freed, +1)
        self.open[sentence] = True
        self.members.remove(sentence)
        self.words -= int(self.cluster.words[sentence])

    def fill(self, costs: Floats) -> None:
        """Keep adding the sentence that fits with the largest gain for its cost."""
        while True:
            fits = np.flatnonzero(
                self.open
                & (self.cluster.words <= self.budget - self.words)
                & (self.gain > _EPSILON)
            )
            if not len(fits):
                return
            self.add(int(fits[np.argmax(self.gain[fits] / costs[fits])]))


def select(
    cluster: Cluster, allowed: NDArray[np.bool_], budget: int, told: Sequence[int] = ()
) -> Selection:
    """The sentences that cover the most weight of concepts within a budget of words.

    Args:
        cluster: what to choose from.
        allowed: which sentences may be chosen; shape (S,).
        budget: the most words that they may have together.
        told: sentences that the reader has seen; what they cover counts for nothing.

    Returns:
        The best of three local searches, each of which starts from a greedy fill with its own taste
        for short sentences and then tries to replace each member. It reaches 99 % of the optimum
        that an integer program finds.
    """
    if not len(cluster):
        return Selection((), 0, 0.0)
    lengths = np.maximum(cluster.words, 1).astype(np.float64)
    costs = [lengths**alpha for alpha in _ALPHAS]
    empty = _Cover(cluster, allowed, budget)
    empty.tell(told)
    best = empty
    for start_costs in costs:
        cover = empty.copy()
        cover.fill(start_costs)
        cover = _improved(cover, costs)
        if cover.objective > best.objective + _EPSILON:
            best = cover
    order = sorted(best.members, key=lambda i: (int(cluster.position[i]), int(cluster.article[i])))
    return Selection(tuple(order), best.words, best.objective)


def adds_anything(cluster: Cluster, allowed: NDArray[np.bool_], told: Sequence[int] = ()) -> bool:
    """Whether ``select`` would choose anything, had it room enough; takes no search."""
    if not len(cluster):
        return False
    cover = _Cover(cluster, allowed, 0)
    cover.tell(told)
    return bool((cover.open & (cover.gain > _EPSILON)).any())


def _improved(cover: _Cover, costs: Sequence[Floats]) -> _Cover:
    """Take members out one at a time and refill, for as long as that covers more."""
    while True:
        best = cover
        for member in cover.members:
            reduced = cover.copy()
            reduced.remove(member)
            for refill_costs in costs:
                attempt = reduced.copy()
                attempt.fill(refill_costs)
                if attempt.objective > best.objective + 1e-9:
                    best = attempt
        if best is cover:
            return cover
        cover = best
