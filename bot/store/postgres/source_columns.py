"""Sources, and what belongs to them, as columns and back; beside ``columns.py``."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bot.store.postgres.columns import Columns, utc
from bot.store.rows import to_row
from bot.store.source import Admin, Earlier, Memory, Source

_MICROSECOND = timedelta(microseconds=1)
_NAMES = tuple(field.name for field in fields(Source))

# An interval of PostgreSQL's is months, days and seconds, which is not what a timedelta is.
SOURCE = ", ".join("interval_microseconds" if name == "interval" else name for name in _NAMES)
MEMORY = "source, seen, habits"
ADMIN = "person, added, name"
EARLIER = "article, number, replaced, title, body"


def columns_of_source(source: Source) -> Columns:
    """A source."""
    row = to_row(source)
    del row["interval"]
    return {**row, "interval_microseconds": source.interval // _MICROSECOND}


def sources(found: Iterable[Sequence[Any]]) -> list[Source]:
    """Sources, of the columns in the order of ``SOURCE``."""
    return msgspec.convert(list(map(_source, found)), list[Source])


def _source(row: Sequence[Any]) -> Columns:
    columns = dict(zip(_NAMES, row, strict=True))
    columns["interval"] *= _MICROSECOND
    moments = {n: utc(value) for n, value in columns.items() if isinstance(value, datetime)}
    return {**columns, **moments}


def columns_of_memory(memory: Memory) -> Columns:
    """What is remembered of a source."""
    return to_row(memory)


def memory(row: Sequence[Any]) -> Memory:
    """What is remembered of a source, of the columns in the order of ``MEMORY``."""
    return Memory(*row)


def columns_of_admin(admin: Admin) -> Columns:
    """An admin."""
    return {"person": admin.user, "added": admin.added, "name": admin.name}


def admin(row: Sequence[Any]) -> Admin:
    """An admin, of the columns in the order of ``ADMIN``."""
    person, added, name = row
    return Admin(person, utc(added), name)


def columns_of_earlier(earlier: Earlier) -> Columns:
    """How an article read before."""
    return to_row(earlier)


def earlier(row: Sequence[Any]) -> Earlier:
    """How an article read before, of the columns in the order of ``EARLIER``."""
    article, number, replaced, title, body = row
    return Earlier(article, number, utc(replaced), title, body)
