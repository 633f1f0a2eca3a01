"""Quotes that answer a free query: the query is the topic.

A sentence that holds the whole query, or all its words near one another, speaks of it; any other is
as near to it as the share of the query's words that it holds, where rare words count for more. Then
the sentences are ranked as they are for a briefing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from summaries.model import Article, Quote, Topic
from summaries.phrases import key_by
from summaries.place import Place, places_of
from summaries.ranking import Cluster, select
from summaries.reading import Reading, read
from summaries.search import content_keys, parse_query
from summaries.terms import LANGUAGES, stop_stems, tokens
from summaries.topics import Affinity, match

WORDS = 100
_MOST_READ = 10
_MOST_GROUPS = 8
_LEAST_OF_BEST = 0.75
_MOST_CONTEXT = 2
_SLUG = "search"


def query_topic(query: str, language: str | None = None) -> Topic:
    """A query as a topic: the whole of it as a phrase, its words near one another, quoted phrases.

    Args:
        query: words, phrases in double quotes.
        language: whose very common words say nothing; None: those of all languages.
    """
    asked = parse_query(query)
    words = _content(asked.text, language)
    near = tuple((word,) for word in words) if 1 < len(words) <= _MOST_GROUPS else ()
    phrases = dict.fromkeys([*asked.required, asked.text])
    if len(words) == 1:
        phrases[words[0]] = None
    return Topic(
        _SLUG, asked.text, tuple(phrase for phrase in phrases if tokens(phrase)), all_of=near
    )


def _content(text: str, language: str | None) -> list[str]:
    """The words of a query that carry meaning; all of them where none does."""
    languages = LANGUAGES if language is None else (language,)
    words = list(dict.fromkeys(tokens(text)))
    telling = [w for w in words if not any(key_by(k)(w) in stop_stems(k) for k in languages)]
    return telling or words


def answer(query: str, articles: Sequence[Article], *, words: int = WORDS) -> tuple[Quote, ...]:
    """The quotes that best answer a query.

    Args:
        query: words, phrases in double quotes.
        articles: that may hold an answer, the likeliest first, as search gives them.
        words: the most words that the quotes may have together.

    Returns:
        The best first. Where nothing that answers can be understood on its own, one quote behind
        the sentences that it leans on, those marked as context.
    """
    readings = [read(article) for article in articles[:_MOST_READ]]
    held = Counter(key for r in readings for text in r.texts for key in _keys(text, r))
    places = [place for reading in readings for place in places_of(reading)]
    near = [near for reading in readings for near in _affinities(query, reading, held)]
    affinity = np.array([one.value for one in near], dtype=np.float64)
    if not affinity.any():
        return ()
    cluster = Cluster([reading.terms for reading in readings], affinity)

    def quote(n: int, *, context: bool = False) -> Quote:
        score = float(cluster.salience[n])
        return places[n].quote(score, phrase=near[n].phrase, context=context)

    near_enough = affinity >= _LEAST_OF_BEST * affinity.max()
    standing = np.array([place.stands_alone for place in places], dtype=bool)
    chosen = select(cluster, near_enough & standing, words).sentences
    if chosen:
        best = sorted(chosen, key=lambda n: (-affinity[n], -cluster.salience[n], n))
        return tuple(map(quote, best))
    order = sorted(map(int, np.flatnonzero(near_enough)), key=lambda n: -cluster.salience[n])
    passages = (_passage(places, n) for n in order if places[n].whole)
    fitting = (p for p in passages if p and int(cluster.words[p.start : p.stop].sum()) <= words)
    passage = next(fitting, range(0))
    return tuple(quote(n, context=n + 1 < passage.stop) for n in passage)


def _passage(places: Sequence[Place], last: int) -> range:
    """A sentence behind those that it leans on; empty when its beginning is out of reach."""
    first = last
    while places[first].leans_on_previous and last - first < _MOST_CONTEXT:
        first -= 1
    return range(0) if places[first].leans else range(first, last + 1)


def _keys(text: str, reading: Reading) -> set[str]:
    return set(content_keys(text, reading.article.language))


def _affinities(query: str, reading: Reading, held: Mapping[str, int]) -> list[Affinity]:
    """How near each sentence of an article is to a query.

    Args:
        query: words, phrases in double quotes.
        reading: of the article.
        held: how many sentences hold each word, over all articles.
    """
    language = reading.article.language
    topic = query_topic(query, language)
    key = key_by(language)
    wanted = {key(word): word for word in _content(topic.title, language)}
    weight = {each: 1 / log(2 + held[each]) for each in wanted}
    near: list[Affinity] = []
    for text in reading.texts:
        found = match(topic, text, language)
        shared = _keys(text, reading).intersection(wanted)
        if found:
            near.append(Affinity(1.0, found.phrase))
        elif shared:
            share = sum(weight[each] for each in wanted if each in shared) / sum(weight.values())
            phrase = " + ".join(word for each, word in wanted.items() if each in shared)
            near.append(Affinity(share, phrase))
        else:
            near.append(Affinity(0.0))
    return near
