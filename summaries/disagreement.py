"""Figures that the reports of one event give differently.

"12 people were killed" and "the strike left 14 dead" on the same day: both are shown, and nobody is
told which is true. A later report that has other figures than one of days before is no
disagreement: the event went on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, islice

from summaries.candidates import well_formed
from summaries.facts import Fact, facts_of, other_places
from summaries.model import Article, Precision
from summaries.novelty import opposed
from summaries.reading import Reading

_SAME_TIME = timedelta(hours=12)
_MOST = 2
_MOST_REPORTS, _MOST_SENTENCES = 12, 15


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
    if len(reports) < 2:
        return ()
    told = [
        statement
        for reading in reports[:_MOST_REPORTS]
        for statement in islice(_figures_told(reading), _MOST_SENTENCES)
    ]
    pairs = sorted(
        (
            (
                likeness,
                change,
                (Statement(one, i, change.earlier.text), Statement(two, j, change.later.text)),
            )
            for (one, i, a), (two, j, b) in combinations(told, 2)
            if one is not two
            and _at_once(one.article, two.article)
            and not other_places(one.article, two.article)
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


def _figures_told(reading: Reading) -> Iterator[tuple[Reading, int, Fact]]:
    """The sentences of a report that give figures, with the facts that they state."""
    language = reading.article.language
    for index, fact in enumerate(facts_of(reading.article)):
        if fact.figures and well_formed(reading.texts[index], language):
            yield reading, index, fact


def _sentences(values: Mapping[float, Statement]) -> set[tuple[int, int]]:
    return {(id(s.reading), s.sentence) for s in values.values()}


def _join(values: dict[float, Statement], more: Mapping[float, Statement]) -> None:
    """Add what a report gives that has not spoken on this figure yet."""
    for value, statement in more.items():
        if all(s.reading is not statement.reading for s in values.values()):
            values.setdefault(value, statement)


def _at_once(a: Article, b: Article) -> bool:
    """Whether two reports came out at about the same time, as far as is known.

    What is known to the day only can be compared with the same day: the morning after, another
    count is a development.
    """
    if a.published is None or b.published is None:
        return abs(a.dated - b.dated) <= _SAME_TIME
    exact = a.published.precision is b.published.precision is Precision.MINUTE
    if exact:
        return abs(a.dated - b.dated) <= _SAME_TIME
    return a.published.start < b.published.end and b.published.start < a.published.end
