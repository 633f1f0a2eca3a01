"""What PostgreSQL refuses, as sentences that tell a person what to do.

psycopg's own messages are not passed on: they hold values, such as a chat's number, and what a
mistyped URL made of a password.
"""

import psycopg
from psycopg.errors import ConnectionTimeout
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests

from bot.errors import StoreError

_URL = "QUOTEWIRE_DATABASE_URL"
NO_ANSWER = (
    "The database does not answer. Check that the server runs and that the host and the port in "
    f"{_URL} are right."
)
_NO_HOST = (
    f"The host in {_URL} is not known. Check its spelling; a password that holds @, / or : must "
    "be written with %40, %2F or %3A."
)
_LOGIN = f"The database refused the user or the password. Check both in {_URL}."
_NO_DATABASE = (
    f"The server has no database of the name in {_URL}. Create it (createdb --encoding=UTF8 "
    "--template=template0 NAME), or correct the name."
)
_REFUSED = (
    f"The database server refused the connection. Check user, password and database in {_URL}, and "
    "see the server's log."
)
_FULL = (
    "The database has too many connections. Stop what else uses it, or raise max_connections or "
    "the limit of the user."
)
_RIGHTS = (
    "The database user has too few rights: it must be able to create tables, to read and to write "
    "them. Make it the owner of the database."
)
_STARTING = "The database is starting or stopping. Try again in a moment."
_LOST = (
    "The connection to the database was lost. Quotewire connects anew by itself; if this is said "
    "again and again, see the server's log."
)
BUSY = (
    "The database is too slow: no connection to it became free in time. See what keeps it busy "
    "(pg_stat_activity)."
)
_CLOSED = "The store is closed."

# What the server says before it knows who asks comes without an SQLSTATE.
_OF_CONNECTING = (
    ("failed to resolve host", _NO_HOST),
    ("could not translate host", _NO_HOST),
    ("authentication failed", _LOGIN),
    ("no password supplied", _LOGIN),
    ("no pg_hba.conf entry", _REFUSED),
    ("too many", _FULL),
    ("remaining connection slots", _FULL),
    ("starting up", _STARTING),
    ("shutting down", _STARTING),
    ("in recovery mode", _STARTING),
    ("permission denied for database", _RIGHTS),
    ('" does not exist', _NO_DATABASE),
    ("FATAL", _REFUSED),
)
_WHILE_CONNECTING = ("connection failed", "connection is bad", "failed to resolve")
_NO_ROLE = 'role "'

# By SQLSTATE, or by its first two letters, which are its class.
_SENTENCES = {
    "08": _LOST,
    "23": "The database refused a change that breaks its rules",
    "25006": (
        "The database can only be read: it is a standby, or set to be so. Name the primary server "
        f"in {_URL}"
    ),
    "28": _LOGIN,
    "3D000": _NO_DATABASE,
    "40": "Several processes got into each other's way in the database. Try again",
    "42501": _RIGHTS,
    "42": (
        "The tables in the database are not what this version of Quotewire made. Give Quotewire a "
        "database of its own, or restore it from a backup"
    ),
    "53100": "The disk of the database server is full. Make room there",
    "53300": _FULL,
    "53": "The database server has too little memory or disk. Give it more",
    "54": "A text is too long for the database",
    "55P03": "The database was locked for too long. See what holds it (pg_stat_activity)",
    "57014": (
        "The database took too long and the request was given up. See what keeps it busy "
        "(pg_stat_activity)"
    ),
    "57": _STARTING,
    "58": "The database server cannot use its files. See the server's log",
    "XX": "The database is damaged or has a fault. See the server's log; restore it from a backup",
}
# Their primary messages name tables and constraints, never a value.
_TELLING = ("23", "42")


def told(error: psycopg.Error) -> StoreError:
    """The error to raise in place of one of psycopg's; nothing of its values is in it."""
    return StoreError(_sentence(error))


def _sentence(error: psycopg.Error) -> str:
    match error:
        case PoolClosed():
            return _CLOSED
        case PoolTimeout() | TooManyRequests():
            return BUSY
        case ConnectionTimeout():
            return NO_ANSWER
    code = error.sqlstate
    if code is None:
        return _without_code(error)
    known = _SENTENCES.get(code) or _SENTENCES.get(code[:2])
    sentence = known or "The database failed. See the server's log"
    why = error.diag.message_primary if code[:2] in _TELLING else None
    told_by_it = f"{why}, SQLSTATE {code}" if why else f"SQLSTATE {code}"
    return f"{sentence.removesuffix('.')} ({told_by_it})."


def _without_code(error: psycopg.Error) -> str:
    """Of failures to connect, lost connections, and values that psycopg itself refuses."""
    text = str(error)
    if not isinstance(error, psycopg.OperationalError):
        return (
            "The database was given a value that it cannot hold, or a request at the wrong time "
            f"({type(error).__name__}). This is a fault of Quotewire; please report it."
        )
    if any(part in text for part in _WHILE_CONNECTING):
        return connecting(text)
    return _LOST


def connecting(text: str) -> str:
    """What to say when a connection was refused with this text; what is in it is not told."""
    if _NO_ROLE in text and "does not exist" in text:
        return _LOGIN
    for part, sentence in _OF_CONNECTING:
        if part in text:
            return sentence
    return NO_ANSWER
