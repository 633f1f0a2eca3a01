"""Sending, editing and deleting messages."""

from collections.abc import Mapping
from datetime import timedelta

from bot.sandbox.keyboards import keyboard_from
from bot.sandbox.message import Message
from bot.sandbox.methods.common import Method, chat_from, formatted_from
from bot.sandbox.methods.sending import delivery_from, protection
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import World

_DELETABLE_FOR = timedelta(hours=48)
_TYPING_SECONDS = 5
_ACTIONS = frozenset(
    {
        *("typing", "cancel", "choose_sticker", "upload_photo", "upload_document"),
        *("record_video", "upload_video", "record_voice", "upload_voice"),
        *("record_audio", "upload_audio", "record_video_note", "upload_video_note"),
        *("find_location", "pick_up_location"),
    }
)


async def send_message(world: World, parameters: Parameters) -> object:
    """``sendMessage``."""
    content = formatted_from(parameters)
    delivery = delivery_from(world, parameters)
    return delivery.send(world, content, extra=_extra(parameters)).wire()


async def edit_message_text(world: World, parameters: Parameters) -> object:
    """``editMessageText``. Without a keyboard in the request, the message has none afterwards.

    What was protected stays so: nothing in an edit can change that.
    """
    message = _own_message(world, parameters)
    content = formatted_from(parameters)
    if message.document:
        raise bad_request("There is no text in the message to edit")
    keyboard, extra = keyboard_from(parameters), _extra(parameters)
    now = (message.content, message.keyboard, message.extra.get("link_preview_options"))
    if now == (content, keyboard, extra.get("link_preview_options")):
        raise _not_modified()
    extra = {**extra, **protection(yes="has_protected_content" in message.extra)}
    return world.edit(message, content=content, keyboard=keyboard, extra=extra).wire()


async def edit_message_reply_markup(world: World, parameters: Parameters) -> object:
    """``editMessageReplyMarkup``."""
    message = _own_message(world, parameters)
    keyboard = keyboard_from(parameters)
    if message.keyboard == keyboard:
        raise _not_modified()
    return world.edit(message, keyboard=keyboard).wire()


async def delete_message(world: World, parameters: Parameters) -> object:
    """``deleteMessage``: anything in a private chat, in a group what the bot sent; for two days."""
    chat = chat_from(world, parameters)
    message = world.history(chat).get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("Message to delete not found")
    if not chat.private and message.sender != world.bot:
        raise bad_request("Message can't be deleted")
    if world.clock() - message.date > _DELETABLE_FOR:
        raise bad_request("Message can't be deleted for everyone")
    world.delete(message)
    return True


async def send_chat_action(world: World, parameters: Parameters) -> object:
    """``sendChatAction``: "typing" is shown for some seconds, or until a message comes."""
    chat = chat_from(world, parameters)
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    seconds = 0 if action == "cancel" else _TYPING_SECONDS
    world.tell({"type": "typing", "chat_id": chat.id, "action": action, "seconds": seconds})
    return True


def _own_message(world: World, parameters: Parameters) -> Message:
    if parameters.text("inline_message_id"):
        raise Refusal(400, "Bad Request: MESSAGE_ID_INVALID")
    if not parameters.text("chat_id") and not parameters.text("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = chat_from(world, parameters)
    message_id = parameters.integer("message_id")
    if message_id <= 0:
        raise bad_request("Message identifier is not specified")
    message = world.history(chat).get(message_id)
    if message is None:
        raise bad_request("Message to edit not found")
    if message.sender != world.bot or message.forced:
        raise bad_request("Message can't be edited")
    return message


def _not_modified() -> Refusal:
    return bad_request(
        "Message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )


def _extra(parameters: Parameters) -> Mapping[str, object]:
    extra: dict[str, object] = {}
    options = parameters.json(
        "link_preview_options", "Can't parse link preview options JSON object"
    )
    if options is not None and not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    if not options and parameters.flag("disable_web_page_preview"):
        options = {"is_disabled": True}
    if options:
        extra["link_preview_options"] = options
    return extra


METHODS: Mapping[str, Method] = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendChatAction": send_chat_action,
}
