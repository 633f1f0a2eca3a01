"""Who is in the sandbox: two people, a bot, their private chats and one group."""

import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

BOT_USERNAME = "quotewire_sandbox_bot"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who chats with the bot.

    The role only tells the page (and whoever configures the bot) what the person is meant to
    try out; the sandbox itself treats everybody alike.
    """

    id: int
    first_name: str
    username: str
    role: Literal["subscriber", "admin"]
    language_code: str = "en"

    def wire(self) -> dict[str, object]:
        """The person as a Bot API ``User``."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "username": self.username,
            "language_code": self.language_code,
        }


@dataclass(frozen=True, slots=True)
class BotUser:
    """The bot's own account; its id is the number before the colon of its token."""

    id: int
    first_name: str = "Quotewire"
    username: str = BOT_USERNAME

    def wire(self) -> dict[str, object]:
        """The bot as a Bot API ``User``."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.first_name,
            "username": self.username,
        }


@dataclass(frozen=True, slots=True)
class Chat:
    """A private chat of one person with the bot, or a group with the bot in it."""

    id: int
    type: Literal["private", "supergroup"]
    title: str
    members: tuple[int, ...]
    username: str = ""

    @property
    def private(self) -> bool:
        """Whether this is one person's own chat with the bot."""
        return self.type == "private"

    def wire(self) -> dict[str, object]:
        """The chat as a Bot API ``Chat``."""
        if self.private:
            return {
                "id": self.id,
                "type": self.type,
                "first_name": self.title,
                "username": self.username,
            }
        return {"id": self.id, "type": self.type, "title": self.title}


SUBSCRIBER = Person(1001, "Sam", "sam", "subscriber")
ADMIN = Person(1002, "Ada", "ada", "admin")
PEOPLE: Mapping[int, Person] = {person.id: person for person in (SUBSCRIBER, ADMIN)}

GROUP = Chat(-1001000000001, "supergroup", "Newsroom", (SUBSCRIBER.id, ADMIN.id))
"""A group with both people and the bot. Ada owns it."""

GROUP_OWNER = ADMIN.id

CHATS: Mapping[int, Chat] = {
    **{p.id: Chat(p.id, "private", p.first_name, (p.id,), p.username) for p in PEOPLE.values()},
    GROUP.id: GROUP,
}


def new_token() -> str:
    """A token of the right shape for a bot that exists nowhere else."""
    digits = str(secrets.randbelow(9 * 10**9) + 10**9)
    letters = string.ascii_letters + string.digits + "_-"
    return f"{digits}:{''.join(secrets.choice(letters) for _ in range(35))}"
