"""Quotewire's summarizer for users of sumy, and sumy's summarizers for users of Quotewire.

Importing a summarizer of sumy brings in NLTK (a second, 100 MB); so each is imported only when
somebody chose it. Its tokenizer needs a download and is not used: the document is built from our
own sentences, the words come from our own tokens.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import groupby

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers import AbstractSummarizer
from sumy.summarizers._summarizer import SentenceInfo

from summaries.candidates import quotable
from summaries.model import Article, Quote
from summaries.ranking import Cluster, select, terms_of
from summaries.reading import Reading, read
from summaries.terms import stemmer, stop_words, tokens

ALGORITHMS = {
    "lexrank": ("lex_rank", "LexRankSummarizer"),
    "textrank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sumbasic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}


class _Tokenizer:
    """What sumy's sentences ask for their words."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(tokens(text))


def build_dom(readings: Sequence[Reading]) -> ObjectDocumentModel:
    """Articles as sumy's document model, with our sentences, in their order."""
    tokenizer = _Tokenizer()
    paragraphs = []
    for reading in readings:
        places = zip(reading.texts, reading.sentences, strict=True)
        paragraphs += [
            Paragraph([SumySentence(text, tokenizer) for text, _ in paragraph])
            for _, paragraph in groupby(places, key=lambda place: place[1].paragraph)
        ]
    return ObjectDocumentModel(paragraphs)


def summarizer(algorithm: str, language: str | None) -> Callable[..., Sequence[SumySentence]]:
    """One of sumy's summarizers with our stems and stop words.

    Args:
        algorithm: a key of ``ALGORITHMS``.
        language: ISO 639-1 code.

    Returns:
        Called with a document model and a number of sentences, it gives the best of them.
    """
    module, name = ALGORITHMS[algorithm]
    chosen = getattr(import_module(f"sumy.summarizers.{module}"), name)(stemmer(language))
    chosen.stop_words = stop_words(language)  # sumy looks them up unstemmed
    return chosen  # type: ignore[no-any-return] # sumy is not typed


def best_first(algorithm: str, readings: Sequence[Reading]) -> list[int]:
    """The numbers of all sentences, by what one of sumy's algorithms makes of them.

    Sumy hands its rated sentences, best first, to whatever callable stands for their number:
    https://github.com/miso-belica/sumy/blob/main/sumy/summarizers/_summarizer.py
    """
    order: list[int] = []

    def keep_all(rated: Sequence[SentenceInfo]) -> Sequence[SentenceInfo]:
        order.extend(info.order for info in rated)
        return rated

    if any(reading.texts for reading in readings):
        language = readings[0].article.language
        summarizer(algorithm, language)(build_dom(readings), keep_all)
    return order


def summarize_with(algorithm: str, articles: Sequence[Article], words: int) -> tuple[Quote, ...]:
    """What one of sumy's algorithms would quote: its best sentences that fit a budget of words.

    Returns:
        Quotes in the order of the articles; the score falls from 1 for the best to 0.
    """
    readings = [read(article) for article in articles]
    places = [(r, i) for r in readings for i in range(len(r.sentences))]
    order = best_first(algorithm, readings)
    taken: dict[int, float] = {}
    left = words
    for rank, index in enumerate(order):
        reading, i = places[index]
        length = reading.terms[i].words
        if length <= left:
            taken[index] = 1 - rank / len(order)
            left -= length
    return tuple(
        Quote(r.article, r.sentences[i].start, r.sentences[i].end, taken[index])
        for index, (r, i) in enumerate(places)
        if index in taken
    )


class QuotewireSummarizer(AbstractSummarizer):  # type: ignore[misc] # sumy is not typed
    """Quotewire's ranking behind sumy's interface: ``summarizer(document, sentences_count)``.

    Args:
        stemmer: as sumy hands it in; not used, the ranking has its own.
        language: ISO 639-1 code of the documents.
    """

    def __init__(self, stemmer: Callable[[str], str] | None = None, language: str = "en") -> None:
        super().__init__(stemmer or (lambda word: word))
        self._language = language

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: int | str
    ) -> tuple[SumySentence, ...]:
        """The best sentences of a document, in its order.

        Args:
            document: sumy's document model.
            sentences_count: how many, or a share such as "20%".
        """
        sentences = list(document.sentences)
        cluster = Cluster([[terms_of(str(s), self._language) for s in sentences]])
        good = np.array([quotable(str(s), self._language) for s in sentences], dtype=bool)
        allowed = good if good.any() else np.ones(len(sentences), dtype=bool)
        cluster.words = np.ones(len(sentences), dtype=np.int64)
        count = (
            sentences_count
            if isinstance(sentences_count, int)
            else _share(sentences_count, len(sentences))
        )
        return tuple(sentences[i] for i in sorted(select(cluster, allowed, count).sentences))


def _share(text: str, total: int) -> int:
    return max(1, round(total * float(text.rstrip("%")) / 100)) if text.endswith("%") else int(text)
