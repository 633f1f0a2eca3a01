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
        person: Telegram's number of the person; None for somebody who writes as a group.
        name: what people call the person.
    """

    chat: int
    administers: Callable[[], Awaitable[bool]]
    person: int | None = None
    name: str | None = None

    @property
    def private(self) -> bool:
        """Whether the chat is between the person and the bot alone; it has the person's number."""
        return self.chat == self.person
