"""What the tables refuse, whoever writes to them."""

import psycopg
import pytest

from bot.store.postgres import open_postgres
from bot.store.postgres.store import PostgresStore
from bot.store.rows import Table
from tests import postgres
from tests.contract.records import AIR, DAY, NOW, SAM, chat, digest, entry, filed
from tests.contract.test_chats import keep


@pytest.fixture
async def full(store: PostgresStore) -> PostgresStore:
    await store.topics.put([AIR])
    await store.articles.put([filed(1, "air-defence", "no-such-topic")])
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

    assert postgres.run(url, "SELECT FROM slots UNION ALL SELECT FROM deliveries") == []


async def test_whatever_hangs_on_a_chat_takes_its_new_number(full: PostgresStore, url: str):
    postgres.run(url, "UPDATE chats SET chat = 7")

    assert postgres.run(url, "SELECT DISTINCT chat FROM deliveries") == [(7,)]


async def test_what_an_article_speaks_of_goes_with_it(full: PostgresStore, url: str):
    assert postgres.run(url, "SELECT count(*) FROM article_topics") == [(2,)]
    postgres.run(url, "DELETE FROM articles")

    assert postgres.run(url, "SELECT FROM article_topics") == []


async def test_rows_with_another_arrival_take_their_topics_along(full: PostgresStore):
    async with full.snapshot() as snapshot:
        (row,) = await snapshot.page(Table.ARTICLES)
    later = "2026-12-24T08:00:00Z"
    row["article"]["arrived"] = later

    await full.put_rows(Table.ARTICLES, [row])

    (found,) = await full.articles.get(topic="air-defence", since=NOW + DAY)
    assert found.arrived.isoformat() == "2026-12-24T08:00:00+00:00"


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
