"""A message in a chat, and what the Bot API says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sandbox.files import Document
from bot.sandbox.forced import ForceReply
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
    forced: ForceReply | None = None
    """How a reply to it is asked for. The Bot API's ``Message`` does not tell that."""

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

    def asks(self, person: Person) -> bool:
        """Whether the message asks this person for a reply."""
        if self.forced is None or person.id not in self.chat.members:
            return False
        if self.chat.private or not self.forced.selective:
            return True
        # Telegram takes no "@ada" for a mention, since such names have more letters.
        mentioned = any(entity.user == person.id for entity in self.content.entities)
        return mentioned or (self.reply_to is not None and self.reply_to.sender == person)

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
