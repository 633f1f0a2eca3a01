"""What a store keeps, as frozen dataclasses.

Times are aware datetimes in UTC, but for the local day and time of a slot, which are what somebody
was promised. ``storable`` is for the stores: no database holds every string that Python can.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from summaries.model import Article

CORPUS, ADMIN = "corpus", "admin"
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class Filed:
    """An article as it is filed.

    Attributes:
        source: where it came from; ``CORPUS`` for the folder that is read at the start.
        topics: the slugs of the topics that it may speak of, judged by its words.
    """

    article: Article
    source: str
    topics: tuple[str, ...] = ()


class ChatKind(StrEnum):
    """What Telegram calls a chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class ChatState(StrEnum):
    """Whether a chat gets digests: paused by its people, suspended because Telegram refuses it."""

    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, order=True)
class ChatKey:
    """Where the bot talks.

    Attributes:
        chat: Telegram's number of the chat.
        thread: the forum topic in it; 0 for the chat itself.
    """

    chat: int
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat told the bot, and what it was promised.

    Attributes:
        joined: when it first told the bot anything.
        language: of what the bot says, ISO 639-1.
        timezone: IANA name; times and weekdays are meant there.
        topics: slugs it follows, in the order it chose them. One that was removed stays, so that
            nobody's choice is lost when a topic comes back.
        times: when it is briefed.
        weekdays: on which days, Monday is 1.
        resumes: when a pause ends; None for one without an end.
        due: the moment of its next slot; None while none is promised.
        briefed: up to which moment it was told what is new.
    """

    key: ChatKey
    kind: ChatKind
    joined: datetime
    language: str = "en"
    timezone: str = "UTC"
    topics: tuple[str, ...] = ()
    times: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = EVERY_DAY
    state: ChatState = ChatState.ACTIVE
    resumes: datetime | None = None
    due: datetime | None = None
    briefed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What is sent, composed once and shared by all chats that get the same.

    Attributes:
        id: unique and stable.
        parts: the messages, in order; the store does not look into them.
    """

    id: str
    parts: tuple[str, ...]
    composed: datetime


@dataclass(frozen=True, slots=True, order=True)
class SlotKey:
    """One promised sending: a chat, and a day and a time where it lives."""

    chat: ChatKey
    day: date
    time: time


class SlotState(StrEnum):
    """What became of a slot: its digest is owed or settled, came too late, or had nothing new."""

    OWED = "owed"
    SETTLED = "settled"
    MISSED = "missed"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that has come.

    Attributes:
        moment: when it was due.
        digest: the id of what is owed; None where nothing is.
    """

    key: SlotKey
    moment: datetime
    state: SlotState
    digest: str | None = None


class DeliveryState(StrEnum):
    """Where a delivery stands; ``UNKNOWN``: it was sent, and nobody said whether it arrived."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"


OPEN_STATES = frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Delivery:
    """One part of a digest on its way to one chat.

    Attributes:
        part: which part, from 0.
        not_before: the earliest moment to try.
        attempts: how often it was claimed.
        doubts: how often it may have arrived without our learning of it: the sender died, or the
            answer did not come.
        claimed_until: how long whoever claimed it may take.
        message: Telegram's number of the message, once it is sent.
        reason: why it failed or waits.
    """

    slot: SlotKey
    part: int
    digest: str
    not_before: datetime
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    doubts: int = 0
    claimed_until: datetime | None = None
    message: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Owing:
    """A slot and its deliveries."""

    slot: Slot
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot to be entered, and what it means for its chat.

    Attributes:
        parts: of how many messages its digest is; 0 where nothing is owed.
        due: the moment of the chat's next slot.
        briefed: up to which moment the chat has then been told what is new; None leaves it.
    """

    slot: Slot
    parts: int = 0
    due: datetime | None = None
    briefed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a delivery that was claimed.

    Attributes:
        claimed: the delivery as ``claim`` gave it.
        state: ``SENT``, ``FAILED``, ``UNKNOWN``, or ``PENDING`` for another try.
        not_before: the earliest moment of another try, where there is to be one.
    """

    claimed: Delivery
    state: DeliveryState
    not_before: datetime | None = None
    message: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Retired:
    """How much was let go because it is old."""

    articles: int
    slots: int
    digests: int


_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_Kept = TypeVar("_Kept")


def storable(value: _Kept) -> _Kept:
    """A record, text, tuple or mapping whose texts can be written as UTF-8 and kept in PostgreSQL.

    NUL and lone halves of a surrogate pair become U+FFFD, one for one: positions stay true.
    """
    return _storable(value)  # type: ignore[no-any-return]


def _storable(value: Any) -> Any:  # noqa: ANN401 - whatever a record holds
    if isinstance(value, str):
        return _NOT_STORABLE.sub(_REPLACEMENT, value) if _NOT_STORABLE.search(value) else value
    if isinstance(value, tuple):
        new = tuple(map(_storable, value))
        return value if all(a is b for a, b in zip(value, new, strict=True)) else new
    if isinstance(value, Mapping):
        return {_storable(key): _storable(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: new
            for field in fields(value)
            for old in [getattr(value, field.name)]
            for new in [_storable(old)]
            if new is not old
        }
        return replace(value, **changes) if changes else value
    return value
