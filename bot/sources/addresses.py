"""What somebody typed, a feed says or a server answers, as an address to fetch or to compare.

All of it is text in, text out. No name is looked up here and nothing is judged safe: that is for
``guard.py``, once it is known where a name leads.
"""

import re
import socket
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, unquote_plus, urljoin, urlsplit

import idna

from bot.errors import Cause, FetchError

MOST_CHARACTERS = 4_000

_SCHEMES = frozenset({"http", "https"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_FEED_SCHEME = re.compile(r"(?:feed|rss):(?://)?(?=https?:)|(?:feed|rss)://", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?[]"
_OPENING = "<(\"'`«»“”„‘’‚"
_CLOSING = ">\"'`«»“”„‘’‚.,;:!?…"

_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "hsa_", "at_custom", "at_link", "vero_")
_TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid irclickid igsh "
    "igshid mc_cid mc_eid mkt_tok _hsenc _hsmi __hstc __hssc __hsfp _ga _gl _openstat oly_anon_id "
    "oly_enc_id rb_clickid wickedid s_cid ns_mchannel ns_campaign ns_source ns_linkname ns_fee "
    "cmpid ocid ncid xtor __twitter_impression ref_src ref_url guccounter guce_referrer "
    "guce_referrer_sig soc_src soc_trk sr_share sc_cid epik traffic_source icid smid smtyp wt_mc "
    "wt.mc_id wt_zmc dgcid at_medium at_campaign at_campaign_type at_bbc_team at_format "
    "at_ptr_name __s _branch_match_id".split()
)
_TRACKING_FRAGMENTS = (":~:text=", "utm_", "?utm_", "xtor=", "ref=rss")


@dataclass(frozen=True, slots=True)
class Parts:
    """An address of the web, taken apart, without what follows ``#`` since no server sees that.

    Attributes:
        scheme: "http" or "https".
        host: lower case, ASCII, without the dot at the end; an IPv6 address without brackets.
        port: where it is not the one that goes without saying.
        path: begins with "/".
        query: what follows "?"; None where there is none.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str | None

    def __str__(self) -> str:
        query = "" if self.query is None else f"?{self.query}"
        return f"{self.origin}{self.path}{query}"

    @property
    def origin(self) -> str:
        """Scheme, host and port (RFC 6454)."""
        return f"{self.scheme}://{_authority(self.host, self.port)}"


def parts(address: str) -> Parts:
    """An address taken apart, what may not stand in one percent-encoded (RFC 3986).

    Raises:
        FetchError: it is none of the web, or not one that could be fetched (``Cause.ADDRESS``).
    """
    if len(address) > MOST_CHARACTERS:
        raise _refused("This address is too long. Look for a shorter one that leads there.")
    if any(unicodedata.category(c) == "Cc" for c in address):
        raise _refused("There are invisible characters in this address. Copy it again.")
    try:
        split = urlsplit(address)
    except ValueError:
        raise _nonsense() from None
    if split.scheme.lower() not in _SCHEMES:
        raise _refused("Only addresses that begin with https:// or http:// can be fetched.")
    scheme = split.scheme.lower()
    host, port = _host_and_port(split.netloc)
    return Parts(
        scheme=scheme,
        host=host,
        port=None if port == _DEFAULT_PORTS[scheme] else port,
        path=_encoded(split.path, _PATH_SAFE) or "/",
        query=_encoded(split.query, _QUERY_SAFE) if split.query else None,
    )


def typed(text: str) -> str:
    """The address that somebody meant.

    ``https://`` may be missing, ``feed://`` and ``feed:https://`` are understood, and what stands
    around an address in a sentence (brackets, quotes, a full stop) is taken off.

    Raises:
        FetchError: that is no address (``Cause.ADDRESS``).
    """
    text = "".join(c for c in text if unicodedata.category(c) != "Cf").strip()
    text = _bare(_bare(text).partition("#")[0])
    if not text:
        raise _refused("There is no address here. Paste one, such as example.org/feed.")
    if any(c.isspace() for c in text):
        raise _refused("An address has no spaces. Paste one address, and nothing else.")
    text = _with_scheme(text)
    return str(parts(text))


def joined(base: str, reference: str) -> str:
    """Where a reference in what was found at ``base`` leads (RFC 3986, 5).

    Raises:
        FetchError: nowhere that could be fetched (``Cause.ADDRESS``).
    """
    try:
        return str(parts(urljoin(base, reference.strip())))
    except ValueError:
        raise _nonsense() from None


def canonical(address: str) -> str:
    """A form in which addresses of the same thing are the same text; for comparing, not fetching.

    It has no ``www.``, no port that goes without saying, no fragment, no tracking parameters and no
    slash at the end; http counts as https, the parameters are sorted, and percent-encoding is as in
    RFC 3986, 6.2.2.

    Raises:
        FetchError: it is no address of the web (``Cause.ADDRESS``).
    """
    found = parts(address.strip())
    port = None if found.port in _DEFAULT_PORTS.values() else found.port
    path = _without_dots(_normal(found.path)).rstrip("/")
    parameters = [p for p in _normal(found.query or "").split("&") if p and not _tracks(p)]
    query = "?" + "&".join(sorted(parameters)) if parameters else ""
    return f"https://{_authority(_without_www(found.host), port)}{path}{query}"


def without_tracking(address: str) -> str:
    """An address without the parameters that tell where a reader came from, else as it is."""
    head, hash_sign, fragment = address.partition("#")
    base, _, query = head.partition("?")
    parameters = query.split("&")
    kept = [p for p in parameters if not _tracks(p)]
    if len(kept) < len(parameters):
        head = f"{base}?{'&'.join(kept)}" if kept else base
    if fragment.lower().startswith(_TRACKING_FRAGMENTS):
        return head
    return f"{head}{hash_sign}{fragment}"


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, in whatever spelling; None for a name that is to be looked up.

    A host whose last label is a number is an IPv4 address to every browser (WHATWG URL, "ends in a
    number"): 2130706433, 0177.0.0.1, 0x7f.1 and 127.1 are all 127.0.0.1.

    Raises:
        ValueError: it looks like an address and is none.
    """
    if ":" in host:
        return IPv6Address(host)
    bare = host.removesuffix(".")
    last = bare.rpartition(".")[2].lower()
    if not (last.isdecimal() or last.startswith("0x")):
        return None
    if not bare.isascii() or any(c.isspace() for c in bare):
        raise ValueError(host)
    try:
        return IPv4Address(socket.inet_aton(bare))
    except OSError:
        raise ValueError(host) from None


def shown(host: str) -> str:
    """A host as people know it: "xn--e1afmkfd.example" reads "пример.example"."""
    if "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except UnicodeError:
        return host


def _refused(sentence: str) -> FetchError:
    return FetchError(Cause.ADDRESS, sentence)


def _nonsense() -> FetchError:
    return _refused("This does not look like an address. Copy it again, from https:// on.")


def _authority(host: str, port: int | None) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if port is None else f"{bracketed}:{port}"


def _host_and_port(authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise _refused(
            "There is a name or password in this address. Use one that needs none, since everybody "
            "who sees the sources would see it."
        )
    if authority.startswith("["):
        inside, closing, after = authority[1:].partition("]")
        if not closing or (after and not after.startswith(":")):
            raise _nonsense()
        return _ipv6(inside), _port(after[1:])
    host, _, port = authority.partition(":")
    return _name(host), _port(port)


def _ipv6(text: str) -> str:
    try:
        found = IPv6Address(text)
    except ValueError:
        raise _nonsense() from None
    if found.scope_id is not None:
        raise _refused("An address with a network zone (%) cannot be fetched.")
    return found.compressed


def _port(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and 0 < int(text) < 65_536):
        raise _refused("The port in this address is no number from 1 to 65535.")
    return int(text)


def _name(host: str) -> str:
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except UnicodeError:
            raise _nonsense() from None
    host = host.lower().removesuffix(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise _nonsense()
    try:
        number = literal(host)
    except ValueError:
        raise _nonsense() from None
    return str(number) if number else host


def _encoded(text: str, safe: str) -> str:
    return _STRAY_PERCENT.sub("%25", quote(text, safe=safe, errors="replace"))


def _normal(encoded: str) -> str:
    def one(escape: re.Match[str]) -> str:
        character = chr(int(escape[1], 16))
        return character if character in _UNRESERVED else escape[0].upper()

    return _ESCAPE.sub(one, encoded)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _without_www(host: str) -> str:
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    return host


def _tracks(parameter: str) -> bool:
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _bare(text: str) -> str:
    """A text without what stands around an address in a sentence."""
    before = None
    while text != before:
        before = text
        text = text.strip().lstrip(_OPENING).rstrip(_CLOSING)
        if text.endswith(")") and text.count(")") > text.count("("):
            text = text[:-1]
    return text


def _with_scheme(text: str) -> str:
    feed = _FEED_SCHEME.match(text)
    if feed:
        text = text[feed.end() :]
    scheme = _SCHEME.match(text)
    if scheme:
        if scheme[1].lower() not in _SCHEMES:
            raise _refused("Only addresses that begin with https:// or http:// can be fetched.")
        return f"{scheme[1].lower()}://{text[scheme.end() :].lstrip('/')}"
    text = text.lstrip("/")
    authority = re.split(r"[/?]", text, maxsplit=1)[0]
    if not feed and not any(c in authority for c in ".:。．｡"):
        raise _nonsense()
    return f"https://{text}"
