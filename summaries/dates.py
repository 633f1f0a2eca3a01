"""Dates that a text states, read without guessing.

A date counts only when day, month and year can mean one thing. ``04/01/2022`` is the fourth of
January to one reader and the first of April to another: it stays unread. A time of day counts only
with its zone.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from summaries.model import Basis, Precision, Published

_MONTHS = (
    "january jan січня січень января янв januar janvier enero stycznia gennaio janeiro",
    "february feb лютого лютий февраля фев februar février febrero lutego febbraio fevereiro",
    "march mar березня березень марта märz mars marzo marca março",
    "april apr квітня квітень апреля апр avril abril kwietnia aprile",
    "may травня травень мая mai mayo maja maggio maio",
    "june jun червня червень июня juni juin junio czerwca giugno junho",
    "july jul липня липень июля juli juillet julio lipca luglio julho",
    "august aug серпня серпень августа авг août agosto sierpnia",
    "september sep sept вересня вересень сентября сен septembre septiembre września settembre setembro",
    "october oct жовтня жовтень октября окт oktober octobre octubre października ottobre outubro",
    "november nov листопада листопад ноября novembre noviembre listopada novembro",
    "december dec грудня грудень декабря дек dezember décembre diciembre grudnia dicembre dezembro",
)
_MONTH_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTH = "(?:" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_MONTH = MONTH.replace("(?:", "(?P<month>", 1)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_CLOCK = re.compile(
    r"[\s,T·|-]*(?:at |um |о |à )?(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z\b|UTC|GMT|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
        rf"{_DAY}\.?(?: de| of)?[\s-]+{_MONTH}(?: de)?,?[\s-]+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d\s)(?<!\d\.\s)\b{_MONTH},?\s+{_YEAR}",
    )
)
DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "понеділок вівторок середа четвер пятниця субота неділя понедельник вторник среда пятница суббота воскресенье "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo am pm a p m utc gmt cet cest est edt et bst eet at um uhr "
    "о об в у на à om de of the th st nd rd г р року года год".split()
)
_LONGEST_DATE = 60
_WIDEST_ZONE = timedelta(hours=14)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+", re.IGNORECASE)
_SLASHED = re.compile(r"(?<!\d)(?P<a>[0-3]?\d)[/-](?P<b>[0-3]?\d)[/-](?P<year>(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as it stands in a text.

    Attributes:
        published: what it means, None where it can mean two things.
        start, end: where it stands, its time of day included.
    """

    published: Published | None
    start: int
    end: int


def find_date(text: str, basis: Basis) -> FoundDate | None:
    """The first date stated in a text, or None.

    Args:
        text: a short text such as a byline.
        basis: what the text is.
    """
    found = [
        date
        for form in _FORMS
        for m in [form.search(text)]
        if m
        for date in [_read(m, text, basis)]
        if date
    ]
    slashed = _SLASHED.search(text)
    if slashed:
        found.append(_read_slashed(slashed, text, basis))
    return min(found, key=lambda date: (date.start, -date.end), default=None)


def only_date(text: str) -> bool:
    """Whether a text is a day and perhaps a time and nothing else, with or without a year."""
    if len(text) > _LONGEST_DATE:
        return False
    words = re.findall(r"[^\W\d_]+", text.lower().replace("'", "").replace("’", ""))
    named = [word for word in words if word in _MONTH_NUMBER]
    return (
        len(named) == 1
        and any(map(str.isdigit, text))
        and all(word in _MONTH_NUMBER or word in DATE_WORDS for word in words)
    )


def parse_iso(text: str, basis: Basis) -> Published | None:
    """The date in a machine-readable ISO 8601 text (``2022-10``, ``2024-11-22T15:48:00+02:00``)."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Published(datetime(int(text), 1, 1, tzinfo=UTC), Precision.YEAR, basis)
    if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        year, month = map(int, text.split("-"))
        return Published(datetime(year, month, 1, tzinfo=UTC), Precision.MONTH, basis)
    text = _WEEKDAY.sub("", text)
    date = find_date(text, basis)
    return date.published if date and date.start == 0 else None


def _read(match: re.Match[str], text: str, basis: Basis) -> FoundDate | None:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _MONTH_NUMBER[month]
    try:
        if parts.get("day") is None:
            start = datetime(int(parts["year"]), number, 1, tzinfo=UTC)
            return FoundDate(Published(start, Precision.MONTH, basis), match.start(), match.end())
        day = datetime(int(parts["year"]), number, int(parts["day"]), tzinfo=UTC)
    except ValueError:
        return None  # the 31st of February and the like: no date at all
    return _with_clock(day, match.start(), match.end(), text, basis)


def _read_slashed(match: re.Match[str], text: str, basis: Basis) -> FoundDate:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = {(d, m) for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and 1 <= d <= 31}
    clock = _CLOCK.match(text, match.end())
    end = clock.end() if clock else match.end()
    if len(readings) == 1:
        day, month = readings.pop()
        try:
            return _with_clock(
                datetime(year, month, day, tzinfo=UTC), match.start(), match.end(), text, basis
            )
        except ValueError:
            pass  # 30/02/2022: it stays unread
    return FoundDate(None, match.start(), end)


def _with_clock(day: datetime, start: int, end: int, text: str, basis: Basis) -> FoundDate:
    clock = _CLOCK.match(text, end)
    if clock is None:
        return FoundDate(Published(day, Precision.DAY, basis), start, end)
    hour, zone = int(clock["hour"]), clock["zone"]
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    if zone is None or hour > 23 or (offset := _zone(zone)) is None:
        return FoundDate(Published(day, Precision.DAY, basis), start, clock.end())
    moment = day.replace(hour=hour, minute=int(clock["minute"]), tzinfo=offset)
    return FoundDate(Published(moment.astimezone(UTC), Precision.MINUTE, basis), start, clock.end())


def _zone(text: str) -> timezone | None:
    """The zone of "Z", "GMT" or "+02:00"; None where there is no such zone."""
    if text.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > _WIDEST_ZONE:
        return None
    return timezone(-offset if text[0] == "-" else offset)
