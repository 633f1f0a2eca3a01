"""Who the bot is: its account, its name and its descriptions."""

from collections.abc import Mapping

from bot.sandbox.formatted import utf16_length
from bot.sandbox.methods.common import Method, language_from
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120


async def get_me(world: World, _: Parameters) -> object:
    """``getMe``."""
    return world.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def leave(_: World, __: Parameters) -> object:
    """``logOut`` and ``close``: there is no other server to move to, so nothing changes."""
    return True


def _setter(attribute: str, parameter: str, limit: int) -> Method:
    async def change(world: World, parameters: Parameters) -> object:
        text = parameters.text(parameter).strip()
        if utf16_length(text) > limit:
            raise bad_request(f"Bot {parameter.replace('_', ' ')} length must not exceed {limit}")
        texts: dict[str, str] = getattr(world.profile, attribute)
        texts[language_from(parameters)] = text
        world.tell({"type": "menu"})
        return True

    return change


def _getter(attribute: str, parameter: str) -> Method:
    async def read(world: World, parameters: Parameters) -> object:
        texts: dict[str, str] = getattr(world.profile, attribute)
        return {parameter: texts.get(language_from(parameters)) or texts.get("", "")}

    return read


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "logOut": leave,
    "close": leave,
    "setMyName": _setter("names", "name", MAX_NAME),
    "getMyName": _getter("names", "name"),
    "setMyDescription": _setter("descriptions", "description", MAX_DESCRIPTION),
    "getMyDescription": _getter("descriptions", "description"),
    "setMyShortDescription": _setter(
        "short_descriptions", "short_description", MAX_SHORT_DESCRIPTION
    ),
    "getMyShortDescription": _getter("short_descriptions", "short_description"),
}
