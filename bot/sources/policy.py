"""When to fetch a source again, and when to tell of it: decisions, without any I/O.

working      due again after an interval that follows how often it publishes
failed       due again after a pause that doubles with each failure
410 Gone     never due again (RFC 9110, 15.5.11)
moved        its new address is taken over once it was named several times in a row
unchanged    believed for a week; then it is asked in full
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from bot.desk import NoticeKind
from bot.errors import Cause
from bot.health import FAILURES_THAT_COUNT
from bot.store.source import Source

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=1)
_LONGEST_HINT = timedelta(hours=1)
_LONGEST_RETRY = timedelta(days=2)
_GROWTH, _SHRINKAGE = 1.25, 0.5
_FEWEST_DATES, _MOST_DATES = 3, 20
# Half of what usually lies between two articles. A source that fell silent is asked ten times in
# as long as it has been silent.
_PER_GAP, _PER_SILENCE = 2, 10
_JITTER = 0.2
_AT_ONCE = timedelta(minutes=5)
_MOVED_AFTER = 3
_TOLD_AFTER = timedelta(hours=6)
_REFUSAL_TOLD_AFTER = timedelta(hours=1)
_REFUSALS = frozenset({Cause.REFUSED, Cause.PRIVATE})
_IN_FULL_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt to fetch and read a source.

    Attributes:
        cause: why it failed; None when it went well.
        detail: what else is known of that.
        retry_after: for how long the server wants to be left alone.
        hint: for how long it says that nothing changes (Cache-Control, ttl).
        unchanged: what it sent is what it sent before.
        etag, last_modified, checksum: of what was read; None where there is none.
        moved_to: where it says that it moved for good.
        dates: when its items were published, as far as they say so.
        new: how many articles are new.
        put_off: nothing was sent, since its host wants to be left alone.
    """

    cause: Cause | None = None
    detail: str | None = None
    retry_after: timedelta | None = None
    hint: timedelta | None = None
    unchanged: bool = False
    etag: str | None = None
    last_modified: str | None = None
    checksum: str | None = None
    moved_to: str | None = None
    dates: tuple[datetime, ...] = ()
    new: int = 0
    put_off: bool = False


def asks_in_full(source: Source, now: datetime) -> bool:
    """Whether to ask without validators: some servers answer 304 for ever, whatever changed.

    The first time in each week of a source's life.
    """
    if source.worked is None:
        return True
    last, this = ((moment - source.added) // _IN_FULL_EVERY for moment in (source.worked, now))
    return last != this


def after(source: Source, outcome: Outcome, now: datetime, jitter: float) -> Source:
    """A source as it is after an attempt.

    Args:
        source: as it was.
        outcome: what came of the attempt.
        now: when that was.
        jitter: from 0 to 1, by chance; so that sources added together part company.
    """
    if outcome.put_off:
        wait = min(outcome.retry_after or SHORTEST, _LONGEST_RETRY)
        return replace(source, due=_due(source, now + _jittered(wait, jitter)))
    if outcome.cause is not None:
        return _failed(source, outcome, now, jitter)
    interval = _interval(source.interval, outcome, now)
    wait = max(interval, min(outcome.hint or interval, _LONGEST_HINT))
    worked = replace(
        _moved(source, outcome.moved_to),
        due=_due(source, now + _jittered(wait, jitter)),
        interval=interval,
        gone=False,
        fetched=now,
        worked=now,
        news=now if outcome.new else source.news,
        cause=None,
        detail=None,
        failures=0,
        failing_since=None,
    )
    if outcome.unchanged:
        # A 304 need not repeat the validators, and may bring newer ones (RFC 9110, 15.4.5).
        return replace(
            worked,
            etag=outcome.etag or source.etag,
            last_modified=outcome.last_modified or source.last_modified,
        )
    return replace(
        worked,
        etag=outcome.etag,
        last_modified=outcome.last_modified,
        checksum=outcome.checksum,
    )


def _failed(source: Source, outcome: Outcome, now: datetime, jitter: float) -> Source:
    gone = source.gone or outcome.cause is Cause.GONE
    # Somebody who presses Refresh again and again does not make a source fail for good.
    again = source.failures > 0 and source.fetched is not None and now - source.fetched < _AT_ONCE
    failures = source.failures if again else source.failures + 1
    wait = _jittered(pause(failures), jitter)
    wait = max(wait, min(outcome.retry_after or wait, _LONGEST_RETRY))
    return replace(
        source,
        due=None if gone else _due(source, now + wait),
        gone=gone,
        fetched=now,
        cause=outcome.cause,
        detail=outcome.detail,
        failures=failures,
        failing_since=source.failing_since or now,
        told=source.told and gone == source.gone,  # that it is gone deserves a notice of its own
        moved_to=None,
        moved_times=0,
    )


def _due(source: Source, moment: datetime) -> datetime | None:
    return None if source.paused else moment


def resumed(source: Source, now: datetime) -> Source:
    """A source that somebody wants to be fetched again; what was gone begins anew."""
    again = replace(source, paused=False, due=now)
    if not source.gone:
        return again
    return replace(
        again, gone=False, told=False, cause=None, detail=None, failures=0, failing_since=None
    )


def stepping_aside(source: Source, moved: Source) -> Source:
    """A source that moves to where another is read already: it would bring everything twice."""
    return replace(
        moved,
        address=source.address,
        aliases=source.aliases,
        paused=True,
        due=None,
        moved_to=moved.address,
    )


def pause(failures: int) -> timedelta:
    """How long to leave a source alone after so many failures in a row."""
    doublings: int = 2 ** min(failures - 1, 10)
    return min(SHORTEST * doublings, LONGEST)


def _jittered(wait: timedelta, jitter: float) -> timedelta:
    """A tenth less to a tenth more, but no less than the shortest wait."""
    return max(SHORTEST, wait * (1 - _JITTER / 2 + _JITTER * jitter))


def _interval(before: timedelta, outcome: Outcome, now: datetime) -> timedelta:
    if outcome.unchanged:
        interval = before * _GROWTH
    elif len(outcome.dates) >= _FEWEST_DATES:
        interval = _rhythm(outcome.dates, now)
    else:
        interval = before * (_SHRINKAGE if outcome.new else _GROWTH)
    return min(max(interval, SHORTEST), LONGEST)


def _rhythm(dates: Sequence[datetime], now: datetime) -> timedelta:
    latest = sorted(dates, reverse=True)[:_MOST_DATES]
    gap = timedelta(seconds=median((a - b).total_seconds() for a, b in pairwise(latest)))
    return max(gap / _PER_GAP, (now - latest[0]) / _PER_SILENCE)


def _moved(source: Source, target: str | None) -> Source:
    """A source, at its new address if it named that often enough.

    One answer may be a mistake, or a hotel's network that leads everybody to its own page.
    """
    if target is None or target == source.address:
        return replace(source, moved_to=None, moved_times=0)
    times = source.moved_times + 1 if target == source.moved_to else 1
    if times < _MOVED_AFTER:
        return replace(source, moved_to=target, moved_times=times)
    aliases = dict.fromkeys((*source.aliases, source.address))
    return replace(source, address=target, aliases=tuple(aliases), moved_to=None, moved_times=0)


def owed_notice(source: Source, now: datetime) -> NoticeKind | None:
    """What the admins have yet to be told of a source.

    ``Source.told`` says whether they know that it fails. It is set once they were told, so a crash
    before that repeats a notice and loses none.
    """
    if source.gone:
        return None if source.told else NoticeKind.GONE
    if source.cause is None:
        return NoticeKind.RECOVERED if source.told else None
    if source.told or source.paused or source.failures < FAILURES_THAT_COUNT:
        return None
    refused = source.cause in _REFUSALS
    since = source.failing_since or now
    if now - since < (_REFUSAL_TOLD_AFTER if refused else _TOLD_AFTER):
        return None
    return NoticeKind.REFUSED if refused else NoticeKind.FAILING
