"""``quotewire clean``, ``summarize`` and ``group``: the engine on files."""

import argparse
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli.output import console, date_of, note, print_json, print_quote, span_of
from bot.errors import DocumentError
from bot.sources.text import article_of, articles_of, clean_file, modified
from summaries.briefing import summarize as choose
from summaries.model import Article, Document, Quote, Story, distinct_documents
from summaries.reading import read
from summaries.stories import group as into_stories
from summaries.voices import voices

_FURNITURE = "{path} holds no article: every line of it is furniture."


def clean(options: argparse.Namespace) -> None:
    """Print what of a document is article."""
    path = Path(options.file[0])
    document = clean_file(path)
    if not document.body:
        note(_FURNITURE.format(path=path))
    if options.json:
        published = document.published
        print_json(
            {
                "title": document.title,
                "outlet": document.outlet,
                "published": date_of(published),
                "published_precision": published.precision.value if published else None,
                "published_basis": published.basis.value if published else None,
                "language": document.language,
                "url": document.url,
                "body": document.body,
                "dropped": [
                    {"line": d.line, "text": d.text, "reason": d.reason} for d in document.dropped
                ],
            }
        )
        return
    out = console()
    if document.title:
        out.print(Text(document.title, style="bold"))
    outlet = document.outlet or en.UNKNOWN_OUTLET
    out.print(Text(f"{outlet}, {en.published(document.published)}", style="dim"))
    out.print()
    out.print(document.body)
    if document.dropped:
        out.print()
        out.print(Text(f"Left out: {en.plural(len(document.dropped), 'piece')}", style="bold"))
        for dropped in document.dropped:
            out.print(Text(f"  line {dropped.line}, {dropped.reason}: {dropped.text}", style="dim"))


def _documents(names: list[str]) -> Iterator[tuple[str, Document, datetime]]:
    """Some files, cleaned.

    One of several that is empty, no text or all furniture is told of and left out; a name that
    stands for no file is a mistake, and ends the command.
    """
    for name in names:
        path = Path(name)
        try:
            document = clean_file(path)
        except DocumentError as error:
            if len(names) == 1 or not path.exists():
                raise
            note(str(error))
            continue
        if document.body:
            yield name, document, modified(path)
        else:
            note(_FURNITURE.format(path=path))


def summarize(options: argparse.Namespace) -> None:
    """Print the quotes that say most about some documents."""
    started = time.perf_counter()
    articles = [
        article_of(document, name, seen) for name, document, seen in _documents(options.file)
    ]
    if not articles:
        raise DocumentError("There is nothing to quote: no file holds an article.")
    for article in articles:
        read(article)
    prepared = time.perf_counter()
    algorithm = options.algorithm or settings.load().algorithm
    quotes = _chosen(algorithm, articles, options.words)
    ranked = time.perf_counter()
    words = sum(len(quote.text.split()) for quote in quotes)
    if not quotes:
        note(f"No sentence that makes a good quote fits into {options.words} words.")
    if options.json:
        print_json(
            {
                "quotes": [span_of(quote) for quote in quotes],
                "words": words,
                "algorithm": algorithm,
                "seconds": {
                    "prepare": round(prepared - started, 6),
                    "rank": round(ranked - prepared, 6),
                },
            }
        )
        return
    out = console()
    for quote in quotes:
        print_quote(out, quote.text)
        out.print(Text(f"   {_attribution(quote)}", style="dim"))
        out.print()
    out.print(Text(f"{en.plural(words, 'word')}, chosen by {algorithm}", style="dim"))


def _attribution(quote: Quote) -> str:
    article = quote.article
    said = f" ({en.SPOKEN})" if quote.spoken else ""
    outlet = article.outlet or en.UNKNOWN_OUTLET
    return f"{outlet}, {en.published(article.published)}{said}: {article.document}"


def _chosen(algorithm: str, articles: list[Article], words: int) -> tuple[Quote, ...]:
    if algorithm == "quotewire":
        return choose(articles, words)
    from summaries.sumy_bridge import summarize_with

    return summarize_with(algorithm, articles, words)


def group(options: argparse.Namespace) -> None:
    """Print which documents report the same event."""
    stories = into_stories(
        [a for name, doc, seen in _documents(options.file) for a in articles_of(doc, name, seen)],
        mixed=options.mix_languages,
    )
    told = [_story_of(articles) for articles in stories]
    if options.json:
        print_json({"stories": [_story_as_json(story) for story in told]})
        return
    out = console()
    for story in told:
        out.print(Text(story.headline, style="bold"))
        for document in _names(story):
            out.print(f"  {document}")
        if distinct_documents(story.articles) > 1:
            out.print(Text(f"  {en.corroboration(story)}", style="dim"))
        out.print()


def _story_of(articles: tuple[Article, ...]) -> Story:
    return Story(_headline(articles), articles, voices=len(voices(articles)))


def _story_as_json(story: Story) -> dict[str, Any]:
    return {
        "headline": story.headline,
        "articles": _names(story),
        "outlets": list(story.outlets),
        "voices": story.voices,
        "first_published": date_of(story.first_published),
        "last_published": date_of(story.last_published),
    }


def _names(story: Story) -> list[str]:
    return list(dict.fromkeys(article.document for article in story.articles))


def _headline(story: tuple[Article, ...]) -> str:
    """A verbatim title, else the quote that says most."""
    titles = (a.title for a in story if a.title and a.extent[0] == 0)
    title = next(titles, None)
    if title is not None:
        return title
    quotes = choose(story, words=50) or choose(story, words=10_000)
    return quotes[0].text if quotes else story[0].text[:200]
