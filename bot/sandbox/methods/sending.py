"""What a bot says of any message that it sends: where to, in reply to what, with which buttons."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.files import Document
from bot.sandbox.formatted import Formatted
from bot.sandbox.keyboards import Markup, markup_from
from bot.sandbox.message import Message
from bot.sandbox.methods.common import chat_from
from bot.sandbox.parameters import Parameters
from bot.sandbox.people import Chat
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a message is to be sent, whatever is in it."""

    chat: Chat
    markup: Markup
    reply_to: Message | None
    protected: bool

    def send(
        self,
        world: World,
        content: Formatted,
        *,
        document: Document | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> Message:
        """Post the message as the bot."""
        return world.post(
            self.chat,
            world.bot,
            content,
            keyboard=self.markup.keyboard,
            forced=self.markup.forced,
            reply_to=self.reply_to,
            document=document,
            extra={**(extra or {}), **protection(yes=self.protected)},
        )


def protection(*, yes: bool) -> dict[str, object]:
    """What a message says of being protected: something only if it is."""
    return {"has_protected_content": True} if yes else {}


def delivery_from(world: World, parameters: Parameters) -> Delivery:
    """How a request wants its message sent.

    Raises:
        Refusal: a chat, topic, message or keyboard that there is not.
    """
    chat = chat_from(world, parameters)
    markup = markup_from(parameters)
    if parameters.text("message_thread_id"):
        raise bad_request("Message thread not found")
    reply_to = _reply_to(world, chat, parameters)
    return Delivery(chat, markup, reply_to, parameters.flag("protect_content"))


def _reply_to(world: World, chat: Chat, parameters: Parameters) -> Message | None:
    named = parameters.json("reply_parameters", "Can't parse reply parameters JSON object")
    if isinstance(named, dict):
        message_id = named.get("message_id", 0)
        lenient = bool(named.get("allow_sending_without_reply"))
        if named.get("chat_id", chat.id) not in {chat.id, str(chat.id)}:
            raise bad_request("Chat not found")
    elif named is not None:
        raise bad_request("Object expected as reply parameters")
    else:
        # The older spelling, which Telegram still takes.
        message_id = parameters.integer("reply_to_message_id")
        lenient = parameters.flag("allow_sending_without_reply")
    if not message_id:
        return None
    replied = world.history(chat).get(message_id)
    if replied is None and not lenient:
        raise bad_request("Message to be replied not found")
    return replied
