"""What is wrong with what a store holds, in sentences that name nobody."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.store.base import Snapshot, Store
from bot.store.moving import MOVING, Contents, Progress, pages
from bot.store.records import OPEN_STATES, Chat, ChatKey, Digest, Filed, Owing, SlotState
from bot.store.rows import Checksum, Note, PlacedTopic, Record, Row, Table, from_row
from bot.store.source import Admin, Earlier, Memory, Source


@dataclass(frozen=True, slots=True)
class Report:
    """What a look at everything found.

    Attributes:
        tables: what each holds.
        problems: sentences; none where all is well.
    """

    tables: tuple[Contents, ...]
    problems: tuple[str, ...]


@dataclass
class _Seen:
    """What was seen of earlier tables, and how often something is wrong."""

    places: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    chats: set[ChatKey] = field(default_factory=set)
    parts: dict[str, int] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)


async def check(store: Store, *, progress: Progress = lambda _table, _rows: None) -> Report:
    """Read everything once, and see whether it fits together.

    Raises:
        StoreError: something cannot be read at all.
    """
    seen = _Seen()
    async with store.snapshot() as snapshot:
        tables = [await _looked_through(snapshot, table, seen, progress) for table in Table]
    told = [f"{wrong.format(count=count)}." for wrong, count in seen.wrong.items()]
    return Report(tuple(tables), (*await store.faults(), *told))


async def _looked_through(
    snapshot: Snapshot, table: Table, seen: _Seen, progress: Progress
) -> Contents:
    rows, checksum = 0, Checksum()
    async for page in pages(snapshot, table):
        for row in page:
            checksum.add(row)
            _look(table, row, seen)
        rows += len(page)
        progress(table, len(page))
    if await snapshot.count(table) != rows + await _hidden(snapshot, table):
        seen.wrong[f"{table}: {{count}} time, the number of rows is not what was read"] += 1
    return Contents(table, rows, checksum.hexdigest())


async def _hidden(snapshot: Snapshot, table: Table) -> int:
    """How many rows ``pages`` passes over: the note of a move."""
    if table is not Table.NOTES:
        return 0
    return sum(row["name"] == MOVING for row in await snapshot.page(table, by=(MOVING,)))


def _look(table: Table, row: Row, seen: _Seen) -> None:
    record = from_row(table, row)
    for wrong in _LOOKS[type(record)](record, seen):
        seen.wrong[wrong] += 1


def _topic(placed: PlacedTopic, seen: _Seen) -> Sequence[str]:
    taken = placed.place in seen.places
    seen.places.add(placed.place)
    return ["{count} topics share a place with another"] * taken


def _source(source: Source, seen: _Seen) -> Sequence[str]:
    taken = source.address in seen.addresses
    seen.addresses.add(source.address)
    seen.sources.add(source.number)
    return ["{count} sources have the address of another"] * taken


def _memory(memory: Memory, seen: _Seen) -> Sequence[str]:
    known = memory.source in seen.sources
    return [] if known else ["{count} memories are of sources that are not kept"]


def _earlier(earlier: Earlier, seen: _Seen) -> Sequence[str]:
    known = earlier.article in seen.articles
    return [] if known else ["{count} earlier versions are of articles that are not kept"]


def _article(filed: Filed, seen: _Seen) -> Sequence[str]:
    seen.articles.add(filed.article.id)
    start, end = filed.article.extent
    sound = 0 <= start <= end <= len(filed.article.body)
    return [] if sound else ["{count} articles reach beyond the text that they are part of"]


def _chat(chat: Chat, seen: _Seen) -> Sequence[str]:
    seen.chats.add(chat.key)
    try:
        ZoneInfo(chat.timezone)
    except (KeyError, ValueError, OSError):
        return ["{count} chats have a time zone that this machine does not know"]
    return []


def _digest(digest: Digest, seen: _Seen) -> Sequence[str]:
    seen.parts[digest.id] = len(digest.parts)
    return []


def _slot(owed: Owing, seen: _Seen) -> Sequence[str]:
    wrong = []
    slot, deliveries = owed.slot, owed.deliveries
    if slot.key.chat not in seen.chats:
        wrong.append("{count} slots are of chats that are not kept")
    if slot.digest is not None and seen.parts.get(slot.digest, -1) < len(deliveries):
        wrong.append("{count} slots owe what no digest holds")
    if [delivery.part for delivery in deliveries] != list(range(len(deliveries))):
        wrong.append("{count} slots lack a delivery between two others")
    is_open = any(delivery.state in OPEN_STATES for delivery in deliveries)
    if is_open != (slot.state is SlotState.OWED):
        wrong.append("{count} slots are settled with open deliveries, or owed without")
    return wrong


def _nothing_to_see(_: Admin | Note, __: _Seen) -> Sequence[str]:
    return []


_LOOKS: dict[type[Record], Callable[..., Sequence[str]]] = {
    PlacedTopic: _topic,
    Source: _source,
    Memory: _memory,
    Admin: _nothing_to_see,
    Filed: _article,
    Earlier: _earlier,
    Chat: _chat,
    Digest: _digest,
    Owing: _slot,
    Note: _nothing_to_see,
}
