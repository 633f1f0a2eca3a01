"""/mydata and /forgetme: what is kept about a chat, to take along and to erase."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.chat.answer import Answer, Document
from bot.chat.keyboards import Button, Press, encode
from bot.chat.locale import en
from bot.chat.messages.tree import paragraph

_FILE = "quotewire-data.json"


def data(kept: Mapping[str, Any], *, now: datetime) -> Answer:
    """Everything that is kept about a chat, as one JSON document."""
    if not kept:
        return Answer((paragraph(en.NOTHING_KEPT),))
    told = {"made": now.isoformat(timespec="seconds")} | dict(kept)
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return Answer((paragraph(en.DATA_CAPTION),), document=Document(_FILE, text.encode()))


def ask(kept: Mapping[str, Any]) -> Answer:
    """Whether to erase it."""
    if not kept:
        return Answer((paragraph(en.NOTHING_KEPT),))
    return Answer(
        (paragraph(en.FORGET_ASK),),
        (
            (Button(en.FORGET_YES, encode(Press("forget"))),),
            (Button(en.FORGET_NO, encode(Press("keep"))),),
        ),
    )


def forgotten() -> Answer:
    """It is erased."""
    return Answer((paragraph(en.FORGOTTEN),))


def kept() -> Answer:
    """Nothing was erased."""
    return Answer((paragraph(en.FORGET_CANCELLED),))


def not_yours() -> Answer:
    """Whoever asked may not decide for the chat."""
    return Answer((paragraph(en.FORGET_NOT_YOURS),))
