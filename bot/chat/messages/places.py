"""Addresses and titles, as short as a phone needs them."""

from urllib.parse import urlsplit

from bot.chat.messages.tree import Run, link

_LONGEST_ADDRESS = 40
_LONGEST_TITLE = 80


def host(address: str) -> str | None:
    """The host that an address names, however it is typed; None where it names none."""
    try:
        found = urlsplit(address if "://" in address else f"https://{address}").hostname
    except ValueError:
        return None
    return found.removeprefix("www.") if found else None


def short(address: str) -> str:
    """An address for people: without its scheme, and where it is long only its host."""
    name = host(address)
    if not is_web(address) or name is None:
        return title(address)
    parts = urlsplit(address)
    port = parts.netloc.rpartition("@")[2].partition(":")[2]
    where = f"{name}:{port}" if port.isdecimal() else name
    rest = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return where + rest if len(where + rest) <= _LONGEST_ADDRESS else f"{where}/…"


def is_web(address: str) -> bool:
    """Whether something is an address that a browser opens."""
    return address.lower().startswith(("http://", "https://"))


def place(address: str) -> Run:
    """A short address that leads to the whole one; of a file its name."""
    return link(short(address), address if is_web(address) else None)


def title(text: str, most: int = _LONGEST_TITLE) -> str:
    """A title on one line, cut where it is very long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
