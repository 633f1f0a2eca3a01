"""What commands print: one JSON document, or text for people."""

import json
import sys
import textwrap
from typing import Any

from rich.console import Console

from bot.chat.messages.tree import Tree
from summaries.model import Published, Quote


def print_json(document: dict[str, Any]) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to ``main``: that nobody reads on is no failure."""
        raise BrokenPipeError


def console() -> Console:
    """Standard output for people; plain text where it is no terminal."""
    return _Console(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def print_quote(out: Console, text: str) -> None:
    """A quote behind a bar; wrapped on a terminal, in one line elsewhere."""
    width = out.width if out.is_terminal else sys.maxsize
    bar = " │ "
    out.print(textwrap.fill(text, width, initial_indent=bar, subsequent_indent=bar))


def print_tree(out: Console, tree: Tree) -> None:
    """A message of the chat, without its styles."""
    for number, block in enumerate(tree):
        if number and not block.tight:
            out.print()
        if block.quote:
            print_quote(out, block.text)
        else:
            out.print(block.text)


def note(text: str) -> None:
    """A diagnostic, on standard error."""
    sys.stderr.write(f"quotewire: {text}\n")


def readable(text: str) -> str:
    """What was typed, with a question mark for each byte of it that is no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def date_of(published: Published | None) -> str | None:
    """A date as JSON has it: ISO 8601 no finer than it is known, null for undated."""
    return published.iso() if published else None


def span_of(quote: Quote) -> dict[str, Any]:
    """What every quote says of itself."""
    return {
        "text": quote.text,
        "article": quote.article.document,
        "start": quote.start,
        "end": quote.end,
        "score": round(quote.score, 6),
    }


def quote_as_json(quote: Quote) -> dict[str, Any]:
    """A quote of a briefing: where it stands, who said so, why it is there and how it reads."""
    return span_of(quote) | {
        "outlet": quote.article.outlet,
        "published": date_of(quote.article.published),
        "url": quote.article.url,
        "phrase": quote.phrase,
        "spoken": quote.spoken,
        "context": quote.context,
    }
