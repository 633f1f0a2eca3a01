"""Dates as feeds write them: RFC 822, ISO 8601, and what people make of either.

A time without a zone is no moment, so that only its day counts.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from summaries.dates import parse_iso
from summaries.model import Basis, Precision, Published

_LONGEST = 80
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?"
_OFFSET = r"(?P<zone>[A-Za-z]{1,5}|(?:GMT|UTC)?[+-]\d\d?(?::?\d\d)?)?(?:\s*\([^()]*\))?"
# The obsolete forms of RFC 2822, 4.3 are allowed: two digits of a year, no seconds, a comment.
_RFC_822 = re.compile(
    r"(?:[^\W\d_]{2,12}\.?,?\s*)?(?P<day>\d{1,2})[\s-]+(?P<month>[^\W\d_]{3,12})\.?,?[\s-]+"
    rf"(?P<year>\d{{4}}|\d\d)(?:,?\s+{_CLOCK}\s*{_OFFSET})?"
)
_ISO_8601 = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    rf"(?:(?:[Tt]|\s+){_CLOCK}\s*{_OFFSET})?"
)
_UNIVERSAL = frozenset({"Z", "UT", "UTC", "GMT"})
_PIVOT = 50
_FIRST_YEAR = 1900
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=-12)
# What programs write when they know no date.
_EPOCH = (datetime(1969, 12, 31, tzinfo=UTC), datetime(1970, 1, 3, tzinfo=UTC))


def read_date(text: str) -> Published | None:
    """The date that a feed states, no more exactly than it does; None where it cannot be told."""
    text = " ".join(text[:_LONGEST].split())
    match = _RFC_822.fullmatch(text) or _ISO_8601.fullmatch(text)
    try:
        date = _read(match, text) if match else parse_iso(text, Basis.FEED)
    except (ValueError, OverflowError):  # the 31st of February, 25 o'clock, the year 0
        return None
    if date is None or date.start.year < _FIRST_YEAR or _EPOCH[0] <= date.start < _EPOCH[1]:
        return None
    return date


def _read(match: re.Match[str], text: str) -> Published | None:
    month = match["month"].lower()[:3]
    if not month.isdigit() and month not in _MONTHS:
        return parse_iso(text[match.start("day") :], Basis.FEED)  # another language's
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    day = datetime(_year(match["year"]), number, int(match["day"]), tzinfo=UTC)
    if match["hour"] is None or match["zone"] is None:
        return Published(day, Precision.DAY, Basis.FEED)
    if match["zone"].isalpha() and match["zone"].upper() not in _UNIVERSAL:
        return _in_named_zone(day, match)
    offset = _offset(match["zone"].upper())
    if offset is None:
        return Published(day, Precision.DAY, Basis.FEED)
    moment = day.replace(hour=int(match["hour"]), minute=int(match["minute"]), tzinfo=offset)
    return Published(moment.astimezone(UTC), Precision.MINUTE, Basis.FEED)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _offset(zone: str) -> timezone | None:
    if zone in _UNIVERSAL:
        return UTC
    sign, digits = zone.lstrip("GMTUC")[0], re.sub(r"\D", "", zone)
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    offset = -offset if sign == "-" else offset
    return timezone(offset) if _WESTERNMOST <= offset <= _EASTERNMOST else None


def _in_named_zone(day: datetime, match: re.Match[str]) -> Published | None:
    """A date in a zone such as EST, which some programs go on naming in summer."""
    clock = f"{int(match['hour']):02}:{match['minute']}"
    return parse_iso(f"{day:%Y-%m-%d} {clock} {match['zone']}", Basis.FEED)
