"""Who is in a chat, and who administers it."""

import pytest

from bot.sandbox import ADMIN, SUBSCRIBER

pytestmark = pytest.mark.usefixtures("met")

OWNER = {"status": "creator", "user": ADMIN.wire(), "is_anonymous": False}


async def test_the_group_is_adas_and_the_others_are_members(bot, sandbox, group):
    async def member(user_id):
        return await bot.ok("getChatMember", chat_id=group, user_id=user_id)

    bot_itself = (await bot.ok("getMe"))["id"]
    assert await member(ADMIN.id) == OWNER
    assert await member(SUBSCRIBER.id) == {"status": "member", "user": SUBSCRIBER.wire()}
    assert (await member(bot_itself))["status"] == "member"


async def test_in_a_private_chat_nobody_is_more_than_a_member(bot):
    for person in (ADMIN, SUBSCRIBER):
        found = await bot.ok("getChatMember", chat_id=person.id, user_id=person.id)
        assert found == {"status": "member", "user": person.wire()}


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({"chat_id": "group", "user_id": 7}, "PARTICIPANT_ID_INVALID"),
        ({"chat_id": SUBSCRIBER.id, "user_id": ADMIN.id}, "member not found"),
        ({"chat_id": SUBSCRIBER.id}, "invalid user_id specified"),
        ({"chat_id": SUBSCRIBER.id, "user_id": -1}, "invalid user_id specified"),
        ({"chat_id": 7, "user_id": 0}, "invalid user_id specified"),
        ({"chat_id": 7, "user_id": ADMIN.id}, "chat not found"),
        ({"user_id": ADMIN.id}, "chat_id is empty"),
    ],
)
async def test_somebody_who_is_not_there_is_not_found(bot, group, named, sentence):
    if named.get("chat_id") == "group":
        named = named | {"chat_id": group}
    assert await bot.refused("getChatMember", **named) == (400, f"Bad Request: {sentence}")


async def test_the_administrators_of_the_group_are_its_creator_alone(bot, group):
    assert await bot.ok("getChatAdministrators", chat_id=group) == [OWNER]


@pytest.mark.parametrize(
    ("chat", "sentence"),
    [
        (SUBSCRIBER.id, "there are no administrators in the private chat"),
        (7, "chat not found"),
        ("", "chat_id is empty"),
    ],
)
async def test_where_there_are_no_administrators_none_are_told(bot, chat, sentence):
    refusal = await bot.refused("getChatAdministrators", chat_id=chat)
    assert refusal == (400, f"Bad Request: {sentence}")
