"""Moments and spans in the words of British English."""

from datetime import datetime, timedelta

from bot.chat.locale.en import plural

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day(moment: datetime, now: datetime) -> str:
    """A day: "3 November", with the year where that is another."""
    told = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return told if moment.year == now.year else f"{told} {moment.year}"


def since(moment: datetime, now: datetime) -> str:
    """Since when something is: "since 14:05 UTC" today, "since 3 November" before."""
    if moment.date() == now.date():
        return f"since {moment:%H:%M} UTC"
    return f"since {day(moment, now)}"


def span(length: timedelta) -> str:
    """How long something takes, in the largest unit that fits: "2 hours"."""
    if (minutes := max(1, round(length / _MINUTE))) < _HOUR / _MINUTE:
        return plural(minutes, "minute")
    if (hours := round(length / _HOUR)) < _DAY / _HOUR:
        return plural(hours, "hour")
    return plural(round(length / _DAY), "day")


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was."""
    if now - moment < _MINUTE:
        return "just now"
    return f"{span(now - moment)} ago"


def ahead(moment: datetime, now: datetime) -> str:
    """How soon a moment is."""
    if moment - now < _MINUTE:
        return "now"
    return f"in {span(moment - now)}"


def every(interval: timedelta) -> str:
    """How often something happens: "every hour", "every 25 minutes"."""
    return f"every {span(interval).removeprefix('1 ')}"
