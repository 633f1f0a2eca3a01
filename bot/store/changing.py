"""What a change makes of a source or an article, and the numbers they are given: pure functions.

Both stores use them, so that both do the same.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.store.source import Source, SourceKind
from summaries.model import Article

LAST_SOURCE = "last source"
"""The note with the number of the last source that was added; it moves along with the rest."""

NEWEST_EARLIER = 50


def next_number(noted: str | None, last: int) -> int:
    """The number of a new source.

    Args:
        noted: the note ``LAST_SOURCE``.
        last: the highest number that a source has, 0 where there is none.
    """
    given = int(noted) if noted and noted.isdecimal() else 0
    return max(given, last) + 1


def numbered(source: Source, number: int) -> Source:
    """A source as it is kept: what is not to be fetched is never due.

    Args:
        source: as somebody made it.
        number: that it must have.

    Raises:
        ValueError: it has another.
    """
    if source.number != number:
        raise ValueError("a source keeps its number")
    at_rest = source.paused or source.gone or source.kind is SourceKind.FILE
    return replace(source, due=None) if at_rest and source.due is not None else source


def changed(old: Source, new: Source, others: Iterable[str]) -> Source:
    """What is kept of a change to a source: not an address that another has.

    Args:
        old: as it was.
        new: as somebody wants it.
        others: addresses of other sources.

    Raises:
        ValueError: it has another number.
    """
    new = numbered(new, old.number)
    taken = new.address != old.address and new.address in others
    return replace(new, address=old.address) if taken else new


def reads_otherwise(old: Article, new: Article) -> bool:
    """Whether what is quoted of an article may read otherwise than before."""
    return (old.title, old.body) != (new.title, new.body)


def crowded_out(number: int) -> range:
    """The numbers of earlier versions that go when one is given this number.

    The first stays, since most was quoted from it, and the last ones.
    """
    return range(2, number - NEWEST_EARLIER + 1)
