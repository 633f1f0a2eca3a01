"""``quotewire quoted``: whether and where a sentence stands, also before an article was edited."""

import argparse
import asyncio
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.app import looked_into
from bot.chat.locale import en
from bot.cli.output import console, date_of, print_json, print_quote, readable
from bot.errors import QuoteUnknown, UsageError
from bot.quoted import Standing, standings


def quoted(options: argparse.Namespace) -> None:
    """Print where a sentence stands.

    Raises:
        QuoteUnknown: it stands nowhere.
    """
    sentence = readable(" ".join(options.sentence))
    if not sentence.strip():
        raise UsageError("That sentence is empty. Put some of its words in quotation marks.")
    found = asyncio.run(_standings(sentence))
    if options.json:
        print_json({"sentence": sentence, "found": [_as_json(each) for each in found]})
    else:
        for each in found:
            _print(console(), each)
    if not found:
        raise QuoteUnknown(
            "No article that is kept holds this word for word, nor did one before it was edited."
        )


async def _standings(sentence: str) -> list[Standing]:
    async with looked_into(settings.load()) as store:
        return await standings(store, sentence)


def _as_json(each: Standing) -> dict[str, Any]:
    return {
        "article": each.article.document,
        "title": each.article.title,
        "outlet": each.article.outlet,
        "published": date_of(each.article.published),
        "url": each.article.url,
        "start": each.start,
        "end": each.end,
        "replaced": f"{each.replaced:%Y-%m-%dT%H:%M:%SZ}" if each.replaced else None,
    }


def _print(out: Console, each: Standing) -> None:
    print_quote(out, each.article.body[each.start : each.end])
    since = f"so until {each.replaced:%Y-%m-%d %H:%M} UTC" if each.replaced else "so now"
    where = f" {each.article.url}" if each.article.url else ""
    out.print(Text(f"   {en.source(each.article)}; {since}{where}", style="dim"))
