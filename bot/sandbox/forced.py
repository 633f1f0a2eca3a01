"""Forced replies: a bot's message that people are asked to reply to."""

from dataclasses import dataclass

from bot.sandbox.refusal import Refusal, bad_request

MAX_PLACEHOLDER = 64


@dataclass(frozen=True, slots=True)
class ForceReply:
    """How people are asked.

    Attributes:
        placeholder: what stands in the empty field; may be empty.
        selective: whether only those are asked whom the message mentions or replies to.
    """

    placeholder: str = ""
    selective: bool = False


def force_reply_from(markup: dict[str, object]) -> ForceReply | None:
    """What a request's ``reply_markup`` asks for.

    Raises:
        Refusal: its placeholder is too long or no text.
    """
    if markup.get("force_reply") is not True:
        return None
    placeholder = markup.get("input_field_placeholder", "")
    if not isinstance(placeholder, str):
        raise bad_request('Field "input_field_placeholder" must be of type String')
    if len(placeholder) > MAX_PLACEHOLDER:
        raise Refusal(400, "Bad Request: REPLY_MARKUP_INVALID")
    return ForceReply(placeholder.strip(), markup.get("selective") is True)
