"""Whether two sentences state the same fact.

Judged by hand on pairs of news sentences: the same words mean the same fact, unless the figures in
them differ. Then the later one is an update.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summaries.ranking import Terms

_JACCARD = 0.45
_CONTAINED = 0.8
_FEWEST_CONTAINED = 6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Fact:
    """What of a sentence is compared.

    Attributes:
        stems: its content stems.
        numbers: the figures it states, as written.
    """

    stems: frozenset[str]
    numbers: frozenset[str]


def fact_of(text: str, terms: Terms) -> Fact:
    """The fact that a sentence states."""
    stems = (s for s, content in zip(terms.stems, terms.content, strict=True) if content)
    return Fact(frozenset(stems), frozenset(n.rstrip(".,") for n in _NUMBER.findall(text)))


def same(a: Fact, b: Fact) -> bool:
    """Whether two sentences state the same fact with the same figures."""
    if a.numbers != b.numbers:
        return False
    shared = len(a.stems & b.stems)
    if not shared:
        return False
    shorter = min(len(a.stems), len(b.stems))
    return shared / len(a.stems | b.stems) >= _JACCARD or (
        shorter >= _FEWEST_CONTAINED and shared / shorter >= _CONTAINED
    )


def known(fact: Fact, earlier: Iterable[Fact]) -> bool:
    """Whether any of the earlier sentences states this fact."""
    return any(same(fact, other) for other in earlier)
