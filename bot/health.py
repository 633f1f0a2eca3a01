"""How a source is, in a word that people understand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import Cause
from bot.store.source import Source, SourceKind

_QUIET_AFTER = timedelta(days=14)


class Health(StrEnum):
    """How a source is.

    ``NEW``: it was not fetched yet. ``KEPT``: a file or text that is not fetched at all.
    ``QUIET``: it can be read, and brought nothing new for two weeks.
    ``FAILING``: the last attempt failed, and more than one before it.
    ``UNSTEADY``: only the last one or two did; that is no reason to worry.
    ``REFUSED``: its server lets no bots in, or its address leads where we do not go.
    """

    NEW = "new"
    KEPT = "kept"
    WORKING = "working"
    QUIET = "quiet"
    UNSTEADY = "unsteady"
    FAILING = "failing"
    REFUSED = "refused"
    GONE = "gone"
    PAUSED = "paused"


FAILURES_THAT_COUNT = 3
BROKEN = frozenset({Health.FAILING, Health.REFUSED, Health.GONE})
"""The states in which a source brings nothing although somebody counts on it."""

_REFUSALS = frozenset({Cause.REFUSED, Cause.PRIVATE})


def health(source: Source, now: datetime) -> Health:
    """How a source is at a moment."""
    if source.kind is SourceKind.FILE:
        return Health.KEPT
    if source.gone:
        return Health.GONE
    if source.paused:
        return Health.PAUSED
    if source.fetched is None:
        return Health.NEW
    if source.cause is not None:
        if source.cause in _REFUSALS:
            return Health.REFUSED
        return Health.FAILING if source.failures >= FAILURES_THAT_COUNT else Health.UNSTEADY
    # A page has one article, and brings nothing new by its nature.
    if source.kind is SourceKind.FEED and now - (source.news or source.added) >= _QUIET_AFTER:
        return Health.QUIET
    return Health.WORKING


@dataclass(frozen=True, slots=True)
class Tally:
    """How the sources are, all together.

    Attributes:
        sources: how many there are.
        broken: the titles of those that bring nothing although somebody counts on them.
    """

    sources: int = 0
    broken: tuple[str, ...] = ()


NONE = Tally()
"""Where there are no sources."""


def tally(sources: Sequence[Source], now: datetime) -> Tally:
    """How sources are at a moment, all together."""
    broken = tuple(source.title for source in sources if health(source, now) in BROKEN)
    return Tally(len(sources), broken)
