"""Records for the tests, each made from few words."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.errors import Cause
from bot.store.records import (
    Chat,
    ChatKey,
    ChatKind,
    Digest,
    Entry,
    Filed,
    Slot,
    SlotKey,
    SlotState,
)
from bot.store.source import Memory, Source, SourceKind
from summaries.model import Article, Basis, Precision, Published, Topic

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LEASE = MINUTE

AIR = Topic("air-defence", "Air defence", ("air defence",), (("NATO",), ("Kyiv",)), ("zone",))
PATH = Topic("nato-path", "NATO path", ("join NATO",))

SAM, MIA, GROUP = ChatKey(1001), ChatKey(1002), ChatKey(-500)


def article(number: int, **changes) -> Article:
    body = f"“Report {number} on air defence.” Київ 🚀"
    values = Article(
        id=f"seeds/{number}.txt",
        document=f"seeds/{number}.txt",
        body=body,
        arrived=NOW + number * MINUTE,
        title=None,
        outlet="Kyiv Post",
        published=Published(datetime(2022, 10, 1, tzinfo=UTC), Precision.MONTH, Basis.CORPUS),
        language="en",
        extent=(0, len(body)),
    )
    return replace(values, **changes)


def filed(number: int, *topics: str, source: str = "feed", **changes) -> Filed:
    return Filed(article(number, **changes), source, topics)


def chat(key: ChatKey = SAM, **changes) -> Chat:
    values = Chat(
        key,
        ChatKind.PRIVATE if key.chat > 0 else ChatKind.GROUP,
        joined=NOW - DAY,
        language="en",
        timezone="Europe/Kyiv",
        topics=("air-defence",),
        times=(time(8), time(20, 30)),
        due=NOW,
    )
    return replace(values, **changes)


def digest(id_: str = "d1", parts: int = 1) -> Digest:
    return Digest(id_, tuple(f"part {n} “Київ”" for n in range(parts)), composed=NOW)


def entry(
    key: ChatKey = SAM,
    *,
    moment: datetime = NOW,
    parts: int = 1,
    digest: str | None = "d1",
    state: SlotState = SlotState.OWED,
    due: datetime | None = None,
) -> Entry:
    slot = Slot(SlotKey(key, moment.date(), moment.time()), moment, state, digest)
    return Entry(slot, parts, due, briefed=moment)


def source(number: int, **changes) -> Source:
    values = Source(
        number,
        SourceKind.FEED,
        f"https://feeds.example.org/{number}?all=Київ",
        f"Feed {number} 🚀",
        added=NOW - DAY,
        due=NOW + number * MINUTE,
    )
    return replace(values, **changes)


FULL = source(
    1,
    aliases=("https://example.org/Київ", "http://example.org/feed"),
    language="uk",
    full_pages=True,
    interval=timedelta(days=1, seconds=7, microseconds=3),
    etag='W/"a b“c"',
    last_modified="Sun, 22 Nov 2026 07:00:00 GMT",
    checksum="e3b0",
    fetched=NOW,
    worked=NOW - HOUR,
    news=NOW - DAY,
    cause=Cause.BUSY,
    detail="status 429",
    failures=3,
    failing_since=NOW - timedelta(microseconds=1),
    told=True,
    moved_to="https://example.org/new",
    moved_times=2,
)
"""A source of which everything is known."""


def memory(number: int, **changes) -> Memory:
    values = Memory(number, {"guid “b”": "12ab", "guid a": "34cd"}, [[1, 2**63 - 1], [], [5]])
    return replace(values, **changes)
