"""A message as a tree: blocks of runs. Nothing in it is escaped or marked up yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style.

    Attributes:
        url: where it leads, if it is a link.
        code: shown as typed, and copied when it is tapped; it has no other style.
    """

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None
    code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a block quote.

    Attributes:
        quote: shown as a block quote.
        folded: a block quote that opens when it is tapped.
        tight: follows the block before without a blank line.
        breakable: a part may begin with it although the block before it belongs to it.
    """

    runs: tuple[Run, ...]
    quote: bool = False
    folded: bool = False
    tight: bool = False
    breakable: bool = True

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(run.text for run in self.runs)

    def with_runs(self, runs: Sequence[Run]) -> "Block":
        """The same block with other content."""
        return replace(self, runs=tuple(runs))


Tree = tuple[Block, ...]


def paragraph(*runs: Run | str, tight: bool = False, breakable: bool = True) -> Block:
    """A paragraph; plain strings are runs without a style."""
    return Block(
        tuple(Run(run) if isinstance(run, str) else run for run in runs),
        tight=tight,
        breakable=breakable,
    )


def bold(text: str) -> Run:
    """Bold text."""
    return Run(text, bold=True)


def italic(text: str) -> Run:
    """Italic text."""
    return Run(text, italic=True)


def link(text: str, url: str | None) -> Run:
    """Text that leads somewhere; plain where there is no address."""
    return Run(text, url=url)


def code(text: str) -> Run:
    """Text to copy by tapping on it."""
    return Run(text, code=True)
