"""How a person writes a topic down: in a chat, on a phone, or at a shell.

    Energy grid: power grid, substation, blackout; strike / attack + power plant; not: energy drink

A title and a colon; then phrases, parted by commas, semicolons or line ends. Phrases joined by
`` + `` must stand together, alternatives are parted by `` / ``. What follows ``not:`` rules out,
what follows ``phrases:`` matches again; ``slug: name`` and ``title: Name`` say what the topic is
called. A phrase that holds one of these signs stands in quotation marks; a ``"`` in it is doubled.

``topic_changes.py`` has the notation for changes to a topic.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bot.errors import TopicError
from bot.topic_rules import COMMANDS, LONGEST_SLUG, objection, shown
from summaries.model import Topic

EXAMPLE = "Energy grid: power grid, substation, blackout, grid operator; not: energy drink"
NOT = frozenset({"not", "exclude", "excluding", "except", "without"})
_MATCH = frozenset({"phrases", "phrase"})
_QUOTES = {'"': '"', "“": "”“", "”": "”", "„": "“”", "«": "»"}
_AROUND = ",;\n:+/-"
_HIDDEN = "\x00"
_BULLETS = re.compile(r"[•*–-]\s+")
_LABEL = re.compile(r"\s*(\w+)\s*:")
_JOINTS = re.compile(r"[+/]")
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)
_UKRAINIAN = _RUSSIAN | {"г": "h", "и": "y", "і": "i", "ї": "i", "є": "ie", "ґ": "g", "й": "i"}
_LATIN = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"}
_SILENT = frozenset("ьъ'’ʼ`")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was written.

    Attributes:
        text: as written.
        mask: the same with every character inside quotation marks hidden.
    """

    text: str
    mask: str

    @classmethod
    def of(cls, text: str) -> "Piece":
        """A whole text; control characters count as spaces."""
        plain = "".join(c if c == "\n" or unicodedata.category(c) != "Cc" else " " for c in text)
        return cls(plain, _masked(plain))

    def part(self, start: int, end: int | None = None) -> "Piece":
        """A part of it."""
        return Piece(self.text[start:end], self.mask[start:end])

    def split(self, signs: str) -> list["Piece"]:
        """The parts between signs that stand outside quotation marks."""
        ends = [i for i, sign in enumerate(self.mask) if sign in signs]
        starts = [0, *(end + 1 for end in ends)]
        return [self.part(*span) for span in zip(starts, [*ends, None], strict=True)]

    @property
    def value(self) -> str:
        """What is meant: without quotation marks, white space folded."""
        text, mask = self.text.strip(), self.mask.strip()
        if mask and not mask.strip(_HIDDEN):
            inner = text[1:-1]
            text = inner.replace('""', '"') if text[0] == '"' else inner
        return " ".join(text.split())


def _masked(text: str) -> str:
    """A text with what stands in quotation marks hidden, where these hold a whole phrase."""
    mask = list(text)
    index, fresh = 0, True
    while index < len(text):
        end = _closing(text, index) if fresh and text[index] in _QUOTES else None
        if end is not None:
            mask[index:end] = _HIDDEN * (end - index)
            index, fresh = end, False
            continue
        if not text[index].isspace() or text[index] == "\n":
            fresh = text[index] in _AROUND
        index += 1
    return "".join(mask)


def _closing(text: str, start: int) -> int | None:
    """Where a quoted phrase that begins here is over; None where it is none."""
    index = start + 1
    while index < len(text):
        if text[index] in _QUOTES[text[start]]:
            if text[start] == '"' == text[index + 1 : index + 2]:
                index += 2
                continue
            after = text[index + 1 :].lstrip(" \t\xa0")[:1]
            return index + 1 if not after or after in _AROUND else None
        index += 1
    return None


@dataclass(slots=True)
class Items:
    """What was read so far: phrases, those that must stand together, and what rules out."""

    phrases: list[str] = field(default_factory=list)
    all_of: list[tuple[str, ...]] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)

    def read(self, piece: Piece, *, excluding: bool = False) -> None:
        """Take in one item: a phrase, alternatives, or what must stand together.

        Raises:
            TopicError: it cannot be used.
        """
        groups = [_alternatives(part) for part in _cut(piece, "+")]
        if len(groups) == 1:
            (self.exclude if excluding else self.phrases).extend(groups[0])
            return
        if excluding:
            raise TopicError(
                f"What follows “not” rules out by itself, so {shown(piece.value)} cannot be used "
                "there. Write single phrases."
            )
        if self.all_of:
            raise TopicError(
                "A topic has one combination with + at most. Write alternatives with / inside it, "
                "or make two topics."
            )
        if not all(groups):
            raise TopicError(f"A phrase is missing beside a + in {shown(piece.value)}.")
        self.all_of = groups


def _alternatives(piece: Piece) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in _cut(piece, "/") if (value := part.value)))


def _cut(piece: Piece, sign: str) -> list[Piece]:
    """The parts of an item between signs with a space on either side; inside a word it is a letter.

    Raises:
        TopicError: a sign has a space on one side only, so that nobody can tell what is meant.
    """
    mask = piece.mask
    ends = []
    for found in _JOINTS.finditer(mask):
        place = found.start()
        before = not mask[:place] or mask[place - 1].isspace()
        after = not mask[place + 1 :] or mask[place + 1].isspace()
        if before is not after:
            raise TopicError(
                f"Put a space on either side of {found.group()} in {shown(piece.value)}, or the "
                "phrase in quotation marks if it belongs to it."
            )
        if before and found.group() == sign:
            ends.append(place)
    starts = [0, *(end + 1 for end in ends)]
    return [piece.part(*span) for span in zip(starts, [*ends, None], strict=True)]


@dataclass(slots=True)
class _Reading:
    items: Items = field(default_factory=Items)
    title: str | None = None
    slug: str | None = None
    excluding: bool = False

    def segment(self, piece: Piece) -> None:
        """Take in what stands between semicolons or line ends."""
        label, rest = _labelled(piece)
        if label == "title":
            self.title = rest.value
        elif label == "slug":
            self.slug = rest.value.lower().removeprefix("/").replace("_", "-")
        else:
            for item in piece.split(","):
                self._item(item)

    def _item(self, piece: Piece) -> None:
        label, rest = _labelled(piece)
        if label in NOT or label in _MATCH:
            self.excluding = label in NOT
            self._item(rest)
            return
        if label is not None and rest.mask[:1] in {"", " "}:
            raise TopicError(
                f"“{label}:” means nothing here. Use not:, phrases:, slug: or title:, or put the "
                "phrase in quotation marks if the colon belongs to it."
            )
        bullet = _BULLETS.match(piece.mask.lstrip())
        item = piece.part(
            len(piece.mask) - len(piece.mask.lstrip()) + (bullet.end() if bullet else 0)
        )
        if item.value:
            self.items.read(item, excluding=self.excluding)


def _labelled(piece: Piece) -> tuple[str | None, Piece]:
    """The word before a colon at the beginning, and the rest; None where there is none."""
    bullet = _BULLETS.match(piece.mask)
    begin = bullet.end() if bullet else 0
    found = _LABEL.match(piece.mask, begin)
    if found is None:
        return None, piece
    return found.group(1).casefold(), piece.part(found.end())


def parsed(text: str, base: Topic | None = None) -> Topic:
    """The topic that somebody wrote down.

    Args:
        text: in the notation above.
        base: the topic whose place it takes; it keeps that one's slug, and its title where the
            text names none.

    Raises:
        TopicError: it cannot be used; the message says why and what to write instead.
    """
    reading = _read(text, base)
    title = reading.title or (base.title if base is not None else "")
    if not title:
        raise TopicError(f"The title is missing. Begin with it and a colon: {EXAMPLE}")
    items = reading.items
    topic = Topic(
        _slug(reading.slug, title, base),
        title,
        tuple(dict.fromkeys(items.phrases)),
        tuple(items.all_of),
        tuple(dict.fromkeys(items.exclude)),
    )
    if base is not None:
        topic = replace(topic, examples=base.examples, counterexamples=base.counterexamples)
    return checked(topic)


def checked(topic: Topic) -> Topic:
    """The same topic.

    Raises:
        TopicError: nobody can follow it like this.
    """
    wrong = objection(topic)
    if wrong is not None:
        raise TopicError(wrong)
    return topic


def _read(text: str, base: Topic | None = None) -> _Reading:
    reading = _Reading()
    segments = [s for s in Piece.of(text).split(";\n") if s.value]
    if not segments:
        raise TopicError(f"Write what the topic is. An example: {EXAMPLE}")
    first, *others = segments
    label = _labelled(first)[0]
    head, colon, _ = first.mask.partition(":")
    if label in {"title", "slug"} or label in NOT or label in _MATCH:
        others = segments
    elif colon:
        reading.title = first.part(0, len(head)).value
        others = [first.part(len(head) + 1), *others]
    elif others and "," not in first.mask:
        reading.title = first.value
    elif base is not None:
        raise TopicError(
            "Write + before a phrase to add and - before one to take away, or the whole topic anew:"
            f" its title, a colon, its phrases. An example: {EXAMPLE}"
        )
    else:
        raise TopicError(f"Write a title, a colon and phrases. An example: {EXAMPLE}")
    for segment in others:
        reading.segment(segment)
    return reading


def _slug(given: str | None, title: str, base: Topic | None) -> str:
    if base is not None:
        if given not in {None, base.slug}:
            raise TopicError(
                f"A topic keeps its slug, since people follow it by that name. {shown(base.slug)} "
                "can be removed and another one added."
            )
        return base.slug
    if given is not None:
        return given
    slug = slug_of(title)
    if not slug:
        raise TopicError(
            f"No slug can be made of {shown(title)}. Add one in small letters, digits and hyphens, "
            "such as slug: energy-grid"
        )
    if slug.replace("-", "_") in COMMANDS:
        raise TopicError(
            f"/{slug.replace('-', '_')} is a command of the bot. Add another slug, such as "
            f"slug: {slug}-news"
        )
    return slug


def slug_of(title: str) -> str:
    """The slug for a title, Latin or Cyrillic; empty where nothing of it can be spelt."""
    text = unicodedata.normalize("NFC", title.lower())
    table = (_UKRAINIAN if set(text) & set("іїєґ") else _RUSSIAN) | _LATIN
    spelt = "".join(table.get(c, c) for c in text if c not in _SILENT)
    plain = unicodedata.normalize("NFKD", spelt)
    kept = (c for c in plain if not unicodedata.combining(c))
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in kept).split()
    slug = "-".join(words)
    if len(slug) > LONGEST_SLUG:
        head, _, tail = slug[: LONGEST_SLUG + 1].rpartition("-")
        slug = head if len(tail) < LONGEST_SLUG // 2 else slug[:LONGEST_SLUG]
    return slug.strip("-")


def written(topic: Topic, *, between: str = "; ") -> str:
    """A topic in the notation, so that ``parsed`` gives it back.

    Args:
        topic: which one.
        between: what parts the kinds of phrases, a semicolon or a line end.
    """
    title = topic.title if _title_survives(topic.title) else _quoted(topic.title)
    return f"{title}: {between.join(_parts(topic))}"


def _parts(topic: Topic) -> Iterator[str]:
    lone = topic.all_of[0] if len(topic.all_of) == 1 else ()
    alone = ", ".join(map(_phrase, (*topic.phrases, *lone)))
    if alone:
        yield alone
    if len(topic.all_of) > 1:
        yield " + ".join(" / ".join(map(_phrase, group)) for group in topic.all_of)
    if topic.exclude:
        yield f"not: {', '.join(map(_phrase, topic.exclude))}"
    if topic.slug != slug_of(topic.title):
        yield f"slug: {topic.slug}"


def _phrase(phrase: str) -> str:
    return phrase if _survives(phrase) else _quoted(phrase)


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _survives(phrase: str) -> bool:
    """Whether a phrase can be written without quotation marks."""
    try:
        alone = _read(f"t: {phrase}").items
        joined = _read(f"t: x, {phrase} + x").items
    except TopicError:
        return False
    return alone == Items(phrases=[phrase]) and joined == Items(["x"], [(phrase,), ("x",)])


def _title_survives(title: str) -> bool:
    try:
        reading = _read(f"{title}: x")
    except TopicError:
        return False
    return reading == _Reading(Items(["x"]), title)
