"""Something that was tried out, and what is needed to keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Trial
from bot.sources.pieces import Reading
from bot.sources.policy import Outcome
from bot.store.source import Memory, Source
from summaries.model import Article


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial, with all that is needed to add it without fetching it again.

    Attributes:
        trial: what is told; its id is not set yet.
        reading: what is there.
        source: as it would be kept, but for its number.
        articles: of it.
        memory: of it.
        outcome: of the fetch, for the policy.
        made: when.
    """

    trial: Trial
    reading: Reading
    source: Source
    articles: Sequence[Article]
    memory: Memory
    outcome: Outcome
    made: datetime
