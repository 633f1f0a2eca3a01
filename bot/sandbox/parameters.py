"""The parameters of a Bot API request, from any of the encodings that Telegram takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from bot.sandbox.multipart import MultipartError, parse_multipart
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
_ATTACHED = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """What is remembered of an uploaded file once its request is answered: not the file."""

    filename: str
    content_type: str
    size: int


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

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter: in its own part, or in the one that ``attach://`` names."""
        return self.files.get(self._part(name))

    def decoded(self) -> dict[str, object]:
        """All values as a caller would have meant them: numbers, yes and no, JSON documents.

        A file is an ``UploadRecord``, under the name of the parameter that it was sent for.
        """
        values: dict[str, object] = {
            name: value if name in _TEXTS else _guess(value) for name, value in self.texts.items()
        }
        attached = {name: self._part(name) for name in self.texts if self.upload(name)}
        loose = {name: name for name in self.files if name not in attached.values()}
        return values | {
            name: UploadRecord(file.filename, file.content_type, len(file.data))
            for name, part in (attached | loose).items()
            for file in (self.files[part],)
        }

    def _part(self, name: str) -> str:
        value = self.text(name)
        return value.removeprefix(_ATTACHED) if value.startswith(_ATTACHED) else name


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
    try:
        parts = parse_multipart(content_type, body)
    except MultipartError:
        raise bad_request("Can't parse the request as multipart/form-data") from None
    texts: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in parts:
        if part.filename is None:
            texts[part.name] = part.data.decode("utf-8", "surrogateescape")
        else:
            files[part.name] = Upload(part.filename, part.content_type, part.data)
    return texts, files
