"""What reports in different languages share: names and figures.

Other words they have none in common. Names are compared by a skeleton of their consonants, written
in Latin letters, so that Запоріжжя, Zaporizhzhia and Saporischschja meet (the idea is that of
Soundex: R. C. Russell's patent of 1918). What every report shares (Ukraine, NATO) counts little.
"""

import math
import re
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from summaries.figures import figures
from summaries.model import Article
from summaries.rarity import news_words
from summaries.reading import read

_FEWEST_SHARED = 3
_READ = 4_000
_LONGEST_SKELETON = 5
_SHORTEST_SKELETON = 2
_SMALLEST_TELLING = 13
_IN_NEWS = 0.25
_ROUNDING = 1e-9
_NONE = np.zeros(0, dtype=np.int64)

_LATIN = str.maketrans(
    dict(
        zip(
            "абвгґдеєжзиіїйклмнопрстуфхцчшщьъыэюяёў",
            "a b v g g d e e s s i i i i k l m n o p r s t u f h s s s s _ _ i e u a e u".split(),
            strict=True,
        )
    )
)
_FOLDS = (
    (re.compile("sch|szcz|tsch|sh|zh|ch|cz|sz|rz|ts|tz|ž|š|č|c(?=[eiy])|z|x"), "s"),
    (re.compile("ph"), "f"),
    (re.compile("ck|q|c"), "k"),
    (re.compile("w"), "v"),
    (re.compile("h|g"), "g"),
)
_SILENT = re.compile("[^bdfgklmnprstv]")
_TWICE = re.compile(r"(.)\1+")
_NAME = re.compile(r"(?<!^)(?<![.!?…:»”\"“„«] )(?<![.!?]\n)\b[^\W\d_a-zа-яіїєґ][\w’'-]{2,}")


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """The consonants of a name in Latin letters, the same in every spelling, at most five."""
    text = unicodedata.normalize("NFKD", name.lower().translate(_LATIN))
    for form, letter in _FOLDS:
        text = form.sub(letter, text)
    return _TWICE.sub(r"\1", _SILENT.sub("", text))[:_LONGEST_SKELETON]


@lru_cache(maxsize=64)
def _everywhere(common: frozenset[str]) -> frozenset[str]:
    """The names that tell no event from another."""
    return frozenset(map(skeleton, (*news_words(), *common)))


@lru_cache(maxsize=1_024)
def _keys(article: Article, common: frozenset[str]) -> Mapping[str, float]:
    """The names and figures of an article, each with its weight."""
    text = f"{article.title or ''}.\n{article.text[:_READ]}"
    # "été" and "ёлка" begin with small letters too, which the pattern does not know.
    names = Counter(skeleton(name) for name in _NAME.findall(text) if not name[0].islower())
    weights = {
        name: math.log1p(count) * (_IN_NEWS if name in _everywhere(common) else 1.0)
        for name, count in names.items()
        if len(name) >= _SHORTEST_SKELETON
    }
    for sentence in read(article).texts:
        for figure in figures(sentence, article.language):
            if figure.value >= _SMALLEST_TELLING:
                weights[f"{figure.value:g}"] = 1.0
            for fate in figure.fates:  # "4 killed" is the same in every language
                weights[f"{fate} {figure.value:g}"] = 1.0
    return weights


def near(
    articles: Sequence[Article], common: frozenset[str], least: float
) -> Iterator[tuple[int, int]]:
    """The numbers of any two articles that are at least so near, the larger number first."""
    holders: dict[str, tuple[array[int], array[float]]] = defaultdict(
        lambda: (array("I"), array("d"))
    )
    lengths = np.zeros(len(articles))
    for number, article in enumerate(articles):
        own = _keys(article, common)
        lengths[number] = math.sqrt(sum(w * w for w in own.values()))
        held = [(holders[key], weight) for key, weight in own.items()]
        numbers = np.concatenate([_NONE, *(np.array(n, dtype=np.int64) for (n, _), _ in held)])
        products = np.concatenate([_NONE, *(np.array(w) * weight for (_, w), weight in held)])
        dots = np.bincount(numbers, products, number)
        enough = np.bincount(numbers, minlength=number) >= _FEWEST_SHARED
        bound = (least - _ROUNDING) * lengths[number] * lengths[:number]
        yield from ((number, other) for other in np.flatnonzero(enough & (dots >= bound)).tolist())
        for (earlier, weights), weight in held:
            earlier.append(number)
            weights.append(weight)


def nearness(a: Article, b: Article, common: frozenset[str] = frozenset()) -> float:
    """How many of their names and figures two articles share, from 0 to 1."""
    one, other = _keys(a, common), _keys(b, common)
    shared = one.keys() & other.keys()
    if len(shared) < _FEWEST_SHARED:
        return 0.0
    dot = sum(one[key] * other[key] for key in shared)
    return dot / math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
