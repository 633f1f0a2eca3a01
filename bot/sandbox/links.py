"""Which addresses Telegram accepts as links, and how it writes them."""

import re
from urllib.parse import quote

_PARTS = re.compile(r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?P<host>[^/?#]*)(?P<rest>.*)", re.S)
_HOST = re.compile(r"(?:[^@\s]*@)?(?P<name>[^\s:@\[\]<>\"]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_SAFE = "!#$%&'()*+,/:;=?@[]~<>\"^`{|}\\"


class LinkError(ValueError):
    """An address that Telegram does not take as a link; the text is Telegram's reason."""


def checked_link(address: str) -> str:
    """The address as Telegram keeps it.

    Like Telegram, a missing scheme becomes ``http``, a missing path ``/``, and a host needs a dot
    (so ``http://localhost`` is no link).

    Raises:
        LinkError: not an address with the scheme http, https, tg or ton.
    """
    address = address.strip()
    match = _PARTS.fullmatch(address)
    if match is None or not address:
        raise LinkError("URL host is empty")
    scheme = (match["scheme"] or "http").lower()
    if scheme in {"tg", "ton"}:
        return f"{scheme}://{match['host']}{match['rest']}"
    if scheme not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    if not match["host"]:
        raise LinkError("URL host is empty")
    host = _HOST.fullmatch(match["host"])
    if host is None or ("." not in host["name"] and not host["name"].startswith("[")):
        raise LinkError("Wrong HTTP URL")
    rest = match["rest"]
    if not rest.startswith("/"):
        rest = "/" + rest
    # Only what would break the address is escaped: Telegram keeps the rest as it was written.
    return f"{scheme}://{match['host'].lower()}{quote(rest, safe=_SAFE + _letters(rest))}"


def _letters(text: str) -> str:
    return "".join({c for c in text if c.isascii() and c.isprintable() and c != " "})


def mentioned_user(address: str) -> int:
    """The user id in ``tg://user?id=1001``, or 0."""
    match = re.fullmatch(r"tg://user\?id=(\d{1,18})", address.strip(), re.I)
    return int(match[1]) if match else 0
