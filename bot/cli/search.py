"""``quotewire search``."""

import argparse
from datetime import UTC, datetime

from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli.library import open_library
from bot.cli.output import console, date_of, print_json, print_quote
from bot.errors import UsageError
from summaries.search import search as find


def search(options: argparse.Namespace) -> None:
    """Print the articles that hold some words, best first."""
    if not any(character.isalnum() for word in options.words for character in word):
        raise UsageError("There is no word to search for. Give one or more.")
    library = open_library(options.corpus, settings.load(), now=datetime.now(UTC))
    hits = find(library.articles, " ".join(options.words))
    if options.json:
        print_json(
            {
                "articles": [
                    {
                        "article": hit.article.document,
                        "title": hit.article.title,
                        "outlet": hit.article.outlet,
                        "published": date_of(hit.article.published),
                        "score": round(hit.score, 4),
                        "snippet": hit.snippet,
                    }
                    for hit in hits
                ]
            }
        )
        return
    out = console()
    if not hits:
        asked = " ".join(options.words)
        out.print(f"No article holds {asked!r}; very common words are not looked for.")
    for hit in hits:
        article = hit.article
        out.print(Text(article.title or article.document, style="bold"))
        outlet = article.outlet or en.UNKNOWN_OUTLET
        out.print(Text(f"{outlet}, {en.published(article.published)}", style="dim"))
        print_quote(out, hit.snippet)
        out.print()
