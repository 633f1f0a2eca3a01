"""Topic and articles in, briefing out.

A briefing is a pure function of the articles, the topic, and the two moments between which an
article must have arrived to be news: nothing about readers is needed to tell what is new to them.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from summaries.candidates import needs_context, quotable, well_formed
from summaries.model import Article, Briefing, Counts, Quote, Story, Topic, distinct_documents
from summaries.novelty import Fact, fact_of, known
from summaries.ranking import Cluster, select
from summaries.reading import Reading, read
from summaries.sentences import Sentence
from summaries.stories import group
from summaries.topics import Affinity, affinities, match

WORDS = 250
_LEAST_SHARE, _LARGEST_SHARE, _LARGEST_SHARE_OF_MORE = 50, 90, 150
_FEWEST_LAST_RESORT, _LONGEST_LAST_RESORT = 4, 100
_MOST_CONTEXT = 2

Seen = Collection[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _OnTopic:
    """An article that speaks of the topic."""

    reading: Reading
    affinity: tuple[Affinity, ...]
    fresh: tuple[bool, ...]


def brief(
    topic: Topic,
    articles: Sequence[Article],
    *,
    since: datetime | None = None,
    now: datetime,
    words: int = WORDS,
    seen: Seen = (),
    languages: Collection[str] | None = None,
) -> Briefing:
    """The briefing on a topic.

    Args:
        topic: what it is about.
        articles: the corpus; those that arrived by ``since`` only tell what is known already.
        since: only what arrived after this is news; None takes everything.
        now: what arrived after this does not exist yet.
        words: the most words of quotes in the whole briefing.
        seen: quotes to leave out because the reader has them, as (document, start).
        languages: the languages the reader reads; None takes all. Stories never mix them.
    """
    readable = [
        a
        for a in articles
        if a.arrived <= now and (languages is None or a.language is None or a.language in languages)
    ]
    new = [a for a in readable if since is None or a.arrived > since]
    told = _facts_told(topic, [a for a in readable if since is not None and a.arrived <= since])
    found = {a.id: spoken_of for a in new for spoken_of in [_on_topic(topic, a, told)] if spoken_of}
    groups = group([a for a in new if a.id in found])
    drafts = [
        (story, [found[a.id] for a in story])
        for story in (tuple(sorted(g, key=_newest_first)) for g in groups)
    ]
    drafts.sort(key=lambda draft: _newest_first(draft[0][0]))
    stories, more = _told_within(topic, drafts, words, seen)
    return Briefing(
        topic=topic,
        stories=tuple(stories),
        counts=Counts(
            articles=distinct_documents(new),
            stories=len(drafts),
            merged=sum(distinct_documents(story) - 1 for story, _ in drafts),
            undated=distinct_documents([a for a in new if a.published is None]),
        ),
        since=since,
        more=more,
    )


def _newest_first(article: Article) -> tuple[float, str]:
    return (-article.dated.timestamp(), article.id)


def _facts_told(topic: Topic, articles: Sequence[Article]) -> list[Fact]:
    """What earlier articles said of the topic."""
    return [
        fact_of(text, terms)
        for reading in map(read, articles)
        for text, terms, near in zip(
            reading.texts, reading.terms, affinities(topic, reading), strict=True
        )
        if near.value
    ]


def _on_topic(topic: Topic, article: Article, told: Sequence[Fact]) -> _OnTopic | None:
    """The article as one that brings something new on the topic, or None."""
    reading = read(article)
    near = affinities(topic, reading)
    fresh = tuple(
        near[i].phrase is not None and not (told and known(fact_of(text, reading.terms[i]), told))
        for i, text in enumerate(reading.texts)
    )
    if not _choices([_OnTopic(reading, near, fresh)])[0].any():
        return None
    return _OnTopic(reading, near, fresh)


def _told_within(
    topic: Topic, drafts: Sequence[tuple[Sequence[Article], list[_OnTopic]]], words: int, seen: Seen
) -> tuple[list[Story], int]:
    """The stories that fit a budget of words, each with its quotes, and how many do not fit."""
    untold = sum(any(_untold(m, seen) for m in members) for _, members in drafts)
    largest = _LARGEST_SHARE_OF_MORE if seen else _LARGEST_SHARE
    share = min(max(words // max(untold, 1), _LEAST_SHARE), largest)
    left = words
    stories: list[Story] = []
    more = 0
    for story, members in drafts:
        quotes, exhausted = _quotes(members, min(share, left), seen)
        if quotes:
            left -= sum(len(q.text.split()) for q in quotes)
            title = _headline(topic, story)
            # The article that the headline is from speaks first: what follows a title is its own.
            quotes.sort(key=lambda q: title is not None and q.article.title != title)
            stories.append(Story(title or _lead(quotes).text, tuple(story), tuple(quotes)))
        more += not exhausted
    return stories, more


def _untold(member: _OnTopic, seen: Seen) -> bool:
    """Whether an article may have anything that the reader has not seen."""
    document = member.reading.article.document
    return any(
        fresh and (document, sentence.start) not in seen
        for fresh, sentence in zip(member.fresh, member.reading.sentences, strict=True)
    )


def _headline(topic: Topic, story: Sequence[Article]) -> str | None:
    """A verbatim title: one that speaks of the topic, else the newest there is."""
    titles = [(a.title, a.language) for a in story if a.title and a.extent[0] == 0]
    fitting = (title for title, language in titles if match(topic, title, language))
    return next(fitting, titles[0][0] if titles else None)


def _lead(quotes: Sequence[Quote]) -> Quote:
    """The quote that stands for a story without a title."""
    return max((q for q in quotes if not q.context), key=lambda q: q.score)


def _quotes(members: Sequence[_OnTopic], budget: int, seen: Seen) -> tuple[list[Quote], bool]:
    """What to quote of a story within a budget of words, and whether that is all there is."""
    places = [(m, i) for m in members for i in range(len(m.reading.sentences))]
    affinity = np.array([m.affinity[i].value for m, i in places], dtype=np.float64)
    cluster = Cluster([m.reading.terms for m in members], affinity)
    told = [
        index
        for index, (m, i) in enumerate(places)
        if (m.reading.article.document, m.reading.sentences[i].start) in seen
    ]
    allowed, self_standing = _choices(members)
    if not self_standing:
        # One passage says what there is to say; more of the kind would only be harder to follow.
        return ([] if told else _passage(cluster, places, allowed, budget)), True
    allowed[told] = False
    chosen = select(cluster, allowed, budget, told).sentences
    allowed[list(chosen)] = False
    quotes = [
        _quote(*places[index], score=float(cluster.salience[index]))
        for index in sorted(
            chosen, key=lambda i: (int(cluster.article[i]), int(cluster.position[i]))
        )
    ]
    return quotes, not _worth_more(cluster, allowed, [*told, *chosen])


def _quote(member: _OnTopic, index: int, *, score: float, context: bool = False) -> Quote:
    sentence = member.reading.sentences[index]
    return Quote(
        member.reading.article,
        sentence.start,
        sentence.end,
        score,
        phrase=member.affinity[index].phrase,
        spoken=sentence.spoken,
        context=context,
    )


def _passage(
    cluster: Cluster,
    places: Sequence[tuple[_OnTopic, int]],
    allowed: NDArray[np.bool_],
    budget: int,
) -> list[Quote]:
    """The most salient of the allowed sentences, behind those that it leans on."""
    for index in sorted(map(int, np.flatnonzero(allowed)), key=lambda i: -cluster.salience[i]):
        member, place = places[index]
        first = place
        while place - first < _MOST_CONTEXT and _leans_on_previous(member.reading, first):
            first -= 1
        if _leans_on_previous(member.reading, first):
            first = place  # its beginning is out of reach; half a context says less than none
        offset = index - place
        if int(cluster.words[offset + first : offset + place + 1].sum()) <= budget:
            score = float(cluster.salience[index])
            return [
                _quote(member, i, score=score, context=i != place) for i in range(first, place + 1)
            ]
    return []


def _worth_more(cluster: Cluster, allowed: NDArray[np.bool_], told: Sequence[int]) -> bool:
    return bool(select(cluster, allowed, int(cluster.words.max(initial=0)), told).sentences)


def _choices(members: Sequence[_OnTopic]) -> tuple[NDArray[np.bool_], bool]:
    """Which sentences of a story may be quoted, and whether these stand on their own.

    Good quotes that speak of the topic; where a story has none, those that need the sentence before
    them; then what stands amid a longer quotation; then whatever is not overlong.
    """
    rows = [
        (m.reading.texts[i], s, m.reading.article.language)
        for m in members
        for i, s in enumerate(m.reading.sentences)
    ]
    on_topic = np.array([f for m in members for f in m.fresh], dtype=bool)
    for level, test in enumerate(_TESTS):
        allowed = on_topic & np.array([test(*row) for row in rows], dtype=bool)
        if allowed.any():
            return allowed, level == 0
    return np.zeros(len(rows), dtype=bool), False


_TESTS: tuple[Callable[[str, Sentence, str | None], bool], ...] = (
    lambda text, sentence, language: not sentence.spoken and quotable(text, language),
    lambda text, sentence, _: not sentence.spoken and well_formed(text),
    lambda text, *_: well_formed(text),
    lambda text, *_: _FEWEST_LAST_RESORT <= len(text.split()) <= _LONGEST_LAST_RESORT,
)


def _leans_on_previous(reading: Reading, index: int) -> bool:
    if not index:
        return False
    return reading.sentences[index].spoken or needs_context(
        reading.texts[index], reading.article.language
    )


def summarize(articles: Sequence[Article], words: int) -> tuple[Quote, ...]:
    """The quotes that say most about some articles, taken to report one event.

    Args:
        articles: in the order in which ties are decided.
        words: the most words that the quotes may have together.

    Returns:
        Quotes in order of (position in the article, article).
    """
    readings = [read(article) for article in articles]
    cluster = Cluster([reading.terms for reading in readings])
    places = [(reading, i) for reading in readings for i in range(len(reading.sentences))]
    good = np.array([quotable(r.texts[i], r.article.language) for r, i in places], dtype=bool)
    allowed = good if good.any() else np.ones(len(places), dtype=bool)
    return tuple(
        Quote(r.article, r.sentences[i].start, r.sentences[i].end, float(cluster.salience[index]))
        for index in select(cluster, allowed, words).sentences
        for r, i in [places[index]]
    )
