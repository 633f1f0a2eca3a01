"""Tables that are made, and brought up to date, by numbered files of SQL; forward only."""

import hashlib
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from importlib.resources import files

import psycopg

from bot.errors import StoreError
from bot.store.postgres.connections import Connection, rows
from bot.store.postgres.failures import told

# Whoever holds this lock may migrate; the number stands for nothing.
_LOCK = "SELECT pg_advisory_lock(5147029481)"
_UNLOCK = "SELECT pg_advisory_unlock(5147029481)"
_ENCODING = "SELECT current_setting('server_encoding')"
_TABLE = """
CREATE TABLE IF NOT EXISTS migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied timestamptz NOT NULL DEFAULT now()
)
"""
_KNOWN = "SELECT to_regclass('migrations') IS NOT NULL"
_APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number"
_RECORD = "INSERT INTO migrations (number, name, checksum) VALUES (%s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the tables.

    Attributes:
        number: from 1, without gaps.
        name: what it is for.
        sql: its statements.
    """

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of its statements."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> Sequence[Migration]:
    """All steps that this version knows, in order."""
    found = []
    for file in (files("bot.store.postgres") / "migrations").iterdir():
        stem, _, suffix = file.name.rpartition(".")
        if suffix == "sql":
            number, _, name = stem.partition("_")
            sql = file.read_text("utf-8").replace("\r\n", "\n")
            found.append(Migration(int(number), name, sql))
    return sorted(found, key=lambda each: each.number)


async def migrate(connection: Connection, steps: Sequence[Migration]) -> None:
    """Take the tables through all steps that they have not been through.

    Several processes may do so at once: one does, the others wait for it.

    Args:
        connection: that commits by itself.
        steps: all there are, in order.

    Raises:
        StoreError: the database cannot be used, or not by this version.
    """
    await _reported(_migrate(connection, steps))


async def up_to_date(connection: Connection, steps: Sequence[Migration]) -> None:
    """Make sure that the tables have been through all steps; change nothing.

    Raises:
        StoreError: they have not, or the database cannot be used.
    """
    await _reported(_up_to_date(connection, steps))


async def _reported(work: Awaitable[None]) -> None:
    failure: StoreError
    try:
        await work
    except psycopg.Error as error:
        failure = told(error)
    else:
        return
    raise failure


async def _up_to_date(connection: Connection, steps: Sequence[Migration]) -> None:
    made = (await rows(connection, _KNOWN))[0][0]
    if not made or await _missing(connection, steps):
        raise StoreError(
            "The tables of the database are not there yet, or older than this version of "
            "Quotewire. Start the bot once ('quotewire run'): it makes them, and brings them up to "
            "date."
        )


async def _migrate(connection: Connection, steps: Sequence[Migration]) -> None:
    ((encoding,),) = await rows(connection, _ENCODING)
    if encoding != "UTF8":
        raise StoreError(
            f"The database keeps texts as {encoding}, which cannot hold all letters. Create one "
            "with createdb --encoding=UTF8 --template=template0 NAME."
        )
    await connection.execute(_LOCK)
    try:
        for step in await _missing(connection, steps):
            async with connection.transaction():
                await connection.execute(step.sql)
                await connection.execute(_RECORD, [step.number, step.name, step.checksum])
    finally:
        if not connection.closed:
            await connection.execute(_UNLOCK)


async def _missing(connection: Connection, steps: Sequence[Migration]) -> Sequence[Migration]:
    # Whether it is there is asked first: CREATE needs rights that a running bot can do without.
    if not (await rows(connection, _KNOWN))[0][0]:
        await connection.execute(_TABLE)
    applied = {number: (name, sum_) for number, name, sum_ in await rows(connection, _APPLIED)}
    if applied.keys() - {step.number for step in steps}:
        raise StoreError(
            "The database was written by a newer version of Quotewire; upgrade this one."
        )
    for step in steps:
        if step.number in applied and applied[step.number][1] != step.checksum:
            raise StoreError(
                f"The tables of the database were made by another {step.number:04}_{step.name}.sql "
                "than this version has. Install the version of Quotewire that made them, or "
                "restore the database from a backup of this one."
            )
    return [step for step in steps if step.number not in applied]
