"""What a sentence states: the words, names and figures that are compared with another's."""

import re
from dataclasses import dataclass
from functools import lru_cache

from summaries.dates import DATE_WORDS, MONTH_NAMES
from summaries.figures import Figure, figures
from summaries.model import Article
from summaries.ranking import Terms
from summaries.rarity import common_stems
from summaries.reading import read
from summaries.synonyms import meaning
from summaries.terms import fold, stemmer, token_spans, tokens

_MOST_FIGURES = 50  # more stand in tables only
# What turns a statement round is no matter of degree: "will send" and "will not send" share nearly
# all their words and are not the same fact.
_DENIALS = frozenset(
    (
        "no not never none nor neither without cannot denied denies refused nobody "
        "не ні ніколи без жоден жодна жодного заперечив заперечила відмовився відмовилися немає ніхто "
        "нет никогда ни один отрицал отказался никто "
        "nicht kein keine keinen nie niemals ohne niemand ne pas jamais sans aucun aucune "
        "nunca sin ningún ninguna nie nigdy bez żaden żadna non mai senza nessun nessuna não nunca sem nenhum "
    ).split()
)
# Words that say that a figure is not what it was: a development, not a contradiction.
_MOVES = frozenset(
    (
        "lowered lowers revised corrected correction risen rose rises rising grown grew climbed climbs increased increases fell fallen "
        "зросла зросло зріс збільшилася збільшилась збільшилося збільшився выросло возросло "
        "увеличилось gestiegen erhöht stieg augmenté passé monté subido aumentó aumentado "
        "sube wzrosła wzrosło wzrósł sale salito salita subiu aumentou"
    ).split()
)
_CONTRACTED_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
# German writes every noun with a capital.
_ALL_NOUNS_CAPITAL = frozenset({"de"})
_DAYS = DATE_WORDS | MONTH_NAMES
_LEAD = 2
_OPENING = 1  # behind a quotation mark a sentence begins too


@dataclass(frozen=True, slots=True)
class Fact:
    """What of a sentence is compared.

    Attributes:
        stems: its content stems, synonyms as one, without those of its figures.
        figures: what it counts; of a table without full stops only the first.
        denials: the words that turn it round.
        moves: it says that a figure has changed.
        names: the names it holds, but for those that all news shares.
        order: its content stems as they follow one another.
    """

    stems: frozenset[str]
    figures: tuple[Figure, ...]
    denials: frozenset[str]
    moves: bool = False
    names: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    language: str | None = None


def fact_of(text: str, terms: Terms, language: str | None = None) -> Fact:
    """The fact that a sentence states.

    Args:
        text: the sentence.
        terms: its terms, in the same language.
        language: ISO 639-1 code; None is read as English.
    """
    stems = (s for s, content in zip(terms.stems, terms.content, strict=True) if content)
    order = tuple(meaning(stem, language) for stem in stems if not stem[0].isdigit())
    words = frozenset(tokens(text))
    denials = words & _DENIALS | ({"not"} if _CONTRACTED_NOT.search(text) else set())
    return Fact(
        frozenset(order),
        figures(text, language)[:_MOST_FIGURES],
        frozenset(denials),
        bool(words & _MOVES),
        _names(text, language),
        order,
        language,
    )


def _names(text: str, language: str | None) -> frozenset[str]:
    """The names of a text: what is written with a capital and does not begin it."""
    if language in _ALL_NOUNS_CAPITAL:
        return frozenset()
    stem, everywhere = stemmer(language), common_stems(language)
    found = (
        stem(fold(word))
        for word, start, _ in token_spans(text)
        if start > _OPENING and text[start].isupper() and word not in _DAYS
    )
    return frozenset(name for name in found if len(name) > 1 and name not in everywhere)


@lru_cache(maxsize=16)
def day_stems(language: str | None) -> frozenset[str]:
    """The stems of the words that name days and months."""
    return frozenset(map(stemmer(language), _DAYS))


def elsewhere(a: Fact, b: Fact) -> bool:
    """Whether two sentences name only different things: two cities hit in one night."""
    return bool(a.names and b.names) and a.names.isdisjoint(b.names)


def values(fact: Fact) -> frozenset[float]:
    """What the figures of a fact amount to."""
    return frozenset(figure.value for figure in fact.figures)


@lru_cache(maxsize=1_024)
def facts_of(article: Article) -> tuple[Fact, ...]:
    """The facts that the sentences of an article state, in order."""
    reading = read(article)
    return tuple(
        fact_of(text, terms, article.language)
        for text, terms in zip(reading.texts, reading.terms, strict=True)
    )


def other_places(a: Article, b: Article) -> bool:
    """Whether the first sentences of two articles name only different things.

    Further down a report "the city" is enough, so that two raids are told in the same words.
    """
    one, other = _lead_names(a), _lead_names(b)
    return bool(one and other) and one.isdisjoint(other)


def _lead_names(article: Article) -> frozenset[str]:
    return frozenset().union(*(fact.names for fact in facts_of(article)[:_LEAD]))
