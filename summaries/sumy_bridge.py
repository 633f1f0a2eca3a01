"""Quotewire's summarizer for users of sumy, and sumy's summarizers for users of Quotewire.

Importing a summarizer of sumy brings in NLTK (a second, 100 MB); so each is imported only when
somebody chose it. Its tokenizer needs a download and is not used: the document is built from our
own sentences, the words come from our own tokens.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers import AbstractSummarizer

from summaries.candidates import quotable
from summaries.model import Article, Quote
from summaries.ranking import Cluster, select, terms_of
from summaries.reading import read
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


def build_dom(articles: Sequence[Article]) -> tuple[ObjectDocumentModel, list[Quote]]:
    """Articles as sumy's document model, and each of its sentences as a quote.

    The quotes stand in the order of the model's sentences; their score is 0.
    """
    tokenizer = _Tokenizer()
    paragraphs, quotes = [], []
    for article in articles:
        reading = read(article)
        quotes += [Quote(article, s.start, s.end, 0.0) for s in reading.sentences]
        numbers = dict.fromkeys(s.paragraph for s in reading.sentences)
        paragraphs += [
            Paragraph(
                SumySentence(text, tokenizer)
                for text, s in zip(reading.texts, reading.sentences, strict=True)
                if s.paragraph == number
            )
            for number in numbers
        ]
    return ObjectDocumentModel(paragraphs), quotes


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


def summarize_with(algorithm: str, articles: Sequence[Article], words: int) -> tuple[Quote, ...]:
    """What one of sumy's algorithms would quote within a budget of words.

    Sumy's summarizers take a number of sentences: they are asked for all, best first being unknown,
    in growing numbers until the budget is spent. Sentences that no longer fit end the list.
    """
    dom, quotes = build_dom(articles)
    language = articles[0].language if articles else None
    rate = summarizer(algorithm, language)
    by_sentence = {id(s): q for s, q in zip(dom.sentences, quotes, strict=True)}
    chosen: tuple[Quote, ...] = ()
    for count in range(1, len(quotes) + 1):
        attempt = tuple(by_sentence[id(s)] for s in rate(dom, count))
        if sum(len(q.text.split()) for q in attempt) > words:
            break
        chosen = attempt
    return chosen


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
