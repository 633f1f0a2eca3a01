"""What stands under a message: what Telegram takes as inline keyboard, and what it refuses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.sandbox.forced import ForceReply, force_reply_from
from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusal import Refusal, bad_request

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_DATA_BYTES = 64

Button = Mapping[str, object]
Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons, each as the Bot API writes it; empty where there is no inline keyboard."""

# What a button may do, of which each has exactly one. The sandbox checks the first two.
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_LOOKS = ("style", "icon_custom_emoji_id")
_NOT_INLINE = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Markup:
    """What a request's ``reply_markup`` asks for: buttons or a reply, or nothing."""

    keyboard: Keyboard = ()
    forced: ForceReply | None = None


def markup_from(parameters: Parameters) -> Markup:
    """The markup of a message to be sent. Reply keyboards are taken and not shown.

    Raises:
        Refusal: Telegram would not show it, in Telegram's words.
    """
    markup = _markup(parameters)
    keyboard = _keyboard(markup)
    return Markup(keyboard, None if keyboard else force_reply_from(markup))


def keyboard_from(parameters: Parameters) -> Keyboard:
    """The inline keyboard of a message to be edited, which takes no other markup.

    Raises:
        Refusal: Telegram would not show it, in Telegram's words.
    """
    markup = _markup(parameters)
    if any(markup.get(name) for name in _NOT_INLINE):
        raise bad_request("Inline keyboard expected")
    return _keyboard(markup)


def _markup(parameters: Parameters) -> dict[str, object]:
    markup = parameters.json("reply_markup", "Can't parse reply keyboard markup JSON object")
    if markup is None:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    return markup


def _keyboard(markup: Mapping[str, object]) -> Keyboard:
    rows = markup.get("inline_keyboard")
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    keyboard = tuple(tuple(_button(button) for button in row) for row in rows if row)
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    if any(len(row) > MAX_BUTTONS_IN_ROW for row in keyboard):
        raise Refusal(400, "Bad Request: REPLY_MARKUP_INVALID")
    return keyboard


def keyboard_wire(keyboard: Keyboard) -> dict[str, object]:
    """The keyboard as a Bot API ``InlineKeyboardMarkup``."""
    return {"inline_keyboard": [[dict(button) for button in row] for row in keyboard]}


def find_button(keyboard: Sequence[Sequence[Button]], row: int, column: int) -> Button | None:
    """The button at a place counted from 0, if there is one."""
    if 0 <= row < len(keyboard) and 0 <= column < len(keyboard[row]):
        return keyboard[row][column]
    return None


def _unusable(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: can't parse inline keyboard button: {reason}")


def _button(button: object) -> Button:
    if not isinstance(button, dict):
        raise _unusable("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise _unusable('Can\'t find field "text"')
    for name in ("text", "url", "callback_data"):
        if name in button and not isinstance(button[name], str):
            raise _unusable(f'Field "{name}" must be of type String')
    if not button["text"].strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    action = next((name for name in _ACTIONS if button.get(name) not in (None, "")), None)
    if action is None:
        raise _unusable("Text buttons are unallowed in the inline keyboard")
    value = button[action]
    if action == "callback_data" and len(value.encode()) > MAX_DATA_BYTES:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    if action == "url":
        try:
            value = checked_link(value)
        except LinkError as error:
            raise bad_request(f"Inline keyboard button URL '{value}' is invalid: {error}") from None
    looks = {name: button[name] for name in _LOOKS if name in button}
    return {"text": button["text"], action: value, **looks}
