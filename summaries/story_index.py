"""Articles of one event together, as they come in.

Two levels, after measurements on a public benchmark: **units** of near-same reports inside
**stories**. An article joins the unit that it is near enough to, else a new unit in the nearest
story, else a story of its own. The first report of an event may be far from the second and near the
third: so ``refresh`` puts the units around whatever was touched together anew, by average-link
agglomeration. The order of arrival then matters only where an event shades into the next.

Stories that nothing was added to for a while leave the index, so that an article costs the same
however many came before it.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summaries.agglomeration import agglomerate
from summaries.model import Article
from summaries.vectors import TERMS, Vector, Words, added, vector

SAME_UNIT = 0.35
SAME_STORY = 0.2
IDLE = timedelta(days=60)
"""Stories that had no article for so long take no more."""

_LONGEST_GAP = 90.0
_A_DAY_APART, _FURTHEST_APART = 0.02, 0.5
_HEAVIEST, _NEWEST, _BEST = 64, 256, 24
_MOST_AGAIN = 400
_TIDY_EVERY = 512
DAY = 86_400.0
"""In seconds."""

_LONG_AGO = -np.inf

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True, eq=False)
class _Unit:
    """Near-same reports.

    Attributes:
        sum: of the members' vectors.
        first, last: the moments between which they were published, as POSIX seconds. Of undated
            ones only is known that they were out when they arrived.
        documents: those of members that are one of several items in a document.
        touched: when its newest member came in, as POSIX seconds.
    """

    number: int
    story: int
    language: str | None
    sum: Vector
    members: list[str]
    first: float
    last: float
    documents: set[str]
    touched: float


class StoryIndex:
    """Stories, kept up to date article by article.

    Args:
        common: words that say nothing of the event because every article holds them, such as the
            phrases of the topic that all of them speak of.
    """

    def __init__(self, common: Collection[str] = ()) -> None:
        self._common: Words = frozenset(common)
        self._units: dict[int, _Unit] = {}
        self._stories: dict[int, list[int]] = {}
        self._unit_of: dict[str, int] = {}
        self._postings: dict[str | None, dict[int, array[int]]] = defaultdict(dict)
        self._fresh: dict[int, set[int]] = {}  # what was touched, and what is near it
        self._next = 0
        self._added = 0
        self._scratch = np.zeros(TERMS, dtype=np.float32)

    def __len__(self) -> int:
        return len(self._unit_of)

    def add(self, article: Article, *, now: datetime | None = None) -> int:
        """Take in an article; one that is known already stays where it is.

        Args:
            article: what came in.
            now: the present, for telling which stories are idle; default when it arrived.

        Returns:
            The number of its story. ``refresh`` may move it.
        """
        known = self._unit_of.get(article.id)
        if known is not None:
            return self._units[known].story
        present = (now or article.arrived).timestamp()
        self._added += 1
        if self._added % _TIDY_EVERY == 0:
            self.forget_idle(now or article.arrived)
        unit = self._unit(article, present)
        found = self._sharing(unit)
        near = list(zip(found, self._nearness_to(unit, found), strict=True))
        best = max(near, key=lambda pair: (pair[1], -pair[0].number), default=None)
        if best is not None and best[1] >= SAME_UNIT:
            self._join(best[0], unit)
            unit = best[0]
        else:
            unit.story = self._nearest_story(unit, near)
            self._keep(unit)
        self._fresh.setdefault(unit.number, set()).update(other.number for other in found)
        return unit.story

    def _unit(self, article: Article, present: float) -> _Unit:
        first, last = out(article)
        several = {article.document} if one_of_several(article) else set()
        number, self._next = self._next, self._next + 1
        return _Unit(
            number,
            number,
            article.language,
            vector(article, self._common),
            [article.id],
            first,
            last,
            several,
            present,
        )

    def _keep(self, unit: _Unit) -> None:
        self._units[unit.number] = unit
        self._stories.setdefault(unit.story, []).append(unit.number)
        self._unit_of.update(dict.fromkeys(unit.members, unit.number))
        postings = self._postings[unit.language]
        for term in self._heaviest(unit.sum).tolist():
            postings.setdefault(term, array("I")).append(unit.number)

    def _join(self, old: _Unit, new: _Unit) -> None:
        old.sum = added(old.sum, new.sum)
        old.members += new.members
        if old.first == _LONG_AGO:
            undated = new.first == _LONG_AGO
            old.first = new.first
            old.last = max(old.last, new.last) if undated else new.last
        elif new.first != _LONG_AGO:
            old.first, old.last = min(old.first, new.first), max(old.last, new.last)
        old.documents |= new.documents
        old.touched = max(old.touched, new.touched)
        self._unit_of.update(dict.fromkeys(new.members, old.number))

    @staticmethod
    def _heaviest(of: Vector) -> NDArray[np.int32]:
        if len(of.terms) <= _HEAVIEST:
            return of.terms
        return of.terms[np.argpartition(of.weights, -_HEAVIEST)[-_HEAVIEST:]]

    def _nearness_to(self, unit: _Unit, others: Sequence[_Unit]) -> list[float]:
        """How near a unit is to others, on average over their members."""
        dots = self._dots(unit.sum, [other.sum for other in others])
        return [
            dot / (len(unit.members) * len(other.members)) - _apart(unit, other)
            for other, dot in zip(others, dots, strict=True)
        ]

    def _sharing(self, unit: _Unit) -> list[_Unit]:
        """The units that hold most of the weight of its heaviest terms."""
        postings = self._postings[unit.language]
        terms = self._heaviest(unit.sum)
        recent: list[bytes] = []
        for term in terms.tolist():
            held = postings.get(term)
            if held is None:
                recent.append(b"")
                continue
            if len(held) > 2 * _NEWEST:
                del held[:-_NEWEST]
            recent.append(held[-_NEWEST:].tobytes())
        holders = np.frombuffer(b"".join(recent), dtype=np.uint32)
        weight = unit.sum.weights[np.searchsorted(unit.sum.terms, terms)]
        weight = np.repeat(weight, [len(numbers) // 4 for numbers in recent])
        if not len(holders):
            return []
        lowest = int(holders.min())
        shared = np.bincount(holders - np.uint32(lowest), weight)
        places = np.flatnonzero(shared)
        if len(places) > 2 * _BEST:  # some of the best may be gone
            places = places[np.argpartition(shared[places], -2 * _BEST)[-2 * _BEST :]]
        order = places[np.argsort(-shared[places], kind="stable")]
        found = (self._units.get(number) for number in (order + lowest).tolist())
        return list(islice((other for other in found if other is not None), _BEST))

    def _dots(self, of: Vector, others: Sequence[Vector]) -> list[float]:
        """The dot products of a vector with others, none of which is empty."""
        if not others:
            return []
        scratch = self._scratch
        scratch[of.terms] = of.weights
        products = scratch[np.concatenate([o.terms for o in others])]
        scratch[of.terms] = 0
        products *= np.concatenate([o.weights for o in others])
        starts = np.cumsum([0, *(len(o.terms) for o in others[:-1])])
        dots: list[float] = np.add.reduceat(products, starts).tolist()
        return dots

    def _nearest_story(self, unit: _Unit, near: Sequence[tuple[_Unit, float]]) -> int:
        """The story whose articles are on average near enough, or a new one."""
        best, nearest = unit.number, SAME_STORY
        # A mean is at most the largest of its parts.
        for story in dict.fromkeys(o.story for o, value in near if value >= SAME_STORY):
            units = [self._units[number] for number in self._stories[story]]
            values = self._nearness_to(unit, units)
            size = [len(other.members) for other in units]
            value = sum(v * n for v, n in zip(values, size, strict=True)) / sum(size)
            if value >= nearest:
                best, nearest = story, value
        return best

    def refresh(self) -> None:
        """Look again at what was touched since the last time; some articles change their story."""
        links: list[tuple[float, int, int]] = []
        touched: set[int] = set()
        for number, near in sorted(self._fresh.items()):
            unit = self._units.get(number)
            if unit is None:
                continue
            touched.add(unit.story)
            others = [self._units[n] for n in sorted(near - {number}) if n in self._units]
            others = [other for other in others if other.story != unit.story]
            links += [
                (value, unit.story, other.story)
                for other, value in zip(others, self._nearness_to(unit, others), strict=True)
                if value >= SAME_STORY
            ]
        self._fresh.clear()
        sizes = {story: len(units) for story, units in self._stories.items()}
        for stories in _linked(links, touched, sizes):
            units = [self._units[n] for story in stories for n in self._stories[story]]
            if len(units) > 1:
                self._put_together(sorted(units, key=lambda unit: unit.number))

    def _put_together(self, units: Sequence[_Unit]) -> None:
        size = np.array([len(unit.members) for unit in units], dtype=np.float64)
        near = _all_nearness(units)
        groups = agglomerate(near, size, SAME_STORY)
        old = [unit.story for unit in units]
        for story in set(old):
            del self._stories[story]
        taken: set[int] = set()
        # The larger group chooses first: the number of the story that most of it comes from.
        for group in sorted(groups, key=lambda group: (-len(group), group[0])):
            overlap = Counter(old[i] for i in group if old[i] not in taken)
            number = max(overlap, key=lambda s: (overlap[s], -s), default=-1)
            if number < 0 or number in self._stories:
                number = units[group[0]].number
                while number in self._stories or number in taken:
                    number, self._next = self._next, self._next + 1
            taken.add(number)
            for i in group:
                units[i].story = number
                self._stories.setdefault(number, []).append(units[i].number)

    def forget_idle(self, now: datetime) -> None:
        """Let go of the stories that nothing was added to for ``IDLE``."""
        oldest = (now - IDLE).timestamp()
        idle = [
            story
            for story, units in self._stories.items()
            if all(self._units[n].touched < oldest for n in units)
        ]
        for story in idle:
            for number in self._stories.pop(story):
                for member in self._units.pop(number).members:
                    del self._unit_of[member]
        if idle:
            self._forget_postings()

    def _forget_postings(self) -> None:
        alive = self._units
        for postings in self._postings.values():
            for term in list(postings):
                if postings[term][0] in alive:
                    continue
                kept = array("I", (n for n in postings[term] if n in alive))
                if kept:
                    postings[term] = kept
                else:
                    del postings[term]

    def story_of(self, article_id: str) -> int | None:
        """The number of an article's story; None where the index does not hold it (any more)."""
        unit = self._unit_of.get(article_id)
        return None if unit is None else self._units[unit].story

    def stories(self) -> dict[int, tuple[str, ...]]:
        """The articles of each story, by the story's number."""
        return {
            story: tuple(m for number in units for m in self._units[number].members)
            for story, units in self._stories.items()
        }


def one_of_several(article: Article) -> bool:
    """Whether it is an item of a page that tells of different things.

    Entries below one headline, as of a live page, may well tell of one event.
    """
    return article.document != article.id and article.title is None


def out(article: Article) -> tuple[float, float]:
    """The moments between which an article was published, as POSIX seconds."""
    if article.published is None:
        return _LONG_AGO, article.arrived.timestamp()
    return article.published.start.timestamp(), article.published.end.timestamp()


def _apart(a: _Unit, b: _Unit) -> float:
    """How much nearer two units must be to belong together; infinite for never."""
    if a.documents and not a.documents.isdisjoint(b.documents):
        return np.inf  # the items of one document tell of different things
    return far_in_time(max(a.first - b.last, b.first - a.last))


def far_in_time(seconds: float) -> float:
    """How much nearer two reports must be for the time between them.

    A slope and no cut: some stories run for weeks, yet most reports of one event come together.
    """
    days = max(seconds, 0.0) / DAY
    return np.inf if days > _LONGEST_GAP else min(days * _A_DAY_APART, _FURTHEST_APART)


def _linked(
    links: list[tuple[float, int, int]], touched: set[int], size: dict[int, int]
) -> list[list[int]]:
    """Sets of stories that are linked, the nearest first, none with too many units."""
    leader = {story: story for story in touched}

    def find(story: int) -> int:
        leader.setdefault(story, story)
        while leader[story] != story:
            leader[story] = leader[leader[story]]
            story = leader[story]
        return story

    units = dict(size)
    for _, a, b in sorted(links, key=lambda link: (-link[0], link[1], link[2])):
        one, other = find(a), find(b)
        if one != other and units[one] + units[other] <= _MOST_AGAIN:
            one, other = min(one, other), max(one, other)
            leader[other] = one
            units[one] += units[other]
    sets: dict[int, list[int]] = defaultdict(list)
    for story in leader:
        sets[find(story)].append(story)
    return [sorted(stories) for stories in sets.values() if units[find(stories[0])] <= _MOST_AGAIN]


def _all_nearness(units: Sequence[_Unit]) -> Floats:
    """How near any two units are on average; shape (U, U)."""
    terms, place = np.unique(np.concatenate([u.sum.terms for u in units]), return_inverse=True)
    table = np.zeros((len(units), len(terms)), dtype=np.float32)
    rows = np.repeat(np.arange(len(units)), [len(u.sum.terms) for u in units])
    table[rows, place] = np.concatenate([u.sum.weights for u in units])
    size = np.array([len(u.members) for u in units], dtype=np.float64)
    near: Floats = (table @ table.T).astype(np.float64) / np.outer(size, size)
    for i, a in enumerate(units):
        for j in range(i):
            apart = _apart(a, units[j])
            if apart:
                near[i, j] -= apart
                near[j, i] -= apart
    return near
