"""Reading about chats and who is in them."""

from collections.abc import Mapping

from bot.sandbox.methods.common import Method, chat_from
from bot.sandbox.parameters import Parameters
from bot.sandbox.people import GROUP_OWNER, PEOPLE, Chat, Person
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

_MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


async def get_chat(world: World, parameters: Parameters) -> object:
    """``getChat``."""
    chat = chat_from(world, parameters)
    full: dict[str, object] = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.private:
        return chat.wire() | {"active_usernames": [chat.username]} | full
    return chat.wire() | {"permissions": dict.fromkeys(_MEMBER_RIGHTS, True)} | full


async def get_chat_member(world: World, parameters: Parameters) -> object:
    """``getChatMember``."""
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("Invalid user_id specified")
    chat = chat_from(world, parameters)
    if user_id == world.bot.id:
        return {"status": "member", "user": world.bot.wire()}
    if user_id in chat.members:
        return _member(chat, PEOPLE[user_id])
    if chat.private:
        raise bad_request("Member not found")
    # Everybody the sandbox has is in its group, so this is nobody whom Telegram knows.
    raise bad_request("PARTICIPANT_ID_INVALID")


async def get_chat_administrators(world: World, parameters: Parameters) -> object:
    """``getChatAdministrators``."""
    chat = chat_from(world, parameters)
    if chat.private:
        raise bad_request("There are no administrators in the private chat")
    return [_member(chat, PEOPLE[GROUP_OWNER])]


def _member(chat: Chat, person: Person) -> dict[str, object]:
    if not chat.private and person.id == GROUP_OWNER:
        return {"status": "creator", "user": person.wire(), "is_anonymous": False}
    return {"status": "member", "user": person.wire()}


METHODS: Mapping[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
}
