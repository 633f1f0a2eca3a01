"""What the headers of an answer mean to whoever fetches it again. Pure; ``now`` is an argument."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(days=1)
"""The most that a server's wish to be left alone, or its freshness, is taken for."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        # the three forms of RFC 9110, 5.6.7; of UTC, whatever it is called
        rf"\w{{3}}, (?P<day>\d\d?) (?P<month>\w{{3}}) (?P<year>\d{{4}}) {_TIME} (?:GMT|UTC|\+0000)",
        rf"\w{{6,9}}, (?P<day>\d\d)-(?P<month>\w{{3}})-(?P<year>\d\d(?:\d\d)?) {_TIME} (?:GMT|UTC)",
        rf"\w{{3}} (?P<month>\w{{3}}) (?P<day>[ \d]?\d) {_TIME} (?P<year>\d{{4}})",
    )
)
_NUMBER = re.compile(r"([+-]?)(\d{1,20})(?:\.\d*)?", re.ASCII)
_UNSENDABLE = re.compile(r"[^\t\x20-\x7e\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of an answer: names in any case, values as latin-1, which loses no byte."""

    raw: Sequence[tuple[bytes, bytes]]

    def first(self, name: str) -> str | None:
        """The first value of a header that is not empty."""
        return next(iter(self.every(name)), None)

    def every(self, name: str) -> list[str]:
        """All values of a header that are not empty, in their order."""
        wanted = name.lower().encode("ascii")
        values = (
            value.decode("latin-1").strip() for key, value in self.raw if key.lower() == wanted
        )
        return [value for value in values if value]


def sendable(validator: str | None) -> bytes | None:
    """A validator that a server gave, byte for byte as it gave it; None where that cannot be."""
    if not validator or _UNSENDABLE.search(validator):
        return None
    return validator.encode("latin-1")


def http_date(text: str, now: datetime) -> datetime | None:
    """A date in one of the three forms of RFC 9110, 5.6.7; None if it is none.

    Args:
        text: the value of a header.
        now: a year of two digits is the last one that is no more than 50 years ahead of it.
    """
    for pattern in _DATES:
        found = pattern.fullmatch(text.strip())
        if found is None:
            continue
        year = int(found["year"])
        if year < 100:
            year += now.year // 100 * 100
            year -= 100 if year > now.year + 50 else 0
        try:
            return datetime(
                year,
                _MONTHS[found["month"].lower()],
                int(found["day"]),
                int(found["hour"]),
                int(found["minute"]),
                min(int(found["second"]), 59),  # a leap second is one too many for datetime
                tzinfo=UTC,
            )
        except (KeyError, ValueError):
            return None
    return None


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """For how long a server wants to be left alone (RFC 9110, 10.2.3), at most a day.

    Returns:
        Zero for a negative number and for a date that is past; None where it says nothing that
        can be understood.
    """
    if value is None:
        return None
    seconds = _seconds(value.partition(",")[0])
    if seconds is not None:
        return seconds
    date = http_date(value, now)
    return None if date is None else _bounded(date - now)


def max_age(headers: Headers, now: datetime) -> timedelta | None:
    """For how much longer an answer calls itself fresh (RFC 9111, 4.2), at most a day.

    Returns:
        Zero where it wants not to be stored, or is old already; None where it says nothing.
    """
    directives = dict(_directives(headers.every("cache-control")))
    if "no-store" in directives or "no-cache" in directives:
        return timedelta(0)
    if "max-age" in directives:
        # a number that is none makes an answer stale (RFC 9111, 4.2.1)
        fresh = _seconds(directives["max-age"]) or timedelta(0)
        age = _seconds(headers.first("age") or "0") or timedelta(0)
        return max(timedelta(0), fresh - age)
    expires = headers.first("expires")
    if expires is None:
        return None
    date = http_date(expires, now)
    if date is None:  # "0" is the usual way to say: at once
        return timedelta(0)
    sent = http_date(headers.first("date") or "", now) or now
    return _bounded(date - sent)


def cookies(headers: Headers) -> dict[str, str]:
    """What an answer wants to be told again: names and values, whatever else is said of them."""
    found = {}
    for header in headers.every("set-cookie"):
        name, equals, value = header.partition(";")[0].partition("=")
        if equals and name.strip() and sendable(header):
            found[name.strip()] = value.strip()
    return found


def codings(headers: Headers) -> tuple[str, ...]:
    """The content codings of a body, in the order in which they were applied (RFC 9110, 8.4)."""
    listed = ",".join(headers.every("content-encoding")).lower().split(",")
    names = (name.strip().removeprefix("x-") for name in listed)
    return tuple(name for name in names if name not in {"", "identity", "none"})


def _seconds(text: str) -> timedelta | None:
    number = _NUMBER.fullmatch(text.strip())
    if number is None:
        return None
    if number[1] == "-":
        return timedelta(0)
    return timedelta(seconds=min(int(number[2]), int(LONGEST.total_seconds())))


def _bounded(span: timedelta) -> timedelta:
    return min(max(span, timedelta(0)), LONGEST)


def _directives(values: Iterable[str]) -> Iterable[tuple[str, str]]:
    for directive in ",".join(values).split(","):
        name, _, value = directive.partition("=")
        yield name.strip().lower(), value.strip().strip('"')
