"""Dates that a text states, read without guessing.

A date counts only when day, month and year can mean one thing. ``04/01/2022`` is the fourth of
January to one reader and the first of April to another: it stays unread. A time of day counts only
with its zone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from summaries.model import Basis, Precision, Published

_MONTHS = (
    "january jan січня січень січ января январь янв januar jän janvier janv enero ene stycznia styczeń gennaio gen janeiro",
    "february feb лютого лютий лют февраля февраль фев februar février févr febrero lutego luty lut febbraio fevereiro fev",
    "march mar березня березень бер марта март мар märz mär mrz mars marzo marca marzec março",
    "april apr квітня квітень квіт апреля апрель апр avril avr abril abr kwietnia kwiecień kwi aprile",
    "may травня травень трав мая май mai mayo maja maj maggio mag maio",
    "june jun червня червень черв июня июнь июн juni juin junio czerwca czerwiec cze giugno giu junho",
    "july jul липня липень лип июля июль июл juli juillet juil julio lipca lipiec luglio lug julho",
    "august aug серпня серпень серп августа август авг août agosto sierpnia sierpień",
    "september sep sept вересня вересень вер сентября сентябрь сен сент septembre septiembre września wrzesień wrz settembre setembro",
    "october oct жовтня жовтень жовт октября октябрь окт oktober okt octobre octubre października październik paź ottobre ott outubro",
    "november nov листопада листопад ноября ноябрь ноя novembre noviembre listopada listopad novembro",
    "december dec грудня грудень груд декабря декабрь дек dezember dez décembre déc diciembre dic grudnia grudzień gru dicembre dezembro",
)
# Short names that are words of their own elsewhere (ago, set, out) count only behind a day.
_MONTHS_BEHIND_A_DAY = {"lip": 7, "ago": 8, "sie": 8, "set": 9, "out": 10, "lis": 11, "лист": 11}
_MONTH_NUMBER = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTH_NAMES = frozenset(_MONTH_NUMBER)
_ROMAN = {n: i for i, n in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
_NUMBER_OF = _MONTH_NUMBER | _MONTHS_BEHIND_A_DAY | _ROMAN


def _any_of(names: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(names, key=len, reverse=True)) + r")(?![^\W\d_])\.?"


MONTH = _any_of(_MONTH_NUMBER)
_MONTH = MONTH.replace("(?:", "(?P<month>", 1)
_MONTH_BEHIND = _any_of({**_MONTH_NUMBER, **_MONTHS_BEHIND_A_DAY}).replace("(?:", "(?P<month>", 1)
# A page's year and the time of day or the next date come out glued together: 20253:40 PM.
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:(?!\d)|(?=\d{1,2}[.:]))"
_ORDINAL = "(?:st|nd|rd|th|er|º|°|ª|-?го|-?е|-?ого)?"
_DAY = rf"(?<!\d)(?P<day>[0-3]?\d){_ORDINAL}"
_CLOCK = re.compile(
    r"(?:\s?(?:р\.|року|г\.|года|r\.|roku))?[\s,T·|-]*"
    r"(?:(?:at|um|о|об|в|à|às|a las|alle(?: ore)?|ore|(?:o )?godz\.?)\s)?"
    r"(?P<hour>[0-2]?\d)(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?(?!\d)"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|"
    r"(?:Z|UTC|GMT|CES?T|EES?T|MES?Z|MSK|МСК|BST|E[SD]T|P[SD]T|CDT|[EP]T)\b|[+-]\d\d:?\d\d(?!\d))?",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_ISO_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)")
_FORMS = (
    _ISO_DAY,
    *(
        re.compile(form, re.IGNORECASE)
        for form in (
            rf"{_DAY}\.?(?: de| of)?[\s-]+{_MONTH_BEHIND}(?: del?)?,?[\s-]+{_YEAR}",
            rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
            # A day before the month, where dots part them: so it is in all our languages.
            r"(?<![\d.])(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?" + _YEAR,
            r"(?<![\d.])(?P<day>[0-3]?\d)[. ](?P<month>(?-i:I{1,3}|I?V|VI{1,3}|I?X|XI{1,2}))[. ](?P<year>(?:19|20)\d\d)(?!\d)",
            r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<month>[01]?\d)/(?P<day>[0-3]?\d)(?!\d)",
            rf"(?<!\d\s)(?<!\d\.\s)(?<!\d(?:st|nd|rd|th|er)\s)\b{_MONTH}(?: del?| of)?,?\s+{_YEAR}",
        )
    ),
)
DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "понеділок вівторок середа четвер пятниця субота неділя понедельник вторник среда пятница суббота воскресенье "
    "пн вт ср чт пт сб нд вс "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "am pm a p m utc gmt cet cest eet eest mez mesz msk мск est edt et bst at um uhr h le del "
    "о об в у на à às alle ore godz om de of the th st nd rd er г р року года год го r roku".split()
)
_LONGEST_DATE = 60
_DIGIT = re.compile(r"\d")
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=-12)
_SUMMER_AND_WINTER = {
    "CET": (False, 1), "MEZ": (False, 1), "EET": (False, 2),
    "CEST": (True, 2), "MESZ": (True, 2), "EEST": (True, 3),
}  # fmt: skip
_AMERICAN = {"E": -5, "C": -6, "P": -8}
_RANGE = re.compile(r"(?<![\d:.])[0-3]?\d\.?\s?[-–—/]\s?$")
_LONGEST_RANGE = 8
_FIRST_WORD = re.compile(r"^([^\W\d_]{2,14})(?:-feira)?\.?,?\s+")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:\d\d)?(?=\D|$)")
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
    if _HAS_YEAR.search(text) is None:
        return None
    found = [
        date
        for form in _FORMS
        for m in [form.search(text)]
        if m
        for date in [_read(m, text, basis)]
    ]
    slashed = _SLASHED.search(text)
    if slashed:
        found.append(_read_slashed(slashed, text, basis))
    return min(found, key=lambda date: (date.start, -date.end), default=None)


def only_date(text: str) -> bool:
    """Whether a text is a day and perhaps a time and nothing else, with or without a year."""
    if len(text) > _LONGEST_DATE or _DIGIT.search(text) is None:
        return False
    words = re.findall(r"[^\W\d_]+", text.lower().replace("'", "").replace("’", ""))
    named = [word for word in words if word in _MONTH_NUMBER]
    return len(named) == 1 and all(word in _MONTH_NUMBER or word in DATE_WORDS for word in words)


def parse_iso(text: str, basis: Basis) -> Published | None:
    """The date in a machine-readable ISO 8601 text (``2022-10``, ``2024-11-22T15:48:00+02:00``)."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return Published(datetime(int(text), 1, 1, tzinfo=UTC), Precision.YEAR, basis)
    if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        year, month = map(int, text.split("-"))
        return Published(datetime(year, month, 1, tzinfo=UTC), Precision.MONTH, basis)
    weekday = _FIRST_WORD.match(text)
    if weekday and weekday[1].lower() in DATE_WORDS:
        text = text[weekday.end() :]
    text = _COMPACT.sub(r"\1-\2-\3T\4:\5", text)
    date = find_date(text, basis)
    return date.published if date and date.start == 0 else None


def _read(match: re.Match[str], text: str, basis: Basis) -> FoundDate:
    parts = match.groupdict()
    month = parts["month"].lower()
    number = int(month) if month.isdigit() else _NUMBER_OF[month]
    try:
        if parts.get("day") is None:
            start = datetime(int(parts["year"]), number, 1, tzinfo=UTC)
            return FoundDate(Published(start, Precision.MONTH, basis), match.start(), match.end())
        day = datetime(int(parts["year"]), number, int(parts["day"]), tzinfo=UTC)
        if _RANGE.search(text, max(match.start() - _LONGEST_RANGE, 0), match.start()):
            return FoundDate(  # 12-13 March: which of the two is not said
                Published(day.replace(day=1), Precision.MONTH, basis), match.start(), match.end()
            )
    except ValueError:
        return _unread(match, text)  # the 31st of February and the like
    return _with_clock(day, match.start(), match.end(), text, basis)


def _read_slashed(match: re.Match[str], text: str, basis: Basis) -> FoundDate:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = {(d, m) for d, m in ((a, b), (b, a)) if 1 <= m <= 12 and 1 <= d <= 31}
    if len(readings) == 1:
        day, month = readings.pop()
        try:
            return _with_clock(
                datetime(year, month, day, tzinfo=UTC), match.start(), match.end(), text, basis
            )
        except ValueError:
            pass  # 30/02/2022: it stays unread
    return _unread(match, text)


def _unread(match: re.Match[str], text: str) -> FoundDate:
    """What stands where a date does and is none, or can mean two."""
    clock = _CLOCK.match(text, match.end())
    return FoundDate(None, match.start(), clock.end() if clock else match.end())


def _with_clock(day: datetime, start: int, end: int, text: str, basis: Basis) -> FoundDate:
    clock = _CLOCK.match(text, end)
    if clock is None:
        return FoundDate(Published(day, Precision.DAY, basis), start, end)
    hour, zone = int(clock["hour"]), clock["zone"]
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower().startswith("p") else 0)
    # "10:00-12:30" is from ten to half past twelve, unless a T says that it is ISO 8601.
    ranged = zone is not None and zone[0] == "-" and ":" in zone and text[end : end + 1] != "T"
    offset = None if zone is None or ranged else _zone(zone, day)
    if hour > 23 or offset is None:
        return FoundDate(Published(day, Precision.DAY, basis), start, clock.end())
    moment = day.replace(hour=hour, minute=int(clock["minute"]), tzinfo=offset)
    return FoundDate(Published(moment.astimezone(UTC), Precision.MINUTE, basis), start, clock.end())


def _zone(text: str, day: datetime) -> timezone | None:
    """The zone of "Z", "GMT", "UTC+3", "EET" or "+02:00"; None where it cannot be told.

    The name of a winter time in summer is a slip, for one of two.
    """
    name = text.upper()
    if name in {"Z", "UTC", "GMT"}:
        return UTC
    if name in {"MSK", "МСК"}:
        return timezone(timedelta(hours=3)) if day.year > _MOSCOW_FIXED else None
    if name in _SUMMER_AND_WINTER:
        summer, hours = _SUMMER_AND_WINTER[name]
        return timezone(timedelta(hours=hours)) if summer is _is_summer(day) else None
    if name == "BST":
        return timezone(timedelta(hours=1)) if _is_summer(day) else None
    if name[0] in _AMERICAN and name[-1] == "T":
        summer = _is_american_summer(day)
        if name[1:-1] not in {"", "D" if summer else "S"}:
            return None
        return timezone(timedelta(hours=_AMERICAN[name[0]] + summer))
    sign, digits = re.sub(r"UTC|GMT|[\s:]", "", name)[0], re.sub(r"\D", "", name)
    hour, minute = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hour), minutes=int(minute)) * (-1 if sign == "-" else 1)
    return timezone(offset) if _WESTERNMOST <= offset <= _EASTERNMOST else None


_MOSCOW_FIXED = 2014


def _is_summer(day: datetime) -> bool:
    """Whether Europe's clocks are forward: from March's last Sunday to October's (since 1996)."""
    march, october = (
        last - timedelta(days=(last.weekday() + 1) % 7)
        for last in (day.replace(month=3, day=31), day.replace(month=10, day=31))
    )
    return march <= day < october


def _is_american_summer(day: datetime) -> bool:
    """Whether clocks are forward in America: second Sunday of March to November's first (since 2007)."""
    march, november = (
        first + timedelta(days=(6 - first.weekday()) % 7)
        for first in (day.replace(month=3, day=8), day.replace(month=11, day=1))
    )
    return march <= day < november
