"""Articles in PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.store.postgres.columns import ARTICLE, FILED, article, batch, columns_of_article, filed
from bot.store.postgres.connections import Connection, Database, rows
from bot.store.postgres.earlier import KEEP, crowd_out, earlier_of
from bot.store.postgres.stems import asked_for, words_of
from bot.store.postgres.topics import MOVE_REVISION
from bot.store.records import Filed, storable
from bot.store.source import Earlier
from summaries.model import Article, Read
from summaries.search import Hit, SearchIndex, parse_query

_AT_ONCE = 500
_CANDIDATES = 500

_GET = f"""
SELECT {ARTICLE} FROM articles
WHERE arrived > %(since)s::timestamptz AND arrived <= %(by)s::timestamptz
ORDER BY arrived, id
"""
_OF_TOPIC = f"""
SELECT {ARTICLE} FROM articles
WHERE id = ANY(ARRAY(
    SELECT article FROM article_topics
    WHERE topic = %(topic)s
        AND arrived > %(since)s::timestamptz AND arrived <= %(by)s::timestamptz
))
ORDER BY arrived, id
"""
_COUNT = """
SELECT count(*), count(*) FILTER (WHERE undated) FROM (
    SELECT bool_or(published IS NULL) AS undated FROM articles
    WHERE arrived > %(since)s::timestamptz AND arrived <= %(by)s::timestamptz
    GROUP BY document
) AS documents
"""
_IDS = "SELECT id FROM articles WHERE source = %s"
_PAGE = f"""
SELECT {FILED} FROM articles
WHERE %(after)s::text IS NULL OR id > %(after)s
ORDER BY id LIMIT %(most)s
"""
_THESE = f"SELECT {FILED} FROM articles WHERE id = ANY(%s)"
_LOCK = "SELECT FROM articles WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
# By itself: together with FOR UPDATE it would see what was there before the lock was free.
_FILED_UNDER = """
SELECT id, ARRAY(SELECT topic FROM article_topics WHERE article = id ORDER BY topic)
FROM articles WHERE id = ANY(%s)
"""
_REMOVE = "DELETE FROM articles WHERE id = ANY(%s) RETURNING id"

_COLUMNS = """
id, source, document, body, arrived, title, outlet, published, published_precision, published_basis,
language, url, extent_start, extent_end, words
"""
_GIVEN = """
WITH given AS (
    SELECT * FROM json_to_recordset(%(articles)s::json) AS given (
        id text, source text, document text, body text, arrived timestamptz, title text,
        outlet text, published timestamptz, published_precision text, published_basis text,
        language text, url text, extent_start integer, extent_end integer, words tsvector
    )
)
"""
_UPDATE = f"""
INSERT INTO articles ({_COLUMNS})
SELECT {_COLUMNS} FROM given ORDER BY id COLLATE "C"
ON CONFLICT (id) DO UPDATE SET
    source = excluded.source, document = excluded.document, body = excluded.body,
    title = excluded.title, outlet = excluded.outlet, published = excluded.published,
    published_precision = excluded.published_precision, published_basis = excluded.published_basis,
    language = excluded.language, url = excluded.url, extent_start = excluded.extent_start,
    extent_end = excluded.extent_end, words = excluded.words
"""
_PUT = f"{_GIVEN}, kept AS ({KEEP}) {_UPDATE}"
_PUT_WITH_ARRIVAL = f"{_GIVEN} {_UPDATE}, arrived = excluded.arrived"
# Whoever puts articles: so each sees what the other put, and keeps how it read. The number stands
# for nothing.
_ALONE = "SELECT pg_advisory_xact_lock(5147029482)"
_UNFILE = "DELETE FROM article_topics WHERE article = ANY(%s)"
_FILE = """
INSERT INTO article_topics (article, topic, arrived, place)
SELECT id, topic, articles.arrived, place
FROM json_to_recordset(%s::json) AS given (id text, topics text[])
JOIN articles USING (id), unnest(topics) WITH ORDINALITY AS each (topic, place)
"""

# The words of an article lie outside its row, which makes reading all of them look cheaper to the
# planner than it is.
_BY_INDEX = "SET LOCAL enable_seqscan = off"
_SEARCH = f"""
SELECT {ARTICLE} FROM articles
WHERE words @@ %(asked)s::tsquery
ORDER BY ts_rank(words, %(any)s::tsquery) DESC, arrived DESC, id LIMIT %(most)s
"""
_NEWEST = f"SELECT {ARTICLE} FROM articles ORDER BY arrived DESC, id LIMIT %s"


async def put_articles(
    connection: Connection, given: Sequence[tuple[Filed, str]], *, now: datetime | None = None
) -> None:
    """Keep articles and their words; each id once.

    Args:
        connection: in a transaction.
        given: articles, each with ``words_of`` it.
        now: when they were edited; None takes them as another store has them: with their arrivals,
            and without a trace of what was there.
    """
    columns = batch(columns_of_article(*each) for each in given)
    if now is None:
        await connection.execute(_PUT_WITH_ARRIVAL, {"articles": columns})
    else:
        await connection.execute(_ALONE)
        await connection.execute(_PUT, {"articles": columns, "now": now})
        await crowd_out(connection, [each.article.id for each, _ in given])
    await file(connection, {each.article.id: each.topics for each, _ in given})


async def file(connection: Connection, topics: Mapping[str, Sequence[str]]) -> None:
    """Say anew what articles may speak of, in this order."""
    await connection.execute(_UNFILE, [list(topics)])
    given = [{"id": id_, "topics": list(slugs)} for id_, slugs in topics.items() if slugs]
    if given:
        await connection.execute(_FILE, [batch(given)])


async def remove_articles(connection: Connection, ids: Collection[str]) -> None:
    """Forget articles."""
    if await rows(connection, _REMOVE, [[storable(id_) for id_ in ids]]):
        await connection.execute(MOVE_REVISION)


async def with_words(given: Sequence[Filed]) -> Sequence[tuple[Filed, str]]:
    """Articles with their words, which take a while."""
    return await asyncio.to_thread(lambda: [(each, words_of(each.article)) for each in given])


def tidied(given: Sequence[Filed]) -> Sequence[Filed]:
    """Articles as they can be kept, each once: the last counts."""
    kept = {each.article.id: each for each in map(storable, given)}
    return [replace(each, topics=tuple(dict.fromkeys(each.topics))) for each in kept.values()]


class PostgresArticles:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, articles: Sequence[Filed], *, now: datetime) -> int:
        given = tidied(articles)
        changed = 0
        for begin in range(0, len(given), _AT_ONCE):
            changed += await self._put(given[begin : begin + _AT_ONCE], now)
        return changed

    async def _put(self, given: Sequence[Filed], now: datetime) -> int:
        found = await self._database.ask(_THESE, [[each.article.id for each in given]])
        kept = {each.article.id: each for each in map(filed, found)}
        changed = await with_words([each for each in given if _differs(each, kept)])

        async def work(connection: Connection) -> None:
            await put_articles(connection, changed, now=now)
            await connection.execute(MOVE_REVISION)

        if changed:
            await self._database.together(work)
        return len(changed)

    async def earlier(self, article: str) -> Sequence[Earlier]:
        return await earlier_of(self._database, storable(article))

    async def get(
        self,
        *,
        topic: str | None = None,
        since: datetime | None = None,
        by: datetime | None = None,
    ) -> Sequence[Article]:
        query = _GET if topic is None else _OF_TOPIC
        values = {"topic": storable(topic), **_between(since, by)}
        return [article(row) for row in await self._database.ask(query, values)]

    async def count(self, *, since: datetime | None = None, by: datetime | None = None) -> Read:
        ((documents, undated),) = await self._database.ask(_COUNT, _between(since, by))
        return Read(documents, undated)

    async def ids(self, source: str) -> Collection[str]:
        return [id_ for (id_,) in await self._database.ask(_IDS, [storable(source)])]

    async def pages(self, most: int = 500) -> AsyncIterator[Sequence[Filed]]:
        after = None
        while True:
            found = await self._database.ask(_PAGE, {"after": after, "most": most})
            page = [filed(row) for row in found]
            if not page:
                return
            yield page
            after = page[-1].article.id

    async def refile(self, topics: Mapping[str, Collection[str]]) -> None:
        wanted = {storable(id_): sorted(set(map(storable, t))) for id_, t in topics.items()}

        async def work(connection: Connection) -> None:
            await connection.execute(_LOCK, [list(wanted)])
            kept = dict(await rows(connection, _FILED_UNDER, [list(wanted)]))
            changed = {id_: wanted[id_] for id_ in kept if kept[id_] != wanted[id_]}
            if changed:
                await file(connection, changed)
                await connection.execute(MOVE_REVISION)

        await self._database.together(work)

    async def remove(self, ids: Collection[str]) -> None:
        await self._database.together(lambda connection: remove_articles(connection, ids))

    async def search(self, query: str, *, most: int = 20) -> Sequence[Hit]:
        candidates = await self._candidates(query, max(most, _CANDIDATES))
        if not candidates:
            return []
        return await asyncio.to_thread(
            lambda: SearchIndex(candidates).search(query, most=most)  # both take a while
        )

    async def _candidates(self, query: str, most: int) -> Sequence[Article]:
        """The articles that may answer a query, or the newest for a phrase of common words only.

        First come those that hold all that is asked for, so that none of them is missing.
        """
        quoted = bool(parse_query(query).required)
        *asked, any_ = asked_for(query)
        if not quoted:
            asked.append(any_)

        async def work(connection: Connection) -> Sequence[Article]:
            await connection.execute(_BY_INDEX)
            found: dict[str, Article] = {}
            for each in asked:
                if each and len(found) < most:
                    values = {"asked": each, "any": any_, "most": most}
                    some = map(article, await rows(connection, _SEARCH, values))
                    found = {one.id: one for one in some} | found
            return list(found.values())

        found = await self._database.together(work)
        if not found and quoted:
            found = [article(row) for row in await self._database.ask(_NEWEST, [most])]
        return found


def _differs(new: Filed, kept: Mapping[str, Filed]) -> bool:
    old = kept.get(new.article.id)
    return old is None or old != replace(
        new, article=replace(new.article, arrived=old.article.arrived)
    )


def _between(since: datetime | None, by: datetime | None) -> dict[str, datetime | str]:
    return {"since": since or "-infinity", "by": by or "infinity"}
