"""What matching and searching cost, on articles made up of our own test pages."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from summaries.model import Article, Topic
from summaries.phrases import Phrases
from summaries.search import SearchIndex
from summaries.terms import tokens
from summaries.topics import Matcher, may_speak_of

_FOLDERS = ("seeds", "tests/unit/summaries/data/pages")
_WORDS, _ARTICLES, _PHRASES = 400, 300, 5_000


def seconds(once: Callable[[], object]) -> float:
    begun = time.perf_counter()
    once()
    return time.perf_counter() - begun


@cache
def sentences() -> Sequence[str]:
    root = Path(__file__).parents[2]
    pages = [path for folder in _FOLDERS for path in sorted((root / folder).glob("*.txt"))]
    text = " ".join(path.read_text("utf-8", "replace") for path in pages)
    return [f"{part}." for part in " ".join(text.split()).split(". ")]


@cache
def articles(number: int) -> Sequence[Article]:
    chance = random.Random(1)  # only to be the same each time
    made = []
    for index in range(number):
        body = ""
        while body.count(" ") < _WORDS:
            body += chance.choice(sentences()) + " "
        arrived = datetime(2024, 1, 1, tzinfo=UTC)
        name = str(index)
        made.append(
            Article(
                name, name, body, arrived, language="en", title=body[:60], extent=(0, len(body))
            )
        )
    return made


def phrases(number: int) -> Sequence[str]:
    """Pairs of words, most of which stand in no article together, as is true of most topics."""
    chance = random.Random(2)  # only to be the same each time
    words = sorted({w for sentence in sentences() for w in tokens(sentence) if len(w) > 3})
    neighbours = [pair for s in sentences() for pair in pairwise(tokens(s))]
    rare = [chance.choice(neighbours) for _ in range(number // 100)]
    return [" ".join(pair) for pair in rare] + [
        f"{chance.choice(words)} {chance.choice(words)}" for _ in range(number - len(rare))
    ]


def matching() -> float:
    """Seconds to tell which of thousands of phrases can stand in an article."""
    look = Phrases(phrases(_PHRASES), "en")
    texts = [article.text for article in articles(_ARTICLES)]

    def once() -> None:
        for text in texts:
            look.possible(look.keys_in(text))

    return statistics.median(seconds(once) for _ in range(5)) / _ARTICLES


def matching_whole() -> float:
    """The same for 500 topics, and then to find the phrases in the sentences."""
    made = phrases(_PHRASES)
    topics = [Topic(f"t{i}", "T", tuple(made[i::500])) for i in range(500)]
    matcher = Matcher(topics, "en")
    cut = [(a, [f"{s}." for s in a.text.split(". ")]) for a in articles(_ARTICLES)]

    def once() -> None:
        for article, parts in cut:
            if matcher.topics_of(article):
                for part in parts:
                    matcher.look(part)

    return statistics.median(seconds(once) for _ in range(5)) / _ARTICLES


def sieving() -> float:
    """Seconds to tell which of 10,000 articles can speak of a topic."""
    topic = Topic("t", "T", ("NASAMS", "iron dome", "zenith of power"))
    many = articles(10_000)
    return statistics.median(
        seconds(lambda: [may_speak_of(topic, article) for article in many]) for _ in range(3)
    )


def searching() -> float:
    """Seconds to search 10,000 articles once they are indexed."""
    index = SearchIndex(articles(10_000))
    return statistics.median(seconds(lambda: index.search("air defence Kyiv")) for _ in range(5))


def indexing() -> float:
    """Seconds to index 10,000 articles."""
    many = articles(10_000)
    return seconds(lambda: SearchIndex(many))
