"""``quotewire ingest``: addresses and files are read, cleaned, matched and stored, once."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from bot import settings
from bot.app import desk_in
from bot.chat.messages.trial import samples_tree
from bot.cli.output import console, print_json, print_tree
from bot.cli.source import sample_as_json
from bot.desk import Status, Taken
from bot.errors import DocumentError, SourceError
from bot.sources.desk import SourceDesk
from bot.sources.text import read_bytes
from bot.sources.trial import NEWEST

_BEGINNINGS = ("http://", "https://", "feed:")
_MARKS = {
    Status.ADDED: "stored",
    Status.CHANGED: "stored anew",
    Status.KNOWN: "known already",
    Status.TRIED: "not stored (dry run)",
}


def ingest(options: argparse.Namespace) -> None:
    """Take documents in."""
    most = sys.maxsize if options.json else NEWEST
    taken = asyncio.run(_taken(options.document, most, dry_run=options.dry_run))
    failed = [each for each in taken if each.reason is not None]
    if options.json:
        print_json(
            {
                "articles": [row for each in taken for row in _articles_as_json(each)],
                "failures": [{"source": each.name, "reason": each.reason} for each in failed],
            }
        )
    else:
        out = console()
        for each in taken:
            _print(out, each)
    if failed:
        raise SourceError(f"{len(failed)} of {len(taken)} could not be used.")


async def _taken(names: list[str], most: int, *, dry_run: bool) -> list[Taken]:
    async with desk_in(settings.load(), writable=not dry_run) as desk:
        return [await _take(desk, name, most, dry_run=dry_run) for name in names]


async def _take(desk: SourceDesk, name: str, most: int, *, dry_run: bool) -> Taken:
    try:
        if name.lower().startswith(_BEGINNINGS):
            return await desk.ingest(name, dry_run=dry_run, most=most)
        content = await asyncio.to_thread(read_bytes, Path(name))
        return await desk.add_document(name, content, dry_run=dry_run, most=most)
    except (SourceError, DocumentError) as error:
        return Taken(name, Status.FAILED, reason=str(error))


def _articles_as_json(taken: Taken) -> list[dict[str, Any]]:
    kept = taken.source is not None
    return [
        sample_as_json(sample, kept=kept) | {"status": taken.status} for sample in taken.samples
    ]


def _print(out: Console, taken: Taken) -> None:
    if taken.reason is not None:
        out.print(f"{taken.name}: {taken.reason}")
        return
    print_tree(out, samples_tree(taken.samples, heading=taken.name))
    more = taken.articles - len(taken.samples)
    told = f"{taken.name}: {_MARKS[taken.status]}"
    out.print(f"{told}, and {more} more" if more else told)
