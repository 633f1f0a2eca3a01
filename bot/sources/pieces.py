"""What the reading process is asked and what it answers: plain data, as MessagePack."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec

from summaries.model import Document, Published


class Task(StrEnum):
    """What to make of bytes. ``LOOK`` finds out what they are."""

    LOOK = "look"
    FEED = "feed"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Request:
    """Bytes to be read.

    Attributes:
        content: as they came.
        content_type: what the server said they are.
        address: where they are from; of a file its name.
        now: a date far behind this is none.
        seen: items of the feed that need not be read again, see ``Memory``.
        habits: the lines of the source's last documents.
        oldest: items of a feed that were published before need not be read.
    """

    task: Task
    content: bytes
    content_type: str | None
    address: str
    now: datetime
    seen: Mapping[str, str] = field(default_factory=dict)
    habits: list[list[int]] = field(default_factory=list)
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of a feed, read.

    Attributes:
        key: tells it from the other items, whatever becomes of its title.
        checksum: of all that it says.
        link: where it leads.
        language: that it is written in, as it reads or else as its feed says.
        document: its text, cleaned; the body may be empty.
        teaser: it is a sentence or two that lead to a page.
    """

    key: str
    checksum: str
    title: str | None
    link: str | None
    published: Published | None
    outlet: str | None
    language: str | None
    document: Document
    teaser: bool


@dataclass(frozen=True, slots=True)
class FeedReading:
    """A feed, read.

    Attributes:
        site: the page that it belongs to.
        address: what it calls itself.
        language: of most of its items, else the one that it states.
        ttl: for how many seconds it says that nothing changes.
        pieces: its items that are new or changed, in its order.
        seen: all its items, as ``Memory`` keeps them.
        dates: when they were published, as far as they say so.
        habits: the lines of its last documents.
    """

    dialect: str
    title: str | None
    site: str | None
    address: str | None
    language: str | None
    ttl: float | None
    pieces: tuple[Piece, ...]
    seen: dict[str, str]
    dates: tuple[datetime, ...]
    habits: list[list[int]]


@dataclass(frozen=True, slots=True)
class PageReading:
    """A web page, read.

    Attributes:
        document: its article; None where it has none.
        canonical: its proper address, if it names one.
        feeds: that it links to: address and title, the likeliest first.
        habits: the lines of the source's last documents, with this one.
    """

    document: Document | None
    title: str | None
    language: str | None
    canonical: str | None
    feeds: tuple[tuple[str, str], ...]
    habits: list[list[int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What bytes turned out to be: one of the three."""

    feed: FeedReading | None = None
    page: PageReading | None = None
    text: Document | None = None


Read = Callable[[Request], Awaitable[Reading]]
"""Reads bytes, wherever that is done."""

encode = msgspec.msgpack.encode
decode_request = msgspec.msgpack.Decoder(Request).decode
decode_reading = msgspec.msgpack.Decoder(Reading).decode
