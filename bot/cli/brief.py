"""``quotewire brief``."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli.library import open_library, topic_named
from bot.cli.output import console, date_of, print_json, print_quote, quote_as_json
from bot.cli.when import parse_when
from bot.errors import UsageError
from summaries.briefing import WORDS
from summaries.briefing import brief as compose
from summaries.model import Briefing, Quote, Story, distinct_documents
from summaries.terms import LANGUAGES


def brief(options: argparse.Namespace) -> None:
    """Print the briefings on some topics."""
    chosen = settings.load()
    present = datetime.now(UTC)
    now = parse_when(options.now, now=present, zone=chosen.timezone) if options.now else present
    since = parse_when(options.since, now=now, zone=chosen.timezone) if options.since else None
    if since is not None and since > now:
        raise UsageError("--since lies after --now, so nothing can be new. Give an earlier moment.")
    languages = _languages(options.languages) if options.languages else None
    library = open_library(options.corpus, chosen, now=now)
    named = [topic_named(name, library.topics) for name in options.topic]
    topics = list(dict.fromkeys(named))
    words = options.words or WORDS
    briefings = [
        compose(
            topic,
            library.articles,
            since=since,
            now=now,
            words=words,
            languages=languages,
            mixed=options.mix_languages,
            algorithm=options.algorithm or chosen.algorithm,
        )
        for topic in topics
    ]
    if options.json:
        print_json(
            {
                "briefings": [_as_json(briefing) for briefing in briefings],
                "sources": {
                    "total": library.sources.sources,
                    "broken": list(library.sources.broken),
                },
            }
        )
        return
    out = console()
    for briefing in briefings:
        _print(out, briefing)
    if library.sources.broken:
        out.print(Text(en.broken(library.sources), style="dim"))


def _languages(text: str) -> frozenset[str]:
    codes = frozenset(code.strip().lower() for code in text.split(",") if code.strip())
    if not codes or not codes.issubset(LANGUAGES):
        raise UsageError(
            f"--languages {text!r} names a language that is not read. Use codes, separated by "
            f"commas: {', '.join(LANGUAGES)}."
        )
    return codes


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
        "last_published": date_of(story.last_published),
        "outlets": list(story.outlets),
        "voices": story.voices,
        "quotes": [quote_as_json(quote) | _update(quote) for quote in story.quotes],
        "disagreements": [
            {
                "figures": list(found.figures),
                "quotes": [quote_as_json(quote) for quote in found.quotes],
            }
            for found in story.disagreements
        ],
    }


def _update(quote: Quote) -> dict[str, Any]:
    update = quote.update
    return {
        "update": update
        and {
            "earlier": quote_as_json(update.earlier),
            "figures": [{"before": before, "now": now} for before, now in update.changes],
        }
    }


def _print(out: Console, briefing: Briefing) -> None:
    title = briefing.topic.title
    out.print(Text(title, style="bold"))
    if not briefing.stories:
        out.print(en.nothing(title, briefing.counts, since=briefing.since is not None))
    for story in briefing.stories:
        out.print()
        _print_story(out, story)
    out.print()
    if briefing.stories:
        out.print(Text(en.small_print(briefing.counts, shown=len(briefing.stories)), style="dim"))
        out.print()


def _print_story(out: Console, story: Story) -> None:
    if all(quote.text != story.headline for quote in story.quotes):
        out.print(Text(story.headline, style="bold"))
    _print_quotes(out, story.quotes)
    said = {(quote.article.id, quote.start) for quote in story.quotes}
    for found in story.disagreements:
        out.print(Text(f"   {en.disagreement(found)}", style="italic"))
        _print_quotes(out, [q for q in found.quotes if (q.article.id, q.start) not in said])
        said.update((quote.article.id, quote.start) for quote in found.quotes)
    if distinct_documents(story.articles) > 1:
        out.print(Text(f"   {en.corroboration(story)}", style="dim"))


def _print_quotes(out: Console, quotes: Sequence[Quote]) -> None:
    for article, of_article in groupby(quotes, key=lambda quote: quote.article):
        of_one = list(of_article)
        for quote in of_one:
            print_quote(out, quote.text)
        where = f" {article.url}" if article.url else ""
        unknown = "" if article.outlet else f" ({article.document})"
        spoken = any(quote.spoken and not quote.context for quote in of_one)
        said = f" ({en.SPOKEN})" if spoken else ""
        out.print(Text(f"   {en.source(article)}{said}{unknown}{where}", style="dim"))
        for update in dict.fromkeys(quote.update for quote in of_one if quote.update):
            if update.changes:
                out.print(Text(f"   {en.update(update)}", style="italic"))
