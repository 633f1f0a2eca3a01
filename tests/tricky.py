"""A web server on loopback that plays every trick that the web plays on whoever fetches feeds.

    async with tricky() as server:
        server.serve("/feed", b"<rss/>", {"ETag": '"1"'})           # a good page
        server.play("/endless", tricks.endless())                    # a trick
        guard = server.guard()                                        # every name leads here
        async with Fetcher(guard, clock=..., pacing=Pacing(gap=timedelta(0))) as fetcher:
            await fetcher.fetch(Ask(server.url("/feed")))
        assert server.count("/feed") == 1
        server.requests[0].headers["user-agent"]

**Names.** ``server.guard()`` is the real guard, told that every name leads to one public address,
and with a network in which that address is this server; so nothing of the guard is switched off,
and ``server.url("/feed", host="other.example")`` works for any number of hosts. ``server.names``
holds what particular names lead to: one list of addresses, or several, one for each look-up (the
last stays). For a process of its own, which knows nothing of this, use ``server.local("/feed")``
and QUOTEWIRE_ALLOW_HOSTS with ``server.place`` in it.

**Pages.** ``serve`` answers a path with status, headers and body, after ``delay`` seconds; with
``fresh=True`` it answers conditional requests with 304 when a validator is the one in ``headers``.
It can be called again at any time: that is how a feed gets a new item. What is not served is 404.

**Tricks.** ``play`` gives a path to a coroutine that gets the request and a ``StreamWriter`` and
writes whatever bytes it likes; the connection is closed when it returns. See tests/tricks.py.

**TLS.** ``tricky(certificate="good")`` speaks HTTPS as news.example (and names below that);
"expired", "early" and "self-signed" are certificates gone wrong. ``trust()`` is a context that
trusts their authority. They lie in tests/tls and are good for nothing else.
"""

import asyncio
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import httpcore

from bot.sources.fetching.guard import Guard

HOST = "news.example"
PUBLIC = "93.184.216.34"
_TLS = Path(__file__).parent / "tls"
_MOST_REQUEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked for. ``headers`` has lower-case names; ``host`` is without the port."""

    method: str
    path: str  # with the query
    headers: Mapping[str, str]
    raw: bytes

    @property
    def host(self) -> str:
        return self.headers.get("host", "").partition(":")[0]


Trick: TypeAlias = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    headers: Mapping[str, str]
    status: int
    delay: float
    fresh: bool

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.delay)
        known = {name.lower(): value for name, value in self.headers.items()}
        asked = {
            "etag": request.headers.get("if-none-match"),
            "last-modified": request.headers.get("if-modified-since"),
        }
        if self.fresh and any(value and value == known.get(name) for name, value in asked.items()):
            writer.write(head(304, self.headers))
            return
        headers = {"Content-Length": str(len(self.body)), **self.headers}
        writer.write(head(self.status, headers) + self.body)


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """A status line and headers, as latin-1."""
    lines = [f"HTTP/1.1 {status} Something", *(f"{n}: {v}" for n, v in headers.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1")


class _Rerouted(httpcore.AsyncNetworkBackend):
    """A network in which every address is this server, and which knows who was called."""

    def __init__(self, server: "Tricky") -> None:
        self._server = server
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self, host, port, timeout=None, local_address=None, socket_options=None
    ) -> httpcore.AsyncNetworkStream:
        self._server.called.append(host)
        if host in self._server.dead:
            raise httpcore.ConnectError("refused")
        return await self._network.connect_tcp(
            "127.0.0.1", port, timeout, local_address, socket_options
        )


@dataclass
class Tricky:
    """The server; see the top of this module.

    ``requests`` are all so far, ``called`` the addresses that connections were opened to,
    ``asked`` the names that were looked up, ``dead`` addresses that take no connection, and
    ``most_open`` how many connections there were at once.
    """

    scheme: str
    port: int = 0
    names: dict[str, Sequence[str] | Sequence[Sequence[str]]] = field(
        default_factory=lambda: {"localhost": ["127.0.0.1"]}
    )
    dead: set[str] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    connections: int = 0
    open: int = 0
    most_open: int = 0
    _tricks: dict[str, Trick] = field(default_factory=dict)

    def serve(
        self,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        status: int = 200,
        delay: float = 0,
        fresh: bool = False,
        host: str | None = None,
    ) -> str:
        """Answer a path, of one host or of all; returns its address."""
        return self.play(path, _Page(body, headers or {}, status, delay, fresh), host=host)

    def redirect(self, path: str, to: str, *, status: int = 302, host: str | None = None) -> str:
        """Lead on from a path."""
        return self.serve(path, b"", {"Location": to}, status=status, host=host)

    def play(self, path: str, trick: Trick, *, host: str | None = None) -> str:
        """Give a path to a trick; returns its address."""
        self._tricks[f"{host or ''}{path}"] = trick
        return self.url(path, host=host or HOST)

    def url(self, path: str, *, host: str = HOST) -> str:
        """An address here, by any name."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def place(self) -> str:
        """Where it really is, as QUOTEWIRE_ALLOW_HOSTS wants it."""
        return f"127.0.0.1:{self.port}"

    def local(self, path: str) -> str:
        """An address here that needs no name."""
        return f"{self.scheme}://{self.place}{path}"

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return Counter(r.path for r in self.requests)[path]

    def guard(self, allowed: Sequence[str] = ()) -> Guard:
        """The real guard in a world of which this server is the whole Internet."""
        return Guard(allowed, self.resolve, _Rerouted(self))

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """What a name leads to."""
        self.asked.append(host)
        found = self.names.get(host, [PUBLIC])
        if found and not isinstance(found[0], str):
            which = min(self.asked.count(host), len(found)) - 1
            return found[which]
        return found

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
                first = await reader.readexactly(1)
                if first == b"\x16":  # a TLS handshake where none is expected
                    writer.write(head(400, {}))
                    return
                request = _read(first + await reader.readuntil(b"\r\n\r\n"))
                self.requests.append(request)
                path = request.path.partition("?")[0]
                trick = self._tricks.get(f"{request.host}{path}") or self._tricks.get(path)
                await (trick or _Page(b"no such page", {}, 404, 0, False))(request, writer)
                await writer.drain()
        finally:
            self.open -= 1
            writer.close()


def _read(raw: bytes) -> Request:
    first, *lines = raw.decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    headers = (line.partition(":") for line in lines if line)
    return Request(method, path, {n.lower(): v.strip() for n, _, v in headers}, raw)


@asynccontextmanager
async def tricky(certificate: str | None = None) -> AsyncIterator[Tricky]:
    """The server, on a free port for as long as the block lasts."""
    tls = None
    if certificate:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(_TLS / f"{certificate}.pem")
    found = Tricky("https" if certificate else "http")
    answering: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering[asyncio.ensure_future(found._answer(reader, writer))] = writer

    server = await asyncio.start_server(
        connected, "127.0.0.1", 0, ssl=tls, limit=_MOST_REQUEST, backlog=1024
    )
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        for task, writer in answering.items():
            task.cancel()
            writer.transport.abort()
        results = await asyncio.gather(*answering, return_exceptions=True)
        problems = [r for r in results if isinstance(r, Exception)]
        if problems:
            raise ExceptionGroup("a trick failed", problems)


def trust() -> ssl.SSLContext:
    """Trust in the authority behind the certificates in tests/tls."""
    return ssl.create_default_context(cafile=str(_TLS / "authority.pem"))
