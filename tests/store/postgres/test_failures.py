"""What goes wrong with a database, in sentences that tell what to do and hold no secret."""

import asyncio
import builtins
import logging
import socket
import time
import traceback
from collections.abc import Iterator

import psycopg
import pytest

from bot.errors import QuotewireError, SettingsError, StoreError
from bot.store.postgres import connections, open_postgres
from bot.store.postgres.store import PostgresStore
from bot.store.records import Digest
from bot.store.rows import Table
from tests import postgres
from tests.contract.records import DAY, NOW, SAM, chat, digest, entry, filed
from tests.contract.test_chats import keep

pytestmark = pytest.mark.new_database

PASSWORD = "open-sesame-4711"


@pytest.fixture(scope="module")
def guarded() -> Iterator[postgres.Server]:
    """A server that asks for passwords."""
    with postgres.server() as made:
        postgres.run(made.url, f"CREATE ROLE sam LOGIN PASSWORD '{PASSWORD}'")
        postgres.run(made.url, "CREATE DATABASE sam OWNER sam")
        made.allow("local all postgres trust\nlocal sam all scram-sha-256\n")
        yield made


def assert_discreet(error: BaseException, *secrets: str) -> None:
    """Nothing that was to be kept secret is told, nor hangs on what is told."""
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error, chain=True)).splitlines()
    shown = "\n".join([str(error), repr(error.args), told[-1]])
    for secret in secrets:
        assert secret not in shown


async def refused(url: str, sentence: str, *, kind: type[QuotewireError] = StoreError) -> None:
    with pytest.raises(kind, match=sentence) as told:
        await open_postgres(url)
    assert_discreet(told.value, PASSWORD, "sesame", "4711")


async def test_the_right_password_opens(guarded: postgres.Server):
    async with await open_postgres(
        postgres.of(guarded.url, user="sam", password=PASSWORD, dbname="sam")
    ) as store:
        assert await store.revision() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": f"{PASSWORD}0"}, "refused the user or the password"),
        ({"password": ""}, "refused the user or the password"),
        ({"user": "nobody", "password": PASSWORD}, "refused the user or the password"),
        ({"dbname": "postgres", "password": PASSWORD}, "refused the connection. Check user"),
        ({"user": "postgres", "dbname": PASSWORD}, "no database of the name.*createdb"),
    ],
)
async def test_a_server_that_refuses_is_told_of(guarded: postgres.Server, changes, sentence):
    await refused(postgres.of(guarded.url, **{"user": "sam", "dbname": "sam", **changes}), sentence)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"postgresql://sam:{PASSWORD}@127.0.0.1:1/sam", "does not answer.*host and the port"),
        (f"postgresql://sam:{PASSWORD}@no.invalid/sam", "host in .* is not known"),
        (f"postgresql://sam:op@{PASSWORD}@no.invalid/sam", "%40"),
        (f"postgresql://sam:op/{PASSWORD}@127.0.0.1:1/sam", "not known|does not answer"),
    ],
)
async def test_a_server_that_is_not_there_is_told_of(url, sentence):
    await refused(url, sentence)


@pytest.mark.parametrize(
    "url",
    [
        f"postgrsql://sam:{PASSWORD}@127.0.0.1/sam",
        f"postgresql+asyncpg://sam:{PASSWORD}@127.0.0.1/sam",
        f"postgresql://sam:%zz{PASSWORD}@127.0.0.1/sam",
        f"postgresql://sam:{PASSWORD}@127.0.0.1/sam?colour=red",
        f"{PASSWORD}\x00",
        f"{PASSWORD}\udc80",
        "",
    ],
)
async def test_what_is_no_url_is_told_of(url):
    await refused(url, "must look like postgresql://", kind=SettingsError)


async def test_a_server_that_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(connections, "_PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        await refused(
            f"postgresql://sam:{PASSWORD}@127.0.0.1:{silent.getsockname()[1]}/sam",
            "does not answer",
        )
    assert time.monotonic() - begun < 5


async def test_without_rights_to_create_tables_there_is_advice(url: str, role):
    await refused(postgres.of(url, user=role()), "Make it the owner of the database.*42501")


async def test_too_many_connections_are_told_of(url: str, role):
    await refused(postgres.of(url, user=role("CONNECTION LIMIT 0")), "too many connections")


async def test_a_database_that_can_only_be_read_is_told_of(url: str, role):
    name = role()
    postgres.run(url, f"ALTER ROLE {name} SET default_transaction_read_only = on")
    postgres.run(url, f"GRANT ALL ON SCHEMA public TO {name}")

    await refused(postgres.of(url, user=name), "can only be read.*25006")


async def test_without_psycopg_the_way_to_install_it_is_told(monkeypatch):
    def without(name, *rest, **more):
        if name.startswith("psycopg"):
            raise ImportError(name)
        return import_(name, *rest, **more)

    import_ = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without)

    await refused("postgresql://", r"pip install 'quotewire\[postgres\]'", kind=SettingsError)


FAILING = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'told: {secret}' USING ERRCODE = '{code}', DETAIL = '{secret}'; END $$;
CREATE TRIGGER fail BEFORE INSERT ON notes EXECUTE FUNCTION fail();
"""


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("53100", "disk of the database server is full"),
        ("53200", "too little memory"),
        ("53300", "too many connections"),
        ("57014", "took too long"),
        ("57P03", "starting or stopping"),
        ("55P03", "locked for too long"),
        ("58030", "cannot use its files"),
        ("XX001", "damaged"),
        ("22012", "database failed"),
        ("40001", "got into each other's way"),
    ],
)
async def test_what_the_server_fails_in_is_told_without_its_values(
    store: PostgresStore, url: str, code: str, sentence: str
):
    postgres.run(url, FAILING.format(code=code, secret=PASSWORD))

    with pytest.raises(StoreError, match=f"{sentence}.*{code}") as told:
        await store.notes.put("a", PASSWORD)

    assert_discreet(told.value, PASSWORD)


async def test_a_broken_rule_is_told_without_the_row(store: PostgresStore):
    await keep(store, chat())

    with pytest.raises(StoreError, match=r"breaks its rules.*slots_digest_fkey.*23503") as told:
        await store.outbox.enter([entry(digest=PASSWORD)])

    assert_discreet(told.value, PASSWORD, str(SAM.chat))


async def test_a_row_that_no_column_holds_is_told_without_its_value(store: PostgresStore):
    await store.outbox.keep([Digest("d", (PASSWORD,), NOW)])
    rows = [
        {"key": {"chat": 10**30, "thread": 0}, "kind": "private", "joined": "2026-01-01T00:00:00Z"}
    ]

    with pytest.raises(StoreError) as told:
        await store.put_rows(Table.CHATS, rows)

    assert_discreet(told.value, str(10**30))


async def test_an_error_of_whoever_decides_is_passed_on(store: PostgresStore):
    def decide(_):
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await store.chats.change(SAM, decide)


async def test_names_that_no_database_holds_find_nothing(store: PostgresStore):
    odd = "a\x00\udc80"

    assert await store.articles.get(topic=odd) == []
    assert await store.notes.get(odd) is None
    assert await store.outbox.digest(odd) is None
    assert await store.articles.search(odd) == []
    await store.articles.remove([odd])
    await store.topics.remove([odd])
    await store.articles.refile({odd: [odd]})
    await store.drop_rows(Table.NOTES, [(odd,)])
    await store.notes.put(odd, odd)
    assert await store.notes.get(odd) == "a\ufffd\ufffd"


async def test_a_closed_store_says_so(url: str):
    store = await open_postgres(url)
    await store.close()

    with pytest.raises(StoreError, match="closed") as told:
        await store.revision()
    assert_discreet(told.value)


async def test_a_statement_that_takes_too_long_is_given_up(url: str, monkeypatch):
    monkeypatch.setattr(connections, "_LONGEST_STATEMENT", "200ms")
    async with await open_postgres(url) as store:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE notes")
            with pytest.raises(StoreError, match=r"took too long.*57014"):
                await store.notes.put("a", "b")
        await store.notes.put("a", "b")


async def test_where_no_connection_is_free_that_is_told(url: str, monkeypatch):
    monkeypatch.setattr(connections, "_PATIENCE", 1)
    monkeypatch.setattr(connections, "_MOST_CONNECTIONS", 1)
    async with await open_postgres(url) as store, store.snapshot():
        with pytest.raises(StoreError, match="no connection to it became free"):
            await store.revision()


async def test_a_restart_of_the_server_between_two_calls_goes_unnoticed():
    with postgres.server() as server:
        async with await open_postgres(server.url) as store:
            await asyncio.gather(*(store.revision() for _ in range(20)))
            await asyncio.to_thread(server.restart)

            assert await store.revision() == 0
            await store.notes.put("a", "b")


async def test_a_store_is_well_again_when_its_server_is(monkeypatch, caplog):
    monkeypatch.setattr(connections, "_PATIENCE", 1)
    monkeypatch.setattr(connections, "_RECONNECTING", 1)
    caplog.set_level(logging.DEBUG)
    with postgres.server() as server:
        server.allow("local all postgres trust\nlocal all all scram-sha-256\n")
        postgres.run(server.url, f"CREATE ROLE sam SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
        async with await open_postgres(
            postgres.of(server.url, user="sam", password=PASSWORD)
        ) as store:
            await store.notes.put("a", "b")
            await asyncio.to_thread(server.stop)
            with pytest.raises(StoreError, match=r"does not answer|was lost") as told:
                await store.notes.get("a")
            assert_discreet(told.value, PASSWORD)
            with pytest.raises(StoreError, match=r"does not answer|was lost"):
                await store.notes.get("a")
            await asyncio.to_thread(server.start)

            assert await store.notes.get("a") == "b"
    assert PASSWORD not in caplog.text
    assert str(server.folder) not in caplog.text


async def test_a_connection_that_breaks_within_a_call_is_told(store: PostgresStore, url: str):
    postgres.run(
        url,
        "CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;"
        "CREATE TRIGGER leave BEFORE INSERT ON notes EXECUTE FUNCTION leave();",
    )

    with pytest.raises(StoreError, match=r"starting or stopping|was lost") as told:
        await store.notes.put("a", PASSWORD)

    assert_discreet(told.value, PASSWORD)
    assert await store.notes.get("a") is None


async def test_a_snapshot_tells_what_breaks_it(store: PostgresStore, url: str):
    async with store.snapshot() as snapshot:
        postgres.run(
            url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'quotewire' AND datname = current_database()",
        )
        with pytest.raises(StoreError, match=r"starting or stopping|was lost") as told:
            await snapshot.count(Table.NOTES)
    assert_discreet(told.value)

    async with store.snapshot() as snapshot:
        assert await snapshot.count(Table.NOTES) == 0


async def test_a_rollback_leaves_nothing_behind(store: PostgresStore):
    await keep(store, chat())
    await store.outbox.keep([digest()])
    await store.articles.put([filed(1)], now=NOW)
    before = await store.revision()

    with pytest.raises(StoreError):
        await store.outbox.enter([entry(), entry(moment=NOW + DAY, digest="unknown")])
    with pytest.raises(StoreError):
        await store.articles.put([filed(1, body="New.", extent=(5, 1))], now=NOW)

    assert await store.articles.earlier(filed(1).article.id) == []
    assert await store.outbox.of(SAM.chat) == []
    assert (await store.chats.get(SAM)).due == NOW
    assert await store.revision() == before
