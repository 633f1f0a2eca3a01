"""The buttons below messages, and what their presses carry.

Callback data may have 64 bytes: a letter, where it is about a topic its slug (32 at most), and for
pages of a briefing the moment it was composed (Unix time, base 36) and the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Literal

from bot.briefings import Page
from bot.chat.locale import en
from summaries.model import Topic

Action = Literal["topic", "more", "sources", "forget", "keep"]
_LETTERS: dict[Action, str] = {
    "topic": "t",
    "more": "m",
    "sources": "s",
    "forget": "f",
    "keep": "k",
}
_OF_THE_CHAT = frozenset({"forget", "keep"})
_ACTIONS = {letter: action for action, letter in _LETTERS.items()}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_TOPICS = 40
_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``data`` comes back when it is pressed."""

    text: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Press:
    """What a press asks for.

    Attributes:
        slug: of the topic; empty where it is about the chat itself.
        asof: when the briefing was composed; None for the button of a topic.
        page: which page of it, from 0.
    """

    action: Action
    slug: str = ""
    asof: datetime | None = None
    page: int = 0


def encode(press: Press) -> str:
    """A press as callback data."""
    if press.action in _OF_THE_CHAT:
        return _LETTERS[press.action]
    head = f"{_LETTERS[press.action]}:{press.slug}"
    if press.asof is None:
        return head
    return f"{head}:{_base36(int(press.asof.timestamp()))}:{press.page}"


def decode(data: str) -> Press | None:
    """The press that callback data stand for, None where they are none of ours."""
    letter, *rest = data.split(":")
    action = _ACTIONS.get(letter)
    match rest:
        case [] if action in _OF_THE_CHAT:
            return Press(action)
        case [slug] if action == "topic":
            return Press("topic", slug)
        case [slug, moment, page] if action in {"more", "sources"} and page.isdecimal():
            try:
                seconds = int(moment, 36)
            except ValueError:
                return None
            if not 0 <= seconds < _LATEST or len(page) > 3:
                return None
            return Press(action, slug, datetime.fromtimestamp(seconds, UTC), int(page))
    return None


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def topic_keyboard(topics: Iterable[Topic]) -> Keyboard:
    """A button for each topic, below one another: titles are long and phones are narrow.

    Telegram takes 100 buttons at most, and nobody scrolls through as many; the rest can be typed.
    """
    shown = islice(topics, _MOST_TOPICS)
    return tuple((Button(t.title, encode(Press("topic", t.slug))),) for t in shown)


def briefing_keyboard(page: Page) -> Keyboard:
    """More and Sources, as far as there are any."""
    if not page.briefing.stories:
        return ()
    slug = page.briefing.topic.slug
    row = [Button(en.SOURCES, encode(Press("sources", slug, page.asof, page.number)))]
    if page.briefing.more:
        more = Button(en.MORE, encode(Press("more", slug, page.asof, page.number + 1)))
        row.insert(0, more)
    return (tuple(row),)
