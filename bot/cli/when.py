"""Moments as people type them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.errors import UsageError

_SPAN = re.compile(r"(\d{1,6})\s*([mhdw])", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_when(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment meant by ISO 8601 (2024-11-22T08:00) or a span back from now (24h, 7d).

    Args:
        text: what was typed.
        now: what spans count back from.
        zone: where a moment without a zone is meant.

    Raises:
        UsageError: it is neither.
    """
    span = _SPAN.fullmatch(text.strip())
    try:
        if span:
            return now - timedelta(**{_UNITS[span[2].lower()]: int(span[1])})
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{text!r} is no moment. Write it as 2024-11-22, 2024-11-22T08:00 or 24h."
        ) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
