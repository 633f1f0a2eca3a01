"""What the tables refuse, whoever writes to them."""

import psycopg
import pytest

from bot.store.postgres import open_postgres
from bot.store.postgres.sources import _DUE
from bot.store.postgres.store import PostgresStore
from bot.store.rows import Table
from bot.store.source import Admin
from tests import postgres
from tests.contract.records import AIR, DAY, NOW, SAM, chat, digest, entry, filed, memory, source
from tests.contract.test_chats import keep


@pytest.fixture
async def full(store: PostgresStore) -> PostgresStore:
    await store.topics.put([AIR])
    for _ in range(2):
        await store.sources.add(source)
    await store.sources.remember(memory(1))
    await store.admins.put(Admin(1, NOW))
    await store.articles.put([filed(1, body="Before.", extent=(0, 7))], now=NOW)
    await store.articles.put([filed(1, "air-defence", "no-such-topic")], now=NOW)
    await keep(store, chat(topics=("no-such-topic",)))
    await store.outbox.keep([digest(parts=2)])
    await store.outbox.enter([entry(parts=2)])
    return store


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE topics SET place = -1",
        "UPDATE topics SET all_of = '{}'",
        "INSERT INTO topics SELECT * FROM topics",
        "UPDATE articles SET published = NULL",
        "UPDATE articles SET published_precision = 'second'",
        "UPDATE articles SET published_basis = 'rumour'",
        "UPDATE articles SET extent_start = -1",
        "UPDATE articles SET extent_start = 44",
        "INSERT INTO articles SELECT * FROM articles",
        "UPDATE sources SET number = 0",
        "UPDATE sources SET kind = 'rumour'",
        "UPDATE sources SET address = 'same'",
        "UPDATE sources SET paused = true WHERE number = 1",
        "UPDATE sources SET gone = true WHERE number = 1",
        "UPDATE sources SET kind = 'file' WHERE number = 1",
        "UPDATE sources SET interval_microseconds = -1",
        "UPDATE sources SET failures = -1",
        "UPDATE sources SET moved_times = -1",
        "INSERT INTO sources SELECT * FROM sources",
        "INSERT INTO memories VALUES (7, '{}', '[]')",
        "UPDATE memories SET seen = '[]'",
        "UPDATE memories SET habits = '{}'",
        "INSERT INTO memories SELECT * FROM memories",
        "INSERT INTO admins SELECT * FROM admins",
        "INSERT INTO earlier VALUES ('nowhere', 1, now(), NULL, '')",
        "UPDATE earlier SET number = 0",
        "INSERT INTO earlier SELECT * FROM earlier",
        "INSERT INTO article_topics VALUES ('nowhere', 't', now(), 1)",
        "INSERT INTO article_topics SELECT id, 't', now(), 1 FROM articles",
        "INSERT INTO article_topics SELECT * FROM article_topics",
        "UPDATE chats SET kind = 'public'",
        "UPDATE chats SET state = 'gone'",
        "UPDATE chats SET weekdays = '{0}'",
        "UPDATE chats SET weekdays = '{1,8}'",
        "INSERT INTO chats SELECT * FROM chats",
        "INSERT INTO slots SELECT 1, 2, day, time, moment, state, digest FROM slots",
        "INSERT INTO slots SELECT * FROM slots",
        "UPDATE slots SET digest = 'unknown'",
        "UPDATE slots SET digest = NULL",
        "UPDATE slots SET state = 'sent'",
        "DELETE FROM digests",
        "UPDATE deliveries SET part = -1 WHERE part = 1",
        "UPDATE deliveries SET attempts = -1",
        "UPDATE deliveries SET doubts = -1",
        "UPDATE deliveries SET state = 'lost'",
        "UPDATE deliveries SET state = 'sending'",
        "UPDATE deliveries SET day = '2026-11-23'",
        "INSERT INTO deliveries SELECT * FROM deliveries",
        "INSERT INTO revision (number) VALUES (1)",
        "INSERT INTO revision VALUES (false, 1)",
        "INSERT INTO migrations (number, name, checksum) VALUES (1, 'a', 'b')",
    ],
)
async def test_a_change_that_breaks_a_rule_is_refused(
    full: PostgresStore, url: str, statement: str
):
    with pytest.raises(psycopg.IntegrityError):
        postgres.run(url, statement)


async def test_whatever_hangs_on_a_chat_goes_with_it(full: PostgresStore, url: str):
    postgres.run(url, "DELETE FROM chats")

    assert postgres.run(url, "SELECT 1 FROM slots UNION ALL SELECT 1 FROM deliveries") == []


async def test_whatever_hangs_on_a_chat_takes_its_new_number(full: PostgresStore, url: str):
    postgres.run(url, "UPDATE chats SET chat = 7")

    assert postgres.run(url, "SELECT DISTINCT chat FROM deliveries") == [(7,)]


async def test_what_an_article_speaks_of_goes_with_it(full: PostgresStore, url: str):
    assert postgres.run(url, "SELECT count(*) FROM article_topics") == [(2,)]
    postgres.run(url, "DELETE FROM articles")

    assert postgres.run(url, "SELECT 1 FROM article_topics") == []


async def test_a_cause_that_a_newer_version_knows_needs_no_other_table(
    full: PostgresStore, url: str
):
    postgres.run(url, "UPDATE sources SET cause = 'eclipse'")

    assert postgres.run(url, "SELECT DISTINCT cause FROM sources") == [("eclipse",)]


async def test_what_hangs_on_an_article_or_a_source_goes_with_it(full: PostgresStore, url: str):
    assert postgres.run(url, "SELECT 1 FROM earlier UNION ALL SELECT 1 FROM memories") == [
        (1,),
        (1,),
    ]
    postgres.run(url, "DELETE FROM articles")
    postgres.run(url, "DELETE FROM sources")

    assert postgres.run(url, "SELECT 1 FROM earlier UNION ALL SELECT 1 FROM memories") == []


async def test_what_is_due_is_found_by_an_index(full: PostgresStore, url: str):
    with psycopg.connect(url) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute("EXPLAIN " + _DUE.replace("%s", "now()", 1), [10]).fetchall()
    assert any("sources_due" in line for (line,) in plan)


async def test_rows_with_another_arrival_take_their_topics_along(full: PostgresStore):
    async with full.snapshot() as snapshot:
        (row,) = await snapshot.page(Table.ARTICLES)
    later = "2026-12-24T08:00:00Z"
    row["article"]["arrived"] = later

    await full.put_rows(Table.ARTICLES, [row])

    (found,) = await full.articles.get(topic="air-defence", since=NOW + DAY)
    assert found.arrived.isoformat() == "2026-12-24T08:00:00+00:00"


@pytest.mark.new_database
async def test_moments_come_back_in_utc_whatever_the_database_prefers(
    url: str, full: PostgresStore
):
    name = postgres.run(url, "SELECT current_database()")[0][0]
    postgres.run(url, f"ALTER DATABASE {name} SET TimeZone = 'Asia/Tokyo'")
    postgres.run(url, f"ALTER DATABASE {name} SET DateStyle = 'German'")

    async with await open_postgres(url) as store:
        assert await store.chats.get(SAM) == chat(topics=("no-such-topic",), due=None, briefed=NOW)
        (owed,) = await store.outbox.of(SAM.chat)
        assert owed.slot == entry().slot
