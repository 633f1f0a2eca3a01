"""An article read once: its sentences, and the terms of each."""

from dataclasses import dataclass
from functools import lru_cache

from summaries.model import Article
from summaries.ranking import Terms, terms_of
from summaries.sentences import Sentence, split

_KEPT = 2_048


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with what all later steps need of it.

    Attributes:
        sentences: in order.
        texts: of the sentences.
        terms: of the sentences.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    texts: tuple[str, ...]
    terms: tuple[Terms, ...]


@lru_cache(maxsize=_KEPT)
def read(article: Article) -> Reading:
    """Cut an article into sentences and terms; the newest few thousand are remembered."""
    sentences = tuple(split(article.body, article.language, article.extent))
    texts = tuple(article.body[s.start : s.end] for s in sentences)
    return Reading(
        article, sentences, texts, tuple(terms_of(text, article.language) for text in texts)
    )
