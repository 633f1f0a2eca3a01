"""Who asks, as far as an answer depends on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody in a chat.

    Attributes:
        chat: Telegram's number of the chat.
        administers: asks Telegram whether this person may decide for the chat: in a private chat
            always, in a group its administrators.
    """

    chat: int
    administers: Callable[[], Awaitable[bool]]
