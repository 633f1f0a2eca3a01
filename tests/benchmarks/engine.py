"""What is measured of the engine, on synthetic news.

Speeds beside sumy's are ratios of medians, measured in turns in one process.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import cache

import numpy as np
import psutil

from bot.settings import shipped_corpus
from bot.sources.corpus import TOPICS, read_topics
from bot.sources.text import articles_of
from summaries import topics as engine
from summaries.cleaning import clean
from summaries.model import Article, Topic
from summaries.ranking import Cluster, Terms, select, terms_of
from summaries.reading import read
from summaries.sumy_bridge import build_dom, summarizer
from summaries.topics import affinities
from tests.benchmarks.figure import Figure, NotBuilt, repeated
from tests.benchmarks.synthetic import News

_WORDS = 100
_SENTENCES_A_REPORT = 26
_PHRASES, _PHRASES_A_TOPIC = 5_000, 100
_INDEXED = 100_000


def timed(once: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    once()
    return time.perf_counter() - started


def in_turns(times: int, one: Callable[[], object], other: Callable[[], object]) -> float:
    """How many times longer the one takes than the other; the machine's moods strike both."""
    pairs = [(timed(one), timed(other)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs) / statistics.median(b for _, b in pairs)


@cache
def cluster_of(sentences: int) -> list[Article]:
    """Reports of one event that have so many sentences together."""
    texts = News(1).text(sentences)
    reports = News(2).reports(-(-sentences // _SENTENCES_A_REPORT))
    articles = []
    for number, report in enumerate(reports):
        body = "\n\n".join(texts[number * _SENTENCES_A_REPORT : (number + 1) * _SENTENCES_A_REPORT])
        articles.append(Article(report.article.id, report.article.id, body, report.published))
    return [
        Article(a.id, a.id, a.body, a.arrived, language="en", extent=(0, len(a.body)))
        for a in articles
    ]


def terms(sentences: int) -> list[tuple[Terms, ...]]:
    found = [read(article).terms for article in cluster_of(sentences)]
    assert sum(map(len, found)) == sentences
    return found


def rank(readings: list[tuple[Terms, ...]]) -> None:
    cluster = Cluster(readings)
    assert select(cluster, np.ones(len(cluster), dtype=bool), _WORDS).sentences


def _against_lexrank(sentences: int, promise: float) -> Figure:
    readings = terms(sentences)
    dom, _ = build_dom(cluster_of(sentences))
    lexrank = summarizer("lexrank", "en")
    assert lexrank(dom, 5)  # sumy keeps the words of each sentence
    rank(readings)
    ratio = in_turns(5, lambda: lexrank(dom, 5), lambda: rank(readings))
    return Figure(
        f"ranking {sentences} sentences, against LexRank", ratio, promise, "x", least=True
    )


def ranking_260_against_lexrank() -> Figure:
    return _against_lexrank(260, 35)


def ranking_500_against_lexrank() -> Figure:
    return _against_lexrank(500, 80)


def _ranking(sentences: int, promise: float) -> Figure:
    readings = terms(sentences)
    seconds = repeated(9, lambda: timed(lambda: rank(readings)))
    return Figure(f"ranking {sentences:,} sentences", seconds, promise, "s")


def ranking_2000() -> Figure:
    return _ranking(2_000, 0.1)


def ranking_5000() -> Figure:
    return _ranking(5_000, 0.2)


def ranking_growth() -> Figure:
    large, small = terms(5_000), terms(2_000)
    ratio = in_turns(9, lambda: rank(large), lambda: rank(small))
    return Figure("ranking 5,000 against 2,000 sentences", ratio, 3.2, "x")


def stemming() -> Figure:
    texts = [text for article in cluster_of(260) for text in read(article).texts]
    milliseconds = repeated(
        15, lambda: timed(lambda: [terms_of(text, "en") for text in texts]) * 1000
    )
    return Figure("tokens and stems of 260 sentences", milliseconds, 5, "ms")


def taking_in() -> Figure:
    """Cleaning, splitting, and matching for the shipped topics and 5,000 phrases more."""
    news = News(3)
    phrases = news.phrases(_PHRASES)
    topics = [
        Topic(f"synthetic-{n}", "Synthetic", tuple(phrases[n : n + _PHRASES_A_TOPIC]))
        for n in range(0, _PHRASES, _PHRASES_A_TOPIC)
    ]
    topics += read_topics(shipped_corpus() / TOPICS)
    possible = _possible(topics)
    pages = [report.raw for report in news.reports(150)]
    seen = cluster_of(260)[0].arrived

    def once() -> float:
        read.cache_clear()
        started = time.process_time()  # one core's work, whatever else this machine does
        for number, raw in enumerate(pages):
            for article in articles_of(clean(raw, "text"), str(number), seen):
                reading = read(article)
                for topic in possible(article):
                    affinities(topic, reading)
        return len(pages) / (time.process_time() - started)

    once()
    return Figure(
        "cleaning, splitting, matching articles", repeated(3, once), 300, "/s", least=True
    )


def _possible(topics: Sequence[Topic]) -> Callable[[Article], Iterable[Topic]]:
    """What tells which topics to try on an article: a matcher of all, where the engine has one."""
    matcher = getattr(engine, "Matcher", None)
    if matcher is None:
        return lambda _: topics
    compiled = cache(lambda language: matcher(topics, language))
    return lambda article: compiled(article.language).topics_of(article)


def _indexed(count: int) -> tuple[list[float], float]:
    """Seconds of adding each article to an index, and the megabytes that it takes."""
    try:
        from summaries.story_index import StoryIndex
    except ImportError as error:
        raise NotBuilt("summaries.story_index") from error
    process = psutil.Process()
    news = News(4)
    warm = StoryIndex()
    for report in News(5).reports(200):
        warm.add(report.article, now=report.published + timedelta(hours=2))
    before = process.memory_info().rss
    index = StoryIndex()
    seconds = []
    for report in news.reports(count):
        article = report.article
        now = article.arrived + timedelta(hours=1)
        started = time.perf_counter()
        index.add(article, now=now)
        seconds.append(time.perf_counter() - started)
    return seconds, (process.memory_info().rss - before) / 1e6


@cache
def _large_index() -> tuple[list[float], float]:
    """In a process of its own, so that its memory is not mixed with that of other measures."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_indexed, (_INDEXED,))


def grouping() -> Figure:
    seconds, _ = _indexed(10_000)
    return Figure("grouping 10,000 articles one by one", 10_000 / sum(seconds), 1_000, "/s", True)


def grouping_growth() -> Figure:
    seconds, _ = _large_index()
    middle = len(seconds) // 2
    ratio = sum(seconds[middle:]) / sum(seconds[:middle])
    return Figure(f"grouping {_INDEXED:,}: second half against first", ratio, 1.25, "x")


def index_memory() -> Figure:
    _, megabytes = _large_index()
    return Figure(f"memory of an index of {_INDEXED:,} articles", megabytes, 500, "MB")


ENGINE = (
    ranking_260_against_lexrank,
    ranking_500_against_lexrank,
    ranking_2000,
    ranking_5000,
    ranking_growth,
    stemming,
    taking_in,
    grouping,
    grouping_growth,
    index_memory,
)
