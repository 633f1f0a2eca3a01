"""A story before anything of it is chosen, and what may be chosen.

Reprints speak once: of each voice only one article is read. A sentence may be quoted when it speaks
of the topic, is news to the reader, and reads well on its own; where a story has none such left, in
steps, what reads less well.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from summaries.disagreement import Statement, disagreements
from summaries.model import Article, Quote, Update
from summaries.place import Place, places_of
from summaries.ranking import Cluster, adds_anything, select
from summaries.reading import Reading
from summaries.topics import Affinity
from summaries.voices import voices

DEFAULT = "quotewire"
_LAST_LEVEL_OF_MORE = 1
_FEWEST_LAST_RESORT, _LONGEST_LAST_RESORT = 4, 100
_MOST_CONTEXT = 2
_REPEATED = 0.7

Seen = Collection[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader who was told other articles learns from one.

    Attributes:
        news: the sentences that tell something new.
        repeats: those of them that also tell again what was told.
        updates: what a sentence brings up to date, by the sentence's number.
    """

    news: frozenset[int]
    repeats: frozenset[int] = frozenset()
    updates: Mapping[int, Update] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OnTopic:
    """An article that speaks of the topic.

    Attributes:
        affinity: how near each sentence is to it.
        fresh: which sentences speak of it and are news to the reader.
        heard: what more there is to say of these sentences.
    """

    reading: Reading
    affinity: tuple[Affinity, ...]
    fresh: tuple[bool, ...]
    heard: Heard

    @property
    def affinities(self) -> list[float]:
        """How near each sentence is to the topic; what also repeats counts less."""
        return [
            near.value * (_REPEATED if index in self.heard.repeats else 1.0)
            for index, near in enumerate(self.affinity)
        ]


@dataclass(frozen=True, slots=True)
class Draft:
    """A story before anything of it is chosen.

    Attributes:
        articles: all of it, newest first.
        speakers: how each voice is read, one article each.
        cluster: of the speakers.
        places: of the sentences of the cluster.
        members: for each of these sentences, its article as it speaks of the topic.
        algorithm: whose choice of sentences: "quotewire", or a key of ``sumy_bridge.ALGORITHMS``.
    """

    articles: tuple[Article, ...]
    speakers: tuple[OnTopic, ...]
    cluster: Cluster
    places: tuple[Place, ...]
    members: tuple[OnTopic, ...]
    algorithm: str = DEFAULT

    @property
    def opposed(self) -> tuple[tuple[Statement, ...], ...]:
        """The figures that its voices give differently."""
        return disagreements([speaker.reading for speaker in self.speakers])


def draft(
    articles: tuple[Article, ...], found: dict[str, OnTopic], algorithm: str = DEFAULT
) -> Draft:
    """A story of these articles.

    Args:
        articles: newest first.
        found: the articles as they speak of the topic, by id.
        algorithm: whose choice of sentences.
    """
    speakers = tuple(found[min(voice, key=_hearing).id] for voice in voices(articles))
    places = tuple(place for m in speakers for place in places_of(m.reading))
    members = tuple(m for m in speakers for _ in m.reading.sentences)
    affinity = np.array([value for m in speakers for value in m.affinities], dtype=np.float64)
    cluster = Cluster([m.reading.terms for m in speakers], affinity)
    return Draft(articles, speakers, cluster, places, members, algorithm)


def _hearing(article: Article) -> tuple[bool, bool, float, int, str]:
    """Of the copies of a report the one to hear: attributed, dated, the earliest, the fullest."""
    return (
        article.outlet is None,
        article.published is None,
        article.dated.timestamp(),
        -len(article.text),
        article.id,
    )


def told(story: Draft, seen: Seen) -> frozenset[int]:
    """Which sentences of a story the reader has, seen as (document, start)."""
    return frozenset(
        index
        for index, place in enumerate(story.places)
        if (place.reading.article.document, place.sentence.start) in seen
    )


def chosen(story: Draft, told: Collection[int], budget: int) -> tuple[int, ...]:
    """What to quote of a story within a budget of words, beyond what was told.

    Returns:
        Sentences in order of (article, position).
    """
    allowed, self_standing = _choices(story, told)
    if not self_standing:
        # One passage at a time; more of the kind together would be hard to follow.
        return _passage(story, allowed, budget, told)
    if story.algorithm != DEFAULT:
        return _rated(story, allowed, budget)
    return tuple(sorted(select(story.cluster, allowed, budget, sorted(told)).sentences))


def has_more(story: Draft, told: Collection[int]) -> bool:
    """Whether ``chosen`` would find anything beyond what was told, had it room enough."""
    allowed, self_standing = _choices(story, told)
    if not self_standing:
        return bool(_passage(story, allowed, int(story.cluster.words.sum()), told))
    if story.algorithm != DEFAULT:
        return True
    return adds_anything(story.cluster, allowed, sorted(told))


def _rated(story: Draft, allowed: NDArray[np.bool_], budget: int) -> tuple[int, ...]:
    """What another algorithm would quote: its best sentences that fit."""
    from summaries.sumy_bridge import best_first

    order = best_first(story.algorithm, [speaker.reading for speaker in story.speakers])
    left = budget
    taken = []
    for index in order:
        words = int(story.cluster.words[index])
        if allowed[index] and words <= left:
            taken.append(index)
            left -= words
    return tuple(sorted(taken))


def quote(story: Draft, index: int, chosen: Collection[int]) -> Quote:
    """A sentence of a story as a quote; ``chosen`` are all that are quoted of it."""
    place, member = story.places[index], story.members[index]
    return place.quote(
        float(story.cluster.salience[index]),
        phrase=member.affinity[place.index].phrase,
        context=index + 1 in chosen and story.places[index + 1].leans_on_previous,
        update=member.heard.updates.get(place.index),
    )


def _passage(
    story: Draft, allowed: NDArray[np.bool_], budget: int, told: Collection[int]
) -> tuple[int, ...]:
    """The most salient of the allowed sentences, behind those that it leans on.

    A sentence whose beginning is out of reach is taken alone when the story has nothing else: half
    a context says less than none.
    """
    cluster = story.cluster
    alone: tuple[int, ...] = ()
    for index in sorted(map(int, np.flatnonzero(allowed)), key=lambda i: -cluster.salience[i]):
        first = index
        while index - first < _MOST_CONTEXT and story.places[first].leans_on_previous:
            first -= 1
        passage = tuple(range(first, index + 1))
        if story.places[first].leans_on_previous or any(i in told for i in passage):
            if not told and not alone and int(cluster.words[index]) <= budget:
                alone = (index,)
        elif int(cluster.words[first : index + 1].sum()) <= budget:
            return passage
    return alone


def _choices(story: Draft, told: Collection[int]) -> tuple[NDArray[np.bool_], bool]:
    """Which sentences of a story may be quoted, and whether these stand on their own.

    Good quotes that speak of the topic; where a story has none left, those that need the sentence
    before them; then what stands amid a longer quotation; then whatever is not overlong.
    """
    fresh = [
        member.fresh[place.index] and number not in told
        for number, (place, member) in enumerate(zip(story.places, story.members, strict=True))
    ]
    for level, test in enumerate(_TESTS):
        allowed = np.array(
            [new and test(place) for new, place in zip(fresh, story.places, strict=True)],
            dtype=bool,
        )
        if allowed.any():
            return allowed, level == 0
        if told and level == _LAST_LEVEL_OF_MORE:
            break
    return np.zeros(len(story.places), dtype=bool), False


_TESTS: tuple[Callable[[Place], bool], ...] = (
    lambda place: place.stands_alone,
    lambda place: not place.sentence.spoken and place.whole,
    lambda place: place.whole,
    lambda place: _FEWEST_LAST_RESORT <= len(place.text.split()) <= _LONGEST_LAST_RESORT,
)


def quotable_at_all(reading: Reading, fresh: Sequence[bool]) -> bool:
    """Whether any of the fresh sentences of an article could be quoted if it had to be."""
    return any(
        new and test(place)
        for new, place in zip(fresh, places_of(reading), strict=True)
        for test in _TESTS[-2:]  # whatever passes an earlier test passes one of these
    )
