"""Connections to a database, and what is done with them: one statement, or several together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import (
    DeadlockDetected,
    ExclusionViolation,
    ForeignKeyViolation,
    SerializationFailure,
    UniqueViolation,
)
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.errors import SettingsError, StoreError
from bot.store.postgres.failures import NO_ANSWER, told

APPLICATION = "quotewire"
_PATIENCE = 10  # seconds until a connection is given up
_RECONNECTING = 5  # seconds; soon given up, so that the next who asks tries at once
_LONGEST_STATEMENT = "120s"
_MOST_CONNECTIONS = 8
_TRIES = 5

Connection = psycopg.AsyncConnection[tuple[Any, ...]]
Values = Mapping[str, Any] | Sequence[Any]
_Result = TypeVar("_Result")

_CONFIGURE = """
SELECT set_config('TimeZone', 'UTC', false),
       set_config('default_transaction_isolation', 'read committed', false),
       set_config('statement_timeout', %s, false)
"""

_READ_ONLY = "SELECT set_config('default_transaction_read_only', 'on', false)"

# Two processes did the same at once; whoever comes second sees what the first did.
_TRY_AGAIN = (
    DeadlockDetected,
    ExclusionViolation,
    ForeignKeyViolation,
    SerializationFailure,
    UniqueViolation,
)


def parameters(url: str) -> dict[str, Any]:
    """What a URL says, and what Quotewire asks of each connection.

    Raises:
        SettingsError: it is no URL of a PostgreSQL database.
    """
    given: dict[str, Any] | None = None
    with suppress(psycopg.Error, UnicodeError):  # its words repeat the URL
        given = dict(conninfo_to_dict(url))
    if not given:
        raise SettingsError(
            "QUOTEWIRE_DATABASE_URL must look like postgresql://user:password@host:port/database. "
            "In a password, @ is written %40, / is %2F, : is %3A and % is %25."
        )
    # A connection whose other end is gone without a word is given up after a minute.
    kept_alive = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
    return {
        "connect_timeout": _PATIENCE,
        **kept_alive,
        **given,
        "application_name": APPLICATION,
        "client_encoding": "utf8",
        "autocommit": True,
        # Behind PgBouncer the next statement may go to a server that knows of none.
        "prepare_threshold": None,
    }


async def connect(given: Mapping[str, Any], *, hurried: bool = True) -> Connection:
    """A connection by itself.

    Args:
        given: ``parameters``.
        hurried: whether a statement that takes very long is given up.

    Raises:
        StoreError: there is none to be had within 10 seconds; the message says why.
    """
    connection: Connection | None = None
    failure: StoreError
    try:
        async with asyncio.timeout(_PATIENCE):
            connection = await psycopg.AsyncConnection.connect(**given)
            await _configure(connection, hurried=hurried)
            return connection
    except TimeoutError:
        failure = StoreError(NO_ANSWER)
    except psycopg.Error as error:
        failure = told(error)
    if connection is not None:
        await connection.close()
    # Not within the except: psycopg's error would hang on it, with values in its words.
    raise failure


async def _configure(
    connection: Connection, *, hurried: bool = True, writable: bool = True
) -> None:
    await connection.execute(_CONFIGURE, [_LONGEST_STATEMENT if hurried else "0"])
    if not writable:
        await connection.execute(_READ_ONLY)


class Database:
    """A few connections to a database, made when they are needed.

    Whatever goes wrong is a ``StoreError``.

    Args:
        given: ``parameters``.
        writable: whether anything may be changed.

    Attributes:
        processes: the server's numbers of the processes behind all connections of ours, so far.
    """

    def __init__(self, given: dict[str, Any], *, writable: bool = True) -> None:
        # It would log hosts and users; what fails is told by whoever needed the connection.
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)
        self._given, self._writable = given, writable
        self.processes: set[int] = set()
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            kwargs=given,
            name=APPLICATION,
            min_size=1,
            max_size=_MOST_CONNECTIONS,
            timeout=_PATIENCE,
            reconnect_timeout=_RECONNECTING,
            open=False,
            configure=self._made_ready,
            check=self._still_good,
        )

    async def _made_ready(self, connection: Connection) -> None:
        await _configure(connection, writable=self._writable)
        self.processes.add(connection.info.backend_pid)

    async def _still_good(self, connection: Connection) -> None:
        try:
            await self._pool.check_connection(connection)
        except psycopg.Error:
            # The server was restarted, and the others are broken too. One after the other would be
            # tried with growing pauses.
            await self._pool.check()
            raise

    async def open(self) -> None:
        """Begin to connect."""
        await self._pool.open()

    async def close(self) -> None:
        """Let go of all connections."""
        await self._pool.close()

    async def ask(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The rows that one statement gives."""

        async def work(connection: Connection) -> list[tuple[Any, ...]]:
            return await rows(connection, query, values)

        return await self._reported(lambda: self._with_connection(work))

    async def together(self, work: Callable[[Connection], Awaitable[_Result]]) -> _Result:
        """What ``work`` gives; all that it does is done in one transaction, or nothing.

        It is called again when another process was in its way, so it does nothing else.
        """

        async def in_transaction(connection: Connection) -> _Result:
            async with connection.transaction():
                return await work(connection)

        async def tried() -> _Result:
            for _ in range(_TRIES - 1):
                with suppress(*_TRY_AGAIN):
                    return await self._with_connection(in_transaction)
            return await self._with_connection(in_transaction)

        return await self._reported(tried)

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[Connection]:
        """A connection that sees everything as it is now, and can change nothing."""
        connection = await self._reported(self._pool.getconn)
        try:
            await self.on(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await self.on(connection, "SELECT 1")  # now it is that everything is seen
            yield connection
        finally:
            await self._reported(lambda: self._given_back(connection))

    async def on(
        self, connection: Connection, query: str, values: Values = ()
    ) -> list[tuple[Any, ...]]:
        """The rows that one statement gives on a connection that is held."""
        return await self._reported(lambda: rows(connection, query, values))

    async def _given_back(self, connection: Connection) -> None:
        try:
            if not connection.closed:
                await connection.rollback()
        finally:
            await self._pool.putconn(connection)

    async def _with_connection(self, work: Callable[[Connection], Awaitable[_Result]]) -> _Result:
        async with self._pool.connection() as connection:
            return await work(connection)

    async def _reported(self, work: Callable[[], Awaitable[_Result]]) -> _Result:
        failure: StoreError
        try:
            return await work()
        except PoolTimeout as error:
            failure = told(error)
            timed_out = True
        except psycopg.Error as error:
            failure = told(error)
            timed_out = False
        if timed_out:
            # The pool does not say why it has no connection; the attempt to make one does.
            await (await connect(self._given)).close()
        raise failure


async def rows(connection: Connection, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, none where it is not for asking."""
    cursor = await connection.execute(query, values or None, binary=True)
    return await cursor.fetchall() if cursor.description else []
