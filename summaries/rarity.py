"""How rare a word is, before any article is read.

The weight of a word comes from general language, so that the first article of a day is weighed as
well as the thousandth, and what else is in a batch does not matter. General language (wordfreq's
data, ``data/README.md``) knows little of the wars and alliances that news is about today; a list of
the words that such news shares (``data/news.txt``) makes up for it: otherwise any two reports from
one war would look like one event.
"""

import math
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from summaries.terms import fold, stemmer, tokens

_RARE = 3.9e-6
_IN_NEWS = 2e-3
_SAMPLE, _FLOOR = 250, 0.001


@lru_cache(maxsize=16)
def _general(language: str) -> Mapping[str, float]:
    """The share of each frequent stem in general language."""
    source = files("summaries") / "data" / f"prior_{language}.txt"
    if not source.is_file():
        return {}
    rows = (line.split("\t") for line in source.read_text("utf-8").splitlines())
    return {stem: float(share) for stem, share in rows}


@lru_cache(maxsize=1)
def news_words() -> tuple[str, ...]:
    """The words, in all languages, that news on war and diplomacy shares."""
    source = (files("summaries") / "data" / "news.txt").read_text("utf-8")
    lines = (line for line in source.splitlines() if not line.startswith("#"))
    return tuple(word for line in lines for word in tokens(line))


@lru_cache(maxsize=16)
def common_stems(language: str | None) -> frozenset[str]:
    """The stems that news on war and diplomacy shares, whatever the event."""
    stem = stemmer(language)
    return frozenset(stem(fold(word)) for word in news_words())


def share(word: str, language: str | None) -> float:
    """The share of a word, in all its forms, in the language of news; above 0, at most 1.

    Args:
        word: in lower case.
        language: ISO 639-1 code; None is read as English.
    """
    code = language or "en"
    stem = stemmer(code)
    key = stem(fold(word))
    general = _general(code)
    common = max(general.get(key, _RARE), general.get(stem(word), _RARE))
    return max(common, _IN_NEWS) if key in common_stems(code) else common


def rarity(share: float) -> float:
    """The inverse document frequency that a share implies for an article of average length.

    The chance that an article of some 250 words holds a word of this share, as a logarithm; from 0
    for what stands in every article to 6.9.
    """
    return max(-math.log(1 - math.exp(-_SAMPLE * share) + _FLOOR), 0.0)
