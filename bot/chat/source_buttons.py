"""The buttons about sources, and what their presses carry.

Callback data may have 64 bytes: "src:", what to do, a number or the id of a trial, and for the
feeds that a page links to which one.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.chat.keyboards import Button

PREFIX = "src:"
_LONGEST = 64


class Deed(StrEnum):
    """What to do. The first four are about a trial, ``LIST`` about a page, the others a source."""

    ADD = "add"
    ADD_FULL = "addfull"
    CANCEL = "cancel"
    TRY = "try"
    LIST = "list"
    SHOW = "show"
    PAUSE = "pause"
    RESUME = "resume"
    FETCH = "fetch"
    FULL_ON = "fullon"
    FULL_OFF = "fulloff"
    RENAME = "rename"
    ASK_REMOVE = "ask"
    REMOVE = "remove"
    KEEP = "keep"


_OF_TRIALS = frozenset({Deed.ADD, Deed.ADD_FULL, Deed.CANCEL, Deed.TRY})


@dataclass(frozen=True, slots=True)
class SourcePress:
    """What a press asks for.

    Attributes:
        trial: its id, where it is about one.
        number: of the source, of the page of the list from 0, or of the feed to try from 0.
    """

    deed: Deed
    trial: str = ""
    number: int = 0


def encode(press: SourcePress) -> str:
    """A press as callback data.

    Raises:
        ValueError: the id of a trial is too long for a button, or has a colon.
    """
    if press.deed is Deed.TRY:
        told = f"{press.trial}:{press.number}"
    else:
        told = press.trial if press.deed in _OF_TRIALS else str(press.number)
    data = f"{PREFIX}{press.deed}:{told}"
    if len(data.encode()) > _LONGEST or ":" in press.trial:
        raise ValueError(f"a trial cannot be called {press.trial!r} in a button")
    return data


def decode(data: str) -> SourcePress | None:
    """The press that callback data stand for, None where they are none of these."""
    match data.removeprefix(PREFIX).split(":"):
        case [word, *rest] if data.startswith(PREFIX) and word in set(Deed):
            deed = Deed(word)
        case _:
            return None
    match rest:
        case [trial, number] if deed is Deed.TRY and trial and _is_number(number):
            return SourcePress(deed, trial, int(number))
        case [trial] if deed in _OF_TRIALS and deed is not Deed.TRY and trial:
            return SourcePress(deed, trial)
        case [number] if deed not in _OF_TRIALS and _is_number(number):
            return SourcePress(deed, number=int(number))
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def button(text: str, deed: Deed, number: int = 0, *, trial: str = "") -> Button:
    """A button that asks for something."""
    return Button(text, encode(SourcePress(deed, trial, number)))
