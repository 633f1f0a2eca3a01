"""What the endpoints of the page have in common: bodies in, refusals out."""

import json
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.sandbox.api import json_response, read_body
from bot.sandbox.multipart import MultipartError, Part, parse_multipart
from bot.sandbox.refusal import Refusal

_MAX_JSON_BYTES = 256 * 1024

Endpoint = Callable[[Request], Awaitable[Response]]


def told(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with refusals told to whoever asked."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Refusal as refusal:
            return json_response({"error": refusal.description}, refusal.code)
        except ClientDisconnect:
            # Nobody is left to read an answer, but one has to be given.
            return json_response({"error": "The request ended too early."}, 400)

    return answer


async def json_body(request: Request) -> Mapping[str, object]:
    """The JSON object of a request.

    Raises:
        Refusal: it is something else, or too large.
    """
    # A page from elsewhere can post forms and plain text without asking, but not JSON.
    if _content_type(request) != "application/json":
        raise Refusal(400, "Send JSON, with the content type application/json.")
    try:
        body = json.loads(await read_body(request, _MAX_JSON_BYTES))
    except (ValueError, RecursionError):
        raise Refusal(400, "The request is not valid JSON.") from None
    if not isinstance(body, dict):
        raise Refusal(400, "The request is not a JSON object.")
    return body


async def form_body(request: Request, limit: int) -> Mapping[str, Part]:
    """The parts of a ``multipart/form-data`` request by their names.

    Raises:
        Refusal: it is something else, or has more than ``limit`` bytes.
    """
    if _content_type(request) != "multipart/form-data":
        raise Refusal(400, "Send a form, with the content type multipart/form-data.")
    try:
        parts = parse_multipart(request.headers["content-type"], await read_body(request, limit))
    except MultipartError:
        raise Refusal(400, "The request is not a valid form.") from None
    return {part.name: part for part in parts}


def _content_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
