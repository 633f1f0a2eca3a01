"""Articles of one event together."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from summaries import crosslingual
from summaries.agglomeration import agglomerate
from summaries.model import Article
from summaries.story_index import DAY, SAME_STORY, StoryIndex, far_in_time, one_of_several, out
from summaries.vectors import Words, vector

_FEW_DAYS = 2 * DAY
_SAME_STORY_ABROAD = 0.4


def group(
    articles: Sequence[Article], common: Collection[str] = (), *, mixed: bool = False
) -> list[tuple[Article, ...]]:
    """Stories: the articles of one event together, in the order in which events first appear.

    Never together are the separate items of one document, articles published more than a season
    apart, and, unless asked for, articles in different languages.

    Args:
        articles: each with an id of its own; their order does not matter to who is with whom.
        common: as for ``StoryIndex``.
        mixed: whether reports in different languages may share a story: those that share enough
            names and figures.
    """
    index = StoryIndex(common)
    present = max((a.arrived for a in articles), default=None)
    # Who comes first may decide who is with whom: so it is never the order of the argument.
    in_turn = sorted(articles, key=lambda article: (article.arrived, article.id))
    for article in in_turn:
        index.add(article, now=present)
    index.refresh()
    together: dict[int | None, list[Article]] = defaultdict(list)
    for article in in_turn:
        together[index.story_of(article.id)].append(article)
    found = [tuple(story) for story in together.values()]
    if mixed:
        found = _across_languages(found, frozenset(common))
    place = {article.id: number for number, article in enumerate(articles)}
    stories = (tuple(sorted(story, key=lambda a: place[a.id])) for story in found)
    return sorted(stories, key=lambda story: place[story[0].id])


def _across_languages(
    stories: list[tuple[Article, ...]], common: Words
) -> list[tuple[Article, ...]]:
    """Stories in different languages put together where two of their reports are near."""
    story_of = [number for number, story in enumerate(stories) for _ in story]
    articles = [article for story in stories for article in story]
    near = {
        (story_of[i], story_of[j])
        for i, j in crosslingual.near(articles, common, _SAME_STORY_ABROAD)
        if articles[i].language != articles[j].language and _at_once(articles[i], articles[j])
    }
    # Whatever is linked to no other stays as it is; so a thousand stories take no million pairs.
    return [
        story
        for linked in _linked(len(stories), near)
        for story in _put_together([stories[number] for number in linked], common)
    ]


def _linked(count: int, pairs: Collection[tuple[int, int]]) -> list[list[int]]:
    """The numbers below ``count``, those together that pairs lead to from one another."""
    others: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        others[a].add(b)
        others[b].add(a)
    found: list[list[int]] = []
    left = set(range(count))
    for number in range(count):
        if number in left:
            linked, new = set[int](), {number}
            while new:
                linked |= new
                new = set[int]().union(*(others[each] for each in new)) - linked
            left -= linked
            found.append(sorted(linked))
    return found


def _put_together(
    stories: Sequence[tuple[Article, ...]], common: Words
) -> list[tuple[Article, ...]]:
    near = np.full((len(stories), len(stories)), -np.inf)
    for i, one in enumerate(stories):
        for j, other in enumerate(stories[:i]):
            if one[0].language != other[0].language:
                pairs = ((a, b) for a in one for b in other if _at_once(a, b))
                best = max((crosslingual.nearness(a, b, common) for a, b in pairs), default=0.0)
                near[i, j] = near[j, i] = best
    groups = agglomerate(near, np.ones(len(stories)), _SAME_STORY_ABROAD)
    return [tuple(a for i in group for a in stories[i]) for group in groups]


def _at_once(a: Article, b: Article) -> bool:
    """Whether two articles may have been published within a few days."""
    (first, last), (other_first, other_last) = out(a), out(b)
    return max(first - other_last, other_first - last) <= _FEW_DAYS


class Reported:
    """Articles that were told, ready to be asked whether another reports one of their events.

    Args:
        articles: those that were told.
        common: as for ``StoryIndex``.
    """

    def __init__(self, articles: Sequence[Article], common: Words = frozenset()) -> None:
        self._articles, self._common = articles, common
        vectors = [vector(article, common) for article in articles]
        terms = np.concatenate([_NO_TERMS, *(v.terms for v in vectors)])
        weights = np.concatenate([_NO_WEIGHTS, *(v.weights for v in vectors)])
        owner = np.repeat(np.arange(len(vectors)), [len(v.terms) for v in vectors])
        by_term = np.argsort(terms, kind="stable")
        self._terms, self._weights, self._owner = terms[by_term], weights[by_term], owner[by_term]

    def same_event(self, article: Article) -> NDArray[np.bool_]:
        """For each of the articles, whether it and this one are near enough to be of one event."""
        own = vector(article, self._common)
        starts = np.searchsorted(self._terms, own.terms)
        held = np.searchsorted(self._terms, own.terms, side="right") - starts
        places = np.repeat(starts - np.cumsum(held) + held, held) + np.arange(held.sum())
        products = self._weights[places] * np.repeat(own.weights, held)
        near = np.bincount(self._owner[places], products, len(self._articles))
        same: NDArray[np.bool_] = near >= SAME_STORY
        for place in np.flatnonzero(same).tolist():  # what is between them makes them less near
            same[place] = near[place] - _apart(article, self._articles[place]) >= SAME_STORY
        return same


_NO_TERMS, _NO_WEIGHTS = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)


def _apart(a: Article, b: Article) -> float:
    """How much nearer two articles must be to be of one event; infinite for never."""
    if a.language != b.language:
        return np.inf
    if a.document == b.document and a.id != b.id and one_of_several(a):
        return np.inf
    (first, last), (other_first, other_last) = out(a), out(b)
    return far_in_time(max(first - other_last, other_first - last))
