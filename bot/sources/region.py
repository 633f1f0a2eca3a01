"""Which paragraphs of a cleaned page are its article, by what trafilatura makes of it and by place.

``summaries.cleaning`` tells furniture by its shape. What looks like prose and is none of this
article's - a comment, a teaser, a box about the paper - shows only in the page: trafilatura knows
what such parts are called. It also loses paragraphs, so what it has found is a sign and not the
text: whoever stands among paragraphs that it found is kept too.
"""

from collections import Counter
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

from bot.sources.layout import Layout, Place, squeezed

_COMPARED = 60
_LEAST_FOUND = 1 / 3
_LARGE_PART = 1 / 5


def article_paragraphs(
    tree: HtmlElement, layout: Layout, paragraphs: Sequence[str], places: Sequence[Place | None]
) -> list[bool]:
    """Of each paragraph, whether it is of the article.

    Kept are those that trafilatura finds; those in the same part of the page as a fifth or more of
    its findings; those between the heading and the first of these, where a summary stands; and
    those whose place is not known. Where it finds less than a third of the text, the part of the
    page that holds most text stands in for it.
    """
    if not paragraphs:
        return []
    sizes = [len(squeezed(paragraph)) for paragraph in paragraphs]
    found = _found(tree, paragraphs)
    if sum(size for size, there in zip(sizes, found, strict=True) if there) < (
        _LEAST_FOUND * sum(sizes)
    ):
        found = _in_largest_part(places, sizes)
    parts = _large_parts(places, sizes, found)
    first = found.index(True) if True in found else 0
    top = _top(layout, places[first])
    return [
        there or place is None or place.part in parts or (index < first and place.start >= top)
        for index, (there, place) in enumerate(zip(found, places, strict=True))
    ]


def _found(tree: HtmlElement, paragraphs: Sequence[str]) -> list[bool]:
    """Which paragraphs trafilatura finds, at its most careful."""
    text = squeezed(
        trafilatura.extract(
            tree,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            include_formatting=False,
            deduplicate=False,
        )
        or ""
    )
    return [_begins_or_ends_in(squeezed(paragraph), text) for paragraph in paragraphs]


def _begins_or_ends_in(paragraph: str, text: str) -> bool:
    return paragraph[:_COMPARED] in text or paragraph[-_COMPARED:] in text


def _in_largest_part(places: Sequence[Place | None], sizes: Sequence[int]) -> list[bool]:
    amounts: Counter[HtmlElement] = Counter()
    for place, size in zip(places, sizes, strict=True):
        if place:
            amounts[place.part] += size
    if not amounts:
        return [True] * len(places)
    largest = amounts.most_common(1)[0][0]
    return [
        place is not None and (place.part is largest or largest in place.part.iterancestors())
        for place in places
    ]


def _large_parts(
    places: Sequence[Place | None], sizes: Sequence[int], found: Sequence[bool]
) -> set[HtmlElement]:
    amounts: Counter[HtmlElement] = Counter()
    for place, size, there in zip(places, sizes, found, strict=True):
        if place and there:
            amounts[place.part] += size
    return {part for part, size in amounts.items() if size >= _LARGE_PART * amounts.total()}


def _top(layout: Layout, place: Place | None) -> int:
    """Where the last heading of the first rank above a place begins, 0 where there is none."""
    if place is None:
        return 0
    above = [h.start for h in layout.headings if h.element.tag == "h1" and h.start < place.start]
    return above[-1] if above else 0
