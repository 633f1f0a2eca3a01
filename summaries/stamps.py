"""The shapes of times that stand before what was said: time codes, clock times, message stamps."""

import re

_TIMECODE = re.compile(
    r"^\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?"
    r"(?:\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)?(?!\d|:\d|\s?(?:am|pm|a\.m|p\.m)\b)"
    r"\s*(?:[-–—|]\s+)?",
    re.IGNORECASE,
)
# 7:45 p.m., 15:40 GMT: the time of day of an entry, alone on its line.
_CLOCK_TIME = re.compile(
    r"^\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?(?:\s\(?(?:[A-Z]{2,4}|Uhr)\)?)?\W{0,2}$", re.IGNORECASE
)
# [22/11/2024, 15:40:12] Anna: ..., 22.11.24, 15:40 - Anna: ..., and alone: Name, [22.11.2024 15:40]
_MESSAGE = re.compile(
    r"^[^\[\]:]{1,60}, \[\d{1,2}[./]\d{1,2}[./]\d{4},? \d{1,2}:\d\d(?::\d\d)?\]$|"
    r"^\[?\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?(?:\] | - )"
)
_TIGHT_TIMECODE = re.compile(r"^(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?=\d)(?!\d{1,2}:)")
_CLOCK = re.compile(r"\d+(?::\d+)+")
_LONG_CLOCK = re.compile(r"\W*\d{1,2}:\d{2}:\d{2}")
_SOUND = re.compile(r"^(?:[\[(][^\])]{1,40}[\])]|♪.{0,80})$")


def timecode(line: str) -> str:
    """The time code at the start of the line (``00:05``, ``[1:02:03]``, an SRT range), or ""."""
    match = _TIMECODE.match(line)
    return match.group() if match else ""


def clock_time(line: str) -> str:
    """The whole line where it is a time of day and nothing else (``7:45 p.m.``), or ""."""
    return line if _CLOCK_TIME.match(line) else ""


def message(line: str) -> str:
    """The day and time that a messenger puts before each message when it is copied, or ""."""
    match = _MESSAGE.match(line)
    return match.group() if match else ""


def tight_timecode(line: str) -> str:
    """The time code right before a figure (``00:053,000 people``), or ""."""
    match = _TIGHT_TIMECODE.match(line)
    return match.group() if match else ""


def seconds(code: str) -> int:
    """How far into a recording a time code points; of a range, where it begins."""
    clock = _CLOCK.search(code)
    parts = clock.group().split(":") if clock else []
    return sum(int(part) * 60**power for power, part in enumerate(reversed(parts)))


def has_seconds(code: str) -> bool:
    """Whether a time code tells hours, minutes and seconds: no clock time of a live page does."""
    return _LONG_CLOCK.match(code) is not None


def is_sound(line: str) -> bool:
    """Whether the line of a transcript names a sound: "[music]"."""
    return _SOUND.match(line) is not None
