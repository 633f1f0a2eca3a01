"""The outbox in the embedded store."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import nsmallest

from bot.errors import StoreError
from bot.store.claims import claimable, claimed, owing_of, settled
from bot.store.records import (
    OPEN_STATES,
    Delivery,
    Digest,
    Entry,
    Owing,
    Settlement,
    SlotKey,
    SlotState,
    storable,
)
from bot.store.rows import Key, key_of
from bot.store.tiny.files import Files


class TinyOutbox:
    """The outbox; see ``base.Outbox``."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._open: set[Key] = set()

    def load(self) -> None:
        """Find what is owed in what was read from the disk."""
        self._open = {key_of(owed) for owed in self._files.slots if _is_open(owed)}

    async def keep(self, digests: Sequence[Digest]) -> None:
        for digest in map(storable, digests):
            if key_of(digest) not in self._files.digests:
                self._files.digests.put(digest)
        self._files.changed()

    async def digest(self, id_: str) -> Digest | None:
        return self._files.digests.get((id_,))

    async def enter(self, entries: Sequence[Entry]) -> int:
        entered = 0
        for entry in entries:
            key = entry.slot.key.chat
            chat = self._files.chats.get((key.chat, key.thread))
            if chat is None:
                continue
            entered += self.add(owing_of(entry))
            if chat.due == entry.slot.moment:
                briefed = entry.briefed or chat.briefed
                self._files.chats.put(replace(chat, due=entry.due, briefed=briefed))
        self._files.changed()
        return entered

    def add(self, owed: Owing) -> bool:
        """Keep a slot if there is none with its key; whether there was none."""
        if key_of(owed) in self._files.slots:
            return False
        self.put(owed)
        return True

    def put(self, owed: Owing) -> None:
        """Keep a slot in place of the one with its key."""
        self._files.slots.put(owed)
        (self._open.add if _is_open(owed) else self._open.discard)(key_of(owed))

    def _take(self, key: Key) -> None:
        self._files.slots.remove(key)
        self._open.discard(key)

    async def claim(self, *, now: datetime, lease: timedelta, most: int = 30) -> Sequence[Delivery]:
        waiting = nsmallest(
            most, self._claimable(now), key=lambda pair: (pair[0].not_before, pair[0].slot)
        )
        taken = []
        for delivery, owed in waiting:
            mine = claimed(delivery, until=now + lease)
            self.put(_with(owed, mine))
            taken.append(mine)
        if taken:
            self._files.changed()
            try:
                await self._files.flush()
            except StoreError:
                self._undo(waiting, taken)
                raise
        return tuple(taken)

    def _claimable(self, now: datetime) -> Iterator[tuple[Delivery, Owing]]:
        for key in self._open:
            owed = self._files.slots.get(key)
            if owed is not None:
                delivery = claimable(owed, now)
                if delivery is not None:
                    yield delivery, owed

    def _undo(self, before: Sequence[tuple[Delivery, Owing]], taken: Sequence[Delivery]) -> None:
        """Put back what could not be claimed durably, as far as nobody changed it since."""
        for (delivery, _), mine in zip(before, taken, strict=True):
            owed = self._files.slots.get(_key(mine.slot))
            if owed is not None and mine in owed.deliveries:
                self.put(_with(owed, delivery))

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        for settlement in settlements:
            owed = self._files.slots.get(_key(settlement.claimed.slot))
            if owed is not None:
                new = settled(owed, storable(settlement))
                if new != owed:
                    self.put(new)
        self._files.changed()
        await self._files.flush()

    async def of(self, chat: int) -> Sequence[Owing]:
        found = (owed for owed in self._files.slots if owed.slot.key.chat.chat == chat)
        return tuple(sorted(found, key=lambda owed: (owed.slot.moment, owed.slot.key)))

    def remove(self, chat: int) -> bool:
        """Take away all slots of a chat and its threads; whether there were any."""
        keys = [key_of(owed) for owed in self._files.slots if owed.slot.key.chat.chat == chat]
        for key in keys:
            self._take(key)
        return bool(keys)

    def drop(self, keys: Sequence[Key]) -> None:
        """Take slots away by their keys."""
        for key in keys:
            self._take(key)

    def retire(self, before: datetime) -> tuple[int, int]:
        """Let settled slots go that were due before a moment, and digests that none has any more.

        Returns:
            How many slots went, and how many digests.
        """
        old = [
            key_of(owed)
            for owed in self._files.slots
            if owed.slot.moment < before and owed.slot.state is not SlotState.OWED
        ]
        self.drop(old)
        had = {owed.slot.digest for owed in self._files.slots}
        unused = [
            key_of(digest)
            for digest in self._files.digests
            if digest.composed < before and digest.id not in had
        ]
        for key in unused:
            self._files.digests.remove(key)
        if old or unused:
            self._files.changed()
        return len(old), len(unused)


def _is_open(owed: Owing) -> bool:
    return any(delivery.state in OPEN_STATES for delivery in owed.deliveries)


def _key(slot: SlotKey) -> Key:
    return (slot.chat.chat, slot.chat.thread, slot.day.isoformat(), slot.time.isoformat())


def _with(owed: Owing, delivery: Delivery) -> Owing:
    deliveries = list(owed.deliveries)
    deliveries[delivery.part] = delivery
    return replace(owed, deliveries=tuple(deliveries))
