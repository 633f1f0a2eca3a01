"""Figures that the reports of one event give differently.

"12 people were killed" and "the strike left 14 dead" on the same day: both are shown, and nobody is
told which is true. A later report that has other figures than one of days before is no
disagreement: the event went on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, islice

from summaries.candidates import well_formed
from summaries.model import Article
from summaries.novelty import fact_of, opposed
from summaries.reading import Reading

_SAME_TIME = timedelta(hours=18)
_MOST = 2
_MOST_SENTENCES = 150


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that gives a figure.

    Attributes:
        reading: of the report it stands in.
        sentence: its number there.
        figure: the figure as written.
    """

    reading: Reading
    sentence: int
    figure: str


def disagreements(reports: Sequence[Reading]) -> tuple[tuple[Statement, ...], ...]:
    """What independent reports of one event say differently, at most a few.

    Args:
        reports: one for each voice, in the order in which they shall speak.

    Returns:
        For each figure the sentences that give it, each with another value, in that order.
    """
    stating = (
        (reading, index, fact)
        for reading in reports
        for index, text in enumerate(reading.texts)
        if well_formed(text, reading.article.language)
        for fact in [fact_of(text, reading.terms[index], reading.article.language)]
        if fact.figures
    )
    told = list(islice(stating, _MOST_SENTENCES))
    pairs = sorted(
        (
            (
                likeness,
                change,
                (Statement(one, i, change.earlier.text), Statement(two, j, change.later.text)),
            )
            for (one, i, a), (two, j, b) in combinations(told, 2)
            if one is not two and _at_once(one.article, two.article)
            for change, likeness in opposed(a, b)
        ),
        key=lambda pair: -pair[0],
    )
    found: list[dict[float, Statement]] = []
    for _, change, (first, second) in pairs:
        values = {change.earlier.value: first, change.later.value: second}
        joined = next((f for f in found if _sentences(f) & _sentences(values)), None)
        if joined is None:
            found.append(values)
        elif joined.keys() & values.keys():
            _join(joined, values)
    order = [id(reading) for reading in reports]
    return tuple(
        tuple(sorted(values.values(), key=lambda s: (order.index(id(s.reading)), s.sentence)))
        for values in found[:_MOST]
    )


def _sentences(values: Mapping[float, Statement]) -> set[tuple[int, int]]:
    return {(id(s.reading), s.sentence) for s in values.values()}


def _join(values: dict[float, Statement], more: Mapping[float, Statement]) -> None:
    """Add what a report gives that has not spoken on this figure yet."""
    for value, statement in more.items():
        if all(s.reading is not statement.reading for s in values.values()):
            values.setdefault(value, statement)


def _at_once(a: Article, b: Article) -> bool:
    """Whether two reports came out at about the same time, as far as is known."""
    return abs(a.dated - b.dated) <= _SAME_TIME
