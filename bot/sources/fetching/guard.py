"""Keeps fetching out of private networks, whatever an address, a redirect or a name server says.

The guard is what the HTTP library opens its connections with. It looks a name up itself, vets every
address behind it and connects to one that it vetted; so it does not matter what the name leads to
a moment later, and each redirect is vetted, being a connection of its own. The name in the Host
header, in SNI and in the check of the certificate stays the one that was asked for.

``is_global`` of the standard library is not enough: it lets multicast, 6to4, NAT64, site-local and
IPv4-compatible addresses through. Here IPv6 is what IANA gave out as global unicast (2000::/3)
without what is special in it.
"""

import asyncio
import socket
from collections.abc import Collection, Iterable, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeAlias

import httpcore

from bot.errors import Cause, FetchError, SettingsError
from bot.sources.addresses import literal, parts, shown
from bot.sources.fetching.resolver import Resolve, Resolver

Address: TypeAlias = IPv4Address | IPv6Address
SocketOptions: TypeAlias = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]

_MOST_ATTEMPTS = 6
_GLOBAL_UNICAST = ip_network("2000::/3")

# https://www.iana.org/assignments/iana-ipv4-special-registry, -ipv6-special-registry and
# multicast-addresses, as of 2025; 168.63.129.16 is Azure's to its virtual machines.
_SPECIAL: tuple[tuple[str, IPv4Network | IPv6Network], ...] = tuple(
    (kind, ip_network(network))
    for kind, networks in {
        "this computer": "0.0.0.0/8 127.0.0.0/8 ::/127",
        "a private network": "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fc00::/7 fec0::/10",
        "a provider's inner network": "100.64.0.0/10",
        "a link-local address": "169.254.0.0/16 fe80::/10",
        "a cloud's inner address": "168.63.129.16/32",
        "a multicast address": "224.0.0.0/4 ff00::/8",
        "a broadcast address": "255.255.255.255/32",
        "a benchmarking address": "198.18.0.0/15 2001:2::/48",
        "a documentation address": "192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32 "
        "3fff::/20",
        "a translated address": "64:ff9b::/96 64:ff9b:1::/48 ::ffff:0:0/96 ::/96 2002::/16 "
        "2001::/32 192.88.99.0/24 ::ffff:0:0:0/96",
        "a reserved address": "240.0.0.0/4 192.0.0.0/24 192.31.196.0/24 192.52.193.0/24 "
        "192.175.48.0/24 2001::/23 2620:4f:8000::/48 3ffe::/16",
    }.items()
    for network in networks.split()
)


def special(address: Address) -> str | None:
    """What kind of address it is, if none of the public Internet; None if it is one."""
    for kind, network in _SPECIAL:
        if address.version == network.version and address in network:
            return kind
    if isinstance(address, IPv6Address) and (
        address.scope_id is not None or address not in _GLOBAL_UNICAST
    ):
        return "a reserved address"
    return None if address.is_global else "a reserved address"


# There the metadata of clouds are, with their keys; no feed lives there.
_NEVER_NEWS = frozenset({"a link-local address"})


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections to the public Internet, and to what is allowed by name."""

    def __init__(
        self,
        allowed: Collection[str] = (),
        resolve: Resolve | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Make a guard.

        Args:
            allowed: "host:port" of what may be reached wherever it leads; as it is asked for, so
                "router:80" does not allow its number.
            resolve: looks names up; the system's resolver unless told.
            network: opens connections to vetted addresses; httpcore's own unless told.

        Raises:
            SettingsError: an entry of ``allowed`` is no host and port.
        """
        self._allowed = frozenset(_entry(text) for text in allowed)
        self._resolve = resolve or Resolver()
        self._network = network or httpcore.AnyIOBackend()

    async def vetted(self, host: str, port: int) -> Sequence[str]:
        """The addresses behind a host, each of which may be connected to.

        Raises:
            FetchError: one of them may not (``Cause.PRIVATE``), or there are none (``Cause.DNS``).
        """
        host = host.lower().removesuffix(".")
        if port == 0:
            raise FetchError(Cause.ADDRESS, "Nothing can be fetched from port 0.")
        try:
            found = literal(host)
        except ValueError:
            raise FetchError(
                Cause.ADDRESS, f"{host} looks like a network address and is none. Check it."
            ) from None
        addresses = [str(found)] if found else await self._looked_up(host, port)
        if (host, port) not in self._allowed:
            for address in addresses:
                _vet(host, port, address)
        return addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers, if all may be connected to.

        Raises:
            FetchError: they may not, there is none, or none answers.
        """
        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        try:
            async with asyncio.timeout(timeout):
                addresses = (await self.vetted(host, port))[:_MOST_ATTEMPTS]
        except TimeoutError:
            raise FetchError(
                Cause.DNS,
                f"The name {shown(host)} could not be looked up in time. If that goes on, check "
                "the name server of this machine.",
                "no answer from the name server",
            ) from None
        failure: Exception | None = None
        for position, address in enumerate(addresses):
            left = None
            if deadline is not None:
                left = max(0.0, deadline - loop.time()) / (len(addresses) - position)
            try:
                return await self._network.connect_tcp(
                    address, port, left, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise _unreachable(host, port, failure) from failure

    async def _looked_up(self, host: str, port: int) -> Sequence[str]:
        try:
            found = await self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise FetchError(
                    Cause.DNS,
                    f"The name {shown(host)} could not be looked up just now. If that goes on, "
                    "check the name server of this machine.",
                    "no answer from the name server",
                ) from error
            raise _nameless(host) from error
        except UnicodeError as error:  # the standard library's IDNA codec, for labels it dislikes
            raise _nameless(host) from error
        if not found:
            raise _nameless(host)
        return found


def _entry(text: str) -> tuple[str, int]:
    _, colon, port = text.strip().rpartition(":")
    try:
        found = parts(f"http://{text.strip()}")
    except FetchError:
        found = None
    if found is None or not colon or str(found.port or 80) != port or found.path != "/":
        raise SettingsError(
            f"QUOTEWIRE_ALLOW_HOSTS holds {text!r}, which is no host and port. Write it like "
            "feeds.home.example:8080, several with commas between them."
        )
    return found.host, int(port)


def _vet(host: str, port: int, address: str) -> None:
    try:
        kind = special(ip_address(address))
    except ValueError:
        kind = "no address at all"
    if kind is not None:
        named = f"[{host}]" if ":" in host else shown(host)
        told = f"{named} leads to {kind}, not into the public Internet, so it is not fetched."
        if kind not in _NEVER_NEWS:
            told += (
                f" Whoever runs this bot can allow it with QUOTEWIRE_ALLOW_HOSTS={named}:{port}."
            )
        raise FetchError(Cause.PRIVATE, told, kind)


def _nameless(host: str) -> FetchError:
    return FetchError(
        Cause.DNS,
        f"There is no server by the name {shown(host)}. Check how it is spelt, and "
        "whether the machine that runs this bot has a connection.",
        "no such name",
    )


def _unreachable(host: str, port: int, failure: Exception | None) -> FetchError:
    if isinstance(failure, httpcore.ConnectTimeout):
        return FetchError(
            Cause.TIMEOUT,
            f"{shown(host)} does not answer. It may be down, or keep this machine out; it is tried "
            "again later.",
            "no answer",
        )
    return FetchError(
        Cause.CONNECTION,
        f"{shown(host)} takes no connection on port {port}. It may be down; it is tried again "
        "later.",
        "no connection",
    )
