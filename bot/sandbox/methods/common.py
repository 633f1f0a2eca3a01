"""What several methods need: the chat, the text or caption and the language of a request."""

import re
from collections.abc import Awaitable, Callable

from bot.sandbox.formatted import (
    MAX_CAPTION_UNITS,
    MAX_TEXT_UNITS,
    EmptyTextError,
    Entity,
    Formatted,
    MarkupError,
    fix,
    utf16_length,
)
from bot.sandbox.links import LinkError, checked_link
from bot.sandbox.markup import parse_html
from bot.sandbox.parameters import Parameters
from bot.sandbox.people import Chat
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.world import World

Method = Callable[[World, Parameters], Awaitable[object]]

MAX_SOURCE_BYTES = 32_768

_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_ENTITY_TYPES = frozenset(
    {
        *("bold", "italic", "underline", "strikethrough", "spoiler"),
        *("blockquote", "expandable_blockquote", "code", "pre", "text_link", "custom_emoji"),
        "text_mention",
    }
)
# Telegram takes these and finds them again by itself.
_FOUND_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)


def chat_from(world: World, parameters: Parameters, name: str = "chat_id") -> Chat:
    """The chat that a request names.

    Raises:
        Refusal: none is named, or the bot knows no such chat (yet: a person writes first).
    """
    text = parameters.text(name)
    if not text:
        raise bad_request(f"{name} is empty")
    chat = world.known_chat(parameters.integer(name))
    if chat is None:
        raise bad_request("Chat not found")
    return chat


def language_from(parameters: Parameters) -> str:
    """The language code of a request, empty for everybody.

    Raises:
        Refusal: it is not two small letters.
    """
    code = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("Invalid language code specified")
    return code


def formatted_from(parameters: Parameters) -> Formatted:
    """The text of a request with its formatting, checked and cleaned.

    Raises:
        Refusal: the text is empty, too long, or its formatting cannot be parsed.
    """
    source = parameters.text("text")
    if not source:
        raise bad_request("Message text is empty")
    try:
        formatted = _formatted(source, parameters, "entities")
    except MarkupError as error:
        raise bad_request(str(error)) from None
    if utf16_length(formatted.text) > MAX_TEXT_UNITS:
        raise bad_request("Message is too long")
    return formatted


def caption_from(parameters: Parameters) -> Formatted:
    """The caption of a request with its formatting; empty where there is none.

    Raises:
        Refusal: the caption is too long, or its formatting cannot be parsed.
    """
    source = parameters.text("caption")
    if not source:
        return Formatted("")
    try:
        formatted = _formatted(source, parameters, "caption_entities")
    except EmptyTextError:
        return Formatted("")
    except MarkupError as error:
        raise bad_request(str(error)) from None
    if utf16_length(formatted.text) > MAX_CAPTION_UNITS:
        raise bad_request("Message caption is too long")
    return formatted


def _formatted(source: str, parameters: Parameters, entities_name: str) -> Formatted:
    if len(source.encode()) > MAX_SOURCE_BYTES:
        raise bad_request("Text is too long")
    return fix(*_parsed(source, parameters, entities_name))


def _parsed(source: str, parameters: Parameters, entities_name: str) -> tuple[str, list[Entity]]:
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        try:
            return parse_html(source)
        except MarkupError as error:
            raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None
    if mode in {"markdown", "markdownv2"}:
        raise Refusal(
            400,
            "Bad Request: the sandbox does not parse Markdown; send HTML or entities instead",
        )
    if mode not in {"", "none"}:
        raise bad_request("Unsupported parse_mode")
    return source, _entities(parameters, entities_name)


def _entities(parameters: Parameters, name: str) -> list[Entity]:
    listed = parameters.json(name, "Can't parse entities JSON object")
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise bad_request("Expected an Array of MessageEntity")
    entities = [_entity(fields) for fields in listed]
    return [entity for entity in entities if entity.type not in _FOUND_TYPES]


def _entity(fields: object) -> Entity:
    problem = "Bad Request: can't parse MessageEntity: "
    if not isinstance(fields, dict):
        raise Refusal(400, problem + "expected an Object")
    kind, offset, length = fields.get("type"), fields.get("offset"), fields.get("length")
    for name, value in (("offset", offset), ("length", length)):
        if not isinstance(value, int):
            raise Refusal(400, f'{problem}Field "{name}" must be of type Number')
    if kind not in _ENTITY_TYPES | _FOUND_TYPES:
        raise Refusal(400, problem + "Unsupported type specified")
    url = str(fields.get("url", ""))
    if kind == "text_link":
        try:
            url = checked_link(url)
        except LinkError as error:
            raise bad_request(f"Entity URL '{url}' is invalid: {error}") from None
    user = fields.get("user")
    return Entity(
        str(kind),
        int(str(offset)),
        int(str(length)),
        url=url,
        language=str(fields.get("language", "")) if kind == "pre" else "",
        custom_emoji_id=str(fields.get("custom_emoji_id", "")) if kind == "custom_emoji" else "",
        user=int(user["id"]) if isinstance(user, dict) and "id" in user else 0,
    )
