"""What a store keeps of sources, and of the people who look after them.

Beside ``records.py``, and under the same rules: frozen, times in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import Cause

FIRST_INTERVAL = timedelta(hours=1)


class SourceKind(StrEnum):
    """What a source is: a feed, a page with one article, a plain text, or a file somebody gave."""

    FEED = "feed"
    PAGE = "page"
    TEXT = "text"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from.

    Attributes:
        number: what people call it by; never given to another.
        address: where it is fetched; of a file its name. No two sources have the same.
        title: what people read.
        added: when.
        aliases: other addresses by which it was found: as typed, before redirects, what a feed
            calls itself.
        language: ISO 639-1, where the source says so.
        full_pages: whether the pages that a feed links to are read too.
        paused: somebody does not want it fetched for now.
        gone: its server said that it is gone for good (410).
        due: when it is fetched next; None for never.
        interval: how long it is left alone after a fetch that went well.
        etag, last_modified: validators of what was read last, word for word as the server gave
            them (RFC 9110, 8.8).
        checksum: SHA-256 of what was read last, in hexadecimal.
        fetched: when it was last tried.
        worked: when that last went well.
        news: when it last brought an article that was new.
        cause: why the last attempt failed; None when it did not.
        detail: what else is known of that, such as the status.
        failures: attempts in a row that failed.
        failing_since: when the first of them was.
        told: whether the admins were told that it fails.
        moved_to: where it says that it moved for good (301, 308).
        moved_times: how often in a row it said so.
    """

    number: int
    kind: SourceKind
    address: str
    title: str
    added: datetime
    aliases: tuple[str, ...] = ()
    language: str | None = None
    full_pages: bool = False
    paused: bool = False
    gone: bool = False
    due: datetime | None = None
    interval: timedelta = FIRST_INTERVAL
    etag: str | None = None
    last_modified: str | None = None
    checksum: str | None = None
    fetched: datetime | None = None
    worked: datetime | None = None
    news: datetime | None = None
    cause: Cause | None = None
    detail: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    told: bool = False
    moved_to: str | None = None
    moved_times: int = 0

    @property
    def name(self) -> str:
        """What its articles are filed under."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a source's items, so that nothing is read twice.

    Attributes:
        source: its number.
        seen: of each item in the feed as it was read last, its key and a checksum of what it said.
            An item that stays in a feed for longer than its article is kept does not come again.
        habits: the lines of its last documents, see ``summaries.repeated``.
    """

    source: int
    seen: Mapping[str, str] = field(default_factory=dict)
    habits: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Admin:
    """Somebody who may look after sources, topics and admins.

    Attributes:
        user: Telegram's number of the person, which is that of the private chat too.
        name: what people call them, if it is known.
    """

    user: int
    added: datetime
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """How an article read before it was edited.

    Attributes:
        article: its id.
        number: of this version, from 1.
        replaced: when another text took its place.
    """

    article: str
    number: int
    replaced: datetime
    title: str | None
    body: str
