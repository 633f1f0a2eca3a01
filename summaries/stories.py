"""Articles of one event together.

Each article is a vector of its words and repeated word pairs, weighed by how rare they are in
general language (``data/README.md``), so that no batch is needed to weigh the first article.
Articles that are near enough are linked, and each linked set is cut by average-link agglomeration:
two groups merge while their articles are on average nearer than the threshold.

The vectors' constants were measured on a public benchmark of events that have nothing to do with
each other, where the best threshold was 0.17. Articles of one topic share its names and are 0.2 to
0.3 near even when they report different events; reports of one event are nearer. So the threshold
is higher here (``docs/architecture.md``, "Stories").
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np

from summaries.model import Article
from summaries.terms import content_stems, tokens

SAME_STORY = 0.34
_LONGEST_STORY = timedelta(days=90)
_A_DAY_APART, _FURTHEST_APART = 0.02, 0.26
_RARE = 3.9e-6
_LEAD_TOKENS = 70
_USUAL_WORDS, _LENGTH_POWER = 180, 0.1
_IDF_POWER = 0.7
_HEAVIEST = 64
_KEPT = 8_192
_EMPTY: Mapping[str, float] = {}

Vector = Mapping[str, float]


@lru_cache(maxsize=16)
def _prior(language: str) -> Vector:
    source = files("summaries") / "data" / f"prior_{language}.txt"
    if not source.is_file():
        return _EMPTY
    rows = (line.split("\t") for line in source.read_text("utf-8").splitlines())
    return {stem: float(frequency) for stem, frequency in rows}


@lru_cache(maxsize=100_000)
def _idf(stem: str, language: str) -> float:
    p = _prior(language).get(stem, _RARE)
    return max(-math.log(1 - math.exp(-250 * p) + 0.001), 0.0)


@lru_cache(maxsize=_KEPT)
def vector(article: Article) -> Vector:
    """The article's words and repeated word pairs, weighed; near unit length.

    The dot product of two vectors says how near two articles are: about 0 for different events,
    0.17 and more for the same.
    """
    language = article.language or "en"
    words = tokens(f"{article.title or ''}\n{article.text}")
    lead = content_stems(words[:_LEAD_TOKENS], language)
    kept = lead + content_stems(words[_LEAD_TOKENS:], language)
    count = Counter(kept)
    count.update(lead)  # what comes first says most of what it is about
    weights = {
        stem: math.log1p(math.log1p(n)) * _idf(stem, language) ** _IDF_POWER
        for stem, n in count.items()
    }
    for (a, b), n in Counter(pairwise(kept)).items():
        if n >= 2:
            rarity = (_idf(a, language) + _idf(b, language)) / 2
            weights[f"{a} {b}"] = math.log1p(math.log1p(n)) * rarity
    norm = math.sqrt(sum(w * w for w in weights.values()))
    if not norm:
        return _EMPTY
    scale = min(1.0, _USUAL_WORDS / max(1, len(set(kept)))) ** _LENGTH_POWER / norm
    return {term: weight * scale for term, weight in weights.items() if weight}


def nearness(a: Vector, b: Vector) -> float:
    """How near two articles are; the order does not matter."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)


def group(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Stories: the articles of one event together, in the order in which events first appear.

    Never together are articles in different languages, the separate items of one document, and
    articles published more than a season apart.
    """
    vectors = [vector(article) for article in articles]
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b in _candidates(articles, vectors):
        distance = _distance(articles[a], articles[b])
        near[a][b] = near[b][a] = nearness(vectors[a], vectors[b]) - distance
    stories: list[list[int]] = []
    for linked in _linked(len(articles), near):
        stories.extend(_agglomerated(linked, near))
    stories.sort(key=min)
    return [tuple(articles[i] for i in sorted(story)) for story in stories]


def _distance(a: Article, b: Article) -> float:
    """How much nearer two articles must be for the time between them; infinite for never."""
    if a.document == b.document:
        return math.inf
    if a.published is None or b.published is None:
        return 0.0
    first, second = sorted((a.published, b.published), key=lambda date: date.start)
    between = second.start - first.end
    if between > _LONGEST_STORY:
        return math.inf
    # A slope and no cut: some stories run for weeks, yet most reports of one event come together.
    return min(max(between / timedelta(days=1), 0.0) * _A_DAY_APART, _FURTHEST_APART)


def _candidates(articles: Sequence[Article], vectors: Sequence[Vector]) -> set[tuple[int, int]]:
    """Pairs that share one of their heaviest terms; no others can be near enough."""
    postings: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for index, weights in enumerate(vectors):
        for term in sorted(weights, key=lambda t: (-weights[t], t))[:_HEAVIEST]:
            postings[articles[index].language, term].append(index)
    return {
        (a, b)
        for holders in postings.values()
        for i, a in enumerate(holders)
        for b in holders[i + 1 :]
    }


def _linked(size: int, near: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Sets of articles connected through pairs that are near enough."""
    seen: set[int] = set()
    sets = []
    for start in range(size):
        if start in seen:
            continue
        seen.add(start)
        queue, members = [start], []
        while queue:
            here = queue.pop()
            members.append(here)
            for other, value in near.get(here, {}).items():
                if value >= SAME_STORY and other not in seen:
                    seen.add(other)
                    queue.append(other)
        sets.append(sorted(members))
    return sets


def _agglomerated(members: list[int], near: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Average-link agglomeration down to the threshold.

    Sums of nearness between groups are kept and added when two groups merge.
    """
    groups = [[member] for member in members]
    place = {member: index for index, member in enumerate(members)}
    total = np.zeros((len(members), len(members)))
    for member in members:
        for other, value in near.get(member, {}).items():
            if other in place:
                total[place[member], place[other]] = value
    np.fill_diagonal(total, -np.inf)
    size = np.ones(len(members))
    average = total.copy()
    while len(members) > 1:
        a, b = sorted(divmod(int(np.argmax(average)), len(members)))
        if average[a, b] < SAME_STORY:
            break
        groups[a] += groups[b]
        groups[b] = []
        size[a] += size[b]
        total[a] += total[b]
        total[:, a] = total[a]
        total[a, a] = -np.inf
        total[b], total[:, b] = -np.inf, -np.inf
        average[a] = average[:, a] = total[a] / (size[a] * size)
        average[b], average[:, b] = -np.inf, -np.inf
    return [group for group in groups if group]
