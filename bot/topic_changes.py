"""How a person writes down a change to a topic.

    +transformer station -substation     phrases to add and to take away
    not +energy drink                    the same with what rules out
    title Electricity                    another title, up to the line's end

or the whole topic anew, as ``topic_notation.py`` says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.errors import TopicError
from bot.topic_notation import NOT, Items, Piece, checked, parsed
from bot.topic_rules import shown
from summaries.model import Topic

# Telephones make dashes of hyphens.
_SIGN = re.compile(r"(?:(?<=[\s,])|^)([+\-–—−])(?=\S)")
_TITLE = re.compile(r"\s*title(?:\s*:|\s+(?![+\-–—−]\S))", re.IGNORECASE)


@dataclass(slots=True)
class _Changes:
    title: str | None = None
    more: Items = field(default_factory=Items)
    less: Items = field(default_factory=Items)
    excluding: bool = False


def changed(topic: Topic, text: str) -> Topic:
    """A topic as somebody wants to have it.

    Args:
        topic: as it is.
        text: in the notation above.

    Raises:
        TopicError: the text makes no sense, or leaves it as it is or nothing that can be followed.
    """
    changes = _read(text)
    old = _without_repeats(topic)
    new = parsed(text, topic) if changes is None else _applied(old, changes)
    if new == old:
        raise TopicError(f"{shown(topic.title)} is like that already, so nothing changes.")
    return new


def _without_repeats(topic: Topic) -> Topic:
    """The same topic with each phrase once; a folder's may name one for each of its languages."""
    return replace(
        topic,
        phrases=tuple(dict.fromkeys(topic.phrases)),
        all_of=tuple(tuple(dict.fromkeys(group)) for group in topic.all_of),
        exclude=tuple(dict.fromkeys(topic.exclude)),
    )


def _read(text: str) -> _Changes | None:
    """The changes that a text holds; None where it holds none, but maybe a whole topic."""
    changes = _Changes()
    segments = [segment for segment in Piece.of(text).split(";\n") if segment.value]
    if not segments or not _is_change(segments[0]):
        return None
    for segment in segments:
        title = _TITLE.match(segment.mask)
        if title is not None:
            changes.title = _titled(segment.part(title.end()))
        else:
            _read_signs(segment, changes)
    return changes


def _is_change(segment: Piece) -> bool:
    first = _SIGN.search(segment.mask)
    return _TITLE.match(segment.mask) is not None or (
        first is not None and _word(segment.mask[: first.start()]) in {"", *NOT}
    )


def _word(text: str) -> str:
    return text.strip().rstrip(":").rstrip().casefold()


def _titled(piece: Piece) -> str:
    title = piece.value
    if not title:
        raise TopicError("Write the new title behind the word title.")
    return title


def _read_signs(segment: Piece, changes: _Changes) -> None:
    """Take in ``+this -that not +other``."""
    signs = list(_SIGN.finditer(segment.mask))
    ends = [sign.start() for sign in signs[1:]]
    before = segment.mask[: signs[0].start()] if signs else segment.mask
    if not signs or _word(before) not in {"", *NOT}:
        raise TopicError(
            f"Begin {shown(segment.value)} with + to add it or - to take it away, such as "
            "+transformer station -substation"
        )
    changes.excluding = changes.excluding or bool(_word(before))
    for sign, end in zip(signs, [*ends, None], strict=True):
        piece = segment.part(sign.end(), end)
        words = piece.mask.rstrip().rpartition(" ")
        switches = end is not None and _word(words[2]) in NOT
        if switches:
            piece = piece.part(0, len(words[0]))
        target = changes.more if sign.group(1) == "+" else changes.less
        for item in piece.split(","):
            if item.value:
                target.read(item, excluding=changes.excluding)
        changes.excluding = changes.excluding or switches


def _applied(topic: Topic, changes: _Changes) -> Topic:
    phrases, exclude, all_of = list(topic.phrases), list(topic.exclude), topic.all_of
    if changes.less.all_of:
        if not _same(changes.less.all_of, all_of):
            raise TopicError("The topic has no such combination, so it cannot be taken away.")
        all_of = ()
    for phrase in changes.less.phrases:
        all_of = _without(phrase, phrases, all_of, exclude)
    for phrase in changes.less.exclude:
        if not _taken(phrase, exclude):
            raise TopicError(f"{shown(phrase)} is none of the phrases that rule out.")
    return checked(
        replace(
            topic,
            title=changes.title or topic.title,
            phrases=tuple(dict.fromkeys([*phrases, *changes.more.phrases])),
            all_of=tuple(changes.more.all_of) or all_of,
            exclude=tuple(dict.fromkeys([*exclude, *changes.more.exclude])),
        )
    )


def _same(some: Sequence[Iterable[str]], others: Sequence[Iterable[str]]) -> bool:
    return list(map(frozenset, some)) == list(map(frozenset, others))


def _without(
    phrase: str, phrases: list[str], all_of: tuple[tuple[str, ...], ...], exclude: list[str]
) -> tuple[tuple[str, ...], ...]:
    """Take a phrase away from where it stands; the combination without it."""
    if _taken(phrase, phrases):
        return all_of
    groups = [list(group) for group in all_of]
    stood = [_taken(phrase, group) for group in groups]
    if any(stood):
        if not all(groups):
            raise TopicError(
                f"Without {shown(phrase)} a part of the combination would be empty. Take the whole "
                "combination away, or add another one in its place."
            )
        return tuple(map(tuple, groups))
    if not _taken(phrase, exclude):
        raise TopicError(f"{shown(phrase)} is none of its phrases, so it cannot be taken away.")
    return all_of


def _taken(phrase: str, phrases: list[str]) -> bool:
    """Take a phrase from a list, spelt exactly if it is there; whether it stood in it."""
    alike = [p for p in phrases if p == phrase] or [
        p for p in phrases if p.casefold() == phrase.casefold()
    ]
    for each in alike:
        phrases.remove(each)
    return bool(alike)


def named_first(text: str, topics: Sequence[Topic]) -> tuple[Topic | None, str]:
    """The topic that a text begins with, by slug, command or title, and the rest.

    Where the title is followed by a colon, the whole text is the rest: it is the topic anew.
    """
    text = text.strip().removeprefix("/")
    names = [(name, t) for t in topics for name in (t.slug, t.command, t.title)]
    for name, topic in sorted(names, key=lambda pair: -len(pair[0])):
        head, rest = text[: len(name)], text[len(name) :]
        if head.casefold() != name.casefold():
            continue
        if rest.lstrip().startswith(":") and name == topic.title:
            return topic, text
        if not rest or rest[0].isspace():
            return topic, rest.strip()
    return None, text
