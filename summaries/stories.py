"""Articles of one event together."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from summaries import crosslingual
from summaries.agglomeration import agglomerate
from summaries.model import Article
from summaries.story_index import DAY, SAME_STORY, StoryIndex, far_in_time, one_of_several, out
from summaries.vectors import Words, nearness, vector

_FEW_DAYS = 2 * DAY
_SAME_STORY_ABROAD = 0.4


def group(
    articles: Sequence[Article], common: Collection[str] = (), *, mixed: bool = False
) -> list[tuple[Article, ...]]:
    """Stories: the articles of one event together, in the order in which events first appear.

    Never together are the separate items of one document, articles published more than a season
    apart, and, unless asked for, articles in different languages.

    Args:
        articles: each with an id of its own; their order does not matter to who is with whom.
        common: as for ``StoryIndex``.
        mixed: whether reports in different languages may share a story: those that share enough
            names and figures.
    """
    index = StoryIndex(common)
    present = max((a.arrived for a in articles), default=None)
    for article in articles:
        index.add(article, now=present)
    index.refresh()
    together: dict[int | None, list[Article]] = defaultdict(list)
    for article in articles:
        together[index.story_of(article.id)].append(article)
    found = [tuple(story) for story in together.values()]
    return _across_languages(found, frozenset(common)) if mixed else found


def _across_languages(
    stories: list[tuple[Article, ...]], common: Words
) -> list[tuple[Article, ...]]:
    """Stories in different languages put together where two of their reports are near."""
    near = np.full((len(stories), len(stories)), -np.inf)
    for i, one in enumerate(stories):
        for j, other in enumerate(stories[:i]):
            if one[0].language != other[0].language:
                pairs = ((a, b) for a in one for b in other if _at_once(a, b))
                best = max((crosslingual.nearness(a, b, common) for a, b in pairs), default=0.0)
                near[i, j] = near[j, i] = best
    groups = agglomerate(near, np.ones(len(stories)), _SAME_STORY_ABROAD)
    return [tuple(a for i in group for a in stories[i]) for group in groups]


def _at_once(a: Article, b: Article) -> bool:
    """Whether two articles may have been published within a few days."""
    (first, last), (other_first, other_last) = out(a), out(b)
    return max(first - other_last, other_first - last) <= _FEW_DAYS


def same_event(a: Article, b: Article, common: Words = frozenset()) -> bool:
    """Whether two articles are near enough to report one event.

    Args:
        a: one article.
        b: another; their order does not matter.
        common: as for ``StoryIndex``.
    """
    if a.id == b.id:
        return True
    if a.language != b.language or (a.document == b.document and one_of_several(a)):
        return False
    (first, last), (other_first, other_last) = out(a), out(b)
    apart = far_in_time(max(first - other_last, other_first - last))
    return nearness(vector(a, common), vector(b, common)) - apart >= SAME_STORY
