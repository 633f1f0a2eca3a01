"""The desk: what admins can have done with sources and articles, from a chat or a shell.

Here is what is asked and what is told; ``bot/sources`` does it. So the chat need not know how
anything is fetched, and the sources need not know who asks.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.store.source import Source, SourceKind
from summaries.model import Article, Quote, Topic


class Caveat(StrEnum):
    """What an admin should know before a source is added.

    ``TEASERS``: its items are a sentence or two that lead to a page.
    ``FURNITURE``: more than half of what it carries is not article.
    ``OLD``: nothing of it is of the last month.
    ``UNDATED``: its items say nothing of when they were published.
    ``SOME_UNDATED``: a part of them.
    ``NO_LINKS``: its items lead nowhere.
    ``NOTHING_YET``: it is a feed, and there is nothing in it yet.
    ``NONE_MATCH``: none of its items speaks of any topic.
    """

    TEASERS = "teasers"
    FURNITURE = "furniture"
    OLD = "old"
    UNDATED = "undated"
    SOME_UNDATED = "some-undated"
    NO_LINKS = "no-links"
    NOTHING_YET = "nothing-yet"
    NONE_MATCH = "none-match"


@dataclass(frozen=True, slots=True)
class Sample:
    """An item as it would be stored.

    Attributes:
        quote: the sentence of it that would be quoted first; None where none can be.
        topics: that it speaks of.
    """

    article: Article
    quote: Quote | None
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a source would bring, found out without keeping anything.

    Attributes:
        id: what to name when it is to be added, a few letters.
        address: where it would be fetched.
        kind: what it is.
        dialect: what exactly, for people: "RSS 2.0", "Atom", "JSON Feed", "web page", "plain text".
        title: what it calls itself.
        language: ISO 639-1, of what it carries.
        items: how many articles it carries.
        newest: the three newest of them.
        week: how many of them are of the last seven days.
        matches: topics with how many articles of the last week speak of them, only those above 0.
        caveats: what to know before.
        page: the page that links to it, where that was typed.
        others: further feeds that the page links to: address and title.
        known: the source that it is already, maybe by another address.
    """

    id: str
    address: str
    kind: SourceKind
    dialect: str
    title: str
    language: str | None
    items: int
    newest: tuple[Sample, ...]
    week: int
    matches: tuple[tuple[Topic, int], ...]
    caveats: tuple[Caveat, ...]
    page: str | None = None
    others: tuple[tuple[str, str], ...] = ()
    known: Source | None = None


class Status(StrEnum):
    """What became of something that was to be taken in."""

    ADDED = "added"
    CHANGED = "changed"
    KNOWN = "known"
    EMPTY = "empty"
    FAILED = "failed"
    TRIED = "tried"


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was taken in, or was not.

    Attributes:
        name: of the file, or the address.
        status: what became of it; ``TRIED`` for a dry run.
        source: where its articles are filed; None where nothing was kept.
        samples: the newest of its articles.
        reason: why nothing was kept, as a sentence.
        articles: how many it has.
    """

    name: str
    status: Status
    source: Source | None = None
    samples: tuple[Sample, ...] = ()
    reason: str | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a fetch brought.

    Attributes:
        source: as it is now; its ``cause`` says why it failed, if it did.
        new: articles that were not there before.
        changed: articles that read otherwise than before.
    """

    source: Source
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one line of an OPML file.

    Attributes:
        number: which one of how many, from 1.
        total: how many there are.
        source: the source that it is now; None where it failed.
        reason: why it failed, as a sentence.
    """

    number: int
    total: int
    title: str
    address: str
    status: Status
    source: Source | None = None
    reason: str | None = None


class NoticeKind(StrEnum):
    """What admins are told of a source without having asked.

    ``FAILING``: it fails for good. ``MOVED``: it is read at its new address from now on.
    ``DOUBLE``: it moved to where another source is read already, so it was paused.
    """

    FAILING = "failing"
    REFUSED = "refused"
    GONE = "gone"
    RECOVERED = "recovered"
    MOVED = "moved"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """Something that admins are told.

    Attributes:
        source: as it is now.
    """

    kind: NoticeKind
    source: Source


class Desk(Protocol):
    """Whoever looks after sources."""

    async def try_out(self, address: str) -> Trial:
        """Find out what an address is and what it would bring; nothing is kept.

        Args:
            address: as somebody typed it; https:// may be missing.

        Raises:
            FetchError: it cannot be fetched or is nothing that could be a source.
            SourceError: it makes no sense as an address.
        """

    async def add(self, trial: str, *, full_pages: bool = False) -> Source:
        """Keep what was tried out as a source, with its articles.

        Args:
            trial: its id.
            full_pages: whether to read the pages that its items lead to.

        Raises:
            SourceError: it was tried out too long ago; a ``SourceKnown`` where it is one already.
        """

    async def add_document(self, name: str, content: bytes, *, dry_run: bool = False) -> Taken:
        """Take in a .txt, .html or .md file, or a pasted text, as a source of its own.

        Args:
            name: of the file; its ending says what it is. The same name again replaces the text.
            content: what is in it.
            dry_run: keep nothing.

        Raises:
            SourceError: it cannot be used.
        """

    async def all(self) -> Sequence[Source]:
        """All sources, by number."""

    async def get(self, number: int) -> Source:
        """A source.

        Raises:
            SourceUnknown: there is none of this number.
        """

    async def articles(self, number: int) -> int:
        """How many articles of a source are kept."""

    async def refresh(self, number: int) -> Refreshed:
        """Fetch a source now, whenever it is due.

        Raises:
            SourceUnknown: there is none of this number.
            SourceError: it is none that is fetched.
        """

    async def pause(self, number: int) -> Source:
        """Leave a source alone until it is resumed."""

    async def resume(self, number: int) -> Source:
        """Fetch a source again from now on; also one that is gone."""

    async def rename(self, number: int, title: str) -> Source:
        """Give a source another title."""

    async def read_full_pages(self, number: int, *, wanted: bool) -> Source:
        """Whether to read the pages that a feed leads to, from its next items on."""

    async def remove(self, number: int) -> int:
        """Forget a source with its articles; how many these were."""

    def import_opml(self, content: bytes) -> AsyncIterator[Line]:
        """Add the feeds of an OPML file, telling of each line as it is done.

        Raises:
            SourceError: it is no OPML, or lists no feed.
        """

    async def export_opml(self) -> bytes:
        """All feeds as OPML 2.0."""
