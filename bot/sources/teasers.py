"""Text that leads to other pages: what an index is made of, and what stands below an article."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.sources.layout import Heading, Layout, Place

_FEWEST_IN_INDEX = 3


@dataclass(frozen=True, slots=True)
class Lead:
    """The heading of another page that a paragraph stands below.

    Attributes:
        link: where it leads.
        alone: whether the two have a part of the page to themselves.
        top: it is a heading of the first rank, such as an article may have for its own.
    """

    link: str
    alone: bool
    top: bool


def leads(layout: Layout, places: Sequence[Place | None]) -> list[Lead | None]:
    """The lead of each paragraph; None where the heading above it leads nowhere."""
    starts = [heading.start for heading in layout.headings]
    leading = [heading.start for heading in layout.headings if heading.link]

    def lead(place: Place | None) -> Lead | None:
        above = bisect_right(starts, place.start) if place else 0
        heading = layout.headings[above - 1] if above else None
        if place is None or heading is None or heading.link is None:
            return None
        start, end = layout.common(heading, place)
        alone = bisect_left(leading, end) - bisect_left(leading, start) == 1
        return Lead(heading.link, alone, _is_top(heading))

    return [lead(place) for place in places]


def is_index(paragraphs: Sequence[str], above: Sequence[Lead | None], *, stated: bool) -> bool:
    """Whether most of the text leads to three or more other pages.

    Each of these has a part of the page to itself. Where they share one, there are as many as half
    of the paragraphs, and the page does not say that it is an article: that may have headlines of
    others between its paragraphs.

    Args:
        paragraphs: the text.
        above: the lead of each.
        stated: the page says that it is an article.
    """
    words = [len(paragraph.split()) for paragraph in paragraphs]
    alone: Counter[str] = Counter()
    below: Counter[str] = Counter()
    for size, lead in zip(words, above, strict=True):
        if lead:
            below[lead.link] += size
            alone[lead.link] += size * lead.alone
    alone = +alone
    if len(alone) >= _FEWEST_IN_INDEX and alone.total() * 2 > sum(words):
        return True
    crowded = len(below) >= _FEWEST_IN_INDEX and len(below) * 2 >= len(paragraphs)
    return crowded and not stated and below.total() * 2 > sum(words)


def without_teasers(paragraphs: Sequence[str], above: Sequence[Lead | None]) -> list[bool]:
    """Of each paragraph, whether it is none that leads to another page; all, if most would be."""
    kept = [lead is None or lead.top or not lead.alone for lead in above]
    words = [len(paragraph.split()) for paragraph in paragraphs]
    if sum(size for size, keep in zip(words, kept, strict=True) if keep) * 2 < sum(words):
        return [True] * len(kept)
    return kept


def _is_top(heading: Heading) -> bool:
    return heading.element.tag == "h1" or heading.element.find("h1") is not None
