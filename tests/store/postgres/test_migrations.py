"""How the tables are made and brought up to date."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.errors import StoreError
from bot.store.checking import check
from bot.store.postgres import open_postgres, store
from bot.store.postgres.connections import Connection, connect, parameters
from bot.store.postgres.migrating import Migration, migrate, migrations, up_to_date
from bot.store.records import CORPUS
from tests import postgres
from tests.contract.records import AIR, NOW, SAM, article, chat, filed, source
from tests.contract.test_chats import keep

pytestmark = pytest.mark.new_database

BEFORE_SOURCES = """
    INSERT INTO topics VALUES (
        'air-defence', 1, 'Air defence', '{air defence}', '[["NATO"], ["Kyiv"]]', '{zone}', '{}',
        '{}'
    );
    INSERT INTO articles VALUES (
        'seeds/1.txt', 'feed', 'seeds/1.txt', '“Report 1 on air defence.” Київ 🚀',
        '2026-11-22T08:01Z', NULL, 'Kyiv Post', '2022-10-01T00:00Z', 'month', 'corpus', 'en',
        NULL, 0, 33, ''
    );
    INSERT INTO article_topics VALUES ('seeds/1.txt', 'air-defence', '2026-11-22T08:01Z', 1);
    INSERT INTO notes VALUES ('filed for', 'abc');
"""
"""What the first version wrote."""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Connection]:
    connection = await connect(parameters(url))
    try:
        yield connection
    finally:
        await connection.close()


async def through(url: str, steps: Sequence[Migration]) -> None:
    async with connected(url) as connection:
        await migrate(connection, steps)


async def opening(url: str) -> None:
    async with await open_postgres(url):
        pass


def applied(url: str) -> list[int]:
    return [number for (number,) in postgres.run(url, "SELECT number FROM migrations ORDER BY 1")]


def test_they_are_numbered_from_one_without_gaps():
    numbers = [step.number for step in migrations()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert all(step.name and step.sql for step in migrations())


@pytest.mark.parametrize("version", [step.number for step in migrations()])
async def test_a_database_of_each_version_becomes_one_of_the_newest(url: str, version: int):
    await through(url, migrations()[:version])
    assert applied(url) == list(range(1, version + 1))

    async with await open_postgres(url) as opened:
        await opened.articles.put([filed(1)], now=NOW)
        assert len(await opened.articles.get()) == 1
    assert applied(url) == [step.number for step in migrations()]


async def test_what_is_kept_outlives_later_steps(url: str):
    first = migrations()[:1]
    await through(url, first)
    postgres.run(url, "INSERT INTO notes VALUES ('a', 'b')")

    for step in migrations()[1:]:
        await through(url, [*first, step])
    more = Migration(len(migrations()) + 1, "more", "ALTER TABLE notes ADD more text")
    await through(url, [*migrations(), more])

    assert postgres.run(url, "SELECT name, text, more FROM notes") == [("a", "b", None)]
    assert applied(url)[-1] == more.number


async def test_a_store_of_the_time_before_sources_keeps_what_it_holds(url: str):
    await through(url, migrations()[:1])
    postgres.run(url, BEFORE_SOURCES)

    async with await open_postgres(url) as opened:
        assert not (await check(opened)).problems
        assert list(await opened.topics.all()) == [AIR]
        assert list(await opened.topics.of(CORPUS)) == [AIR.slug]
        (kept,) = await opened.articles.get(topic=AIR.slug)
        assert kept == article(1)
        assert (await opened.sources.add(source)).number == 1
        await opened.articles.put([filed(1, body="Other.")], now=NOW)
        assert [each.body for each in await opened.articles.earlier(kept.id)] == [kept.body]


async def test_a_second_opening_changes_nothing(url: str):
    async with await open_postgres(url) as opened:
        await opened.topics.put([AIR])
        await keep(opened, chat())
    before = postgres.run(url, "SELECT * FROM migrations")

    async with await open_postgres(url) as opened:
        assert list(await opened.topics.all()) == [AIR]
        assert await opened.chats.get(SAM) == chat()

    assert postgres.run(url, "SELECT * FROM migrations") == before


async def test_a_database_of_a_newer_version_is_left_alone(url: str):
    newer = Migration(len(migrations()) + 1, "newer", "CREATE TABLE newer ()")
    await through(url, [*migrations(), newer])

    with pytest.raises(StoreError, match="newer version of Quotewire; upgrade this one"):
        await opening(url)


async def test_a_step_that_is_not_what_it_was_is_told(url: str):
    await through(url, migrations())
    postgres.run(url, "UPDATE migrations SET checksum = 'other' WHERE number = 1")

    with pytest.raises(StoreError, match=r"made by another 0001_first\.sql"):
        await opening(url)


@pytest.mark.parametrize("then", ["CREATE TABLE more ()", "DROP TABLE migrations"])
async def test_a_step_that_fails_leaves_the_tables_as_they_were(url: str, then: str):
    await through(url, migrations())
    last = len(migrations())
    bad = Migration(last + 1, "bad", f"CREATE TABLE more (); {then};")

    async with connected(url) as connection:
        with pytest.raises(StoreError, match="SQLSTATE 42P0"):
            await migrate(connection, [*migrations(), bad])
        assert applied(url)[-1] == last
        assert postgres.run(url, "SELECT to_regclass('more')") == [(None,)]
        await migrate(connection, migrations())  # and the lock is free


async def test_tables_of_somebody_else_are_told_of(url: str):
    postgres.run(url, "CREATE TABLE chats ()")

    with pytest.raises(StoreError, match="Give Quotewire a database of its own"):
        await opening(url)


async def test_a_database_of_another_encoding_is_refused():
    latin = "ENCODING 'LATIN1' LOCALE 'C'"
    with (
        postgres.database(options=latin) as url,
        pytest.raises(StoreError, match=r"LATIN1.*--encoding=UTF8"),
    ):
        await opening(url)


async def test_the_lock_keeps_two_that_open_apart(url: str):
    slow = Migration(1, "slow", "SELECT pg_sleep(0.1); CREATE TABLE more ();")

    await asyncio.gather(*(through(url, [slow]) for _ in range(3)))

    assert applied(url) == [1]


async def test_who_may_only_use_the_tables_can_open_them(url: str, role):
    await through(url, migrations())
    name = role()
    postgres.run(
        url, f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
    )

    async with await open_postgres(postgres.of(url, user=name)) as opened:
        await opened.topics.put([AIR])


async def test_the_steps_are_taken_where_a_store_is_opened(url: str, monkeypatch):
    monkeypatch.setattr(store, "migrations", list)

    async with await open_postgres(url):
        assert applied(url) == []


async def test_who_only_reads_makes_no_tables_and_takes_them_as_they_are(url: str):
    for _ in range(2):
        with pytest.raises(StoreError, match=r"not there yet, or older.*Start the bot once"):
            await open_postgres(url, writable=False)
    assert postgres.run(url, "SELECT to_regclass('migrations')") == [(None,)]

    await through(url, migrations())
    async with await open_postgres(url, writable=False) as opened:
        assert not await opened.topics.all()
        with pytest.raises(StoreError, match="can only be read"):
            await opened.topics.put([AIR])
    more = Migration(len(migrations()) + 1, "more", "SELECT 1")
    with pytest.raises(StoreError, match="Start the bot once"):
        async with connected(url) as connection:
            await up_to_date(connection, [*migrations(), more])
