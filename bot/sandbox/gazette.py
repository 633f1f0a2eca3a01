"""The Sandbox Gazette: a news site that the sandbox itself serves, to try out sources with.

Its articles are invented. People publish more of them in the page's panel, edit them, and break
the site on purpose to see what the bot makes of it. ``gazette_site`` serves it to the bot.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.sandbox.gazette_news import NEWS
from bot.sandbox.refusal import Refusal

NAME = "The Sandbox Gazette"
FAULTS = (403, 410, 503)
"""The statuses that the site can be made to answer everything with."""
MAX_ARTICLES = 100
"""How many articles are kept; the oldest go first."""
MAX_TITLE = 200
MAX_TEXT = 20_000

_OLDEST = timedelta(hours=4)
_MAX_SLUG, _SLUG_WORDS = 60, 6
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class GazetteArticle:
    """One article of the gazette.

    Attributes:
        slug: its name in addresses; never changes.
        paragraphs: its text.
        changed: when it was edited last; when it was published, if never.
    """

    slug: str
    title: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    changed: datetime


class Gazette:
    """The site's state.

    Args:
        clock: what time it is, aware.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._articles: dict[str, GazetteArticle] = {}
        self.fault: int | None = None
        now = clock()
        for (title, author, text), published in zip(NEWS, _hours_of_today(now), strict=False):
            self._add(title, text, author, published)

    @property
    def articles(self) -> Sequence[GazetteArticle]:
        """All articles, the newest first."""
        return sorted(self._articles.values(), key=lambda a: a.published, reverse=True)

    def find(self, slug: str) -> GazetteArticle | None:
        """The article of this name."""
        return self._articles.get(slug)

    def publish(self, title: str, text: str) -> GazetteArticle:
        """Add an article of now.

        Raises:
            Refusal: there is no title or text, or too much of it.
        """
        return self._add(title, text, "A reader", self._clock())

    def edit(self, slug: str, title: str, text: str) -> GazetteArticle:
        """Replace the title and text of an article, under its old address.

        Raises:
            Refusal: there is no such article, title or text, or too much of it.
        """
        before = self._articles.get(slug)
        if before is None:
            raise Refusal(404, "That article is not there any more.")
        edited = replace(
            before,
            title=_checked_title(title),
            paragraphs=_checked_text(text),
            changed=self._clock(),
        )
        self._articles[slug] = edited
        return edited

    def break_with(self, status: int | None) -> None:
        """Answer everything with a status from now on, or as it should be with None.

        Raises:
            Refusal: it is none of ``FAULTS``.
        """
        if status is not None and status not in FAULTS:
            raise Refusal(400, f"The gazette can answer {', '.join(map(str, FAULTS))} or normally.")
        self.fault = status

    def _add(self, title: str, text: str, author: str, published: datetime) -> GazetteArticle:
        title, paragraphs = _checked_title(title), _checked_text(text)
        slug = self._free_slug(title)
        article = GazetteArticle(slug, title, paragraphs, author, published, published)
        self._articles[slug] = article
        while len(self._articles) > MAX_ARTICLES:
            del self._articles[self.articles[-1].slug]
        return article

    def _free_slug(self, title: str) -> str:
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        words = "-".join(re.findall(r"[a-z0-9]+", plain)[:_SLUG_WORDS])[:_MAX_SLUG] or "article"
        numbered = (f"{words}-{number}" for number in itertools.count(2))
        return next(s for s in itertools.chain([words], numbered) if s not in self._articles)


def _hours_of_today(now: datetime) -> list[datetime]:
    """When the first articles appeared: some hours ago, but not before midnight."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    span = min(_OLDEST, now - midnight)
    return [(now - span * share).replace(microsecond=0) for share in (1, 0.5, 0.2)]


def _checked_title(title: str) -> str:
    title = " ".join(_printable(title).split())
    if not title:
        raise Refusal(400, "The article has no title.")
    if len(title) > MAX_TITLE:
        raise Refusal(400, f"A title has at most {MAX_TITLE} characters.")
    return title


def _checked_text(text: str) -> tuple[str, ...]:
    if len(text) > MAX_TEXT:
        raise Refusal(400, f"An article has at most {MAX_TEXT:,} characters.")
    parts = _BLANK_LINES.split(_printable(text.replace("\r\n", "\n")))
    paragraphs = tuple(" ".join(part.split()) for part in parts if part.strip())
    if not paragraphs:
        raise Refusal(400, "The article has no text.")
    return paragraphs


def _printable(text: str) -> str:
    """With spaces for what no XML may hold (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(" " if _is_forbidden(character) else character for character in text)


def _is_forbidden(character: str) -> bool:
    if character in "\ufffe\uffff":
        return True
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}
