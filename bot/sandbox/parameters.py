"""The parameters of a Bot API request, from any of the encodings that Telegram takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from bot.sandbox.refusal import bad_request

# Values of these are text even where they look like numbers or JSON.
_TEXTS = frozenset(
    {
        "action",
        "callback_query_id",
        "caption",
        "data",
        "description",
        "inline_message_id",
        "language_code",
        "name",
        "parse_mode",
        "short_description",
        "text",
        "title",
        "url",
        "username",
    }
)
_TRUE = frozenset({"true", "yes", "1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """What was asked for. Telegram sees every value as text first, so this does too."""

    texts: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The value as it came, or an empty string."""
        return self.texts.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a number; what is no number counts as absent, as in Telegram."""
        try:
            return int(self.texts.get(name, ""))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Whether the value says yes."""
        return self.text(name).strip().lower() in _TRUE

    def json(self, name: str, refusal: str) -> object:
        """The value as JSON, or None where there is none.

        Raises:
            Refusal: it is not JSON; the sentence is the given one.
        """
        if not self.text(name):
            return None
        try:
            value: object = json.loads(self.text(name))
        except ValueError:
            raise bad_request(refusal) from None
        return value

    def decoded(self) -> dict[str, object]:
        """All values as a caller would have meant them: numbers, yes and no, JSON documents."""
        values: dict[str, object] = {
            name: value if name in _TEXTS else _guess(value) for name, value in self.texts.items()
        }
        return values | {name: f"<file {file.filename}>" for name, file in self.files.items()}


def _guess(value: str) -> object:
    if value in {"true", "True", "false", "False"}:
        return value.lower() == "true"
    if value[:1] in {"{", "["} or value.removeprefix("-").isdecimal():
        try:
            guess: object = json.loads(value)
        except ValueError:
            return value
        return guess
    return value


def parse_parameters(query: bytes, content_type: str, body: bytes) -> Parameters:
    """Parameters from the query string and, going before it, the body.

    Raises:
        Refusal: text that is not UTF-8, or a body that is not what its type says.
    """
    texts = _form(query)
    files: dict[str, Upload] = {}
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json" and body.strip():
        texts |= _json(body)
    elif kind == "multipart/form-data":
        more, files = _multipart(content_type, body)
        texts |= more
    elif kind == "application/x-www-form-urlencoded":
        texts |= _form(body)
    for value in texts.values():
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise bad_request("Strings must be encoded in UTF-8")
    return Parameters(texts, files)


def _form(data: bytes) -> dict[str, str]:
    pairs = parse_qsl(
        data.decode("latin-1"), keep_blank_values=True, encoding="utf-8", errors="surrogateescape"
    )
    return dict(pairs)


def _json(body: bytes) -> dict[str, str]:
    try:
        document = json.loads(body)
    except ValueError:
        raise bad_request("Can't parse the request as JSON") from None
    if not isinstance(document, dict):
        raise bad_request("The request's JSON must be an Object")
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in document.items()
        if value is not None
    }


def _multipart(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, Upload]]:
    header = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(header + body)
    if not message.is_multipart():
        raise bad_request("Can't parse the request as multipart/form-data")
    texts: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        payload = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(payload, bytes):
            continue
        filename = part.get_filename()
        if filename is None:
            texts[name] = payload.decode("utf-8", "surrogateescape")
        else:
            files[name] = Upload(filename, part.get_content_type(), payload)
    return texts, files
