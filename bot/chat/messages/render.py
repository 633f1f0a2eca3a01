"""A tree becomes Telegram's HTML. This is the only place where text is escaped.

Formatting: https://core.telegram.org/bots/api#html-style
"""

import re
import unicodedata
from dataclasses import dataclass
from html import escape

from bot.chat.messages.tree import Block, Run, Tree

_SPACES = re.compile(r"[^\S\n]+")
# Direction overrides could make a quoted address or name read backwards; they show as a mark.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Size:
    """What Telegram counts.

    Attributes:
        units: UTF-16 units of the text after parsing; 4,096 at most.
        octets: bytes of the markup before parsing; 32,768 at most.
        entities: pieces of formatting; 100 at most.
    """

    units: int = 0
    octets: int = 0
    entities: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.units + other.units, self.octets + other.octets, self.entities + other.entities
        )

    def __sub__(self, other: "Size") -> "Size":
        return Size(
            self.units - other.units, self.octets - other.octets, self.entities - other.entities
        )

    def within(self, limit: "Size") -> bool:
        """Whether none of the three is over its limit."""
        return (
            self.units <= limit.units
            and self.octets <= limit.octets
            and self.entities <= limit.entities
        )


LIMIT = Size(units=4_096, octets=32_768, entities=100)


def utf16_units(text: str) -> int:
    """How long a text is to Telegram: characters beyond the basic plane count twice."""
    return len(text.encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """A text with its white space folded and its control characters shown as a mark."""
    text = _OVERRIDES.sub(_REPLACEMENT, _SPACES.sub(" ", text))
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} else _REPLACEMENT
        for c in text
    )


def separator(block: Block, *, first: bool) -> str:
    """What stands between a block and the one before it."""
    if first:
        return ""
    return "\n" if block.tight else "\n\n"


def render(tree: Tree) -> str:
    """A tree as HTML for ``parse_mode="HTML"``."""
    return "".join(
        separator(block, first=index == 0) + render_block(block) for index, block in enumerate(tree)
    )


def render_block(block: Block) -> str:
    """A block as HTML."""
    inner = "".join(map(_render_run, block.runs))
    if not block.quote:
        return inner
    return f"<blockquote{' expandable' if block.folded else ''}>{inner}</blockquote>"


def _render_run(run: Run) -> str:
    text = escape(plain(run.text), quote=False)
    if run.code:
        return f"<code>{text}</code>"
    if run.url:
        text = f'<a href="{escape(run.url)}">{text}</a>'
    if run.italic:
        text = f"<i>{text}</i>"
    if run.bold:
        text = f"<b>{text}</b>"
    return text


def measure(block: Block, *, first: bool = False) -> Size:
    """What a block and the space before it take of a message's limits."""
    space = separator(block, first=first)
    entities = sum(run.bold + run.italic + run.code + (run.url is not None) for run in block.runs)
    return Size(
        units=len(space) + utf16_units(plain(block.text)),
        octets=len(space) + len(render_block(block).encode()),
        entities=entities + block.quote,
    )
