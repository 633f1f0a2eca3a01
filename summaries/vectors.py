"""An article as a vector: what it is about, comparable with any other of its language.

Words and repeated word pairs, weighed by how rare they are (``rarity.py``). The constants were
measured on a public benchmark of news events. Terms are numbered by a hash of their stem, so that
no vocabulary has to be kept: with some 200 terms an article and two million numbers, two terms that
share one are of no account.
"""

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summaries.model import Article
from summaries.rarity import rarity, share
from summaries.terms import fold, stemmer, stop_stems, tokens

TERMS = 1 << 21
"""How many different terms there can be."""

_LEAD_TOKENS = 70
_LONGEST = 3_000
_USUAL_WORDS, _FEWEST_WORDS, _LENGTH_POWER = 180, 5, 0.04
_RARITY_POWER = 0.7
_IN_TOPIC = 8e-3
_KEPT, _KEPT_WORDS = 4_096, 200_000
_STOP = -1
_A, _B = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)

Words = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """What an article is about.

    Attributes:
        terms: numbers of its terms, ascending; shape (T,), int32.
        weights: of each; shape (T,), float32. The vector is about of unit length: longer for a
            short text, so that one threshold serves articles and teasers.
    """

    terms: NDArray[np.int32]
    weights: NDArray[np.float32]


class _Lexicon:
    """The words of a language as they are met: each one's term number and rarity."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._stem, self._stops = stemmer(language), stop_stems(language)
        self.forget()

    def forget(self) -> None:
        self._place: dict[str, int] = {}
        self._term = np.zeros(1024, dtype=np.int32)
        self._rarity = np.zeros(1024, dtype=np.float32)
        self._count = 0

    def _new(self, word: str) -> int:
        stem = self._stem(fold(word))
        if len(stem) < 2 or stem in self._stops or self._stem(word) in self._stops:
            self._place[word] = _STOP
            return _STOP
        if self._count == len(self._term):
            self._term = np.concatenate([self._term, np.zeros_like(self._term)])
            self._rarity = np.concatenate([self._rarity, np.zeros_like(self._rarity)])
        place = self._place[word] = self._count
        self._term[place] = crc32(stem.encode("utf-8", "surrogatepass")) % TERMS
        self._rarity[place] = rarity(share(word, self._language))
        self._count += 1
        return place

    def read(self, words: list[str]) -> tuple[NDArray[np.int32], NDArray[np.float32], int]:
        """The words that carry meaning: their term numbers, their rarities, how many lead."""
        if len(self._place) > _KEPT_WORDS:
            self.forget()
        place, new = self._place.get, self._new
        places = [
            known if (known := place(word)) is not None else new(word) for word in words[:_LONGEST]
        ]
        lead = sum(p >= 0 for p in places[:_LEAD_TOKENS])
        index = np.array([p for p in places if p >= 0], dtype=np.int64)
        return self._term[index], self._rarity[index], lead


@lru_cache(maxsize=16)
def _lexicon(language: str | None) -> _Lexicon:
    return _Lexicon(language)


@lru_cache(maxsize=1024)
def _numbers(words: Words, language: str | None) -> NDArray[np.int32]:
    """The term numbers of some words."""
    return np.unique(_lexicon(language).read(sorted(words))[0])


@lru_cache(maxsize=_KEPT)
def vector(article: Article, common: Words = frozenset()) -> Vector:
    """What an article is about.

    Args:
        article: its title and text are read, the beginning twice.
        common: words that say nothing here because every article holds them, such as the topic's.
    """
    words = tokens(f"{article.title or ''}\n{article.text}")
    terms, rare, lead = _lexicon(article.language).read(words)
    if not len(terms):
        return Vector(terms, rare)
    if common:
        shared = np.isin(terms, _numbers(common, article.language))
        rare = np.where(shared, np.minimum(rare, np.float32(rarity(_IN_TOPIC))), rare)
    kept, first, count = np.unique(
        np.concatenate([terms, terms[:lead]]), return_index=True, return_counts=True
    )
    weights = _damped(count) * rare[first] ** _RARITY_POWER
    pairs, pair_first, pair_count = np.unique(
        _pair_terms(terms), return_index=True, return_counts=True
    )
    again = pair_count > 1
    pair_rare = (rare[pair_first[again]] + rare[pair_first[again] + 1]) / 2
    distinct = len(kept)
    all_terms = np.concatenate([kept, pairs[again]])
    all_weights = np.concatenate([weights, _damped(pair_count[again]) * pair_rare])
    norm = float(np.sqrt(np.square(all_weights).sum()))
    if not norm:
        return Vector(terms[:0], rare[:0])
    scale = (_USUAL_WORDS / max(_FEWEST_WORDS, distinct)) ** _LENGTH_POWER / norm
    order = np.argsort(all_terms, kind="stable")
    return Vector(all_terms[order], (all_weights[order] * scale).astype(np.float32))


def _damped(count: NDArray[np.int64]) -> NDArray[np.float64]:
    damped: NDArray[np.float64] = np.log1p(np.log1p(count))
    return damped


def _pair_terms(terms: NDArray[np.int32]) -> NDArray[np.int32]:
    """The term number of each pair of neighbours; it depends on their order."""
    left, right = terms[:-1].astype(np.uint32), terms[1:].astype(np.uint32)
    mixed = (left * _A) ^ (right * _B + _A)
    return ((mixed >> np.uint32(7)) % np.uint32(TERMS)).astype(np.int32)


def nearness(a: Vector, b: Vector) -> float:
    """How near two articles are: about 0 for different events, the order does not matter."""
    _, left, right = np.intersect1d(a.terms, b.terms, assume_unique=True, return_indices=True)
    return float(a.weights[left] @ b.weights[right])


def added(a: Vector, b: Vector) -> Vector:
    """The sum of two vectors."""
    terms, place = np.unique(np.concatenate([a.terms, b.terms]), return_inverse=True)
    weights = np.bincount(place, np.concatenate([a.weights, b.weights]))
    return Vector(terms, weights.astype(np.float32))
