"""Which paragraphs of a document are short articles of their own."""

from collections.abc import Sequence
from dataclasses import dataclass

from summaries.lines import Line
from summaries.model import Document, Published

_FEWEST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the article.

    Attributes:
        label: what an agency put behind its last sentence (IMAGES), "" where nothing.
        heading: the headline right above it, None where there is none.
        entry: an entry of a live page, or a message, begins with it.
        sent: a message begins with it.
    """

    line: Line
    text: str
    label: str = ""
    heading: Line | None = None
    entry: bool = False
    sent: bool = False


def all_headed(prose: Sequence[Paragraph]) -> bool:
    """Whether there are several paragraphs and each has a headline."""
    return len(prose) >= _FEWEST_ITEMS and all(p.heading is not None for p in prose)


def items_of(prose: Sequence[Paragraph], *, titled: bool) -> tuple[tuple[int, int], ...]:
    """Spans of the paragraphs that are short articles of their own, if they are.

    Such are those that end in an agency's label, those on a page without a title that have a
    headline each, messages, and the entries of a live page that have a headline each. A live page
    whose entries have none is one article: it tells of one event.

    Args:
        prose: the paragraphs, as the body will have them.
        titled: whether the page has a title.
    """
    labelled = sum(bool(paragraph.label) for paragraph in prose) >= 2
    each = labelled or (not titled and all_headed(prose))
    entries = [paragraph for paragraph in prose if paragraph.entry]
    apart = all(entry.sent or entry.heading is not None for entry in entries)
    if not each and (len(entries) < _FEWEST_ITEMS or not apart):
        return ()
    spans: list[tuple[int, int]] = []
    start = 0
    for paragraph in prose:
        end = start + len(paragraph.text)
        if each or paragraph.entry or not spans:
            spans.append((start, end))
        else:
            spans[-1] = (spans[-1][0], end)
        start = end + 2
    return tuple(spans)


def published_of(document: Document, item: int) -> Published | None:
    """When one item of a document was published: a byline speaks only for the item below it."""
    if document.byline_item in {None, item} or len(document.items) == 1:
        return document.published
    return None


def outlet_of(document: Document, item: int) -> str | None:
    """Who published one item of a document."""
    if document.byline_item in {None, item} or len(document.items) == 1:
        return document.outlet
    return None
