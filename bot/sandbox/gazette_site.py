"""Serves the gazette under ``/gazette/`` as a well-kept site would, or breaks on purpose."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.gazette import Gazette, GazetteArticle
from bot.sandbox.gazette_feeds import json_feed, rss, teasers
from bot.sandbox.gazette_pages import article_page, front_page

_MOST_OTHERS = 3

Written = Callable[[Sequence[GazetteArticle], str], str]


class GazetteSite:
    """The gazette's pages and feeds.

    Args:
        gazette: what is in them.
        address: of the front page.
    """

    def __init__(self, gazette: Gazette, address: str) -> None:
        self._gazette, self._site = gazette, address

    def routes(self) -> list[Route]:
        """All of them, to be served beside the Bot API."""
        return [
            self._route("", front_page, "text/html"),
            self._route("feed.xml", rss, "application/rss+xml"),
            self._route("teasers.xml", teasers, "application/rss+xml"),
            self._route("feed.json", json_feed, "application/feed+json"),
            Route("/gazette/{slug}", self._article),
        ]

    def _route(self, path: str, write: Written, kind: str) -> Route:
        async def serve(request: Request) -> Response:
            articles = self._gazette.articles
            return self._answer(request, write(articles, self._site), kind, articles)

        return Route(f"/gazette/{path}", serve)

    async def _article(self, request: Request) -> Response:
        article = self._gazette.find(request.path_params["slug"])
        if article is None:
            return _plain(self._gazette.fault or 404)
        others = [a for a in self._gazette.articles if a is not article][:_MOST_OTHERS]
        page = article_page(article, others, self._site)
        return self._answer(request, page, "text/html", [article, *others])

    def _answer(
        self, request: Request, text: str, kind: str, articles: Sequence[GazetteArticle]
    ) -> Response:
        if self._gazette.fault:
            return _plain(self._gazette.fault)
        content = text.encode()
        changed = max(a.changed for a in articles).astimezone(UTC).replace(microsecond=0)
        headers = {
            "ETag": f'"{hashlib.sha256(content).hexdigest()[:16]}"',
            "Last-Modified": format_datetime(changed, usegmt=True),
            "Cache-Control": "no-cache",
        }
        if is_unchanged(request.headers, headers["ETag"], changed):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=f"{kind}; charset=utf-8", headers=headers)


def is_unchanged(headers: Headers, tag: str, changed: datetime) -> bool:
    """Whether a client has the present version already (RFC 9110, section 13.2.2).

    Args:
        headers: of its request.
        tag: of the present version, with its quotes.
        changed: when that was changed last, in whole seconds.
    """
    tags = headers.get("if-none-match")
    if tags is not None:
        known = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return "*" in known or tag in known
    since = headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return changed <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False


def _plain(status: int) -> Response:
    return Response(f"{HTTPStatus(status).phrase}\n", status, media_type="text/plain")
