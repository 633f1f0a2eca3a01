"""Answering pressed buttons."""

from collections.abc import Mapping

from bot.sandbox.formatted import utf16_length
from bot.sandbox.methods.common import Method
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import CallbackAnswer, World

MAX_ANSWER_UNITS = 200


async def answer_callback_query(world: World, parameters: Parameters) -> object:
    """``answerCallbackQuery``."""
    text = parameters.text("text")
    if utf16_length(text) > MAX_ANSWER_UNITS:
        raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
    answer = CallbackAnswer(text, parameters.flag("show_alert"), parameters.text("url"))
    if not world.answer(parameters.text("callback_query_id"), answer):
        raise bad_request("Query is too old and response timeout expired or query ID is invalid")
    return True


METHODS: Mapping[str, Method] = {"answerCallbackQuery": answer_callback_query}
