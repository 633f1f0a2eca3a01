"""Keeps other people's web pages from using the sandbox through a visitor's browser.

The sandbox has no password, so it must only be reachable as itself: a page from elsewhere could
otherwise rebind its own name to this address (the Host check stops that) or post to it blindly
(the Origin check stops that).
"""

from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.api import json_response

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OWN_SITE = frozenset({"same-origin", "none"})
_SAFE_METHODS = frozenset({"GET", "HEAD"})


class Guard:
    """ASGI middleware: checks Host and Origin, adds security headers."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._names = {"localhost", host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with status 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        problem = self._problem(scope["method"], scope["path"], headers)
        if problem:
            await json_response({"error": problem}, 403)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    added[name] = value
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _problem(self, method: str, path: str, headers: Headers) -> str:
        host = headers.get("host", "")
        if not self._known(host):
            return "This sandbox answers only to its own address, not to the name you used."
        origin = headers.get("origin")
        elsewhere = (origin is not None and origin.partition("://")[2] != host) or (
            headers.get("sec-fetch-site", "same-origin") not in _OWN_SITE
        )
        if path.startswith("/sandbox/") and method not in _SAFE_METHODS and elsewhere:
            return "Another web page may not use this sandbox."
        return ""

    def _known(self, host: str) -> bool:
        """Whether a Host header names this computer: no name that somebody else could rebind."""
        name, colon, port = host.rpartition(":")
        if not colon or not port.isdecimal():
            name = host
        name = name.strip("[]").lower()
        if name in self._names:
            return True
        try:
            ip_address(name)
        except ValueError:
            return False
        return True
