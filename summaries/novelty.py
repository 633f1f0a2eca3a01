"""What a sentence tells somebody who has read others: nothing new, a changed figure, or news.

The measures were judged by hand on pairs of news sentences: two state the same fact when enough of
their content stems are shared; if their figures differ, the later one is an update. Synonyms that
reports of one event use ("killed", "died") count as one stem (``synonyms.py``).
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

import numpy as np

from summaries.facts import Fact, day_stems, elsewhere, values
from summaries.figures import Figure
from summaries.rarity import common_stems, rarity, share

_JACCARD = 0.45
_COSINE = 0.55
_CONTAINED = 0.8
_FEWEST_CONTAINED = 6
_BACKGROUND = 0.9
_COVERED, _FEWEST_COVERED = 0.7, 4
_UPDATED, _SAME_FIGURE = 0.1, 0.2
_FEW_NEW, _NAME_LIKE, _SLOT = 0.15, 5.5, 2
_ONE_FATE, _ONE_THING = 0.1, 0.3
_FURTHEST_APART, _FATES_APART, _NEAR_APART, _FEW = 2, 3, 1.35, 10
_LEAST_SHARED = 2


class Relation(StrEnum):
    """What a later sentence is to an earlier one."""

    SAME = "same"
    UPDATE = "update"
    NEW = "new"


@lru_cache(maxsize=100_000)
def _weight(stem: str, language: str | None) -> float:
    return rarity(share(stem, language)) ** 2


def _total(stems: Iterable[str], language: str | None) -> float:
    return sum(_weight(stem, language) for stem in stems)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much two facts share.

    Attributes:
        jaccard: the share of their stems that both have.
        cosine: of the stems, weighed by how rare they are.
        near: the words alone say that it is one fact.
    """

    jaccard: float
    cosine: float
    near: bool


def _likeness(a: Fact, b: Fact) -> _Likeness:
    shared = a.stems & b.stems
    if not shared:
        return _Likeness(0.0, 0.0, near=False)
    whole = math.sqrt(_total(a.stems, a.language) * _total(b.stems, b.language))
    cosine = _total(shared, a.language) / whole if whole else 0.0
    shorter = min(len(a.stems), len(b.stems))
    jaccard = len(shared) / len(a.stems | b.stems)
    near = (
        jaccard >= _JACCARD
        or (cosine >= _COSINE and len(shared) >= _LEAST_SHARED)
        or (shorter >= _FEWEST_CONTAINED and len(shared) / shorter >= _CONTAINED)
    )
    return _Likeness(jaccard, cosine, near)


def relation(earlier: Fact, later: Fact, *, same_event: bool = True) -> Relation:
    """What a sentence tells somebody who has read an earlier one.

    Args:
        earlier: what was read.
        later: what is compared with it.
        same_event: whether the articles report one event. What is said of different events is
            the same only word for word (background), and brings nothing up to date: two strikes on
            one city are told in the same words.
    """
    if earlier.language != later.language or bool(earlier.denials) != bool(later.denials):
        return Relation.NEW
    like = _likeness(earlier, later)
    counts = _compared(earlier, later)
    if not same_event:
        repeated = not counts.changed and like.jaccard >= _BACKGROUND
        return Relation.SAME if repeated and values(earlier) >= values(later) else Relation.NEW
    if elsewhere(earlier, later):
        return Relation.NEW
    if counts.changed:
        return Relation.UPDATE if like.cosine >= _UPDATED else Relation.NEW
    if like.near and not values(later) <= values(earlier):
        # A figure that was not told before is news, unless it stands in the place of another.
        return Relation.UPDATE if earlier.figures and not counts.other else Relation.NEW
    if later.moves:
        return Relation.NEW
    told = like.near or (counts.equal and like.cosine >= _SAME_FIGURE)
    return Relation.SAME if told else Relation.NEW


def _says_no_more(earlier: Fact, later: Fact) -> bool:
    """Whether a sentence that states a fact again holds nothing that the earlier one did not.

    One word can be the news: another town, another day, "rejected" for "accepted", the buyer and
    the bought the other way round. So other words are allowed only where the sentence is built
    otherwise too; where one stands in another's place, it says something else.
    """
    told, telling = ([figure.value for figure in fact.figures] for fact in (earlier, later))
    in_order = iter(told)
    if not all(any(value == old for old in in_order) for value in telling):
        return False
    new = later.stems - earlier.stems
    if _replaced(earlier.order, later.order, new):
        return False
    new -= common_stems(later.language)
    if not new:
        return later.names <= earlier.names
    return (
        len(new) <= _FEW_NEW * len(later.stems)
        and not any(_telling(stem, later) for stem in new)
        and len(earlier.stems & later.stems) >= _JACCARD * len(earlier.stems | later.stems)
    )


def _telling(stem: str, fact: Fact) -> bool:
    """Whether a new word cannot be a synonym: a name, a day, or what is rare enough to be one."""
    return (
        stem in fact.names
        or stem in day_stems(fact.language)
        or rarity(share(stem, fact.language)) >= _NAME_LIKE
    )


def _replaced(before: Sequence[str], after: Sequence[str], new: frozenset[str]) -> bool:
    """Whether a new word stands in the place of another, between the same neighbours."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return any(
        kind == "replace" and b - a <= _SLOT and d - c <= _SLOT and new.intersection(after[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that two sentences give for one thing, differently."""

    earlier: Figure
    later: Figure


@dataclass(frozen=True, slots=True)
class _Compared:
    """The figures of two sentences side by side.

    Attributes:
        changed: those that count the same thing and differ.
        equal: some count the same thing and are the same.
        other: some tell of different fates: one of the killed, one of the injured.
    """

    changed: tuple[Change, ...]
    equal: bool
    other: bool


def _compared(earlier: Fact, later: Fact) -> _Compared:
    pairs = []
    equal, other = False, False
    told, telling = values(earlier), values(later)
    for old in earlier.figures:
        for new in later.figures:
            if old.fates and new.fates and old.fates != new.fates:
                other = True
            elif not old.counted & new.counted or "part" in (old.bound, new.bound):
                continue
            elif old.value == new.value:
                equal = True
            elif not _in_one_unit(old, new):
                continue
            # "from three to two" tells the old figure again
            elif new.value not in told and (later.moves or old.value not in telling):
                pairs.append(Change(old, new))
    # Each figure changes once: the pair that shares most of what it counts.
    pairs.sort(key=lambda change: -len(change.earlier.counted & change.later.counted))
    changed: list[Change] = []
    for pair in pairs:
        if all(pair.earlier is not c.earlier and pair.later is not c.later for c in changed):
            changed.append(pair)
    return _Compared(tuple(changed), equal, other)


def _in_one_unit(a: Figure, b: Figure) -> bool:
    """Whether two figures are numbers of the same: "7 per cent" is no other "48 hours"."""
    if a.fates & b.fates or not (a.unit and b.unit) or a.unit == b.unit:
        return True
    return a.unit in b.counted or b.unit in a.counted


def changes(earlier: Fact, later: Fact) -> tuple[Change, ...]:
    """The figures that a later sentence gives differently from an earlier one."""
    return _compared(earlier, later).changed


def opposed(a: Fact, b: Fact) -> tuple[tuple[Change, float], ...]:
    """The figures that two sentences on one event give differently, if they speak of one thing.

    Returns:
        Each with how alike the sentences are, above 0. A sentence that tells of a rise ("the toll
        has risen to six") opposes nothing, nor do bounds that leave room, nor figures far apart:
        they count different things.
    """
    if a.language != b.language or a.moves or b.moves or elsewhere(a, b):
        return ()
    found = changes(a, b)
    if not found:
        return ()
    cosine = _likeness(a, b).cosine
    return tuple(
        (change, cosine + bool(change.earlier.fates & change.later.fates))
        for change in found
        if _opposes(change, cosine)
    )


def _opposes(change: Change, cosine: float) -> bool:
    smaller, larger = sorted((change.earlier, change.later), key=lambda figure: figure.value)
    if "further" in (smaller.bound, larger.bound) or (
        smaller.bound != larger.bound and (smaller.bound == "least" or larger.bound == "most")
    ):
        return False  # "more than ten" and "12" may both be true, and "another 12" counts others
    low, high = smaller.value, larger.value
    if change.earlier.fates & change.later.fates:
        return cosine >= _ONE_FATE and high < _FATES_APART * low
    near = high < _NEAR_APART * low and low >= 1 and high >= _FEW
    return high < _FURTHEST_APART * low and cosine >= (_ONE_FATE if near else _ONE_THING)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a sentence is to all that was told before.

    Attributes:
        relation: NEW where nothing before states the like.
        earlier: the number of the fact that it repeats or, the latest such, brings up to date.
        wholly: it repeats the fact and says no more. "The commander was dismissed after the strike
            that killed seven" repeats a figure, and is news.
    """

    relation: Relation
    earlier: int | None = None
    wholly: bool = False


class Told:
    """Facts that were told, ready to be compared with many others.

    Args:
        facts: in the order in which they were told.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: Sequence[Fact] = tuple(facts)
        holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, fact in enumerate(self.facts):
            for stem in fact.stems:
                holders[stem].append(number)
        self._holders = {stem: np.array(held) for stem, held in holders.items()}
        self._size = np.array([len(fact.stems) for fact in self.facts], dtype=np.int64)

    def judge(self, fact: Fact, *, same_event: Callable[[int], bool] = lambda _: True) -> Judged:
        """What a later sentence is to those told.

        Args:
            fact: of the later sentence.
            same_event: whether it and the fact of this number are about one event.
        """
        held = [self._holders[stem] for stem in sorted(fact.stems) if stem in self._holders]
        if not held:
            return Judged(Relation.NEW)
        shared = np.bincount(np.concatenate(held), minlength=len(self.facts))
        alike = shared / (self._size + len(fact.stems) - shared) >= _BACKGROUND
        judged = Judged(Relation.NEW)
        for number in np.flatnonzero(shared >= _LEAST_SHARED).tolist():
            one_event = same_event(number)
            if not one_event and not alike[number]:
                continue  # of another event only what is word for word the same was told
            found = relation(self.facts[number], fact, same_event=one_event)
            if found is Relation.SAME and _says_no_more(self.facts[number], fact):
                return Judged(found, number, wholly=True)
            if found is Relation.UPDATE or (
                found is Relation.SAME and judged.relation is Relation.NEW
            ):
                judged = Judged(found, number)
        return judged


def covered(fact: Fact, told: Iterable[Fact]) -> bool:
    """Whether what was told of one event, taken together, holds all that a sentence says.

    Reports put together what others told in several sentences: nearly all that weighs in such a
    sentence, and each of its figures, was told. A denial or a change is always news.
    """
    if fact.denials or fact.moves or len(fact.stems) < _FEWEST_COVERED:
        return False
    stems: set[str] = set()
    figures: set[float] = set()
    for other in told:
        stems |= other.stems
        figures |= values(other)
    known = fact.stems & stems
    # By weight names decide, and by number the small words: what matters may be either.
    return (
        values(fact) <= figures
        and len(known) >= _COVERED * len(fact.stems)
        and _total(known, fact.language) >= _COVERED * _total(fact.stems, fact.language)
    )
