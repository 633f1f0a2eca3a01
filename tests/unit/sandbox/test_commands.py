"""The command menu: what is refused, and whose list a person sees in a chat."""

import pytest

from bot.sandbox import ADMIN, GROUP, PEOPLE, SUBSCRIBER
from bot.sandbox.menu import Command, Scope, effective_menu
from bot.sandbox.people import CHATS

PRIVATE = {"type": "all_private_chats"}
GROUPS = {"type": "all_group_chats"}


def commands(*names):
    return [{"command": name, "description": "About"} for name in names]


async def test_the_menu_is_what_was_set(bot, people):
    assert await people.menu() == []
    assert await bot.ok("setMyCommands", commands=commands("topic", "/help")) is True
    assert await people.menu() == ["topic", "help"]
    assert await bot.ok("getMyCommands") == commands("topic", "help")


async def test_a_deleted_menu_is_gone(bot, people):
    await bot.ok("setMyCommands", commands=commands("topic"))
    assert await bot.ok("deleteMyCommands") is True
    assert await people.menu() == []


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        ("[", "can't parse commands JSON object"),
        ({}, "expected an Array of BotCommand"),
        (["x"], "can't parse BotCommand: expected an Object"),
        ([{"command": "x"}], "can't parse BotCommand: Can't find field \"description\""),
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "x" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "x", "description": " "}], "command description must be non-empty"),
        (
            [{"command": "x", "description": "x" * 257}],
            "command description length must not exceed 256",
        ),
        ([{"command": "Topic", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "air-defence", "description": "x"}], "BOT_COMMAND_INVALID"),
        (commands(*[f"c{number}" for number in range(101)]), "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_that_telegram_would_not_show_are_refused(bot, listed, sentence):
    refusal = await bot.refused("setMyCommands", commands=listed)
    assert refusal == (400, f"Bad Request: {sentence}")


@pytest.mark.usefixtures("met")
@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        ("{", "can't parse BotCommandScope JSON object"),
        ([], "can't parse BotCommandScope: BotCommandScope must be an Object"),
        ({"type": "moon"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 7}, "chat not found"),
        (
            {"type": "chat_administrators", "chat_id": 1001},
            "can't use specified scope in private chats",
        ),
        (
            {"type": "chat_member", "chat_id": GROUP.id},
            "can't parse BotCommandScope: Invalid user_id specified",
        ),
    ],
)
async def test_a_scope_that_does_not_exist_is_refused(bot, scope, sentence):
    refusal = await bot.refused("setMyCommands", commands=commands("x"), scope=scope)
    assert refusal == (400, f"Bad Request: {sentence}")


async def test_a_language_code_has_two_small_letters(bot):
    refusal = await bot.refused("setMyCommands", commands=commands("x"), language_code="EN")
    assert refusal == (400, "Bad Request: invalid language code specified")


@pytest.mark.usefixtures("met")
async def test_the_narrowest_list_is_shown(bot, people):
    await bot.ok("setMyCommands", commands=commands("everywhere"))
    await bot.ok("setMyCommands", commands=commands("private"), scope=PRIVATE)
    await bot.ok(
        "setMyCommands", commands=commands("admin"), scope={"type": "chat", "chat_id": ADMIN.id}
    )
    assert await people.menu(SUBSCRIBER) == ["private"]
    assert await people.menu(ADMIN) == ["admin"]
    assert await people.menu(SUBSCRIBER, GROUP.id) == ["everywhere"]


@pytest.mark.usefixtures("met")
async def test_each_scope_and_language_has_a_list_of_its_own(bot, people):
    ada = {"type": "chat", "chat_id": ADMIN.id}
    await bot.ok("setMyCommands", commands=commands("everywhere"))
    await bot.ok("setMyCommands", commands=commands("admin"), scope=ada)
    await bot.ok("setMyCommands", commands=commands("english"), scope=ada, language_code="en")
    assert await people.menu(ADMIN) == ["english"]
    assert await bot.ok("getMyCommands", scope=ada) == commands("admin")
    assert await bot.ok("getMyCommands", scope=ada, language_code="en") == commands("english")
    assert await bot.ok("getMyCommands", scope=ada, language_code="uk") == []
    assert await bot.ok("getMyCommands", scope=PRIVATE) == []


@pytest.mark.usefixtures("met")
async def test_a_deleted_list_uncovers_the_next_wider_one(bot, people, soon):
    ada = {"type": "chat", "chat_id": ADMIN.id}
    await bot.ok("setMyCommands", commands=commands("everywhere"))
    await bot.ok("setMyCommands", commands=commands("admin"), scope=ada)
    await bot.ok("setMyCommands", commands=commands("english"), scope=ada, language_code="en")
    async with people.events() as events:
        await bot.ok("deleteMyCommands", scope=ada, language_code="en")
        assert await soon(anext(events)) == {"type": "menu"}
    assert await people.menu(ADMIN) == ["admin"]
    await bot.ok("deleteMyCommands", scope=ada)
    assert await people.menu(ADMIN) == ["everywhere"]
    assert await people.menu(SUBSCRIBER) == ["everywhere"]


def scoped(*names):
    return {
        (Scope(*scope), code): (Command(name, "x"),)
        for name, (scope, code) in zip(NAMES, names, strict=False)
    }


NAMES = "abcdefgh"
PRIVATE_ORDER = [
    (("chat", 1001), "en"),
    (("chat", 1001), ""),
    (("all_private_chats",), "en"),
    (("all_private_chats",), ""),
    (("default",), "en"),
    (("default",), ""),
]
GROUP_ORDER = [
    (("chat_member", GROUP.id, ADMIN.id), ""),
    (("chat_administrators", GROUP.id), ""),
    (("chat", GROUP.id), ""),
    (("all_chat_administrators",), ""),
    (("all_group_chats",), ""),
    (("default",), ""),
]


@pytest.mark.parametrize("count", range(len(PRIVATE_ORDER)))
def test_in_a_private_chat_the_chat_comes_before_all_and_the_language_before_none(count):
    menus = scoped(*PRIVATE_ORDER)
    for key in list(menus)[:count]:
        del menus[key]
    (shown,) = effective_menu(menus, CHATS[1001], 1001, "en", administrator=False)
    assert shown.name == NAMES[count]


@pytest.mark.parametrize("count", range(len(GROUP_ORDER)))
def test_in_a_group_its_administrators_have_their_own_lists(count):
    menus = scoped(*GROUP_ORDER)
    for key in list(menus)[:count]:
        del menus[key]
    (shown,) = effective_menu(menus, GROUP, ADMIN.id, "en", administrator=True)
    assert shown.name == NAMES[count]
    (shown,) = effective_menu(menus, GROUP, SUBSCRIBER.id, "en", administrator=False)
    assert shown.name == {0: "c", 1: "c", 2: "c", 3: "e", 4: "e", 5: "f"}[count]


def test_everybody_has_a_private_chat_of_the_same_number():
    assert all(CHATS[person].members == (person,) for person in PEOPLE)


@pytest.mark.usefixtures("met")
async def test_the_menu_button_is_kept(bot):
    assert await bot.ok("getChatMenuButton") == {"type": "commands"}
    await bot.ok("setChatMenuButton", menu_button={"type": "default"})
    assert await bot.ok("getChatMenuButton", chat_id=1001) == {"type": "default"}
    refusal = await bot.refused("setChatMenuButton", menu_button={"type": "pizza"})
    assert refusal == (400, "Bad Request: can't parse menu button: MenuButton has unsupported type")


async def test_the_bot_presents_itself(bot, people):
    assert await bot.ok("setMyName", name="Wire") is True
    assert await bot.ok("setMyDescription", description="Quotes the news.") is True
    assert await bot.ok("setMyShortDescription", short_description="News") is True
    assert await bot.ok("getMyName") == {"name": "Wire"}
    assert await bot.ok("getMyDescription") == {"description": "Quotes the news."}
    assert await bot.ok("getMyShortDescription", language_code="uk") == {
        "short_description": "News"
    }
    assert (await people.look())["bot"] == {
        "name": "Wire",
        "username": "quotewire_sandbox_bot",
        "description": "Quotes the news.",
        "short_description": "News",
    }
    assert (await bot.refused("setMyDescription", description="x" * 513))[0] == 400
