"""Updates: what the bot gets to know, when, and that only one bot may ask."""

import asyncio
import time

import pytest

from bot.sandbox import ADMIN

CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance "
    "is running"
)


async def test_what_a_person_writes_is_an_update(bot, people, clock):
    await people.write("/topic air-defence")
    (update,) = await bot.updates()
    assert update["message"] == {
        "message_id": 1,
        "from": {
            "id": 1001,
            "is_bot": False,
            "first_name": "Sam",
            "username": "sam",
            "language_code": "en",
        },
        "chat": {"id": 1001, "type": "private", "first_name": "Sam", "username": "sam"},
        "date": int(clock().timestamp()),
        "text": "/topic air-defence",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


async def test_an_update_comes_again_until_a_higher_offset_confirms_it(bot, people):
    await people.write("one")
    await people.write("two")
    first, second = await bot.updates()
    assert second["update_id"] == first["update_id"] + 1
    assert await bot.updates() == [first, second]
    assert await bot.updates(offset=second["update_id"]) == [second]
    assert await bot.updates() == [second]
    assert await bot.updates(offset=second["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_newest(bot, people):
    for text in ("one", "two", "three"):
        await people.write(text)
    assert [u["message"]["text"] for u in await bot.updates(offset=-1)] == ["three"]
    assert len(await bot.updates()) == 1


async def test_a_limit_gives_the_oldest_first(bot, people):
    for text in ("one", "two", "three"):
        await people.write(text)
    assert [u["message"]["text"] for u in await bot.updates(limit=2)] == ["one", "two"]
    assert len(await bot.updates(limit=0)) == 3


async def test_a_long_poll_answers_as_soon_as_something_happens(bot, people, soon):
    poll = asyncio.create_task(bot.updates(timeout=50))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await people.write("hello")
    (update,) = await soon(poll)
    assert update["message"]["text"] == "hello"


async def test_a_long_poll_ends_empty_after_its_timeout(bot):
    began = time.monotonic()
    assert await bot.updates(timeout=1) == []
    assert 0.9 < time.monotonic() - began < 10


async def test_a_second_poll_ends_the_first(bot, people, soon):
    first = asyncio.create_task(bot.refused("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot.updates(timeout=50))
    assert await soon(first) == (409, CONFLICT)
    await people.write("hello")
    assert len(await soon(second)) == 1


async def test_the_bot_chooses_the_kinds_of_updates(bot, people):
    await bot.updates(allowed_updates=["callback_query"])
    await people.write("hello")
    assert await bot.updates() == []
    await bot.updates(allowed_updates=[])
    await people.write("hello")
    assert len(await bot.updates()) == 1


async def test_at_most_a_thousand_updates_wait(bot, people):
    for number in range(1010):
        await people.write(str(number))
    assert (await bot.ok("getWebhookInfo"))["pending_update_count"] == 1000


async def test_pending_updates_can_be_dropped(bot, people):
    await people.write("hello")
    assert await bot.ok("deleteWebhook", drop_pending_updates=True) is True
    assert await bot.updates() == []


async def test_there_is_no_webhook(bot):
    code, sentence = await bot.refused("setWebhook", url="https://example.org/")
    assert (code, "use getUpdates" in sentence) == (400, True)
    assert (await bot.ok("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("hello everybody", False),
        ("/topic air-defence", True),
        ("/topic@quotewire_sandbox_bot x", True),
        ("/topic@Quotewire_Sandbox_Bot x", True),
        ("/topic@another_bot x", False),
        ("see /topic", False),
    ],
)
async def test_in_a_group_the_bot_sees_only_commands(bot, people, group, text, seen):
    answer = await people.write(text, ADMIN, group)
    assert answer.status_code == 200
    assert bool(await bot.updates()) is seen


async def test_in_a_group_the_bot_sees_replies_to_what_it_said(bot, people, group):
    sent = await bot.ok("sendMessage", chat_id=group, text="Which topic?")
    await people.write("air defence", chat=group, reply_to=sent["message_id"])
    (update,) = await bot.updates()
    assert update["message"]["reply_to_message"] == sent
    assert update["message"]["chat"] == {"id": group, "type": "supergroup", "title": "Newsroom"}
