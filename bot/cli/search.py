"""``quotewire search``."""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli.library import open_library, search_store
from bot.cli.output import console, date_of, print_json, print_quote, quote_as_json, readable
from bot.errors import UsageError
from bot.settings import Settings
from summaries.answers import answer
from summaries.model import Article, Quote
from summaries.search import Hit
from summaries.search import search as find

_LONGEST_ECHO = 60


def search(options: argparse.Namespace) -> None:
    """Print the quotes and the articles that answer some words, best first."""
    asked = readable(" ".join(options.words))
    if not any(map(str.isalnum, asked)):
        raise UsageError("There is no word to search for. Give one or more.")
    hits = _hits(asked, options.corpus, settings.load())
    quotes = answer(asked, [hit.article for hit in hits], words=options.budget)
    if options.json:
        print_json(
            {
                "quotes": [quote_as_json(quote) for quote in quotes],
                "articles": [_hit_as_json(hit) for hit in hits],
            }
        )
        return
    out = console()
    if not hits:
        echo = asked if len(asked) <= _LONGEST_ECHO else f"{asked[:_LONGEST_ECHO]}…"
        out.print(f"No article holds {echo!r}; very common words are not looked for.")
        return
    _print_quotes(out, quotes)
    _print_articles(out, hits)


def _hits(asked: str, folder: str | None, chosen: Settings) -> Sequence[Hit]:
    """What a folder or the store holds of it; the store may have an index."""
    if folder is None:
        return asyncio.run(search_store(asked, chosen))
    return find(open_library(folder, chosen, now=datetime.now(UTC)).articles, asked)


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    return {
        "article": hit.article.document,
        "title": hit.article.title,
        "outlet": hit.article.outlet,
        "published": date_of(hit.article.published),
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
    }


def _print_quotes(out: Console, quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        print_quote(out, quote.text)
        if not quote.context:
            spoken = f"{en.SPOKEN}, " if quote.spoken else ""
            out.print(Text(f"   {spoken}{_source(quote.article)}", style="dim"))
            out.print()


def _print_articles(out: Console, hits: Sequence[Hit]) -> None:
    out.print(Text(en.plural(len(hits), "article"), style="bold"))
    for hit in hits:
        out.print()
        out.print(Text(hit.article.title or hit.article.document, style="bold"))
        out.print(Text(_source(hit.article), style="dim"))
        print_quote(out, hit.snippet)


def _source(article: Article) -> str:
    outlet = article.outlet or f"{en.UNKNOWN_OUTLET} ({article.document})"
    where = f" {article.url}" if article.url else ""
    return f"{outlet}, {en.published(article.published)}{where}"
