"""Our ranking beside sumy's on a benchmark that somebody owns: documents and reference summaries.

``DIR/documents/EVENT/*.txt`` are the reports of an event in the order of their names,
``DIR/references/EVENT.*.txt`` what people wrote as its summary.

What is computed: the documents are cleaned; each algorithm chooses sentences within a number of
words; their text is cut to that number. ROUGE-1, ROUGE-2 (n-grams) and ROUGE-L (the longest common
subsequence of the two texts, each taken as one sequence) come from rouge-score: Lin, "ROUGE: A
Package for Automatic Evaluation of Summaries" (2004). English is tokenised and Porter-stemmed by
rouge-score, in other languages, of whose letters it knows none, by our own tokens and stems. An
event's score is the mean over its references, without jackknifing; ROUGE-1.5.5 adds up the matches
over all references before it divides, which is the same where references are equally long. An
algorithm's score is the mean over events, its interval holds 95 % of the means of events drawn
anew with replacement (bootstrap, seeded). The seconds are those from sentences to choice, the
reading of documents apart.
"""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import BenchmarkError, DocumentError
from bot.sources.text import KINDS, article_of, clean_file, modified, read_text
from summaries.briefing import summarize
from summaries.model import Article, Quote
from summaries.reading import read
from summaries.terms import stemmer, tokens

NAMES = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeL": "ROUGE-L"}
PARTS = ("recall", "precision", "f")
OURS, REFERENCE = "quotewire", "lexrank"
_RESAMPLED = 10_000

Scores = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a benchmark.

    Attributes:
        documents: their files, in order.
        references: the texts of its reference summaries.
    """

    name: str
    documents: tuple[Path, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean over events, and where it would lie for other events of the kind."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standing:
    """How one algorithm did.

    Attributes:
        scores: by kind of ROUGE and part (recall, precision, f).
        seconds: of ranking an event, the median.
        times_lexrank: how many times faster than LexRank, the median over events; None where
            LexRank did not run.
    """

    algorithm: str
    scores: Mapping[tuple[str, str], Interval]
    seconds: float
    times_lexrank: float | None


def read_benchmark(folder: Path) -> list[Event]:
    """The events of a benchmark, by name.

    Raises:
        BenchmarkError: the folder is laid out otherwise, or an event has no references.
    """
    documents, references = folder / "documents", folder / "references"
    for part in (documents, references):
        if not part.is_dir():
            raise BenchmarkError(
                f"There is no folder {part}. A benchmark has its documents in "
                "documents/EVENT/*.txt and its references in references/EVENT.*.txt."
            )
    names = sorted(path.name for path in documents.iterdir() if path.is_dir())
    if not names:
        raise BenchmarkError(f"{documents} holds no folder. Make one for each event.")
    texts = _references(references, names)
    return [_event(documents / name, texts.get(name, ()), references) for name in names]


def _references(folder: Path, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.txt")):
        # Of events "a" and "a.b", the file a.b.1.txt belongs to the latter.
        owner = max((n for n in names if path.name.startswith(f"{n}.")), key=len, default=None)
        if owner is not None:
            try:
                found[owner] = (*found.get(owner, ()), read_text(path))
            except DocumentError as error:
                raise BenchmarkError(str(error)) from error
    return found


def _event(folder: Path, references: tuple[str, ...], where: Path) -> Event:
    files = tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in KINDS))
    if not files:
        raise BenchmarkError(f"The event {folder.name} has no documents. Put .txt files there.")
    if not references:
        raise BenchmarkError(
            f"The event {folder.name} has no references. Put them into {where} as "
            f"{folder.name}.1.txt and so on."
        )
    return Event(folder.name, files, references)


def compare(
    events: Sequence[Event],
    algorithms: Sequence[str],
    words: int,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Standing]:
    """How algorithms do on a benchmark.

    Args:
        events: of the benchmark.
        algorithms: "quotewire", and keys of ``summaries.sumy_bridge.ALGORITHMS``.
        words: the most words of a summary.
        progress: is told what is being done, a line at a time.

    Raises:
        BenchmarkError: rouge-score is not installed, or an event's documents cannot be used.
    """
    scorer = cache(_scorer)
    scorer("en")  # whoever lacks the package is told before the work
    scores: dict[str, list[Scores]] = {algorithm: [] for algorithm in algorithms}
    seconds: dict[str, list[float]] = {algorithm: [] for algorithm in algorithms}
    for number, event in enumerate(events, 1):
        progress(f"event {number} of {len(events)}: {event.name}")
        articles = _articles(event, progress)
        language = Counter(a.language for a in articles).most_common(1)[0][0]
        score = scorer(language)
        for algorithm in algorithms:
            if number == 1:
                _chosen(algorithm, articles[:1], words)  # its imports are not its speed
            started = time.perf_counter()
            quotes = _chosen(algorithm, articles, words)
            seconds[algorithm].append(time.perf_counter() - started)
            text = " ".join(" ".join(quote.text for quote in quotes).split()[:words])
            scores[algorithm].append(_mean([score(r, text) for r in event.references]))
    return [
        Standing(
            algorithm,
            _intervals(scores[algorithm]),
            statistics.median(seconds[algorithm]),
            _times(seconds.get(REFERENCE), seconds[algorithm]),
        )
        for algorithm in algorithms
    ]


def _articles(event: Event, progress: Callable[[str], None]) -> list[Article]:
    """The documents of an event, read down to their sentences."""
    articles = []
    for path in event.documents:
        try:
            document = clean_file(path)
        except DocumentError as error:
            progress(str(error))
            continue
        if document.body:
            articles.append(article_of(document, str(path), modified(path)))
        else:
            progress(f"{path} holds no article: every line of it is furniture.")
    if not articles:
        raise BenchmarkError(f"The event {event.name} has no document that holds an article.")
    for article in articles:
        read(article)
    return articles


def _chosen(algorithm: str, articles: Sequence[Article], words: int) -> tuple[Quote, ...]:
    if algorithm == OURS:
        return summarize(articles, words)
    from summaries.sumy_bridge import summarize_with

    return summarize_with(algorithm, articles, words)


def _scorer(language: str | None) -> Callable[[str, str], Scores]:
    """What scores a text against a reference.

    Raises:
        BenchmarkError: rouge-score is not installed.
    """
    try:
        from rouge_score.rouge_scorer import RougeScorer
        from rouge_score.tokenizers import DefaultTokenizer
    except ImportError as error:
        raise BenchmarkError(
            "The package rouge-score is missing. Install it with: pip install 'quotewire[rouge]'"
        ) from error
    english = language in {"en", None}
    tokenizer = DefaultTokenizer(use_stemmer=True) if english else _Stemmed(language)
    scorer: Any = RougeScorer(list(NAMES), tokenizer=tokenizer)
    return lambda reference, text: dict(_by_part(scorer.score(reference, text)))


class _Stemmed:
    """Our tokens and stems behind rouge-score's interface."""

    def __init__(self, language: str | None) -> None:
        self._stem = stemmer(language)

    def tokenize(self, text: str) -> list[str]:
        return [self._stem(token) for token in tokens(text)]


def _by_part(found: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], float]]:
    for kind, score in found.items():
        yield (kind, "recall"), score.recall
        yield (kind, "precision"), score.precision
        yield (kind, "f"), score.fmeasure


def _mean(scores: Sequence[Scores]) -> Scores:
    return {key: statistics.fmean(score[key] for score in scores) for key in scores[0]}


def _intervals(scores: Sequence[Scores]) -> dict[tuple[str, str], Interval]:
    drawn = np.random.default_rng(0).integers(len(scores), size=(_RESAMPLED, len(scores)))
    intervals = {}
    for key in scores[0]:
        values = np.array([score[key] for score in scores])
        low, high = np.percentile(values[drawn].mean(axis=1), [2.5, 97.5])
        intervals[key] = Interval(float(values.mean()), float(low), float(high))
    return intervals


def _times(reference: Sequence[float] | None, own: Sequence[float]) -> float | None:
    if reference is None:
        return None
    return statistics.median(r / max(o, 1e-9) for r, o in zip(reference, own, strict=True))
