"""One figure, and what was promised of it."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes:
        median: of several runs.
        promise: the most that it may be, or with ``least`` the least.
    """

    what: str
    median: float
    promise: float
    unit: str
    least: bool = False

    @property
    def used(self) -> float:
        """The share of the promise that is used up; more than 1 misses it."""
        if self.least:
            return self.promise / self.median if self.median else float("inf")
        return self.median / self.promise


class NotBuilt(Exception):
    """What is to be measured does not exist yet."""


def repeated(times: int, once: Callable[[], float]) -> float:
    return statistics.median(once() for _ in range(times))
