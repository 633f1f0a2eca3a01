"""A message in a chat, and what the Bot API says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sandbox.files import Document
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
    """The text, or the caption of a document, which may be empty."""
    keyboard: Keyboard = ()
    reply_to: "Message | None" = None
    edited: datetime | None = None
    document: Document | None = None
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
        fields |= self._content_wire()
        fields |= self.extra
        if self.keyboard:
            fields["reply_markup"] = keyboard_wire(self.keyboard)
        return fields

    def _content_wire(self) -> dict[str, object]:
        text, entities = self.content.text, [_entity(e) for e in self.content.entities]
        if self.document is None:
            return {"text": text} | ({"entities": entities} if entities else {})
        fields: dict[str, object] = {"document": self.document.wire()}
        if text:
            fields["caption"] = text
        if entities:
            fields["caption_entities"] = entities
        return fields


def _entity(entity: Entity) -> dict[str, object]:
    fields = entity.wire()
    if entity.user in PEOPLE:
        fields["user"] = PEOPLE[entity.user].wire()
    return fields
