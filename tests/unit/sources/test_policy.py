from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import NoticeKind
from bot.errors import Cause
from bot.sources.policy import (
    LONGEST,
    SHORTEST,
    Outcome,
    after,
    asks_in_full,
    owed_notice,
    pause,
    resumed,
    stepping_aside,
)
from bot.store.source import Source, SourceKind

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MIDDLE = 0.5  # neither earlier nor later by chance
FEED = Source(
    number=1,
    kind=SourceKind.FEED,
    address="https://news.example/feed",
    title="News",
    added=NOW - 30 * DAY,
    due=NOW,
    interval=HOUR,
    etag='"old"',
    last_modified="Mon, 23 Nov 2026 08:00:00 GMT",
    checksum="old",
    fetched=NOW - HOUR,
    worked=NOW - HOUR,
    news=NOW - HOUR,
)
READ = Outcome(etag='"new"', last_modified="now", checksum="new")


def every(
    gap: timedelta, *, count: int = 20, silent: timedelta = timedelta(0)
) -> tuple[datetime, ...]:
    """Dates of articles, the newest so long ago."""
    return tuple(NOW - silent - gap * n for n in range(count))


def wait(source: Source, outcome: Outcome, jitter: float = MIDDLE) -> timedelta:
    due = after(source, outcome, NOW, jitter).due
    assert due is not None
    return due - NOW


def failed(cause: Cause, **more: object) -> Outcome:
    return replace(Outcome(cause=cause), **more)


@pytest.mark.parametrize(
    ("what", "outcome", "expected"),
    [
        ("an agency, every 30 minutes", replace(READ, dates=every(30 * MINUTE)), 15 * MINUTE),
        ("a ticker, every minute", replace(READ, dates=every(MINUTE)), SHORTEST),
        ("a daily paper", replace(READ, dates=every(DAY)), 12 * HOUR),
        ("a weekly blog", replace(READ, dates=every(7 * DAY)), LONGEST),
        (
            "busy once, silent for 20 hours",
            replace(READ, dates=every(10 * MINUTE, silent=20 * HOUR)),
            2 * HOUR,
        ),
        (
            "busy once, silent for two months",
            replace(READ, dates=every(10 * MINUTE, silent=60 * DAY)),
            LONGEST,
        ),
        ("all at one moment", replace(READ, dates=(NOW,) * 20), SHORTEST),
        (
            "dates ahead of the clock",
            replace(READ, dates=every(HOUR, silent=-2 * HOUR)),
            30 * MINUTE,
        ),
        ("two dates are too few to tell", replace(READ, dates=every(HOUR, count=2)), 75 * MINUTE),
        ("no dates, something new", replace(READ, new=1), 30 * MINUTE),
        ("no dates, nothing new", READ, 75 * MINUTE),
        ("unchanged", Outcome(unchanged=True), 75 * MINUTE),
    ],
)
def test_a_source_is_asked_as_often_as_it_publishes(
    what: str, outcome: Outcome, expected: timedelta
):
    assert wait(FEED, outcome) == expected


@pytest.mark.parametrize(
    ("hint", "expected"),
    [(None, 30 * MINUTE), (5 * MINUTE, 30 * MINUTE), (45 * MINUTE, 45 * MINUTE), (7 * DAY, HOUR)],
)
def test_what_the_server_says_of_caching_may_lengthen_the_wait_to_an_hour(
    hint: timedelta | None, expected: timedelta
):
    assert wait(FEED, replace(READ, new=1, hint=hint)) == expected


def test_a_source_that_never_changes_is_asked_once_a_day_in_the_end():
    source = FEED
    for _ in range(40):
        source = after(source, Outcome(unchanged=True), NOW, MIDDLE)
    assert source.interval == LONGEST


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        (1, 10 * MINUTE),
        (2, 20 * MINUTE),
        (3, 40 * MINUTE),
        (4, 80 * MINUTE),
        (8, 1280 * MINUTE),
        (9, DAY),
        (10_000, DAY),
    ],
)
def test_the_pause_doubles_with_each_failure_up_to_a_day(failures: int, expected: timedelta):
    assert pause(failures) == expected
    before = replace(FEED, failures=failures - 1)
    assert wait(before, failed(Cause.TIMEOUT)) == expected


@pytest.mark.parametrize(
    ("retry_after", "expected"),
    [
        (timedelta(0), 10 * MINUTE),
        (3 * HOUR, 3 * HOUR),
        (300 * DAY, 2 * DAY),
    ],
)
def test_a_server_that_wants_to_be_left_alone_is(retry_after: timedelta, expected: timedelta):
    assert wait(FEED, failed(Cause.BUSY, retry_after=retry_after)) == expected


def test_a_source_whose_host_wants_to_be_left_alone_waits_and_does_not_fail():
    put_off = Outcome(put_off=True, retry_after=3 * HOUR)
    assert after(FEED, put_off, NOW, MIDDLE) == replace(FEED, due=NOW + 3 * HOUR)
    assert wait(FEED, Outcome(put_off=True, retry_after=MINUTE)) == SHORTEST
    assert after(replace(FEED, paused=True, due=None), put_off, NOW, MIDDLE).due is None


def test_a_failure_keeps_what_is_known_of_the_source():
    source = after(FEED, failed(Cause.SERVER, detail="status 503"), NOW, MIDDLE)
    assert (source.etag, source.checksum, source.interval) == (FEED.etag, FEED.checksum, HOUR)
    assert (source.cause, source.detail, source.failures) == (Cause.SERVER, "status 503", 1)
    assert (source.failing_since, source.fetched, source.worked) == (NOW, NOW, FEED.worked)


def test_pressing_refresh_again_and_again_does_not_make_a_source_fail_for_good():
    source = FEED
    for second in range(10):
        source = after(source, failed(Cause.SERVER), NOW + timedelta(seconds=second), MIDDLE)
    assert source.failures == 1
    later = NOW + timedelta(minutes=10)
    assert after(source, failed(Cause.SERVER), later, MIDDLE).failures == 2


def test_a_failure_goes_on_since_its_first():
    source = after(FEED, failed(Cause.SERVER), NOW, MIDDLE)
    source = after(source, failed(Cause.TIMEOUT), NOW + HOUR, MIDDLE)
    assert (source.failing_since, source.failures, source.cause) == (NOW, 2, Cause.TIMEOUT)


def test_one_success_ends_a_failure():
    broken = replace(
        FEED, cause=Cause.DNS, detail="x", failures=9, failing_since=NOW - DAY, interval=HOUR
    )
    source = after(broken, replace(READ, new=2), NOW, MIDDLE)
    assert (source.cause, source.detail, source.failures, source.failing_since) == (
        None,
        None,
        0,
        None,
    )
    assert (source.worked, source.news) == (NOW, NOW)


def test_a_source_that_is_gone_is_not_asked_again():
    source = after(FEED, failed(Cause.GONE), NOW, MIDDLE)
    assert source.gone
    assert source.due is None


def test_a_source_that_was_paused_meanwhile_stays_so():
    paused = replace(FEED, paused=True, due=None)
    assert after(paused, READ, NOW, MIDDLE).due is None
    assert after(paused, failed(Cause.DNS), NOW, MIDDLE).due is None


def test_validators_are_kept_as_the_server_gave_them():
    source = after(FEED, READ, NOW, MIDDLE)
    assert (source.etag, source.last_modified, source.checksum) == ('"new"', "now", "new")


def test_validators_that_the_server_no_longer_gives_are_forgotten():
    source = after(FEED, Outcome(checksum="new"), NOW, MIDDLE)
    assert (source.etag, source.last_modified) == (None, None)


def test_an_unchanged_source_keeps_its_validators_or_takes_newer_ones():
    source = after(FEED, Outcome(unchanged=True), NOW, MIDDLE)
    assert (source.etag, source.last_modified) == (FEED.etag, FEED.last_modified)
    source = after(FEED, Outcome(unchanged=True, etag='"b"'), NOW, MIDDLE)
    assert (source.etag, source.checksum) == ('"b"', "old")


def test_only_what_is_new_counts_as_news():
    assert after(FEED, READ, NOW, MIDDLE).news == FEED.news
    assert after(FEED, replace(READ, new=1), NOW, MIDDLE).news == NOW


def moved(*targets: str | None) -> Source:
    source = FEED
    for target in targets:
        source = after(source, replace(READ, moved_to=target), NOW, MIDDLE)
    return source


NEW, OTHER = "https://news.example/new", "https://other.example/feed"


@pytest.mark.parametrize(
    ("targets", "address"),
    [
        ((NEW,), FEED.address),
        ((NEW, NEW), FEED.address),
        ((NEW, NEW, NEW), NEW),
        ((NEW, None, NEW, NEW), FEED.address),
        ((NEW, NEW, OTHER, NEW), FEED.address),
        ((OTHER, NEW, NEW, NEW), NEW),
        ((FEED.address,) * 5, FEED.address),
    ],
)
def test_a_new_address_is_learnt_when_it_was_named_three_times_in_a_row(
    targets: tuple[str | None, ...], address: str
):
    assert moved(*targets).address == address


def test_the_old_address_is_still_known():
    assert moved(NEW, NEW, NEW).aliases == (FEED.address,)


def test_a_failure_in_between_begins_the_count_anew():
    source = after(moved(NEW, NEW), failed(Cause.TIMEOUT), NOW, MIDDLE)
    assert after(source, replace(READ, moved_to=NEW), NOW, MIDDLE).address == FEED.address


@given(
    st.floats(0, 1),
    st.timedeltas(timedelta(0), 400 * DAY),
    st.integers(0, 10_000),
    st.sampled_from([None, *Cause]),
    st.lists(st.datetimes(timezones=st.just(UTC)), max_size=30),
)
def test_a_source_is_never_asked_more_often_than_every_ten_minutes_nor_forgotten(
    jitter: float, interval: timedelta, failures: int, cause: Cause | None, dates: list[datetime]
):
    source = replace(FEED, interval=interval, failures=failures)
    outcome = Outcome(cause=cause, dates=tuple(dates))
    due = after(source, outcome, NOW, jitter).due
    if cause is Cause.GONE:
        assert due is None
    else:
        assert due is not None
        assert SHORTEST <= due - NOW <= LONGEST * 1.1


def test_sources_added_together_part_company():
    waits = {wait(FEED, replace(READ, new=1), jitter / 10) for jitter in range(11)}
    assert len(waits) == 11
    assert (min(waits), max(waits)) == (27 * MINUTE, 33 * MINUTE)


def failing(cause: Cause, failures: int, since: timedelta, **more: object) -> Source:
    broken = replace(FEED, cause=cause, failures=failures, failing_since=NOW - since)
    return replace(broken, **more)


@pytest.mark.parametrize(
    ("source", "owed"),
    [
        (FEED, None),
        (failing(Cause.DNS, 1, 10 * MINUTE), None),
        (failing(Cause.DNS, 5, 5 * HOUR), None),
        (failing(Cause.DNS, 2, 7 * HOUR), None),
        (failing(Cause.DNS, 6, 6 * HOUR), NoticeKind.FAILING),
        (failing(Cause.DNS, 6, 6 * HOUR, told=True), None),
        (failing(Cause.DNS, 6, 6 * HOUR, paused=True), None),
        (failing(Cause.REFUSED, 3, HOUR), NoticeKind.REFUSED),
        (failing(Cause.PRIVATE, 3, HOUR), NoticeKind.REFUSED),
        (failing(Cause.REFUSED, 2, HOUR), None),
        (failing(Cause.GONE, 1, timedelta(0), gone=True), NoticeKind.GONE),
        (failing(Cause.GONE, 1, timedelta(0), gone=True, told=True), None),
        (replace(FEED, told=True), NoticeKind.RECOVERED),
    ],
)
def test_admins_are_told_once_when_it_is_for_good_and_once_when_it_is_over(
    source: Source, owed: NoticeKind | None
):
    assert owed_notice(source, NOW) is owed


def test_a_night_of_failures_makes_one_notice_and_the_morning_another():
    source, now, told = FEED, NOW, []
    for _ in range(12):
        source = after(source, failed(Cause.SERVER), now, MIDDLE)
        if kind := owed_notice(source, now):
            told.append(kind)
            source = replace(source, told=True)
        assert source.due is not None
        now = source.due
    source = after(source, READ, now, MIDDLE)
    while kind := owed_notice(source, now):
        told.append(kind)
        source = replace(source, told=kind is not NoticeKind.RECOVERED)
    assert told == [NoticeKind.FAILING, NoticeKind.RECOVERED]


@pytest.mark.parametrize(
    ("added", "worked", "expected"),
    [
        (30 * DAY, None, True),
        (30 * DAY, HOUR, False),
        (30 * DAY, 2 * DAY - HOUR, False),
        (30 * DAY, 2 * DAY + HOUR, True),
        (30 * DAY, 9 * DAY, True),
        (28 * DAY, HOUR, True),
        (28 * DAY - HOUR, HOUR, False),
        (DAY, DAY, False),
    ],
)
def test_once_in_each_week_a_source_is_asked_in_full(
    added: timedelta, worked: timedelta | None, expected: bool
):
    source = replace(FEED, added=NOW - added, worked=None if worked is None else NOW - worked)
    assert asks_in_full(source, NOW) is expected


def test_a_source_that_is_gone_stays_so_until_it_works():
    gone = after(FEED, failed(Cause.GONE), NOW, MIDDLE)
    assert after(gone, failed(Cause.DNS), NOW, MIDDLE).gone
    assert after(gone, failed(Cause.DNS), NOW, MIDDLE).due is None
    back = after(gone, READ, NOW, MIDDLE)
    assert (back.gone, back.due is None) == (False, False)


@pytest.mark.parametrize(
    ("was_gone", "cause", "told"),
    [
        (False, Cause.DNS, True),
        (False, Cause.GONE, False),
        (True, Cause.GONE, True),
        (True, Cause.DNS, True),
    ],
)
def test_that_a_source_is_gone_is_told_also_where_it_was_told_to_fail(
    was_gone: bool, cause: Cause, told: bool
):
    before = replace(FEED, cause=Cause.DNS, failures=9, told=True, gone=was_gone)
    assert after(before, failed(cause), NOW, MIDDLE).told is told


def test_a_paused_source_goes_on_as_it_was_when_it_is_resumed():
    failing = replace(FEED, paused=True, due=None, cause=Cause.DNS, failures=9, told=True)
    assert resumed(failing, NOW) == replace(failing, paused=False, due=NOW)


def test_a_gone_source_begins_anew_when_it_is_resumed():
    gone = replace(
        after(FEED, failed(Cause.GONE, detail="status 410"), NOW, MIDDLE), told=True, paused=True
    )
    again = resumed(gone, NOW)
    assert (again.gone, again.told, again.paused, again.due) == (False, False, False, NOW)
    assert (again.cause, again.detail, again.failures, again.failing_since) == (None, None, 0, None)


def test_a_source_that_steps_aside_keeps_its_address_and_says_where_it_moved():
    moved = replace(FEED, address="https://other.example/", aliases=(FEED.address,))
    aside = stepping_aside(FEED, moved)
    assert (aside.address, aside.aliases) == (FEED.address, FEED.aliases)
    assert (aside.paused, aside.due, aside.moved_to) == (True, None, "https://other.example/")
