"""Every state, cause and caveat has words, and they say what to do."""

import string
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.locale import en_causes, en_sources, en_times
from bot.chat.notices import notice_answer
from bot.desk import Caveat, NoticeKind, SourceNotice, Status
from bot.errors import Cause
from bot.health import Health
from bot.store.source import SourceKind
from summaries.model import Basis
from tests.desk import NOW, source


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (en_causes.CAUSES, Cause),
        (en_sources.CAVEATS, Caveat),
        (en_sources.HEALTH, Health),
        (en_sources.HEALTH_SENTENCE, Health),
        (en_sources.NOTICES, NoticeKind),
        (en_sources.KINDS, SourceKind),
        (en_sources.DATE_BASIS, Basis),
        (en_sources.IMPORT_LINE, Status),
        (en_sources.IMPORT_COUNTS, Status),
    ],
)
def test_nothing_that_can_be_is_without_words(table, keys):
    assert set(table) == set(keys)


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_goes_on_after_a_colon_and_its_advice_is_a_sentence(cause: Cause):
    what, advice = en_causes.CAUSES[cause]
    assert what[0].islower()
    assert what[-1] in string.ascii_letters
    assert advice[0].isupper()
    assert advice.endswith(".")


def test_no_word_shouts():
    told = [text for name, text in vars(en_sources).items() if name.isupper()]
    told += [text for pair in en_causes.CAUSES.values() for text in pair]
    assert not [text for text in told if "!" in str(text)]


def test_what_else_is_known_of_a_cause_stands_behind_it():
    refused = source(cause=Cause.REFUSED, detail="status 403")
    assert en_causes.cause(refused)[0] == "its server lets no bots in (status 403)"


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_names_its_source_and_leads_to_it(kind: NoticeKind):
    failed = source(cause=Cause.CONNECTION, failing_since=NOW - timedelta(days=2))
    answer = notice_answer(SourceNotice(kind, failed), NOW)
    assert answer.tree[0].text.startswith("Outlet 12 ")
    assert "{" not in answer.tree[0].text
    assert [b.text for row in answer.keyboard for b in row] == ["Source 12"]


def test_a_notice_of_a_failure_says_since_when_why_and_what_to_do():
    failed = source(cause=Cause.CONNECTION, failing_since=NOW - timedelta(days=2))
    (told,) = notice_answer(SourceNotice(NoticeKind.FAILING, failed), NOW).tree
    assert told.text == (
        "Outlet 12 has been failing since 22 November: its server takes no connections. Briefings "
        "have nothing new from it meanwhile. It may be down for a while. Nothing to do for now: I "
        "go on trying, less and less often."
    )


def test_a_notice_of_a_move_leads_to_the_new_address():
    (told,) = notice_answer(SourceNotice(NoticeKind.MOVED, source()), NOW).tree
    assert told.runs[-1].url == "https://outlet-12.example/feed.xml"


@pytest.mark.parametrize(
    ("code", "told"),
    [("uk", ", in Ukrainian"), (None, ""), ("xx", ", in language “xx”")],
)
def test_a_language_is_told_by_its_name(code: str | None, told: str):
    assert en_sources.language(code) == told


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 11, 24, 5, 7, tzinfo=UTC), "since 05:07 UTC"),
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), "since 23 November"),
        (datetime(2025, 11, 24, 8, 0, tzinfo=UTC), "since 24 November 2025"),
    ],
)
def test_since_when_is_told_as_shortly_as_it_is_clear(moment: datetime, told: str):
    assert en_times.since(moment, NOW) == told


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(seconds=1), "1 minute"),
        (timedelta(minutes=25), "25 minutes"),
        (timedelta(minutes=59, seconds=50), "1 hour"),
        (timedelta(minutes=89), "1 hour"),
        (timedelta(hours=23, minutes=50), "1 day"),
        (timedelta(days=20), "20 days"),
    ],
)
def test_a_span_is_told_in_the_unit_that_fits(length: timedelta, told: str):
    assert en_times.span(length) == told


def test_moments_near_now_are_now():
    second = timedelta(seconds=1)
    assert en_times.ago(NOW - second, NOW) == "just now"
    assert en_times.ahead(NOW + second, NOW) == "now"
    assert en_times.ahead(NOW - timedelta(hours=3), NOW) == "now"
    assert en_times.ago(NOW - timedelta(minutes=12), NOW) == "12 minutes ago"
    assert en_times.ahead(NOW + timedelta(hours=2), NOW) == "in 2 hours"
    assert en_times.every(timedelta(hours=1)) == "every hour"
    assert en_times.every(timedelta(minutes=25)) == "every 25 minutes"


@pytest.mark.parametrize(
    ("octets", "told"), [(1, "1 kB"), (2_400, "2 kB"), (5_000_000, "5 MB"), (5_250_000, "5.2 MB")]
)
def test_sizes_are_told_in_round_numbers(octets: int, told: str):
    assert en_sources.size(octets) == told
