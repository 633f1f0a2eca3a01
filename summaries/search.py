"""Articles that speak of some words, best first.

Ranked by BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over stems,
with spellings folded; bm25s does the arithmetic.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from summaries.model import Article
from summaries.reading import read
from summaries.terms import fold, stemmer, stop_stems, tokens

_MOST = 20


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


def _terms(text: str, language: str | None) -> list[str]:
    stem, stops = stemmer(language), stop_stems(language)
    stems = (stem(fold(word)) for word in tokens(text))
    return [s for s in stems if s not in stops]


def search(articles: Sequence[Article], query: str, *, most: int = _MOST) -> list[Hit]:
    """The articles that hold at least one of the words of a query.

    Args:
        articles: where to look.
        query: words; their forms and spellings do not matter.
        most: how many articles at the most.
    """
    import bm25s

    corpus = [_terms(f"{a.title or ''} {a.title or ''} {a.text}", a.language) for a in articles]
    wanted = {language: _terms(query, language) for language in {a.language for a in articles}}
    asked = sorted({term for terms in wanted.values() for term in terms})
    if not asked or not any(corpus):
        return []
    index = bm25s.BM25(method="lucene")
    index.index(corpus, show_progress=False)
    known = [term for term in asked if term in index.vocab_dict]
    if not known:
        return []
    scores = index.get_scores(known)
    order = sorted(range(len(articles)), key=lambda i: (-float(scores[i]), articles[i].id))
    return [
        Hit(articles[i], float(scores[i]), _snippet(articles[i], wanted[articles[i].language]))
        for i in order[:most]
        if scores[i] > 0
    ]


def _snippet(article: Article, wanted: Sequence[str]) -> str:
    """The first of the sentences that hold most of the words."""
    terms = set(wanted)

    def held(text: str) -> int:
        return len(terms & set(_terms(text, article.language)))

    return max(read(article).texts, key=held, default=article.title or "")
