"""The parts of a ``multipart/form-data`` body, in which files are uploaded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAMETER = re.compile(
    r""";\s*(?P<name>[\w-]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s;]*))"""
)
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = "text/plain"


class MultipartError(ValueError):
    """A body that is not what it says it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form."""

    name: str
    filename: str | None
    """None where the part is a text and no file."""
    content_type: str
    data: bytes


def parse_multipart(content_type: str, body: bytes) -> list[Part]:
    """The named parts of a body, in order.

    Raises:
        MultipartError: the content type names no boundary, or the body is cut short.
    """
    boundary = _parameters(content_type).get("boundary", "")
    if not boundary:
        raise MultipartError("There is no boundary")
    return [part for part in _parts(body, b"--" + boundary.encode("latin-1", "replace")) if part]


# Files have megabytes, so a part is found by its place and copied once.
def _parts(body: bytes, marker: bytes) -> Iterator[Part | None]:
    delimiter = b"\r\n" + marker
    start = 0 if body.startswith(marker) else body.find(delimiter) + 2
    if not body.startswith(marker, start):
        raise MultipartError("There is no part")
    start += len(marker)
    while not body.startswith(b"--", start):
        end = body.find(delimiter, start)
        if end < 0:
            raise MultipartError("The last part has no end")
        yield _part(body, start, end)
        start = end + len(delimiter)


def _part(body: bytes, start: int, end: int) -> Part | None:
    """The part between two delimiters; None for one without a name."""
    blank = body.find(b"\r\n\r\n", start, end)
    if blank < 0:
        raise MultipartError("A part has no blank line after its headers")
    headers = _headers(body[start:blank].decode("utf-8", "replace"))
    named = _parameters(headers.get("content-disposition", ""))
    if "name" not in named:
        return None
    kind = headers.get("content-type", _PLAIN).partition(";")[0].strip().lower()
    return Part(named["name"], named.get("filename"), kind, body[blank + 4 : end])


def _headers(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.split("\r\n"))
    return {name.strip().lower(): value for name, colon, value in lines if colon}


def _parameters(header: str) -> dict[str, str]:
    """What stands behind the semicolons of a header."""
    return {
        found["name"].lower(): _ESCAPED.sub(r"\1", found["quoted"] or "") or found["bare"] or ""
        for found in _PARAMETER.finditer(header)
    }
