"""A topic of one's own for a few sentences, to ask the engine about just these."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.evaluation.folding import fold
from summaries.briefing import brief
from summaries.model import Article, Story, Topic

_PIECES = re.compile(r"[^\w\s'’ʼ-]+")
_LONGEST = 8
WITHOUT_LIMIT = 1_000_000


def topic_about(sentences: Iterable[str]) -> Topic:
    """A topic that these sentences speak of: its phrases are pieces of them."""
    phrases = tuple(
        " ".join(max(_PIECES.split(text), key=lambda piece: len(piece.split())).split()[:_LONGEST])
        for text in sentences
    )
    return Topic(slug="these", title="These", phrases=phrases)


def told(
    topic: Topic, articles: Sequence[Article], *, since: datetime | None = None, now: datetime
) -> tuple[list[Story], set[str]]:
    """All that can be told of a topic, page by page: the stories, and the folded quotes."""
    stories: list[Story] = []
    seen: set[tuple[str, int]] = set()
    quotes: set[str] = set()
    while True:
        briefing = brief(
            topic, articles, since=since, now=now, words=WITHOUT_LIMIT, seen=frozenset(seen)
        )
        known = len(seen)
        stories += briefing.stories
        for story in briefing.stories:
            seen |= {(quote.article.document, quote.start) for quote in story.quotes}
            quotes |= {fold(quote.text) for quote in story.quotes}
        if len(seen) == known:
            return stories, quotes
