"""``quotewire source``: what the admins' commands for sources do, from a shell."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.app import desk_in, looked_into
from bot.chat.locale import en
from bot.chat.messages.sources import counts as totals
from bot.chat.messages.sources import details_tree, glance, state_sentence
from bot.chat.messages.trial import trial_tree
from bot.cli.output import console, date_of, note, print_json, print_tree
from bot.desk import Caveat, Line, Refreshed, Sample, Status, Trial
from bot.errors import SourceError, SourceUnknown
from bot.health import health
from bot.sources.text import read_bytes
from bot.sources.trial import with_number
from bot.store.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = {Status.ADDED: "added", Status.KNOWN: "known", Status.FAILED: "FAILED"}


def source(options: argparse.Namespace) -> None:
    """Do what is asked of the sources."""
    work: Callable[[argparse.Namespace], Any] = {
        "add": _add,
        "list": _list,
        "show": _show,
        "remove": _remove,
        "refresh": _refresh,
        "pause": _change,
        "resume": _change,
        "rename": _change,
        "full-pages": _change,
        "import": _import,
        "export": _export,
    }[options.action]
    try:
        asyncio.run(work(options))
    except SourceUnknown as error:
        raise unknown(error.number) from error


async def _add(options: argparse.Namespace) -> None:
    async with desk_in(settings.load(), writable=not options.dry_run) as desk:
        trial = await desk.try_out(options.address)
        added = None
        if trial.known is None and not options.dry_run:
            added = await desk.add(trial.id, full_pages=options.full_pages)
            if options.full_pages:
                added = (await desk.refresh(added.number)).source
    status = Status.KNOWN if trial.known else Status.ADDED if added else Status.TRIED
    if options.json:
        number = _number(added or trial.known)
        print_json(_trial_as_json(trial, number) | {"source": number, "status": status})
        return
    out = console()
    print_tree(out, trial_tree(trial))
    out.print()
    if trial.known is not None:
        out.print(f"That is source {trial.known.number} already: {trial.known.title}.")
    elif added is not None:
        out.print(f"Added as source {added.number}.")
        if Caveat.TEASERS in trial.caveats and not options.full_pages:
            out.print(f"'quotewire source full-pages {added.number} on' reads the full pages too.")
    else:
        out.print("Nothing was kept. Without --dry-run it would be added.")


def _number(source: Source | None) -> int | None:
    return source.number if source else None


def _trial_as_json(trial: Trial, number: int | None) -> dict[str, Any]:
    newest = trial.newest if number is None else with_number(trial.newest, number)
    return {
        "address": trial.address,
        "kind": trial.kind,
        "dialect": trial.dialect,
        "title": trial.title,
        "language": trial.language,
        "items": trial.items,
        "newest": [sample_as_json(sample, kept=number is not None) for sample in newest],
        "week": trial.week,
        "topics": [{"topic": topic.slug, "articles": count} for topic, count in trial.matches],
        "warnings": list(trial.caveats),
        "page": trial.page,
        "others": [{"address": address, "title": title} for address, title in trial.others],
    }


def sample_as_json(sample: Sample, *, kept: bool) -> dict[str, Any]:
    """An item as it is stored; or as it would be, and then nothing is called by its id yet."""
    published, quote = sample.article.published, sample.quote
    return {
        "article": sample.article.id if kept else None,
        "title": sample.article.title,
        "outlet": sample.article.outlet,
        "published": date_of(published),
        "published_basis": published.basis if published else None,
        "url": sample.article.url,
        "quote": quote and {"text": quote.text, "start": quote.start, "end": quote.end},
        "topics": [topic.slug for topic in sample.topics],
    }


async def _list(options: argparse.Namespace) -> None:
    now = datetime.now(UTC)
    async with looked_into(settings.load()) as store:
        sources = await store.sources.all()
        counts = {s.number: len(await store.articles.ids(s.name)) for s in sources}
    if options.json:
        rows = [source_as_json(s, now) | {"articles": counts[s.number]} for s in sources]
        print_json({"sources": rows})
        return
    out = console()
    if not sources:
        out.print("There are no sources yet. 'quotewire source add ADDRESS' adds one.")
        return
    out.print(totals(sources, now))
    for each in sources:
        told = f"{glance(each, now)}; {en.plural(counts[each.number], 'article')}"
        out.print(f"{each.number:>4}  {each.title}")
        out.print(Text(f"      {told}", style="dim"))


async def _show(options: argparse.Namespace) -> None:
    now = datetime.now(UTC)
    async with looked_into(settings.load()) as store:
        found = await store.sources.get(options.number)
        if found is None:
            raise unknown(options.number)
        held = len(await store.articles.ids(found.name))
    if options.json:
        print_json(source_as_json(found, now) | {"articles": held})
        return
    print_tree(console(), details_tree(found, held, now))


def unknown(number: int) -> SourceError:
    """There is no source of a number, as a shell says it."""
    return SourceError(f"There is no source {number}. 'quotewire source list' lists them.")


def source_as_json(source: Source, now: datetime) -> dict[str, Any]:
    """A source, and how it is."""
    return {
        "source": source.number,
        "kind": source.kind,
        "address": source.address,
        "title": source.title,
        "language": source.language,
        "state": health(source, now),
        "cause": source.cause,
        "detail": source.detail,
        "failing_since": _moment(source.failing_since),
        "fetched": _moment(source.fetched),
        "worked": _moment(source.worked),
        "news": _moment(source.news),
        "due": _moment(source.due),
        "interval": int(source.interval.total_seconds()),
        "full_pages": source.full_pages,
    }


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


async def _remove(options: argparse.Namespace) -> None:
    async with desk_in(settings.load()) as desk:
        found = await desk.get(options.number)
        gone = await desk.remove(options.number)
    if options.json:
        print_json(
            {"source": found.number, "title": found.title, "articles": gone, "status": "removed"}
        )
    else:
        told = en.plural(gone, "article")
        console().print(f"Removed source {found.number}, {found.title}, and {told} of it.")


async def _refresh(options: argparse.Namespace) -> None:
    now = datetime.now(UTC)
    async with desk_in(settings.load()) as desk:
        numbers = options.number or [
            source.number for source in await desk.all() if source.due is not None
        ]
        for number in options.number:  # before anything is done
            await desk.get(number)
        done = await asyncio.gather(*map(desk.refresh, dict.fromkeys(numbers)))
    if options.json:
        print_json(
            {
                "sources": [
                    source_as_json(each.source, now) | {"new": each.new, "changed": each.changed}
                    for each in done
                ]
            }
        )
    else:
        _print_refreshed(console(), done, now)
    failed = sum(each.source.cause is not None for each in done)
    if failed:
        raise SourceError(f"{en.plural(failed, 'source')} of {len(done)} could not be read.")


def _print_refreshed(out: Console, done: list[Refreshed], now: datetime) -> None:
    for each in done:
        told = (
            state_sentence(each.source, now)
            if each.source.cause
            else f"{each.new} new, {each.changed} changed"
        )
        out.print(f"{each.source.number:>4}  {each.source.title}: {told}")


async def _change(options: argparse.Namespace) -> None:
    async with desk_in(settings.load()) as desk:
        match options.action:
            case "pause":
                changed = await desk.pause(options.number)
            case "resume":
                changed = await desk.resume(options.number)
            case "rename":
                changed = await desk.rename(options.number, options.title)
            case _:
                changed = await desk.read_full_pages(options.number, wanted=options.wanted == "on")
    now = datetime.now(UTC)
    if options.json:
        print_json(source_as_json(changed, now))
    else:
        told = state_sentence(changed, now)
        console().print(f"Source {changed.number}, {changed.title}: {told}")


async def _import(options: argparse.Namespace) -> None:
    content = await asyncio.to_thread(read_bytes, Path(options.file))
    lines: list[Line] = []
    out = console()
    async with desk_in(settings.load()) as desk:
        async for line in desk.import_opml(content):
            lines.append(line)
            if not options.json:
                why = f": {line.reason}" if line.reason else ""
                place = f"{line.number}/{line.total}"
                out.print(
                    f"{place:>9}  {_MARKS[line.status]:<6}  {line.title or line.address}{why}"
                )
    if options.json:
        print_json({"lines": [_line_as_json(line) for line in lines]})
    failed = sum(line.status is Status.FAILED for line in lines)
    if failed:
        raise SourceError(f"{en.plural(failed, 'feed')} of {len(lines)} could not be added.")


def _line_as_json(line: Line) -> dict[str, Any]:
    return {
        "title": line.title,
        "address": line.address,
        "status": line.status,
        "source": _number(line.source),
        "reason": line.reason,
    }


async def _export(options: argparse.Namespace) -> None:
    async with desk_in(settings.load(), writable=False) as desk:
        content = await desk.export_opml()
    if options.file is None:
        sys.stdout.buffer.write(content)
        return
    try:
        await asyncio.to_thread(Path(options.file).write_bytes, content)
    except OSError as error:
        raise SourceError(f"{options.file} cannot be written: {error.strerror}.") from error
    note(f"Written to {options.file}.")
