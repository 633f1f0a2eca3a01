"""Fetches what is at an address: guarded, paced, bounded in bytes and time, conditionally.

A fetch is a walk: one request for each redirect, at most ``MOST_REDIRECTS``. Each has its turn (see
``pacing.py``) and a connection of its own that the guard opens. Cookies live as long as the walk,
since some sites lead in a circle without them; nothing of it is kept.

httpx gives requests, answers and the transport, not its client: that reads the ``Location`` and the
cookies of every answer itself, stumbles over bad ones, and logs addresses.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import httpx

from bot import __version__
from bot.errors import Cause, FetchError
from bot.sources.addresses import Parts, joined, parts, shown
from bot.sources.fetching import statuses
from bot.sources.fetching.decompress import Body, too_large
from bot.sources.fetching.failures import EXPECTED, explained, too_slow
from bot.sources.fetching.guard import Guard
from bot.sources.fetching.headers import Headers, codings, cookies, max_age, sendable
from bot.sources.fetching.pacing import Pacing
from bot.sources.fetching.transport import GuardedTransport
from bot.sources.fetching.walls import MOST_READ, wall

USER_AGENT = f"Quotewire/{__version__} (self-hosted news briefings; reads feeds)"
MOST_REDIRECTS = 10
MOST_BYTES = 10_000_000
ANYTHING = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, text/html;q=0.8, application/json;q=0.8, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What to fetch.

    Attributes:
        address: as ``addresses.typed`` gives it.
        etag, last_modified: of what is known already, word for word as it was ``Fetched``; what has
            not changed since is not sent again (RFC 9110, 13.1).
        accept: the kinds of content that are of use, as in HTTP.
        most_bytes: as sent, and as unpacked.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    accept: str = ANYTHING
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came.

    Attributes:
        asked: for which address.
        address: where it was found, after all redirects.
        content: unpacked; empty when it is unchanged.
        content_type: the header, if there is one.
        etag, last_modified: to ask with the next time. None where another origin sent it than the
            one that was asked: it would not understand them, or worse, understand something else.
        unchanged: it is what it was (304).
        max_age: for how much longer the server calls it fresh, at most a day; a hint, and None
            where it says nothing.
        moved_to: where it moved for good: behind all the first redirects that are 301 or 308. None
            where it did not.
    """

    asked: str
    address: str
    content: bytes
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    max_age: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server; waiting for one's turn is not counted.

    Attributes:
        connect: for looking up the name and connecting, and as long again for encryption.
        read: for the next bytes.
        whole: for all of a fetch, redirects included.
    """

    connect: timedelta = timedelta(seconds=10)
    read: timedelta = timedelta(seconds=20)
    whole: timedelta = timedelta(seconds=60)


@dataclass(slots=True)
class _Walk:
    """One fetch, from redirect to redirect."""

    ask: Ask
    start: Parts
    at: Parts
    left: float
    moved_to: Parts | None = None
    moving: bool = True  # all redirects so far are for good
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)  # by origin
    seen: set[tuple[str, bytes]] = field(default_factory=set)

    @property
    def at_home(self) -> bool:
        return self.at.origin == self.start.origin

    @property
    def host(self) -> str:
        return shown(self.at.host)

    @property
    def cookie(self) -> bytes:
        """What the origin that is asked wanted to be told again."""
        known = self.cookies.get(self.at.origin, {})
        return "; ".join(f"{name}={value}" for name, value in known.items()).encode("latin-1")

    def remember(self, headers: Headers) -> None:
        self.cookies.setdefault(self.at.origin, {}).update(cookies(headers))

    def validators(self) -> dict[str, bytes]:
        """What the origin that gave them may be asked with."""
        if not self.at_home:
            return {}
        found = {
            "If-None-Match": sendable(self.ask.etag),
            "If-Modified-Since": sendable(self.ask.last_modified),
        }
        return {name: value for name, value in found.items() if value is not None}

    def follow(self, status: int, location: str | None) -> None:
        """Go on to where an answer leads.

        Raises:
            FetchError: nowhere (``Cause.REDIRECTS``).
        """
        if location is None:
            raise _astray(self.host, "leads on, but does not say where", "no location")
        try:
            self.at = parts(joined(str(self.at), _as_text(location)))
        except FetchError as error:
            raise _astray(self.host, "leads to what cannot be fetched", "bad location") from error
        self.moving = self.moving and status in statuses.FOR_GOOD
        if self.moving:
            self.moved_to = self.at


class Fetcher:
    """Fetches sources; an asynchronous context manager."""

    def __init__(
        self,
        guard: Guard,
        *,
        clock: Callable[[], datetime],
        pacing: Pacing | None = None,
        patience: Patience | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Make a fetcher.

        Args:
            guard: opens its connections.
            clock: the present moment, aware.
            pacing: of its requests; one of its own unless told.
            patience: how long it waits.
            tls: whom it trusts; the usual authorities (or SSL_CERT_FILE) unless told.
        """
        self._clock = clock
        self._pacing = pacing or Pacing()
        self._patience = patience or Patience()
        self._transport = GuardedTransport(guard, tls or httpx.create_ssl_context())
        self._timeout = httpx.Timeout(
            self._patience.read.total_seconds(),
            connect=self._patience.connect.total_seconds(),
            pool=None,
        ).as_dict()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._transport.aclose()

    async def fetch(self, ask: Ask) -> Fetched:
        """Fetch what is at an address.

        Raises:
            FetchError: it cannot be had; ``cause`` says why.
        """
        start = parts(ask.address)
        walk = _Walk(ask, start, start, self._patience.whole.total_seconds())
        for _ in range(MOST_REDIRECTS + 1):
            fetched = await self._step(walk)
            if fetched is not None:
                return fetched
        raise _astray(
            shown(start.host), f"leads on more than {MOST_REDIRECTS} times", "too many redirects"
        )

    async def _step(self, walk: _Walk) -> Fetched | None:
        """One request; None when it leads on."""
        request = self._request(walk)
        step = (str(walk.at), walk.cookie)
        if step in walk.seen:
            raise _astray(walk.host, "leads in a circle", "redirects in a circle")
        walk.seen.add(step)
        host = walk.at.host
        async with self._pacing.turn(host):
            try:
                return await self._within_time(walk, request)
            except FetchError as error:
                self._hold_back(host, error)
                raise

    def _request(self, walk: _Walk) -> httpx.Request:
        headers = {
            "User-Agent": USER_AGENT.encode(),
            "Accept": walk.ask.accept.encode(),
            "Accept-Encoding": b"gzip, deflate, br, zstd",
            "Connection": b"close",
            **walk.validators(),
        }
        if walk.cookie:
            headers["Cookie"] = walk.cookie
        try:
            return httpx.Request(
                "GET",
                str(walk.at),
                extensions={"timeout": self._timeout},
                headers=[(name.encode(), value) for name, value in headers.items()],
            )
        except httpx.InvalidURL as error:
            raise FetchError(
                Cause.ADDRESS, f"{walk.host} is no name that could be fetched from. Check it."
            ) from error

    async def _within_time(self, walk: _Walk, request: httpx.Request) -> Fetched | None:
        loop = asyncio.get_running_loop()
        started, host = loop.time(), walk.host
        try:
            async with asyncio.timeout(walk.left):
                return await self._exchange(walk, request)
        except TimeoutError:
            raise too_slow(host, self._patience.whole) from None
        except EXPECTED as error:
            raise explained(error, host) from error
        finally:
            walk.left -= loop.time() - started

    async def _exchange(self, walk: _Walk, request: httpx.Request) -> Fetched | None:
        response = await self._transport.handle_async_request(request)
        try:
            headers = Headers(response.headers.raw)
            if response.status_code in statuses.REDIRECTS:
                walk.remember(headers)
                walk.follow(response.status_code, headers.first("location"))
                return None
            if response.status_code in statuses.SUCCESSES:
                content = await _whole(response, headers, walk.host, walk.ask.most_bytes)
                return self._found(walk, headers, content)
            if response.status_code == httpx.codes.NOT_MODIFIED and walk.validators():
                return self._unchanged(walk, headers)
            beginning = b""
            if response.status_code in statuses.WALLED:
                beginning = await _beginning(response, headers, self._patience.read)
            raise statuses.failure(
                response.status_code, headers, beginning, host=walk.host, now=self._clock()
            )
        finally:
            await response.aclose()

    def _found(self, walk: _Walk, headers: Headers, content: bytes) -> Fetched:
        product = wall(headers, content)
        if product is not None:
            raise statuses.walled(walk.host, product)
        if not content or content.isspace():
            raise statuses.empty(walk.host)
        return Fetched(
            asked=walk.ask.address,
            address=str(walk.at),
            content=content,
            content_type=headers.first("content-type"),
            etag=headers.first("etag") if walk.at_home else None,
            last_modified=headers.first("last-modified") if walk.at_home else None,
            max_age=max_age(headers, self._clock()),
            moved_to=_moved(walk),
        )

    def _unchanged(self, walk: _Walk, headers: Headers) -> Fetched:
        return Fetched(
            asked=walk.ask.address,
            address=str(walk.at),
            content=b"",
            content_type=headers.first("content-type"),
            etag=headers.first("etag") or walk.ask.etag,
            last_modified=headers.first("last-modified") or walk.ask.last_modified,
            unchanged=True,
            max_age=max_age(headers, self._clock()),
            moved_to=_moved(walk),
        )

    def _hold_back(self, host: str, error: FetchError) -> None:
        if error.cause is Cause.BUSY:
            self._pacing.hold_back(host, error.retry_after or statuses.HOLD_BACK)
        elif error.cause is Cause.SERVER and error.retry_after:
            self._pacing.hold_back(host, error.retry_after)


async def _whole(response: httpx.Response, headers: Headers, host: str, most_bytes: int) -> bytes:
    declared = headers.first("content-length")
    if declared is not None and int(declared) > most_bytes:  # h11 has seen that it is a number
        raise too_large(host, most_bytes)
    body = Body(host, codings(headers), most_bytes)
    async for piece in response.aiter_raw():
        body.feed(piece)
    return body.end()


async def _beginning(response: httpx.Response, headers: Headers, within: timedelta) -> bytes:
    """As much of a refusal as tells who refuses; what is wrong with it does not matter."""
    body = Body("", codings(headers)[:2], MOST_READ)
    with contextlib.suppress(FetchError, TimeoutError, *EXPECTED):
        async with asyncio.timeout(within.total_seconds()):
            async for piece in response.aiter_raw():
                body.feed(piece)
            return body.end()
    return body.so_far()


def _moved(walk: _Walk) -> str | None:
    if walk.moved_to is None or walk.moved_to == walk.start:
        return None
    return str(walk.moved_to)


def _astray(host: str, what: str, detail: str) -> FetchError:
    return FetchError(
        Cause.REDIRECTS, f"{host} {what}. Look up where the source is now, in a browser.", detail
    )


def _as_text(location: str) -> str:
    """A header as text: what is beyond ASCII in it is mostly UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location
