"""What the rest of the bot asks of a store, in its own words.

A store keeps articles and topics. (Chats, sources and deliveries join them as those parts are
built; each will be a few methods here and a contract test in ``tests/contract``.) Two come with
the bot: TinyDB files (``tiny.py``, the default) and, later, PostgreSQL.
"""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from summaries.model import Article, Topic


class Store(Protocol):
    """Where articles and topics are kept.

    Methods raise ``StoreError`` when the disk or the database fails. What a method was told is
    durable when it returns.
    """

    async def put_articles(self, articles: Sequence[Article]) -> int:
        """Keep articles; one with a known id replaces the old, with the old arrival.

        Returns:
            How many were new or differ from what was kept.
        """

    async def articles(self, *, arrived_by: datetime | None = None) -> Sequence[Article]:
        """The articles kept, oldest arrival first.

        Args:
            arrived_by: leave out what arrived after this moment.
        """

    async def remove_articles(self, ids: Sequence[str]) -> None:
        """Forget articles; unknown ids are no error."""

    async def put_topics(self, topics: Sequence[Topic]) -> None:
        """Keep topics; one with a known slug replaces the old in its place."""

    async def remove_topics(self, slugs: Sequence[str]) -> None:
        """Forget topics; unknown slugs are no error."""

    async def topics(self) -> Sequence[Topic]:
        """The topics kept, in the order in which they were first put."""

    async def revision(self) -> int:
        """A number that changes whenever an article or a topic does; for caches."""

    async def close(self) -> None:
        """Let go of files and connections. The store cannot be used afterwards."""

    async def __aenter__(self) -> Self:
        """The store itself."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
