"""What may be claimed of a slot, and what a settlement makes of it: pure functions.

``base.Outbox`` says the rules in words; PostgreSQL has them in SQL.
"""

from dataclasses import replace
from datetime import datetime

from bot.store.records import (
    OPEN_STATES,
    Delivery,
    DeliveryState,
    Entry,
    Owing,
    Settlement,
    SlotState,
)


def owing_of(entry: Entry) -> Owing:
    """A slot that is entered, with a pending delivery for each part."""
    slot = entry.slot
    if slot.digest is None:
        return Owing(slot)
    return Owing(
        slot,
        tuple(Delivery(slot.key, part, slot.digest, slot.moment) for part in range(entry.parts)),
    )


def claimable(owed: Owing, now: datetime) -> Delivery | None:
    """The delivery of a slot that may be sent now: its first open part, if its time has come."""
    first = next((d for d in owed.deliveries if d.state in OPEN_STATES), None)
    if first is None:
        return None
    if first.state is DeliveryState.SENDING:
        lapsed = first.claimed_until is None or first.claimed_until <= now
        return first if lapsed else None
    return first if first.not_before <= now else None


def claimed(delivery: Delivery, *, until: datetime) -> Delivery:
    """A delivery as its new sender has it; one that another sender had may have arrived."""
    return replace(
        delivery,
        state=DeliveryState.SENDING,
        attempts=delivery.attempts + 1,
        doubts=delivery.doubts + (delivery.state is DeliveryState.SENDING),
        claimed_until=until,
    )


def settled(owed: Owing, settlement: Settlement) -> Owing:
    """A slot after one of its deliveries was settled; as it was where that does not count."""
    part = settlement.claimed.part
    if part >= len(owed.deliveries) or not _counts(owed.deliveries[part], settlement):
        return owed
    old = owed.deliveries[part]
    new = replace(
        old,
        state=settlement.state,
        not_before=settlement.not_before or old.not_before,
        doubts=old.doubts + (settlement.state is DeliveryState.UNKNOWN),
        claimed_until=None,
        message=settlement.message or old.message,
        reason=settlement.reason,
    )
    deliveries = (*owed.deliveries[:part], new, *owed.deliveries[part + 1 :])
    over = all(delivery.state not in OPEN_STATES for delivery in deliveries)
    slot = replace(owed.slot, state=SlotState.SETTLED) if over else owed.slot
    return Owing(slot, deliveries)


def _counts(delivery: Delivery, settlement: Settlement) -> bool:
    if settlement.state is DeliveryState.SENT:
        return delivery.state is not DeliveryState.SENT
    is_last = delivery.attempts == settlement.claimed.attempts
    return delivery.state is DeliveryState.SENDING and is_last
