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
_LEAST_SHARE, _LARGEST_SHARE = 50, 90
_NO_LIMIT = 1_000_000
_LAST_LEVEL_OF_MORE = 1
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
    stories = sorted(
        (tuple(sorted(story, key=_newest_first)) for story in groups),
        key=lambda story: _newest_first(story[0]),
    )
    drafts = [_draft(story, tuple(found[a.id] for a in story)) for story in stories]
    told_stories, more = _told_within(topic, drafts, words, seen)
    return Briefing(
        topic=topic,
        stories=tuple(told_stories),
        counts=Counts(
            articles=distinct_documents(new),
            stories=len(drafts),
            merged=sum(distinct_documents(story) - 1 for story in stories),
            undated=distinct_documents([a for a in new if a.published is None]),
        ),
        since=since,
        more=more,
    )


def _newest_first(article: Article) -> tuple[bool, float, str]:
    """Undated articles go last: when they came to us says little of when they were written."""
    return (article.published is None, -article.dated.timestamp(), article.id)


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
    quotable_at_all = any(
        new and test(text, sentence, article.language)
        for new, text, sentence in zip(fresh, reading.texts, reading.sentences, strict=True)
        for test in _TESTS[-2:]  # whatever passes an earlier test passes one of these
    )
    return _OnTopic(reading, near, fresh) if quotable_at_all else None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A story before anything of it is chosen.

    Attributes:
        places: for each sentence of the cluster, its article and its number there.
    """

    articles: tuple[Article, ...]
    members: tuple[_OnTopic, ...]
    cluster: Cluster
    places: tuple[tuple[_OnTopic, int], ...]


def _draft(articles: tuple[Article, ...], members: tuple[_OnTopic, ...]) -> _Draft:
    places = tuple((m, i) for m in members for i in range(len(m.reading.sentences)))
    affinity = np.array([m.affinity[i].value for m, i in places], dtype=np.float64)
    cluster = Cluster([m.reading.terms for m in members], affinity)
    return _Draft(articles, members, cluster, places)


def _told_within(
    topic: Topic, drafts: Sequence[_Draft], words: int, seen: Seen
) -> tuple[list[Story], int]:
    """The stories that fit a budget of words, each with its quotes, and how many have more."""
    told = [_told(draft, seen) for draft in drafts]
    untold = sum(bool(_chosen(d, t, _NO_LIMIT)) for d, t in zip(drafts, told, strict=True))
    # Whoever asks for more words than usual, or for more quotes, gets longer stories.
    largest = words if seen or words > WORDS else _LARGEST_SHARE
    share = min(max(words // max(untold, 1), _LEAST_SHARE), largest)
    left = words
    stories: list[Story] = []
    more = 0
    for draft, known_already in zip(drafts, told, strict=True):
        chosen = _chosen(draft, known_already, min(share, left))
        if chosen:
            left -= sum(int(draft.cluster.words[index]) for index in chosen)
            stories.append(_story(topic, draft, chosen))
        more += bool(_chosen(draft, known_already | set(chosen), _NO_LIMIT))
    return stories, more


def _story(topic: Topic, draft: _Draft, chosen: Sequence[int]) -> Story:
    quotes = [_quote(draft, index, chosen) for index in chosen]
    titled = _headline(topic, draft.articles, {quote.article.id for quote in quotes})
    # The article that the headline is from speaks first: what follows a title is its own.
    quotes.sort(key=lambda quote: titled is not None and quote.article is not titled)
    headline = titled.title if titled and titled.title else _lead(quotes).text
    return Story(headline, draft.articles, tuple(quotes))


def _told(draft: _Draft, seen: Seen) -> frozenset[int]:
    """Which sentences of a story the reader has."""
    return frozenset(
        index
        for index, (m, i) in enumerate(draft.places)
        if (m.reading.article.document, m.reading.sentences[i].start) in seen
    )


def _headline(topic: Topic, articles: Sequence[Article], quoted: Collection[str]) -> Article | None:
    """The article whose title heads the story: one that is quoted, on topic if there is such."""
    titled = [a for a in articles if a.title and a.extent[0] == 0 and a.id in quoted]
    on_topic = (a for a in titled if match(topic, a.title or "", a.language))
    return next(on_topic, titled[0] if titled else None)


def _lead(quotes: Sequence[Quote]) -> Quote:
    """The quote that stands for a story without a title."""
    return max((q for q in quotes if not q.context), key=lambda q: q.score)


def _chosen(draft: _Draft, told: Collection[int], budget: int) -> tuple[int, ...]:
    """What to quote of a story within a budget of words, beyond what was told.

    Returns:
        Sentences in order of (article, position).
    """
    allowed, self_standing = _choices(draft, told)
    if not self_standing:
        # One passage at a time; more of the kind together would be hard to follow.
        return _passage(draft, allowed, budget, told)
    cluster = draft.cluster
    chosen = select(cluster, allowed, budget, sorted(told)).sentences
    return tuple(sorted(chosen))


def _quote(draft: _Draft, index: int, chosen: Sequence[int]) -> Quote:
    member, place = draft.places[index]
    sentence = member.reading.sentences[place]
    following = index + 1 if index + 1 in chosen else None
    return Quote(
        member.reading.article,
        sentence.start,
        sentence.end,
        float(draft.cluster.salience[index]),
        phrase=member.affinity[place].phrase,
        spoken=sentence.spoken,
        context=following is not None and _leans_on_previous(*draft.places[following]),
    )


def _passage(
    draft: _Draft, allowed: NDArray[np.bool_], budget: int, told: Collection[int]
) -> tuple[int, ...]:
    """The most salient of the allowed sentences, behind those that it leans on.

    A sentence whose beginning is out of reach is taken alone when the story has nothing else: half
    a context says less than none.
    """
    cluster = draft.cluster
    alone: tuple[int, ...] = ()
    for index in sorted(map(int, np.flatnonzero(allowed)), key=lambda i: -cluster.salience[i]):
        first = index
        while index - first < _MOST_CONTEXT and _leans_on_previous(*draft.places[first]):
            first -= 1
        passage = tuple(range(first, index + 1))
        if _leans_on_previous(*draft.places[first]) or any(i in told for i in passage):
            if not told and not alone and int(cluster.words[index]) <= budget:
                alone = (index,)
        elif int(cluster.words[first : index + 1].sum()) <= budget:
            return passage
    return alone


def _choices(draft: _Draft, told: Collection[int]) -> tuple[NDArray[np.bool_], bool]:
    """Which sentences of a story may be quoted, and whether these stand on their own.

    Good quotes that speak of the topic; where a story has none left, those that need the sentence
    before them; then what stands amid a longer quotation; then whatever is not overlong.
    """
    fresh = [m.fresh[i] and n not in told for n, (m, i) in enumerate(draft.places)]
    for level, test in enumerate(_TESTS):
        allowed = np.array(
            [
                new and test(m.reading.texts[i], m.reading.sentences[i], m.reading.article.language)
                for new, (m, i) in zip(fresh, draft.places, strict=True)
            ],
            dtype=bool,
        )
        if allowed.any():
            return allowed, level == 0
        if told and level == _LAST_LEVEL_OF_MORE:
            break
    return np.zeros(len(draft.places), dtype=bool), False


_TESTS: tuple[Callable[[str, Sentence, str | None], bool], ...] = (
    lambda text, sentence, language: (
        not sentence.spoken and quotable(text, language) and not needs_context(text, language)
    ),
    lambda text, sentence, language: not sentence.spoken and well_formed(text, language),
    lambda text, _, language: well_formed(text, language),
    lambda text, *_: _FEWEST_LAST_RESORT <= len(text.split()) <= _LONGEST_LAST_RESORT,
)


def _leans_on_previous(member: _OnTopic, index: int) -> bool:
    reading = member.reading
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
        Quote(
            r.article,
            r.sentences[i].start,
            r.sentences[i].end,
            float(cluster.salience[index]),
            spoken=r.sentences[i].spoken,
        )
        for index in select(cluster, allowed, words).sentences
        for r, i in [places[index]]
    )
