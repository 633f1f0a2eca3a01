"""Relative addresses made absolute."""

from urllib.parse import urljoin, urlsplit

LONGEST_ADDRESS = 2_048


def joined(base: str, address: str) -> str | None:
    """An address as it is seen from another (RFC 3986, 5); None where it makes no sense.

    Breaks within it are dropped and spaces escaped, as browsers do.
    """
    address = "".join(address.split("\n")).replace("\r", "").replace("\t", "").strip()
    try:
        return urljoin(base, address.replace(" ", "%20"))
    except ValueError:
        return None


def web_address(base: str, address: str) -> str | None:
    """The same where it is one of the web, not of a mailbox or a script, and not absurdly long."""
    whole = joined(base, address) if address.strip() else None
    if whole is None or len(whole) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(whole)
        usable = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return whole if usable else None
