"""A message in a chat, and what the Bot API says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sandbox.formatted import Entity, Formatted
from bot.sandbox.keyboards import Keyboard, keyboard_wire
from bot.sandbox.people import PEOPLE, BotUser, Chat, Person


@dataclass(frozen=True, slots=True)
class Message:
    """One message. An edit makes a new value with the same id."""

    id: int
    chat: Chat
    sender: Person | BotUser
    date: datetime
    content: Formatted
    keyboard: Keyboard = ()
    reply_to: "Message | None" = None
    edited: datetime | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields of the Bot API's ``Message`` that only come back as they were sent."""

    def wire(self) -> dict[str, object]:
        """The message as a Bot API ``Message``."""
        fields: dict[str, object] = {
            "message_id": self.id,
            "from": self.sender.wire(),
            "chat": self.chat.wire(),
            "date": int(self.date.timestamp()),
        }
        if self.edited:
            fields["edit_date"] = int(self.edited.timestamp())
        if self.reply_to:
            # Telegram shows one step back, never a chain.
            fields["reply_to_message"] = replace(self.reply_to, reply_to=None).wire()
        fields["text"] = self.content.text
        if self.content.entities:
            fields["entities"] = [_entity(entity) for entity in self.content.entities]
        fields |= self.extra
        if self.keyboard:
            fields["reply_markup"] = keyboard_wire(self.keyboard)
        return fields


def _entity(entity: Entity) -> dict[str, object]:
    fields = entity.wire()
    if entity.user in PEOPLE:
        fields["user"] = PEOPLE[entity.user].wire()
    return fields
