"""``quotewire topic add``, ``edit`` and ``remove``: what admins do in the chat, from a shell."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.text import Text

from bot import settings, topic_book
from bot.app import altered, looked_into
from bot.chat.locale import en, en_topics
from bot.cli.library import topic_named
from bot.cli.output import console, print_json, print_quote, readable
from bot.errors import StoreError, StoreInUse, TopicUnknown
from bot.filing import Progress, refile
from bot.store.base import Store
from bot.topic_book import Tried
from bot.topic_changes import changed
from bot.topic_notation import parsed, written
from summaries.dryrun import Example
from summaries.model import Topic

_MOST_EXAMPLES = 3


def add(options: argparse.Namespace) -> None:
    """Define a topic."""
    asyncio.run(_add(options))


def edit(options: argparse.Namespace) -> None:
    """Change a topic, or print it as it could be written."""
    asyncio.run(_edit(options) if options.change else _show(options))


def remove(options: argparse.Namespace) -> None:
    """Remove a topic."""
    asyncio.run(_remove(options))


async def _add(options: argparse.Namespace) -> None:
    topic = parsed(_text(options.definition))
    async with _store(options) as store:
        topic_book.check_free(topic, await store.topics.all())
        await _settle(store, topic, None, options)


async def _edit(options: argparse.Namespace) -> None:
    async with _store(options) as store:
        known = await store.topics.all()
        topic = topic_named(options.topic, known)
        new = changed(topic, _text(options.change))
        topic_book.check_free(new, [other for other in known if other != topic])
        await _settle(store, new, topic, options)


def _text(words: list[str]) -> str:
    """What was written, or for a single hyphen what comes on standard input."""
    return sys.stdin.read() if words == ["-"] else readable(" ".join(words))


async def _show(options: argparse.Namespace) -> None:
    async with looked_into(settings.load()) as store:
        topic = topic_named(options.topic, await store.topics.all())
    definition = written(topic, between="\n")
    if options.json:
        print_json({"topic": topic.slug, "title": topic.title, "definition": definition})
    else:
        console().print(definition)


async def _remove(options: argparse.Namespace) -> None:
    async with _writing() as store:
        known = await store.topics.all()
        # No guess: what is removed by a close spelling may be the wrong one.
        name = options.topic.casefold()
        topic = next((t for t in known if name in {t.slug, t.title.casefold()}), None)
        if topic is None:
            near = ", ".join(each.slug for each in known) or "none"
            raise TopicUnknown(f"There is no topic {options.topic!r}. There are: {near}.")
        await topic_book.drop(store, topic.slug)
        with _bar(options) as told:
            await refile(store, told)
        await store.flush()
    if options.json:
        print_json({"topic": topic.slug, "status": "removed"})
    else:
        console().print(f"Removed {topic.slug}. Its articles are kept.")


@asynccontextmanager
async def _store(options: argparse.Namespace) -> AsyncIterator[Store]:
    async with looked_into(settings.load()) if options.dry_run else _writing() as store:
        yield store


@asynccontextmanager
async def _writing() -> AsyncIterator[Store]:
    """The store, to change it.

    Raises:
        StoreError: it cannot be used, or a bot holds it; then the chat is the place to do it.
    """
    try:
        async with altered(settings.load()) as store:
            yield store
    except StoreInUse as error:
        raise StoreError(
            f"The data folder is in use by {error.owner}. Stop that first, or send /addtopic, "
            "/topic_edit or /removetopic to the bot in a chat. A dry run works meanwhile."
        ) from error


async def _settle(
    store: Store, topic: Topic, before: Topic | None, options: argparse.Namespace
) -> None:
    """Tell what a topic would match, and keep it unless that was all that was asked for."""
    tried = await topic_book.try_out(store, topic, before=before, now=datetime.now(UTC))
    status = "added" if before is None else "changed"
    if options.dry_run:
        status = "tried"
    else:
        await topic_book.keep(store, topic)
        with _bar(options) as told:
            await refile(store, told)
        await store.flush()
    if options.json:
        print_json(_as_json(tried, status))
    else:
        _print(console(), tried, status)


@contextmanager
def _bar(options: argparse.Namespace) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on standard error, where somebody looks."""
    out = Console(file=sys.stderr)
    shown = out.is_terminal and not options.json
    columns = (TextColumn("Matching stored articles"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=out, disable=not shown, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(task, completed=progress.done, total=progress.total)


def _as_json(tried: Tried, status: str) -> dict[str, Any]:
    return {
        "topic": tried.topic.slug,
        "title": tried.topic.title,
        "matched": tried.whole.matched,
        "articles": tried.whole.articles,
        "status": status,
    }


def _print(out: Console, tried: Tried, status: str) -> None:
    whole = tried.whole
    out.print(Text(f"{tried.topic.title}  ({tried.topic.slug})", style="bold"))
    if not whole.articles:
        out.print("There are no stored articles yet, so nothing can be said of what it matches.")
    else:
        out.print(en_topics.counted(tried))
    for reason in whole.reasons:
        out.print(f"{reason.articles:>6}  {reason.phrase}")
    if whole.unused:
        out.print(en_topics.unused(whole.unused))
    for line in en_topics.ruled_out(whole.ruled_out):
        out.print(line)
    if tried.difference is None:
        _print_examples(out, whole.examples[:_MOST_EXAMPLES])
    elif whole.articles:
        gained, lost = tried.difference.gained, tried.difference.lost
        out.print(en_topics.difference(len(gained), len(lost)))
        for title, found in ((en_topics.GAINED, gained), (en_topics.LOST, lost)):
            _print_examples(out, found[:1], title)
    out.print()
    out.print({"added": "Added.", "changed": "Changed.", "tried": "Nothing was kept."}[status])


def _print_examples(out: Console, examples: tuple[Example, ...], title: str = "") -> None:
    for example in examples:
        out.print()
        if title:
            out.print(f"{title}:")
        print_quote(out, example.text)
        out.print(Text(f"   {en.source(example.article)}", style="dim"))
