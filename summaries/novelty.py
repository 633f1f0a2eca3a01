"""Whether two sentences state the same fact.

Judged by hand on pairs of news sentences: the same words mean the same fact, unless the figures in
them differ. Then the later one is an update.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summaries.ranking import Terms
from summaries.terms import tokens

_JACCARD = 0.45
_CONTAINED = 0.8
_FEWEST_CONTAINED = 6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# What turns a statement round or counts in words is a figure too: "will send" and "will not send",
# "killed six" and "killed nine" share nearly all their words and are not the same fact.
_TELLING_WORDS = frozenset(
    (
        "no not never none nor neither without cannot denied denies refused "
        "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred "
        "hundreds thousand thousands million billion half twice "
        "не ні ніколи без жоден жодна заперечив заперечила відмовився "
        "один одна два дві три чотири п'ять шість сім вісім дев'ять десять десятки сотні тисячі "
        "нет никогда одна две четыре пять шесть семь восемь девять десять десятки сотни тысячи"
    ).split()
)
_CONTRACTED_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """What of a sentence is compared.

    Attributes:
        stems: its content stems.
        numbers: the figures it states, as written, and the words that count or deny.
    """

    stems: frozenset[str]
    numbers: frozenset[str]


def fact_of(text: str, terms: Terms) -> Fact:
    """The fact that a sentence states."""
    stems = (s for s, content in zip(terms.stems, terms.content, strict=True) if content)
    figures = {number.rstrip(".,") for number in _NUMBER.findall(text)}
    contracted = {"not"} if _CONTRACTED_NOT.search(text) else set()
    return Fact(
        frozenset(stems), frozenset(figures | contracted | _TELLING_WORDS & set(tokens(text)))
    )


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
