"""A database for each test, and the store in it."""

from collections.abc import AsyncIterator, Callable, Iterator
from uuid import uuid4

import pytest

from bot.store.postgres import open_postgres
from bot.store.postgres.store import PostgresStore
from tests import postgres


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database; made for the test, without tables, for whoever is marked ``new_database``."""
    new = request.node.get_closest_marker("new_database")
    with postgres.database() if new else postgres.ready() as made:
        yield made


@pytest.fixture
async def store(url: str) -> AsyncIterator[PostgresStore]:
    async with await open_postgres(url) as opened:
        yield opened


@pytest.fixture
def role(url: str) -> Iterator[Callable[..., str]]:
    """Makes users of the server that may connect and no more."""
    made = []

    def make(rights: str = "") -> str:
        name = f"quotewire_test_{uuid4().hex}"
        postgres.run(url, f"CREATE ROLE {name} LOGIN {rights}")
        made.append(name)
        return name

    yield make
    for name in made:
        postgres.run(url, f"DROP OWNED BY {name}")
        postgres.run(url, f"DROP ROLE {name}")
