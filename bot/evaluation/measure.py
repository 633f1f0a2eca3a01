"""A measure: a share of labels that the engine got right, and which it did not."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        name: dotted, from the general to the special: ``topics.recall.air-defence``.
        value: in [0, 1], higher is better; None where nothing could be measured.
        labels: how many labels it rests on.
        failures: what went wrong, one line each, the document's name first.
    """

    name: str
    value: float | None
    labels: int
    failures: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """How much of something is right, counted label by label."""

    right: float = 0.0
    total: float = 0.0
    labels: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, ok: bool, failure: str) -> None:
        """One label, right or wrong."""
        self.weigh(float(ok), 1.0, () if ok else (failure,))

    def weigh(self, right: float, total: float, failures: Iterable[str] = ()) -> None:
        """One label that can be right in part, or weighs more than one."""
        self.right += right
        self.total += total
        self.labels += 1
        self.failures += failures

    @property
    def share(self) -> float | None:
        """What is right of all, None where there is nothing."""
        return self.right / self.total if self.total else None

    def measure(self, name: str) -> Measure:
        """The figure."""
        return Measure(name, self.share, self.labels, tuple(self.failures))


def balance(precision: Tally, recall: Tally, name: str) -> Measure:
    """F1 of a precision and a recall."""
    p, r = precision.share, recall.share
    value = None if p is None or r is None else 2 * p * r / (p + r) if p + r else 0.0
    failures = (*precision.failures, *recall.failures)
    return Measure(name, value, precision.labels + recall.labels, failures)


def shortened(text: str, most: int = 120) -> str:
    """The beginning of a text, for a line in a list of failures."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
