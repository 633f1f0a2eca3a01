"""Reports that tell the same in the same words are one voice.

An agency's text that five outlets print is one report, not five. Two articles are near copies when
most of the shorter one's runs of words stand in the other too (Broder, "On the resemblance and
containment of documents", 1997).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from summaries.facts import facts_of
from summaries.model import Article
from summaries.terms import tokens

_RUN = 4
_COPIED = 0.7
_FEWEST_RUNS = 8
_LONGEST = 20_000
_SKETCH = 24
_FEW = 64
_KEPT = 512


@lru_cache(maxsize=_KEPT)
def _runs(article: Article) -> frozenset[int]:
    """Hashes of every run of a few words."""
    words = [word.encode("utf-8", "surrogatepass") for word in tokens(article.text[:_LONGEST])]
    return frozenset(crc32(b" ".join(words[i : i + _RUN])) for i in range(len(words) - _RUN + 1))


def near_copies(a: Article, b: Article) -> bool:
    """Whether one article is, but for some lines or words, a copy of the other."""
    one, other = _runs(a), _runs(b)
    shorter = min(len(one), len(other))
    if shorter < _FEWEST_RUNS:
        return a.text == b.text
    if len(one & other) < _COPIED * shorter:
        return False
    # An update of a wire text is no copy of it: "eight are missing", "11 are missing".
    fewer, more = (a, b) if len(one) <= len(other) else (b, a)
    return _values(fewer) <= _values(more)


def _values(article: Article) -> frozenset[float]:
    return frozenset(figure.value for fact in facts_of(article) for figure in fact.figures)


def voices(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """The articles by voice: near copies together, in the order of the first of each.

    Of many voices only those that share most of the article's smallest hashes are compared with it,
    so that a thousand reports take no million comparisons.
    """
    found: list[list[Article]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    for article in articles:
        sketch = nsmallest(_SKETCH, _runs(article))
        met: Iterable[int] = range(len(found))
        if len(found) > _FEW:
            shared = Counter(number for value in sketch for number in holders[value])
            met = (number for number, _ in shared.most_common(_FEW))
        number = next((n for n in met if near_copies(found[n][0], article)), len(found))
        if number == len(found):
            found.append([])
            for value in sketch:
                holders[value].append(number)
        found[number].append(article)
    return [tuple(voice) for voice in found]
