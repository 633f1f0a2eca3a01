"""``quotewire brief``."""

import argparse
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli.library import open_library, topic_named
from bot.cli.output import console, date_of, print_json, print_quote, span_of
from bot.cli.when import parse_when
from bot.errors import UsageError
from summaries.briefing import WORDS
from summaries.briefing import brief as compose
from summaries.model import Briefing, Quote, Story


def brief(options: argparse.Namespace) -> None:
    """Print the briefings on some topics."""
    chosen = settings.load()
    present = datetime.now(UTC)
    now = parse_when(options.now, now=present, zone=chosen.timezone) if options.now else present
    since = parse_when(options.since, now=now, zone=chosen.timezone) if options.since else None
    if since is not None and since > now:
        raise UsageError("--since lies after --now, so nothing can be new. Give an earlier moment.")
    library = open_library(options.corpus, chosen, now=now)
    topics = [topic_named(name, library.topics) for name in options.topic]
    words = options.words or WORDS
    briefings = [
        compose(topic, library.articles, since=since, now=now, words=words) for topic in topics
    ]
    if options.json:
        print_json({"briefings": [_as_json(briefing) for briefing in briefings]})
        return
    out = console()
    for briefing in briefings:
        _print(out, briefing)


def _as_json(briefing: Briefing) -> dict[str, Any]:
    return {
        "topic": briefing.topic.slug,
        "title": briefing.topic.title,
        "stories": [_story_as_json(story) for story in briefing.stories],
        "counts": {
            "articles": briefing.counts.articles,
            "stories": briefing.counts.stories,
            "merged": briefing.counts.merged,
            "undated": briefing.counts.undated,
        },
    }


def _story_as_json(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "first_published": date_of(story.first_published),
        "outlets": list(story.outlets),
        "quotes": [_quote_as_json(quote) for quote in story.quotes],
    }


def _quote_as_json(quote: Quote) -> dict[str, Any]:
    return span_of(quote) | {
        "outlet": quote.article.outlet,
        "published": date_of(quote.article.published),
        "url": quote.article.url,
    }


def _print(out: Console, briefing: Briefing) -> None:
    title = briefing.topic.title
    out.print(Text(title, style="bold"))
    if not briefing.stories:
        out.print(en.nothing(title, briefing.counts))
    for story in briefing.stories:
        out.print()
        if all(quote.text != story.headline for quote in story.quotes):
            out.print(Text(story.headline, style="bold"))
        for index, quote in enumerate(story.quotes):
            print_quote(out, quote.text)
            following = story.quotes[index + 1 : index + 2]
            if not following or following[0].article is not quote.article:
                article = quote.article
                where = f" {article.url}" if article.url else ""
                outlet = article.outlet or f"{en.UNKNOWN_OUTLET} ({article.document})"
                out.print(
                    Text(f"   {outlet}, {en.published(article.published)}{where}", style="dim")
                )
    out.print()
    if briefing.stories:
        out.print(Text(en.small_print(briefing.counts), style="dim"))
        out.print()
