"""Which addresses Telegram accepts as links, and how it writes them."""

import re

_PARTS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?P<host>[^/?#]*)(?P<rest>.*)", re.DOTALL
)
_HOST = re.compile(r"(?:[^@\s]*@)?(?P<name>[^\s:@\[\]<>\"]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


class LinkError(ValueError):
    """An address that Telegram does not take as a link; the text is Telegram's reason."""


def checked_link(address: str) -> str:
    """The address as Telegram keeps it.

    Like Telegram, a missing scheme becomes ``http``, a missing path ``/``, and a host needs a dot
    (so ``http://localhost`` is no link).

    Raises:
        LinkError: not an address with the scheme http, https, tg or ton.
    """
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
    # Only what would end the address is escaped: Telegram keeps the rest as it was written.
    rest = re.sub(r"[\x00-\x20]", lambda found: f"%{ord(found[0]):02X}", rest)
    return f"{scheme}://{match['host'].lower()}{rest}"


def mentioned_user(address: str) -> int:
    """The user id in ``tg://user?id=1001``, or 0."""
    match = re.fullmatch(r"tg://user\?id=(\d{1,18})", address.strip(), re.IGNORECASE)
    return int(match[1]) if match else 0
