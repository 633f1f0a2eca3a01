"""Topics in PostgreSQL, and the number that tells whether a topic or an article changed."""

from collections.abc import Collection, Mapping, Sequence

from bot.store.postgres.columns import TOPIC, batch, columns_of_topic, topic
from bot.store.postgres.connections import Connection, Database, rows
from bot.store.records import CORPUS, storable
from bot.store.rows import PlacedTopic
from summaries.model import Topic

_ALL = f"SELECT {TOPIC} FROM topics ORDER BY place, slug"
_ALONE = "LOCK TABLE topics IN SHARE ROW EXCLUSIVE MODE"
_REMOVE = "DELETE FROM topics WHERE slug = ANY(%s) RETURNING slug"
_OF = "SELECT slug FROM topics WHERE origin = %s ORDER BY place, slug"
_PUT = f"""
INSERT INTO topics ({TOPIC})
SELECT {TOPIC} FROM json_to_recordset(%s::json) AS given (
    origin text, place bigint, slug text, title text, phrases text[], all_of jsonb, exclude text[],
    examples text[], counterexamples text[]
)
ORDER BY slug COLLATE "C"
ON CONFLICT (slug) DO UPDATE SET
    origin = excluded.origin, place = excluded.place, title = excluded.title,
    phrases = excluded.phrases, all_of = excluded.all_of, exclude = excluded.exclude,
    examples = excluded.examples, counterexamples = excluded.counterexamples
"""

# The last statement of what it is about: so nobody sees the new number and the old articles, and
# nobody waits long for the row.
MOVE_REVISION = "UPDATE revision SET number = number + 1"
REVISION = "SELECT number FROM revision"


async def put_topics(connection: Connection, placed: Sequence[PlacedTopic]) -> None:
    """Keep topics in the places that they have."""
    await connection.execute(_PUT, [batch(map(columns_of_topic, placed))])


async def remove_topics(connection: Connection, slugs: Collection[str]) -> None:
    """Forget topics."""
    if await rows(connection, _REMOVE, [[storable(slug) for slug in slugs]]):
        await connection.execute(MOVE_REVISION)


class PostgresTopics:
    """Room of a ``PostgresStore``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, topics: Sequence[Topic], *, origin: str = CORPUS) -> None:
        origin = storable(origin)
        given = {topic.slug: topic for topic in map(storable, topics)}

        async def work(connection: Connection) -> None:
            await connection.execute(_ALONE)
            kept = {each.topic.slug: each for each in map(topic, await rows(connection, _ALL))}
            free = max((each.place for each in kept.values()), default=-1) + 1
            wanted = []
            for slug, new in given.items():
                if slug in kept:
                    wanted.append(PlacedTopic(kept[slug].place, new, origin))
                else:
                    wanted.append(PlacedTopic(free, new, origin))
                    free += 1
            changed = [each for each in wanted if kept.get(each.topic.slug) != each]
            if changed:
                await put_topics(connection, changed)
            if any(_differs(each, kept) for each in changed):
                await connection.execute(MOVE_REVISION)

        if given:
            await self._database.together(work)

    async def of(self, origin: str) -> Collection[str]:
        return [slug for (slug,) in await self._database.ask(_OF, [storable(origin)])]

    async def remove(self, slugs: Collection[str]) -> None:
        await self._database.together(lambda connection: remove_topics(connection, slugs))

    async def all(self) -> Sequence[Topic]:
        return [topic(row).topic for row in await self._database.ask(_ALL)]


def _differs(new: PlacedTopic, kept: Mapping[str, PlacedTopic]) -> bool:
    """Whether a topic is new or another; who defined it is no matter for caches."""
    old = kept.get(new.topic.slug)
    return old is None or old.topic != new.topic
