"""What the gazette's panel on the page asks for and does, under ``/sandbox/gazette``.

All of it is JSON; failures are told as in ``page_api.py``. An article is ``{"slug", "address",
"title", "text", "author", "published", "changed"}``: times in ISO 8601, a blank line between
paragraphs. Every change is told as the event ``{"type": "gazette"}``.

``GET /sandbox/gazette``
    ``{"name", "address", "feeds": {"rss", "teasers", "json"}, "fault": null, "articles": [...]}``,
    the newest first.

``POST /sandbox/gazette/articles`` with ``{"title", "text"}``
    Publishes: ``{"article": {...}}``.

``POST /sandbox/gazette/articles/{slug}`` with ``{"title", "text"}``
    Edits, under the same address: ``{"article": {...}}``.

``POST /sandbox/gazette/fault`` with ``{"status": 403 | 410 | 503 | null}``
    From now on the whole gazette answers with this status, or as it should: ``{"fault": 503}``.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.api import json_response
from bot.sandbox.gazette import NAME, Gazette, GazetteArticle
from bot.sandbox.page_requests import json_body, told
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import World


class GazetteApi:
    """The panel's endpoints.

    Args:
        gazette: what they show and change.
        world: where changes are told.
        address: of the gazette's front page.
    """

    def __init__(self, gazette: Gazette, world: World, address: str) -> None:
        self._gazette, self._world, self._address = gazette, world, address

    def routes(self) -> list[Route]:
        """The endpoints, to be served beside those of the chats."""
        return [
            Route("/sandbox/gazette", told(self.show)),
            Route("/sandbox/gazette/articles", told(self.publish), methods=["POST"]),
            Route("/sandbox/gazette/articles/{slug}", told(self.edit), methods=["POST"]),
            Route("/sandbox/gazette/fault", told(self.break_with), methods=["POST"]),
        ]

    async def show(self, _: Request) -> Response:
        """All of the gazette."""
        feeds = {"rss": "feed.xml", "teasers": "teasers.xml", "json": "feed.json"}
        return json_response(
            {
                "name": NAME,
                "address": self._address,
                "feeds": {name: self._address + file for name, file in feeds.items()},
                "fault": self._gazette.fault,
                "articles": [self._wire(article) for article in self._gazette.articles],
            }
        )

    async def publish(self, request: Request) -> Response:
        """Add an article."""
        article = self._gazette.publish(*_title_and_text(await json_body(request)))
        return self._changed({"article": self._wire(article)})

    async def edit(self, request: Request) -> Response:
        """Change an article."""
        slug = request.path_params["slug"]
        article = self._gazette.edit(slug, *_title_and_text(await json_body(request)))
        return self._changed({"article": self._wire(article)})

    async def break_with(self, request: Request) -> Response:
        """Break the gazette on purpose, or mend it."""
        status = (await json_body(request)).get("status")
        if status is not None and type(status) is not int:
            raise Refusal(400, "The status is a number, or null.")
        self._gazette.break_with(status)
        return self._changed({"fault": status})

    def _changed(self, answer: object) -> Response:
        self._world.tell({"type": "gazette"})
        return json_response(answer)

    def _wire(self, article: GazetteArticle) -> dict[str, object]:
        return {
            "slug": article.slug,
            "address": self._address + article.slug,
            "title": article.title,
            "text": "\n\n".join(article.paragraphs),
            "author": article.author,
            "published": article.published.isoformat(),
            "changed": article.changed.isoformat(),
        }


def _title_and_text(body: Mapping[str, object]) -> tuple[str, str]:
    title, text = body.get("title"), body.get("text")
    if not isinstance(title, str) or not isinstance(text, str):
        raise Refusal(400, "An article needs a title and a text.")
    return title, text
