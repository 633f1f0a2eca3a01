"""Moments as people type them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cli.when import parse_when
from bot.errors import UsageError

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("24h", datetime(2026, 11, 21, 8, 0, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 15, 8, 0, tzinfo=UTC)),
        ("2w", datetime(2026, 11, 8, 8, 0, tzinfo=UTC)),
        ("30m", datetime(2026, 11, 22, 7, 30, tzinfo=UTC)),
        ("2026-11-22T06:00Z", datetime(2026, 11, 22, 6, 0, tzinfo=UTC)),
        ("2026-11-22T06:00+02:00", datetime(2026, 11, 22, 4, 0, tzinfo=UTC)),
        ("2026-11-22T06:00", datetime(2026, 11, 22, 4, 0, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 21, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_is_iso_8601_in_ones_own_zone_or_a_span_back_from_now(text, moment):
    assert parse_when(text, now=NOW, zone=KYIV) == moment


@pytest.mark.parametrize("text", ["", "soon", "-3h", "24", "22.11.2026", "999999w", "2026-13-01"])
def test_anything_else_is_refused_with_examples(text):
    with pytest.raises(UsageError, match="2024-11-22T08:00 or 24h"):
        parse_when(text, now=NOW, zone=KYIV)
