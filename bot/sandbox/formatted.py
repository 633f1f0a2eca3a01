"""Text with entities, made consistent the way Telegram does before it sends a message.

Offsets and lengths are in UTF-16 units, as everywhere in the Bot API.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

MAX_TEXT_UNITS = 4_096
MAX_CAPTION_UNITS = 1_024
MAX_ENTITIES = 100

_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
_VERBATIM = frozenset({"pre", "code"})
_PRIORITY = {"blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "text_link": 49}
_PRIORITY |= {style: 90 + place for place, style in enumerate(_STYLES)}
_MAX_BOUND = 1_000_000

# Telegram drops these: carriage returns, line and paragraph separators, direction overrides, and
# three combining marks that were used to disturb other people's lines.
_REMOVED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a")
_INVISIBLE = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000-\U000e007f]*"
)


class MarkupError(ValueError):
    """Text or entities that Telegram refuses; the text is Telegram's sentence."""


class EmptyTextError(MarkupError):
    """Nothing visible is in a text."""

    def __init__(self) -> None:
        super().__init__("Text must be non-empty")


@dataclass(frozen=True, slots=True)
class Entity:
    """One formatted or clickable part of a text."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    custom_emoji_id: str = ""
    user: int = 0

    @property
    def end(self) -> int:
        """The first offset after the entity."""
        return self.offset + self.length

    def wire(self) -> dict[str, object]:
        """The entity as a Bot API ``MessageEntity`` (a mention's user is added by the message)."""
        fields: dict[str, object] = {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
        }
        for name in ("url", "language", "custom_emoji_id"):
            if value := getattr(self, name):
                fields[name] = value
        return fields


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, in order."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """How long Telegram thinks the text is."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def sort_entities(entities: Iterable[Entity]) -> list[Entity]:
    """Outer entities before inner ones, as Telegram lists them."""
    return sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, 50)))


def fix(text: str, entities: Sequence[Entity] = ()) -> Formatted:
    """Clean the text, trim it, make entities nest, and find commands and links in it.

    Raises:
        EmptyTextError: nothing visible is left.
        MarkupError: an entity does not lie within the text.
    """
    text, fixed = _clean(text, [e for e in entities if _in_bounds(e).length > 0])
    if not text.strip(" \n"):
        raise EmptyTextError
    text, fixed = _trim(text, _nest(fixed))
    if _INVISIBLE.fullmatch(text):
        raise EmptyTextError
    found = [e for e in _detect(text) if not any(_overlap(e, f) for f in fixed if _whole(f))]
    # Telegram says nothing about entities over the limit; they are simply gone.
    return Formatted(text, tuple(_nest([*fixed, *found])[:MAX_ENTITIES]))


def _in_bounds(entity: Entity) -> Entity:
    if not 0 <= entity.offset <= _MAX_BOUND:
        raise MarkupError(f"Receive an entity with incorrect offset {entity.offset}")
    if not 0 <= entity.length <= _MAX_BOUND:
        raise MarkupError(f"Receive an entity with incorrect length {entity.length}")
    return entity


def _clean(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without control characters; entities moved along."""
    kept: list[str] = []
    moved: list[int | None] = []  # old UTF-16 offset -> new one; None inside a surrogate pair
    length = 0
    for character in text:
        if "\ud800" <= character <= "\udfff":
            raise MarkupError("Strings must be encoded in UTF-8")
        units = 2 if character > "\uffff" else 1
        moved += [length, None][:units]
        if character in _REMOVED:
            continue
        kept.append(" " if character < " " and character != "\n" else character)
        length += units
    moved.append(length)
    return "".join(kept), [e for e in (_move(e, moved) for e in entities) if e.length > 0]


def _move(entity: Entity, moved: Sequence[int | None]) -> Entity:
    last = len(moved) - 1
    if entity.offset >= last:
        raise MarkupError(
            f"Entity begins after the end of the text at UTF-16 offset {entity.offset}"
        )
    if entity.end > last:
        raise MarkupError(
            f"Entity beginning at UTF-16 offset {entity.offset} ends after the end of the text "
            f"at UTF-16 offset {entity.end}"
        )
    start, end = moved[entity.offset], moved[entity.end]
    if start is None or end is None:
        raise MarkupError(
            f"Entity beginning at UTF-16 offset {entity.offset} splits a UTF-16 symbol"
        )
    return replace(entity, offset=start, length=end - start)


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at the ends; the beginning is never trimmed into an entity."""
    text = text.rstrip(" \n")
    length = utf16_length(text)
    entities = [
        replace(e, length=min(e.length, length - e.offset)) for e in entities if e.offset < length
    ]
    first = min((e.offset for e in entities), default=length)
    blank = min(first, len(text) - len(text.lstrip(" \n")))
    return text[blank:], [replace(e, offset=e.offset - blank) for e in entities]


def _whole(entity: Entity) -> bool:
    """Links, code and the like: entities that are never cut in two."""
    return entity.type not in _QUOTES and entity.type not in _STYLES


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _nest(entities: Iterable[Entity]) -> list[Entity]:
    """Quotes outside, links and code inside them whole, styles cut to fit between."""
    ordered = sort_entities(entities)
    quotes = _apart(e for e in ordered if e.type in _QUOTES)
    wholes = [
        e
        for e in _apart(e for e in ordered if _whole(e))
        if all(not _overlap(e, q) or (q.offset <= e.offset and e.end <= q.end) for q in quotes)
    ]
    base = quotes + wholes
    cuts = sorted({place for e in base for place in (e.offset, e.end)})
    verbatim = [e for e in wholes if e.type in _VERBATIM]
    styles: list[Entity] = []
    for style in _STYLES:
        for span in _joined(e for e in ordered if e.type == style):
            pieces = _cut(span, cuts)
            styles += [p for p in pieces if not any(_overlap(p, v) for v in verbatim)]
    return sort_entities([*base, *_cut_crossings(styles)])


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _joined(entities: Iterable[Entity]) -> list[Entity]:
    joined: list[Entity] = []
    for entity in entities:
        if joined and entity.offset <= joined[-1].end:
            end = max(joined[-1].end, entity.end)
            joined[-1] = replace(joined[-1], length=end - joined[-1].offset)
        else:
            joined.append(entity)
    return joined


def _cut(entity: Entity, cuts: Iterable[int]) -> list[Entity]:
    edges = [entity.offset, *(c for c in cuts if entity.offset < c < entity.end), entity.end]
    return [replace(entity, offset=start, length=end - start) for start, end in pairwise(edges)]


def _cut_crossings(styles: list[Entity]) -> Iterator[Entity]:
    """Styles of different kinds may nest but not cross: the later one is cut."""
    for entity in styles:
        crossed = {e.end for e in styles if e.offset < entity.offset < e.end < entity.end}
        yield from _cut(entity, sorted(crossed))


# Order matters: what an earlier pattern took, a later one leaves alone.
_PATTERNS = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"“”]*[^\s<>\"“”.,;:!?'’)\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+(?![\w-])")),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


def _detect(text: str) -> list[Entity]:
    if not any(mark in text for mark in "/@#"):
        return []
    offsets = [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = offsets[match.start()], offsets[match.end()]
            entity = Entity(kind, start, end - start)
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return found
