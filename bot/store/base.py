"""What the rest of the bot asks of a store, in its own words.

A store has a room for each thing that it keeps: topics, articles, sources, admins, chats, the
outbox, and notes. Two come with the bot: TinyDB files (``tiny/``, the default) and PostgreSQL
(``postgres/``). What both promise is in ``tests/contract``, which runs unchanged against each.

Methods raise ``StoreError`` when the disk or the database fails. What a method changed is seen at
once by whoever asks the same store. It is durable once ``flush`` has returned; methods of which
something outside depends (``Outbox.claim``, ``Outbox.settle``, ``Chats.forget``) say that they wait
for it themselves.

Texts come back with NUL and lone halves of a surrogate pair replaced by U+FFFD: no database holds
them.
"""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Protocol, Self

from bot.store.records import (
    CORPUS,
    Chat,
    ChatKey,
    Delivery,
    Digest,
    Entry,
    Filed,
    Owing,
    Retired,
    Settlement,
)
from bot.store.rows import Key, Row, Table
from bot.store.source import Admin, Earlier, Memory, Source
from summaries.model import Article, Read, Topic
from summaries.search import Hit


class Topics(Protocol):
    """What can be followed."""

    async def put(self, topics: Sequence[Topic], *, origin: str = CORPUS) -> None:
        """Keep topics; one with a known slug replaces the old in its place.

        Args:
            topics: which.
            origin: who defined them: ``CORPUS`` for the folder that is read at the start,
                ``ADMIN`` for somebody in a chat or at a shell.
        """

    async def of(self, origin: str) -> Collection[str]:
        """The slugs of the topics that were last put by this origin."""

    async def remove(self, slugs: Collection[str]) -> None:
        """Forget topics; unknown slugs are no error. Chats go on following them."""

    async def all(self) -> Sequence[Topic]:
        """The topics kept, in the order in which they were first put."""


class Articles(Protocol):
    """What was read."""

    async def put(self, articles: Sequence[Filed], *, now: datetime) -> int:
        """Keep articles; one with a known id replaces the old, with the old arrival.

        Where its body or title differs, how it read before is kept as an ``Earlier``, so that what
        was quoted of it can be checked; of very many the ones between the first and the last 50 go.

        Args:
            articles: which.
            now: when the old text was replaced.

        Returns:
            How many were new or differ from what was kept.
        """

    async def earlier(self, article: str) -> Sequence[Earlier]:
        """How an article read before it was edited, oldest first; it goes with the article."""

    async def get(
        self,
        *,
        topic: str | None = None,
        since: datetime | None = None,
        by: datetime | None = None,
    ) -> Sequence[Article]:
        """Articles, oldest arrival first.

        Args:
            topic: only those that may speak of this topic, by its slug.
            since: leave out what arrived at this moment or before.
            by: leave out what arrived after this moment.
        """

    async def count(self, *, since: datetime | None = None, by: datetime | None = None) -> Read:
        """How much arrived after one moment and by another."""

    async def ids(self, source: str) -> Collection[str]:
        """The ids of the articles that came from a source."""

    def pages(self, most: int = 500) -> AsyncIterator[Sequence[Filed]]:
        """All articles as they are filed, some at a time, in the order of their ids."""

    async def refile(self, topics: Mapping[str, Collection[str]]) -> None:
        """Say anew what articles may speak of: slugs by an article's id. Unknown ids are passed."""

    async def remove(self, ids: Collection[str]) -> None:
        """Forget articles; unknown ids are no error."""

    async def search(self, query: str, *, most: int = 20) -> Sequence[Hit]:
        """The articles that answer a query, best first; see ``summaries.search``.

        The scores of two stores may differ: what counts as rare is judged by other articles.
        """


class Sources(Protocol):
    """Where articles come from.

    A source that is paused, gone or a file is kept without a ``due``, whatever is asked for.
    """

    async def add(self, make: Callable[[int], Source]) -> Source:
        """Keep a new source.

        Args:
            make: from its number, which no other source has or had, to the source; it may be
                called more than once.

        Returns:
            It; or, where a source has this address already, that one as it was.
        """

    async def get(self, number: int) -> Source | None:
        """A source, None where there is none."""

    async def all(self) -> Sequence[Source]:
        """All sources, by number."""

    async def change(self, number: int, decide: Callable[[Source], Source]) -> Source | None:
        """Keep what ``decide`` makes of a source; nobody else changes it meanwhile.

        Args:
            number: which one.
            decide: from what it is to what it shall be; it may be called more than once, so it
                does nothing else. An address that another source has is not taken over.

        Returns:
            What it is now; None where there is none of this number.

        Raises:
            ValueError: it made another number of it.
        """

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Source]:
        """Sources to be fetched by a moment, the longest overdue first."""

    async def remove(self, number: int) -> bool:
        """Forget a source and the memory of it, not its articles. Whether there was one."""

    async def memory(self, number: int) -> Memory:
        """What is remembered of a source's items; an empty memory where nothing is."""

    async def remember(self, memory: Memory) -> None:
        """Keep a memory in place of the old; one of a source that is not kept is passed over."""


class Admins(Protocol):
    """Who may look after all this, beside the owners that the settings name."""

    async def put(self, admin: Admin) -> None:
        """Keep an admin in place of what is kept of them."""

    async def remove(self, user: int) -> bool:
        """Forget an admin. Whether there was one."""

    async def all(self) -> Sequence[Admin]:
        """All of them, by number."""


class Chats(Protocol):
    """Whom the bot talks to."""

    async def get(self, key: ChatKey) -> Chat | None:
        """A chat, None where nothing is kept of it."""

    async def change(self, key: ChatKey, decide: Callable[[Chat | None], Chat]) -> Chat:
        """Keep what ``decide`` makes of a chat; nobody else changes it meanwhile.

        Args:
            key: which one.
            decide: from what is kept of it (None for nothing) to what shall be; it may be called
                more than once, so it does nothing else.

        Raises:
            ValueError: it made another chat of it.
        """

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Chat]:
        """Active chats whose next slot is due by a moment, the earliest first."""

    async def move(self, old: int, new: int) -> None:
        """Give a chat the number that Telegram gave it: a group became a supergroup.

        All its threads, slots and deliveries move; whoever has claimed one settles it under the
        new number. Where the new number has something already, that
        stays, and of the old chat only what is not there yet is added.
        """

    async def about(self, chat: int) -> Mapping[str, Any]:
        """Everything that is kept about a chat and its threads, as values that JSON knows.

        Empty where nothing is. In a private chat that somebody is an admin belongs to it.
        """

    async def forget(self, chat: int) -> bool:
        """Erase everything that is kept about a chat and its threads; durable on return.

        That the person of a private chat is an admin is forgotten too.

        Nothing of it stays: not in a table, not in a file, not in the copy of a file before.

        Returns:
            Whether anything was.
        """


class Outbox(Protocol):
    """What is owed to chats."""

    async def keep(self, digests: Sequence[Digest]) -> None:
        """Keep digests, before the slots that owe them; a known id is left as it is."""

    async def digest(self, id_: str) -> Digest | None:
        """A digest, None where there is none."""

    async def enter(self, entries: Sequence[Entry]) -> int:
        """Enter slots that have come, with a delivery for each part of what they owe.

        A slot that is there already is left as it is. The chat's ``due`` and ``briefed`` move on
        where its ``due`` is still the slot's moment. A chat that is not kept is passed over.

        Returns:
            How many slots were entered.
        """

    async def claim(self, *, now: datetime, lease: timedelta, most: int = 30) -> Sequence[Delivery]:
        """Take deliveries to send, those that waited longest first; durable on return.

        They are marked as sending, and nobody else gets them for as long as the lease lasts. Given
        are: pending and unknown ones whose time has come, and those whose lease is over (then
        ``doubts`` counts one more). A part is given only when all parts before it are sent or
        failed.
        """

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        """Say what became of claimed deliveries; durable on return.

        That one was sent always counts. Anything else counts only while the claim is the last one:
        whoever claimed it since knows better. ``UNKNOWN`` adds a doubt. A slot is settled once no
        delivery of it is open. Deliveries of chats that were forgotten are passed over.
        """

    async def of(self, chat: int) -> Sequence[Owing]:
        """The slots of a chat and its threads with their deliveries, oldest first."""


class Notes(Protocol):
    """Short facts, by name, that outlive the process."""

    async def get(self, name: str) -> str | None:
        """A note, None where there is none."""

    async def put(self, name: str, text: str | None) -> None:
        """Keep a note in place of the old; None takes it away."""


class Snapshot(Protocol):
    """Everything as it was at one moment, as rows; for the care of data."""

    async def count(self, table: Table) -> int:
        """How many rows a table has."""

    async def page(
        self, table: Table, *, after: Key | None = None, by: Key | None = None, most: int = 500
    ) -> Sequence[Row]:
        """Rows of a table in the order of their keys.

        Args:
            table: which one.
            after: begin behind this key.
            by: end with this key.
            most: how many at the most.
        """


class Store(Protocol):
    """All of it."""

    @property
    def topics(self) -> Topics:
        """What can be followed."""

    @property
    def articles(self) -> Articles:
        """What was read."""

    @property
    def sources(self) -> Sources:
        """Where articles come from."""

    @property
    def admins(self) -> Admins:
        """Who may look after all this."""

    @property
    def chats(self) -> Chats:
        """Whom the bot talks to."""

    @property
    def outbox(self) -> Outbox:
        """What is owed to chats."""

    @property
    def notes(self) -> Notes:
        """Short facts that outlive the process."""

    async def revision(self) -> int:
        """A number that changes whenever an article or a topic does; for caches."""

    async def retire(self, *, articles: datetime, slots: datetime) -> Retired:
        """Let go of what is old: articles that arrived and settled slots that were due before.

        Articles of the folder that is read at the start stay as long as they are in it, slots that
        are owed until they are settled. Digests go when no slot has them any more and they were
        composed before the same moment as the slots.
        """

    async def faults(self) -> Sequence[str]:
        """What was amiss with the store itself when it was opened, in sentences."""

    async def others_connected(self) -> int:
        """How many connections other processes have to it; 0 where none can."""

    async def flush(self) -> None:
        """Wait until all that was changed before this call is durable."""

    def snapshot(self) -> AbstractAsyncContextManager[Snapshot]:
        """Everything as it is now; what changes while the block lasts is not seen."""

    async def put_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Keep rows as another store gave them; a known key replaces the old. For moving data.

        Raises:
            StoreError: a row is none of this table.
        """

    async def drop_rows(self, table: Table, keys: Sequence[Key]) -> None:
        """Take rows away; unknown keys are no error. For moving data."""

    async def close(self) -> None:
        """Make everything durable and let go of files and connections."""

    async def __aenter__(self) -> Self:
        """The store itself."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
