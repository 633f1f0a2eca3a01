"""Records as rows: values that JSON knows, the same in every store; for files, moves and backups.

Each table has a record for its rows and a key that orders them. msgspec turns records into rows and
back by the types of their fields: a field that a newer version added is passed over, one that an
older version did not have gets its default.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from bot.errors import StoreError
from bot.store.records import CORPUS, Chat, Digest, Filed, Owing
from bot.store.source import Admin, Earlier, Memory, Source
from summaries.model import Topic

Row = dict[str, Any]
Key = tuple[str | int, ...]
"""What orders the rows of a table: as Python orders tuples, texts by code points."""


class Table(StrEnum):
    """The tables, in an order in which none refers to a later one."""

    TOPICS = "topics"
    SOURCES = "sources"
    MEMORIES = "memories"
    ADMINS = "admins"
    ARTICLES = "articles"
    EARLIER = "earlier"
    CHATS = "chats"
    DIGESTS = "digests"
    SLOTS = "slots"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class PlacedTopic:
    """A topic, its place among the topics, and who defined it."""

    place: int
    topic: Topic
    origin: str = CORPUS


@dataclass(frozen=True, slots=True)
class Note:
    """A short fact."""

    name: str
    text: str


Record = PlacedTopic | Source | Memory | Admin | Filed | Earlier | Chat | Digest | Owing | Note

RECORDS: dict[Table, type[Record]] = {
    Table.TOPICS: PlacedTopic,
    Table.SOURCES: Source,
    Table.MEMORIES: Memory,
    Table.ADMINS: Admin,
    Table.ARTICLES: Filed,
    Table.EARLIER: Earlier,
    Table.CHATS: Chat,
    Table.DIGESTS: Digest,
    Table.SLOTS: Owing,
    Table.NOTES: Note,
}


def to_row(record: Record) -> Row:
    """A record as values that JSON knows."""
    row: Row = msgspec.to_builtins(record)
    return row


def from_row(table: Table, row: Row) -> Record:
    """The record that ``to_row`` described.

    Raises:
        StoreError: it is none of this table.
    """
    try:
        return msgspec.convert(row, RECORDS[table])
    except msgspec.ValidationError as error:
        raise StoreError(
            f"A row of {table} is not what this version of Quotewire writes: {error}. Restore it "
            "from a backup."
        ) from None  # the row may hold what a chat told us


def key_of(record: Record) -> Key:
    """What a record is found by."""
    match record:
        case PlacedTopic():
            return (record.topic.slug,)
        case Source():
            return (record.number,)
        case Memory():
            return (record.source,)
        case Admin():
            return (record.user,)
        case Filed():
            return (record.article.id,)
        case Earlier():
            return (record.article, record.number)
        case Chat():
            return (record.key.chat, record.key.thread)
        case Digest():
            return (record.id,)
        case Owing():
            key = record.slot.key
            return (key.chat.chat, key.chat.thread, key.day.isoformat(), key.time.isoformat())
        case Note():
            return (record.name,)


class Checksum:
    """SHA-256 of rows, whatever store they are from, if their order is that of their keys."""

    def __init__(self) -> None:
        self._sum = hashlib.sha256()

    def add(self, row: Row) -> None:
        """Take in the next row."""
        self._sum.update(line(row))

    def hexdigest(self) -> str:
        """The sum so far."""
        return self._sum.hexdigest()


def line(row: Row) -> bytes:
    """A row as one line of JSON, its names in alphabetical order, with a line feed at its end."""
    return msgspec.json.encode(row, order="sorted") + b"\n"
