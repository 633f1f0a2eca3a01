"""The sandbox as a whole: one HTTP server in the bot's own event loop."""

import asyncio
import contextlib
import errno
import mimetypes
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import ListenError
from bot.sandbox.api import BotApi, Exchange, json_response
from bot.sandbox.gazette import Gazette
from bot.sandbox.gazette_api import GazetteApi
from bot.sandbox.gazette_site import GazetteSite
from bot.sandbox.guard import Guard
from bot.sandbox.page_api import PageApi
from bot.sandbox.people import PEOPLE, BotUser, new_token
from bot.sandbox.world import World

_PAGE = Path(__file__).parent / "page"
_SHUTDOWN_SECONDS = 2


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _Server(uvicorn.Server):
    """uvicorn without signal handlers: whoever runs the event loop decides when it ends."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.leaving = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    # uvicorn looks ten times a second whether it should end, and waits in such steps for its
    # connections. A test suite starts and stops hundreds of sandboxes, so this one does not.

    async def main_loop(self) -> None:
        while not self.leaving.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self.leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SHUTDOWN_SECONDS):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event
                    await asyncio.sleep(0.01)
        for task in list(state.tasks):
            task.cancel()


class Sandbox:
    """A local Telegram: the Bot API for one bot, a chat page for two people, and a news site.

    Args:
        host: The address to listen on.
        port: The port to listen on; 0 picks a free one.
        token: The bot's token, of Telegram's shape. Without one, a new token is made up.
        clock: What time it is, aware.
        on_exchange: Told about every Bot API request with its answer.
        press_timeout: For how many seconds a pressed button waits for the bot's answer.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 8081,
        *,
        token: str | None = None,
        clock: Callable[[], datetime] = _utc_now,
        on_exchange: Callable[[Exchange], None] | None = None,
        press_timeout: float = 15.0,
    ) -> None:
        self.host = host.strip("[]")
        self.port = port
        self.token = token or new_token()
        bot = BotUser(int(self.token.partition(":")[0]))
        self._world = World(bot, clock, press_timeout)
        self._gazette = Gazette(clock)
        self._api = BotApi(self._world, self.token, on_exchange)
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def admins(self) -> frozenset[int]:
        """The ids of the people who are meant to look after the bot."""
        return frozenset(person.id for person in PEOPLE.values() if person.role == "admin")

    @property
    def address(self) -> str:
        """Host and port as they stand in the sandbox's addresses: ``127.0.0.1:8081``."""
        host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - what everybody listens on, nobody can connect to
        return f"{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def api_url(self) -> str:
        """The root of the Bot API, to which ``/bot<token>/<method>`` is appended."""
        return f"http://{self.address}"

    @property
    def page_url(self) -> str:
        """Where to open the chat page."""
        return f"{self.api_url}/"

    @property
    def gazette_url(self) -> str:
        """The front page of a news site that the sandbox serves, to try out sources with."""
        return f"{self.api_url}/gazette/"

    async def start(self) -> None:
        """Begin to listen.

        Raises:
            ListenError: the address is taken or cannot be used.
        """
        listener = await _listen(self.host, self.port)
        self.port = listener.getsockname()[1]
        # The access log would hold the token, and its lines would drown the bot's own.
        config = uvicorn.Config(
            self._application(),
            log_config=None,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            http="h11",
            server_header=False,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([listener]), name="sandbox")
        await self._server.ready.wait()

    async def stop(self) -> None:
        """Let go of everybody who waits, and end."""
        if self._server is None or self._serving is None:
            return
        self._world.close()
        self._server.leaving.set()
        await self._serving
        self._server = self._serving = None

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    def _application(self) -> Starlette:
        gazette = self.gazette_url
        return Starlette(
            routes=[
                Route("/file/bot{token}/{path:path}", self._api.answer_file),
                Route("/bot{token}/{method}", self._api.answer, methods=["GET", "POST"]),
                *PageApi(self._world, gazette).routes(),
                *GazetteApi(self._gazette, self._world, gazette).routes(),
                *GazetteSite(self._gazette, gazette).routes(),
                *_page_routes(),
            ],
            middleware=[Middleware(Guard, host=self.host)],
            exception_handlers={404: _not_found},
        )


def _page_routes() -> list[Route]:
    """The page's few files, read once: serving them then needs neither disk nor threads."""
    return [
        _file_route("/" if file.name == "index.html" else f"/page/{file.name}", file)
        for file in sorted(_PAGE.iterdir())
        if file.is_file()
    ]


def _file_route(path: str, file: Path) -> Route:
    content = file.read_bytes()
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]

    async def serve(_: Request) -> Response:
        return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})

    return Route(path, serve)


# Named here because what mimetypes knows depends on the computer, and a browser is strict.
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}


async def _not_found(_: Request, __: Exception) -> Response:
    return json_response({"ok": False, "error_code": 404, "description": "Not Found"}, 404)


async def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a taken address is known before anything else starts."""
    try:
        family, address = await _resolve(host, port)
        # asyncio turns Nagle's algorithm off only where the protocol is named: without it every
        # answer would come 40 ms late.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise ListenError(_why(host, port, error)) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setblocking(False)
        listener.bind(address)
        listener.listen(100)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ListenError(_why(host, port, error)) from None
    return listener


async def _resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[str, int]]:
    name = host or "0.0.0.0"  # noqa: S104 - an empty host means every address
    try:
        version = ip_address(name).version
    except ValueError:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        return family, (str(address[0]), port)
    return (socket.AF_INET6 if version == 6 else socket.AF_INET), (name, port)


def _why(host: str, port: int, error: Exception) -> str:
    remedy = "set QUOTEWIRE_SANDBOX_LISTEN to another address such as 127.0.0.1"
    if isinstance(error, socket.gaierror):
        return f"The name {host} is not known on this computer. Please {remedy}:{port}."
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is already in use. Stop the other program, or "
            f"{remedy}:{port % 65_535 + 1}."
        )
    if code == errno.EACCES:
        return f"Port {port} on {host} may not be used by this account. Please {remedy}:8081."
    if code == errno.EADDRNOTAVAIL:
        return f"This computer does not have the address {host}. Please {remedy}:{port}."
    return f"The sandbox cannot listen on {host}, port {port} ({error}). Please {remedy}:8081."
