"""How articles read before they were edited, in PostgreSQL."""

from collections.abc import Collection, Sequence

from bot.store.changing import NEWEST_EARLIER
from bot.store.postgres.columns import batch
from bot.store.postgres.connections import Connection, Database
from bot.store.postgres.source_columns import EARLIER, columns_of_earlier, earlier
from bot.store.source import Earlier

_OF = f"SELECT {EARLIER} FROM earlier WHERE article = %s ORDER BY number"
_PUT = f"""
INSERT INTO earlier ({EARLIER})
SELECT {EARLIER} FROM json_to_recordset(%s::json) AS given (
    article text, number integer, replaced timestamptz, title text, body text
)
ORDER BY article COLLATE "C", number
ON CONFLICT (article, number) DO UPDATE SET
    replaced = excluded.replaced, title = excluded.title, body = excluded.body
"""
# Within the statement that replaces the articles: it sees them as they were before.
KEEP = """
INSERT INTO earlier (article, number, replaced, title, body)
SELECT id, coalesce((SELECT max(number) FROM earlier WHERE article = id), 0) + 1,
    %(now)s::timestamptz, old.title, old.body
FROM articles AS old JOIN given USING (id)
WHERE (old.title, old.body) IS DISTINCT FROM (given.title, given.body)
"""
"""Takes ``now``; beside it there must be ``given`` with an id, a title and a body in each row."""
_CROWDED_OUT = """
DELETE FROM earlier
WHERE article = ANY(%(ids)s) AND number > 1 AND number <= (
    SELECT max(number) FROM earlier AS newest WHERE newest.article = earlier.article
) - %(newest)s
"""


async def put_earlier(connection: Connection, kept: Sequence[Earlier]) -> None:
    """Keep earlier versions of articles that are there."""
    await connection.execute(_PUT, [batch(map(columns_of_earlier, kept))])


async def crowd_out(connection: Connection, articles: Collection[str]) -> None:
    """Let go of all but the first version and the last ones."""
    given = {"ids": list(articles), "newest": NEWEST_EARLIER}
    await connection.execute(_CROWDED_OUT, given)


async def earlier_of(database: Database, article: str) -> Sequence[Earlier]:
    """The versions of an article, oldest first."""
    return [earlier(row) for row in await database.ask(_OF, [article])]
