"""Articles that speak of some words, best first.

Ranked by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over stems,
with spellings folded; bm25s does the arithmetic. Each article is read in its own language, and the
words asked for are read in each of them. Words in double quotes are a phrase that must be there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summaries.model import Article
from summaries.phrases import Phrases, key_by
from summaries.reading import read
from summaries.terms import stop_stems, tokens

_MOST = 20
_MOST_SHARED = 16
_TITLE_WEIGHT = 2
_DIGITS_THAT_COUNT = 6
_QUOTES = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that speaks of the words.

    Attributes:
        score: BM25; higher is better, comparable within one search only.
        snippet: its sentence that holds most of them, word for word.
    """

    article: Article
    score: float
    snippet: str


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asked for.

    Attributes:
        text: all of it, without the quotation marks.
        required: the phrases that stood in quotation marks.
    """

    text: str
    required: tuple[str, ...]


def parse_query(text: str) -> Query:
    """The words and the quoted phrases of a query; a mark without its partner means nothing."""
    for mark in _QUOTES:
        text = text.replace(mark, '"')
    parts = text.split('"')
    quoted = parts[1 : len(parts) - 1 : 2]
    return Query(
        " ".join(" ".join(parts).split()),
        tuple(dict.fromkeys(" ".join(part.split()) for part in quoted if tokens(part))),
    )


def content_keys(text: str, language: str | None) -> list[str]:
    """The keys of the words of a text that carry meaning, in order, as search compares them."""
    stops = stop_stems(language)
    return [key for key in map(key_by(language), tokens(text)) if key not in stops]


class SearchIndex:
    """Articles made ready to be searched many times.

    For 10,000 articles of 400 words building it takes some 3 s and 15 MB, a search 20 ms.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        import bm25s  # a tenth of a second, and nothing but search needs it

        self._articles = tuple(articles)
        # English alone knows no language; an article without one is read as English.
        languages = [article.language or "en" for article in articles]
        self._of_language = {
            language: np.array([each == language for each in languages], dtype=bool)
            for language in sorted(set(languages))
        }
        corpus = [
            content_keys(article.title or "", article.language) * _TITLE_WEIGHT
            + content_keys(article.text, article.language)
            for article in articles
        ]
        self._index: Any = None
        if any(corpus):
            self._index = bm25s.BM25(method="lucene")
            self._index.index(corpus, show_progress=False)

    def search(self, query: str, *, most: int = _MOST) -> list[Hit]:
        """The articles that hold at least one of the words of a query, and all its quoted phrases.

        Of two equally good ones the newer comes first.

        Args:
            query: words; their forms and spellings do not matter.
            most: how many articles at the most.
        """
        asked = parse_query(query)
        if self._index is None or not tokens(asked.text):
            return []
        scores = self._scores(asked)
        hits: list[Hit] = []
        for place in self._order(scores, every=bool(asked.required)):
            article = self._articles[place]
            if asked.required and not _holds_all(article, asked.required):
                continue
            hits.append(Hit(article, float(scores[place]), _snippet(article, asked)))
            if len(hits) == most:
                break
        return hits

    def _scores(self, asked: Query) -> NDArray[np.float64]:
        """BM25, times the share of the words that an article holds.

        The share is what makes languages comparable: a town's name is rare wherever few write of
        it, and must not outweigh an article that holds the other words too.
        """
        scores = np.zeros(len(self._articles))
        for language, belongs in self._of_language.items():
            keys = sorted(set(content_keys(asked.text, language)))
            known = [key for key in keys if key in self._index.vocab_dict]
            if not known:
                continue
            scores[belongs] = self._index.get_scores(known)[belongs]
            if len(keys) <= _MOST_SHARED:
                held = sum(
                    (self._index.get_scores([key])[belongs] > 0).astype(float) for key in known
                )
                scores[belongs] *= held / len(keys)
        return scores

    def _order(self, scores: NDArray[np.float64], *, every: bool) -> list[int]:
        """The places of the articles to give, best first.

        Args:
            scores: of all articles.
            every: whether those without any of the words count too: a quoted phrase may hold very
                common words only.
        """
        some = np.flatnonzero(scores > 0) if not every or scores.any() else range(len(scores))
        return sorted(
            map(int, some),
            key=lambda place: (
                -_rounded(float(scores[place])),
                -self._articles[place].dated.timestamp(),
                self._articles[place].id,
            ),
        )


def _rounded(score: float) -> float:
    """A score without the digits in which equally good ones differ.

    Not to so many decimals: where nearly all articles hold a word, all its scores are tiny.
    """
    return float(f"{score:.{_DIGITS_THAT_COUNT}g}")


def search(articles: Sequence[Article], query: str, *, most: int = _MOST) -> list[Hit]:
    """The articles that answer a query, as ``SearchIndex.search`` gives them.

    Args:
        articles: where to look.
        query: words, phrases in double quotes.
        most: how many articles at the most.
    """
    return SearchIndex(articles).search(query, most=most) if articles else []


@lru_cache(maxsize=16)
def _together(phrases: tuple[str, ...], language: str | None) -> Phrases:
    """Phrases whose words must stand next to one another."""
    return Phrases(phrases, language, apart=0)


def _holds_all(article: Article, phrases: tuple[str, ...]) -> bool:
    """Whether an article holds each of some phrases, its words next to one another."""
    look = _together(phrases, article.language)
    wanted = set(range(len(phrases)))
    whole = f"{article.title or ''}\n{article.text}"
    if not wanted.issubset(look.possible(look.keys_in(whole))):
        return False
    for part in _parts(article):
        wanted.difference_update(span.number for span in look.find(part))
    return not wanted


def _parts(article: Article) -> Iterator[str]:
    """The title and the paragraphs: no phrase goes from one to the next."""
    yield article.title or ""
    yield from article.text.split("\n\n")


def _snippet(article: Article, asked: Query) -> str:
    """The first of the sentences that hold most of the phrases, then of the words."""
    keys = set(content_keys(asked.text, article.language))
    look = _together(asked.required, article.language)

    def held(text: str) -> tuple[int, int]:
        phrases = {span.number for span in look.find(text)} if asked.required else set()
        return len(phrases), len(keys.intersection(content_keys(text, article.language)))

    return max(read(article).texts, key=held, default=article.title or "")
