"""What the chat page asks for and does. The same over HTTP serves acceptance tests.

All of it is JSON. A failure is ``{"error": "a sentence"}`` with status 400, 403, 404 or 413.

``GET /sandbox/people``
    ``{"bot": {"id", "first_name", "username"}, "people": [{"id", "first_name", "username",
    "role"}], "chats": [{"id", "type", "title", "members": [person ids]}]}``. A private chat has
    the id of its person.

``GET /sandbox/chats/{chat_id}?person={person_id}``
    What the person sees there: ``{"chat": {...}, "bot": {"name", "username", "description",
    "short_description"}, "messages": [...], "commands": [{"command", "description"}]}``.
    Messages are as the Bot API writes them, oldest first.

``GET /sandbox/chats/{chat_id}/messages/{message_id}/file?person={person_id}``
    The file of a message with a ``document``, to be saved.

``POST /sandbox/chats/{chat_id}/messages`` with ``{"person", "text", "reply_to"?}``
    Writes as a person: ``{"message": {...}}``. The bot's reply comes as an event.

``POST /sandbox/chats/{chat_id}/press`` with ``{"person", "message_id", "row", "column"}`` or
``{"person", "message_id", "data"}``
    Presses an inline button and waits for the bot's answer: ``{"answered": true, "text": "",
    "show_alert": false, "url": ""}``, or ``{"answered": false}`` after 15 seconds.

``GET /sandbox/events``
    Server-Sent Events, each with JSON as its data: ``{"type": "ready"}`` first, then
    ``{"type": "message" | "edited", "chat_id", "message"}``,
    ``{"type": "deleted", "chat_id", "message_id"}``,
    ``{"type": "typing", "chat_id", "action", "seconds"}`` and ``{"type": "menu"}`` when the
    bot's commands, name or description changed.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import asdict

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.api import download, json_response, read_body
from bot.sandbox.formatted import MAX_TEXT_UNITS, MarkupError, fix, utf16_length
from bot.sandbox.keyboards import find_button
from bot.sandbox.message import Message
from bot.sandbox.people import CHATS, PEOPLE, Chat, Person
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import Event, World

_MAX_BODY_BYTES = 256 * 1024
_MAX_TEXT_TO_CLEAN = 4 * MAX_TEXT_UNITS
_HEARTBEAT_SECONDS = 15.0


class PageApi:
    """The endpoints under ``/sandbox/``."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """The endpoints, to be served beside the Bot API."""
        return [
            Route("/sandbox/people", _told(self.people)),
            Route("/sandbox/events", self.events),
            # A group's id is negative, which Starlette's int convertor does not match.
            Route("/sandbox/chats/{chat_id}", _told(self.chat)),
            Route("/sandbox/chats/{chat_id}/messages", _told(self.write), methods=["POST"]),
            Route("/sandbox/chats/{chat_id}/messages/{message_id:int}/file", _told(self.file)),
            Route("/sandbox/chats/{chat_id}/press", _told(self.press), methods=["POST"]),
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
            }
        )

    async def chat(self, request: Request) -> Response:
        """What a person sees in a chat."""
        try:
            chat, person = _chat(request), _person(request.query_params.get("person", ""))
            _check_member(chat, person)
        except Refusal as refusal:
            return _failure(refusal)
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
        body = await _body(request)
        person = _person(body.get("person"))
        _check_member(chat, person)
        text = body.get("text")
        if not isinstance(text, str):
            raise Refusal(400, "There is no text to send.")
        if len(text) > _MAX_TEXT_TO_CLEAN:
            raise _too_long(utf16_length(text))
        replied = body.get("reply_to")
        reply_to = self._message(chat, replied) if replied else None
        try:
            content = fix(text)
        except MarkupError:
            raise Refusal(400, "There is no text to send.") from None
        if (length := utf16_length(content.text)) > MAX_TEXT_UNITS:
            raise _too_long(length)
        message = self._world.post(chat, person, content, reply_to=reply_to)
        return json_response({"message": message.wire()})

    async def press(self, request: Request) -> Response:
        """Press an inline button as a person."""
        chat = _chat(request)
        body = await _body(request)
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


Endpoint = Callable[[Request], Awaitable[Response]]


def _told(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with refusals told to whoever asked."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return _failure(refusal)
        except ClientDisconnect:
            # Nobody is left to read an answer, but one has to be given.
            return _failure(Refusal(400, "The request ended too early."))

    return answer


def _event(event: Event) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _failure(refusal: Refusal) -> Response:
    return json_response({"error": refusal.description}, refusal.code)


def _too_long(length: int) -> Refusal:
    return Refusal(
        400,
        f"This message is too long: it has {length:,} characters, and Telegram takes "
        f"{MAX_TEXT_UNITS:,}.",
    )


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


async def _body(request: Request) -> Mapping[str, object]:
    # A page from elsewhere can post forms and plain text without asking, but not JSON.
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refusal(400, "Send JSON, with the content type application/json.")
    try:
        body = json.loads(await read_body(request, _MAX_BODY_BYTES))
    except (ValueError, RecursionError):
        raise Refusal(400, "The request is not valid JSON.") from None
    if not isinstance(body, dict):
        raise Refusal(400, "The request is not a JSON object.")
    return body


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
