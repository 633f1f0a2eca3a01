"""What the chat page asks for and does. The same over HTTP serves acceptance tests.

All of it is JSON. A failure is ``{"error": "a sentence"}`` with status 400, 403, 404 or 413.

``GET /sandbox/people``
    ``{"bot": {"id", "first_name", "username"}, "people": [{"id", "first_name", "username",
    "role"}], "chats": [{"id", "type", "title", "members": [person ids]}], "gazette": address}``.
    A private chat has the id of its person. The gazette is the front page of gazette.py's news.

``GET /sandbox/chats/{chat_id}?person={person_id}``
    What the person sees there: ``{"chat": {...}, "bot": {"name", "username", "description",
    "short_description"}, "messages": [...], "commands": [{"command", "description"}],
    "force_reply": {"message_id", "placeholder"} or null}``.
    Messages are as the Bot API writes them, oldest first. ``force_reply`` is what the bot still
    waits for the person to reply to.

``GET /sandbox/chats/{chat_id}/messages/{message_id}/file?person={person_id}``
    The file of a message with a ``document``, to be saved.

``POST /sandbox/chats/{chat_id}/messages`` with ``{"person", "text", "reply_to"?}``
    Writes as a person: ``{"message": {...}}``. The bot's reply comes as an event.

``POST /sandbox/chats/{chat_id}/documents`` with a form (``multipart/form-data``) of ``person``,
``caption``?, ``reply_to``? and the file ``document``
    Sends a file as a person: ``{"message": {...}}``. The bot can fetch up to 20 MB of it.

``POST /sandbox/chats/{chat_id}/press`` with ``{"person", "message_id", "row", "column"}`` or
``{"person", "message_id", "data"}``
    Presses an inline button and waits for the bot's answer: ``{"answered": true, "text": "",
    "show_alert": false, "url": ""}``, or ``{"answered": false}`` after 15 seconds.

``GET /sandbox/events``
    Server-Sent Events, each with JSON as its data: ``{"type": "ready"}`` first, then
    ``{"type": "message" | "edited", "chat_id", "message"}``, where a message that people are asked
    to reply to has ``"force_reply": {"placeholder", "people": [ids]}`` beside it,
    ``{"type": "deleted", "chat_id", "message_id"}``,
    ``{"type": "typing", "chat_id", "action", "seconds"}``, ``{"type": "menu"}`` when the
    bot's commands, name or description changed, and ``{"type": "gazette"}`` when the gazette did.

What the gazette's own panel does is in ``gazette_api.py``.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.api import MAX_BODY_BYTES, download, json_response
from bot.sandbox.files import MAX_FILE_BYTES
from bot.sandbox.formatted import (
    MAX_CAPTION_UNITS,
    MAX_TEXT_UNITS,
    EmptyTextError,
    Formatted,
    MarkupError,
    fix,
    utf16_length,
)
from bot.sandbox.keyboards import find_button
from bot.sandbox.message import Message
from bot.sandbox.multipart import Part
from bot.sandbox.page_requests import form_body, json_body, told
from bot.sandbox.people import CHATS, PEOPLE, Chat, Person
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import Event, World

_MAX_TEXT_TO_CLEAN = 4 * MAX_TEXT_UNITS
_HEARTBEAT_SECONDS = 15.0


class PageApi:
    """The endpoints under ``/sandbox/``, for the page with the chats.

    Args:
        world: what they show and change.
        gazette: the address of the gazette's front page.
    """

    def __init__(self, world: World, gazette: str) -> None:
        self._world = world
        self._gazette = gazette

    def routes(self) -> list[Route]:
        """The endpoints, to be served beside the Bot API."""
        return [
            Route("/sandbox/people", told(self.people)),
            Route("/sandbox/events", self.events),
            # A group's id is negative, which Starlette's int convertor does not match.
            Route("/sandbox/chats/{chat_id}", told(self.chat)),
            Route("/sandbox/chats/{chat_id}/messages", told(self.write), methods=["POST"]),
            Route("/sandbox/chats/{chat_id}/documents", told(self.attach), methods=["POST"]),
            Route("/sandbox/chats/{chat_id}/messages/{message_id:int}/file", told(self.file)),
            Route("/sandbox/chats/{chat_id}/press", told(self.press), methods=["POST"]),
        ]

    async def people(self, _: Request) -> Response:
        """Who can be chosen, and which chats there are."""
        return json_response(
            {
                "bot": self._world.bot.wire(),
                "people": [person.wire() | {"role": person.role} for person in PEOPLE.values()],
                "chats": [
                    {"id": c.id, "type": c.type, "title": c.title, "members": list(c.members)}
                    for c in CHATS.values()
                ],
                "gazette": self._gazette,
            }
        )

    async def chat(self, request: Request) -> Response:
        """What a person sees in a chat."""
        chat, person = _chat(request), _person(request.query_params.get("person", ""))
        _check_member(chat, person)
        world, code = self._world, person.language_code
        profile = world.profile
        return json_response(
            {
                "chat": chat.wire(),
                "bot": {
                    "name": _for_language(profile.names, code),
                    "username": world.bot.username,
                    "description": _for_language(profile.descriptions, code),
                    "short_description": _for_language(profile.short_descriptions, code),
                },
                "messages": [message.wire() for message in world.history(chat).values()],
                "commands": [command.wire() for command in world.menu_for(chat, person)],
                "force_reply": _forced(world.asked(chat, person)),
            }
        )

    async def file(self, request: Request) -> Response:
        """The file of a message, for somebody who sees the message."""
        chat, person = _chat(request), _person(request.query_params.get("person", ""))
        _check_member(chat, person)
        document = self._message(chat, request.path_params["message_id"]).document
        if document is None:
            raise Refusal(404, "That message has no file.")
        content = self._world.files.content(document)
        if content is None:
            raise Refusal(404, "That file had to make room for newer ones.")
        return download(document.name, content)

    async def write(self, request: Request) -> Response:
        """Send a text as a person."""
        chat = _chat(request)
        body = await json_body(request)
        person = _person(body.get("person"))
        _check_member(chat, person)
        text = body.get("text")
        if not isinstance(text, str):
            raise Refusal(400, "There is no text to send.")
        replied = body.get("reply_to")
        reply_to = self._message(chat, replied) if replied else None
        try:
            content = _written(text, "message", MAX_TEXT_UNITS)
        except MarkupError:
            raise Refusal(400, "There is no text to send.") from None
        message = self._world.post(chat, person, content, reply_to=reply_to)
        return json_response({"message": message.wire()})

    async def attach(self, request: Request) -> Response:
        """Send a file as a person."""
        chat = _chat(request)
        form = await _file_form(request)
        person = _person(_field(form, "person"))
        _check_member(chat, person)
        replied = _field(form, "reply_to")
        reply_to = self._message(chat, _number(replied)) if replied else None
        caption = _caption(_field(form, "caption"))
        name, content = _file(form.get("document"))
        document = self._world.files.add(name, content)
        message = self._world.post(chat, person, caption, reply_to=reply_to, document=document)
        return json_response({"message": message.wire()})

    async def press(self, request: Request) -> Response:
        """Press an inline button as a person."""
        chat = _chat(request)
        body = await json_body(request)
        person = _person(body.get("person"))
        _check_member(chat, person)
        message = self._message(chat, body.get("message_id"))
        data = _data(message, body)
        answer = await self._world.press(person, message, data)
        if answer is None:
            return json_response({"answered": False})
        return json_response({"answered": True} | asdict(answer))

    async def events(self, _: Request) -> Response:
        """A stream of what changes, until the sandbox stops."""
        return StreamingResponse(
            self._stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream(self) -> AsyncIterator[str]:
        events = self._world.watch()
        try:
            yield _event({"type": "ready"})
            while True:
                try:
                    async with asyncio.timeout(_HEARTBEAT_SECONDS):
                        event = await events.get()
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is None:
                    return
                yield _event(event)
        finally:
            self._world.unwatch(events)

    def _message(self, chat: Chat, message_id: object) -> Message:
        message = self._world.history(chat).get(message_id if isinstance(message_id, int) else 0)
        if message is None:
            raise Refusal(404, "That message is not there any more.")
        return message


def _event(event: Event) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _written(text: str, what: str, limit: int) -> Formatted:
    """What somebody wrote, as it is sent.

    Raises:
        MarkupError: nothing visible is in it.
        Refusal: it is too long.
    """
    content = fix(text) if len(text) <= _MAX_TEXT_TO_CLEAN else Formatted(text)
    if (length := utf16_length(content.text)) > limit:
        raise Refusal(
            400,
            f"This {what} is too long: it has {length:,} characters, and Telegram takes {limit:,}.",
        )
    return content


def _caption(text: str) -> Formatted:
    try:
        return _written(text, "caption", MAX_CAPTION_UNITS)
    except EmptyTextError:
        return Formatted("")
    except MarkupError:
        raise Refusal(400, "The caption is not valid UTF-8.") from None


async def _file_form(request: Request) -> Mapping[str, Part]:
    try:
        return await form_body(request, MAX_BODY_BYTES)
    except Refusal as refusal:
        raise (_too_large() if refusal.code == 413 else refusal) from None


def _field(form: Mapping[str, Part], name: str) -> str:
    part = form.get(name)
    return part.data.decode("utf-8", "surrogateescape") if part and part.filename is None else ""


def _file(part: Part | None) -> tuple[str, bytes]:
    if part is None or part.filename is None:
        raise Refusal(400, "There is no file to send.")
    if not part.data:
        raise Refusal(400, "This file is empty, and Telegram sends no empty files.")
    if len(part.data) > MAX_FILE_BYTES:
        raise _too_large()
    return part.filename, part.data


def _too_large() -> Refusal:
    megabytes = MAX_FILE_BYTES >> 20
    return Refusal(413, f"This file is too large: the sandbox takes up to {megabytes} MB.")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


def _forced(message: Message | None) -> dict[str, object] | None:
    if message is None or message.forced is None:
        return None
    return {"message_id": message.id, "placeholder": message.forced.placeholder}


def _for_language(texts: Mapping[str, str], code: str) -> str:
    return texts.get(code) or texts.get("", "")


def _chat(request: Request) -> Chat:
    try:
        return CHATS[int(request.path_params["chat_id"])]
    except (KeyError, ValueError):
        raise Refusal(404, "There is no such chat.") from None


def _person(person_id: object) -> Person:
    try:
        return PEOPLE[int(str(person_id))]
    except (KeyError, ValueError):
        raise Refusal(404, "There is no such person.") from None


def _check_member(chat: Chat, person: Person) -> None:
    if person.id not in chat.members:
        raise Refusal(403, f"{person.first_name} is not in this chat.")


def _data(message: Message, body: Mapping[str, object]) -> str:
    """The callback data of the button that a request names, by place or by the data itself."""
    row, column = body.get("row"), body.get("column")
    if isinstance(row, int) and isinstance(column, int):
        button = find_button(message.keyboard, row, column)
        data = button.get("callback_data") if button else None
    else:
        all_data = {b.get("callback_data") for buttons in message.keyboard for b in buttons}
        wanted = body.get("data")
        data = wanted if isinstance(wanted, str) and wanted in all_data else None
    if not isinstance(data, str):
        raise Refusal(404, "That button is not there any more.")
    return data
