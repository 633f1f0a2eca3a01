"""The Bot API endpoint: a request in, Telegram's envelope out, the exchange recorded."""

import hmac
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.sandbox.files import MAX_FILE_BYTES
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Parameters, parse_parameters
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import World

log = logging.getLogger(__name__)

MAX_BODY_BYTES = MAX_FILE_BYTES + 1024 * 1024

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One Bot API request and its answer."""

    method: str
    """As the bot wrote it, for example ``sendMessage``."""
    parameters: Mapping[str, object]
    """Decoded: numbers are numbers, JSON is parsed, texts are texts, files an ``UploadRecord``."""
    status: int
    answer: Mapping[str, object]
    """The whole envelope, with ``ok`` and ``result`` or ``description``."""


class BotApi:
    """Answers ``/bot<token>/<method>`` for one bot."""

    def __init__(
        self, world: World, token: str, on_exchange: Callable[[Exchange], None] | None
    ) -> None:
        self._world = world
        self._token = token
        self._on_exchange = on_exchange

    async def answer(self, request: Request) -> Response:
        """Answer one request; any trouble of the sandbox itself is Telegram's status 500."""
        name = request.path_params["method"]
        parameters = Parameters({})
        try:
            self._check_token(request.path_params["token"])
            method = METHODS.get(name.lower())
            if method is None:
                raise Refusal(404, "Not Found")  # noqa: TRY301 - every refusal ends up below
            parameters = await _parameters(request)
            result = await method(self._world, parameters)
            status, envelope = 200, {"ok": True, "result": result}
        except Refusal as refusal:
            status, envelope = refusal.code, _failure(refusal.code, refusal.description)
        except ClientDisconnect:
            # Nobody is left to read an answer, but one has to be given.
            status, envelope = 400, _failure(400, "Bad Request")
        except Exception:
            log.exception("the sandbox failed to answer %s", name)
            status, envelope = 500, _failure(500, "Internal Server Error")
        if self._on_exchange:
            self._on_exchange(Exchange(name, parameters.decoded(), status, envelope))
        return json_response(envelope, status)

    async def answer_file(self, request: Request) -> Response:
        """Answer ``/file/bot<token>/<path>`` with the file that ``getFile`` found there."""
        files = self._world.files
        try:
            self._check_token(request.path_params["token"])
            document = files.at(request.path_params["path"])
            content = files.content(document) if document else None
            if document is None or content is None:
                raise Refusal(404, "Not Found")  # noqa: TRY301 - as above
        except Refusal as refusal:
            return json_response(_failure(refusal.code, refusal.description), refusal.code)
        return download(document.name, content)

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise Refusal(404, "Not Found")
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise Refusal(401, "Unauthorized")


def json_response(document: object, status: int = 200) -> Response:
    """A JSON answer with readable letters, as Telegram's own."""
    return Response(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")),
        status,
        media_type="application/json",
    )


def download(name: str, content: bytes) -> Response:
    """A file as something to save: whatever is in it, a browser must not show it as a page."""
    disposition = f"attachment; filename*=UTF-8''{quote(name or 'file', safe='')}"
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )


def _failure(code: int, description: str) -> dict[str, object]:
    return {"ok": False, "error_code": code, "description": description}


async def _parameters(request: Request) -> Parameters:
    if request.method == "GET":
        return parse_parameters(request.url.query.encode(), "", b"")
    body = await read_body(request, MAX_BODY_BYTES)
    return parse_parameters(
        request.url.query.encode(), request.headers.get("content-type", ""), body
    )


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body of a request.

    Raises:
        Refusal: it is larger than ``limit`` bytes (413).
    """
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        # Whoever is still sending reads no answer, so the rest is taken too, but not kept.
        body += chunk if size <= limit else b""
    if size > limit:
        raise Refusal(413, "Request Entity Too Large")
    return bytes(body)
