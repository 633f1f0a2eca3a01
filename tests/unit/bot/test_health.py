from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Cause
from bot.health import Health, health
from bot.store.source import Source, SourceKind

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FEED = Source(
    number=1,
    kind=SourceKind.FEED,
    address="https://news.example/feed",
    title="News",
    added=NOW - timedelta(days=90),
    fetched=NOW,
    worked=NOW,
    news=NOW,
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Health.WORKING),
        ({"fetched": None, "worked": None}, Health.NEW),
        ({"kind": SourceKind.FILE, "fetched": None}, Health.KEPT),
        ({"news": NOW - timedelta(days=13)}, Health.WORKING),
        ({"news": NOW - timedelta(days=14)}, Health.QUIET),
        ({"news": None}, Health.QUIET),
        ({"news": NOW - timedelta(days=99), "kind": SourceKind.PAGE}, Health.WORKING),
        ({"news": None, "added": NOW - timedelta(days=2)}, Health.WORKING),
        ({"cause": Cause.DNS, "failures": 1}, Health.UNSTEADY),
        ({"cause": Cause.DNS, "failures": 2}, Health.UNSTEADY),
        ({"cause": Cause.DNS, "failures": 3}, Health.FAILING),
        ({"cause": Cause.REFUSED, "failures": 1}, Health.REFUSED),
        ({"cause": Cause.PRIVATE, "failures": 1}, Health.REFUSED),
        ({"cause": Cause.GONE, "failures": 1, "gone": True}, Health.GONE),
        ({"paused": True, "cause": Cause.DNS, "failures": 9}, Health.PAUSED),
        ({"paused": True, "gone": True}, Health.GONE),
    ],
)
def test_a_source_is_in_a_state_that_people_understand(
    changes: dict[str, object], expected: Health
):
    assert health(replace(FEED, **changes), NOW) is expected
