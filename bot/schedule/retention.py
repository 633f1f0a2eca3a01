"""How long things are kept."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.base import Store
from bot.store.records import Retired

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long things are kept.

    Attributes:
        articles: after they arrived.
        slots: after they were due, with their deliveries and digests.
    """

    articles: timedelta
    slots: timedelta


async def retire(store: Store, kept: Kept, *, now: datetime) -> Retired:
    """Let go of what is kept long enough.

    Raises:
        StoreError: the store fails.
    """
    gone = await store.retire(articles=now - kept.articles, slots=now - kept.slots)
    await store.flush()
    if gone != Retired(0, 0, 0):
        logger.info(
            "Removed what is old: %d articles, %d slots, %d digests.",
            gone.articles,
            gone.slots,
            gone.digests,
        )
    return gone
