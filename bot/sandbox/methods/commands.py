"""The command menu and the button that opens it."""

from collections.abc import Mapping

from bot.sandbox.menu import MAX_COMMANDS, Command, Scope, checked_command
from bot.sandbox.methods.common import Method, language_from
from bot.sandbox.parameters import Parameters
from bot.sandbox.people import PEOPLE
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import World

_PLAIN_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
)
_CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
_COMMANDS_BUTTON: Mapping[str, object] = {"type": "commands"}


async def set_my_commands(world: World, parameters: Parameters) -> object:
    """``setMyCommands``."""
    listed = parameters.json("commands", "Can't parse commands JSON object")
    if listed is not None and not isinstance(listed, list):
        raise bad_request("Expected an Array of BotCommand")
    commands = tuple(_command(fields) for fields in listed or ())
    if len(commands) > MAX_COMMANDS:
        raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    key = (_scope(world, parameters), language_from(parameters))
    if commands:
        world.menus[key] = commands
    else:
        world.menus.pop(key, None)
    world.tell({"type": "menu"})
    return True


async def get_my_commands(world: World, parameters: Parameters) -> object:
    """``getMyCommands``: exactly the list of this scope and language, not what takes effect."""
    key = (_scope(world, parameters), language_from(parameters))
    return [command.wire() for command in world.menus.get(key, ())]


async def delete_my_commands(world: World, parameters: Parameters) -> object:
    """``deleteMyCommands``."""
    world.menus.pop((_scope(world, parameters), language_from(parameters)), None)
    world.tell({"type": "menu"})
    return True


async def set_chat_menu_button(world: World, parameters: Parameters) -> object:
    """``setChatMenuButton``; chat 0 stands for all private chats."""
    button = parameters.json("menu_button", "Can't parse menu button JSON object")
    problem = "Bad Request: can't parse menu button: "
    if button is None:
        button = {"type": "default"}
    if not isinstance(button, dict):
        raise Refusal(400, problem + "MenuButton must be an Object")
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise Refusal(400, problem + "MenuButton has unsupported type")
    world.menu_buttons[_button_chat(world, parameters)] = button
    world.tell({"type": "menu"})
    return True


async def get_chat_menu_button(world: World, parameters: Parameters) -> object:
    """``getChatMenuButton``."""
    chat = _button_chat(world, parameters)
    return world.menu_buttons.get(chat) or world.menu_buttons.get(0, _COMMANDS_BUTTON)


def _button_chat(world: World, parameters: Parameters) -> int:
    if not parameters.text("chat_id"):
        return 0
    chat = world.known_chat(parameters.integer("chat_id"))
    if chat is None:
        raise bad_request("Chat not found")
    if not chat.private:
        raise bad_request("Invalid chat_id specified")
    return chat.id


def _command(fields: object) -> Command:
    problem = "Bad Request: can't parse BotCommand: "
    if not isinstance(fields, dict):
        raise Refusal(400, problem + "expected an Object")
    for name in ("command", "description"):
        if name not in fields:
            raise Refusal(400, f'{problem}Can\'t find field "{name}"')
        if not isinstance(fields[name], str):
            raise Refusal(400, f'{problem}Field "{name}" must be of type String')
    return checked_command(fields["command"], fields["description"])


def _scope(world: World, parameters: Parameters) -> Scope:
    problem = "Bad Request: can't parse BotCommandScope: "
    fields = parameters.json("scope", "Can't parse BotCommandScope JSON object")
    if fields is None:
        return Scope()
    if not isinstance(fields, dict):
        raise Refusal(400, problem + "BotCommandScope must be an Object")
    kind = str(fields.get("type", ""))
    if kind in _PLAIN_SCOPES:
        return Scope(kind)
    if kind not in _CHAT_SCOPES:
        raise Refusal(400, problem + "Unsupported type specified")
    try:
        chat_id = int(fields.get("chat_id") or 0)
        user_id = int(fields.get("user_id") or 0) if kind == "chat_member" else 0
    except (TypeError, ValueError):
        raise bad_request("Chat not found") from None
    if not chat_id:
        raise Refusal(400, problem + "Empty chat_id specified")
    chat = world.known_chat(chat_id)
    if chat is None:
        raise bad_request("Chat not found")
    if chat.private and kind != "chat":
        raise bad_request("Can't use specified scope in private chats")
    if kind == "chat_member" and user_id not in PEOPLE:
        raise Refusal(400, problem + "Invalid user_id specified")
    return Scope(kind, chat.id, user_id)


METHODS: Mapping[str, Method] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
