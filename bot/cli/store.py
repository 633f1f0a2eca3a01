"""``quotewire store``: care of the data."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import __version__, settings
from bot.app import place_in
from bot.chat.locale import en
from bot.cli.output import console, note, print_json
from bot.errors import BackupError, MoveUnfinished, StoreError, UsageError
from bot.store import archive
from bot.store.base import Snapshot, Store
from bot.store.checking import check
from bot.store.moving import Contents, Source, move, not_moving, pages
from bot.store.places import Place, open_place, place_of
from bot.store.rows import Table
from bot.store.tiny import set_aside_if_damaged
from bot.store.whole import written_whole

_ABOUT_NOBODY = (Table.TOPICS, Table.ARTICLES)
_ABOUT_CHATS = (Table.CHATS, Table.DIGESTS, Table.SLOTS)
_NAME = "quotewire-{now:%Y-%m-%dT%H%M%SZ}.jsonl.gz"


def store(options: argparse.Namespace) -> None:
    """Do what is asked of the data."""
    work: Callable[[argparse.Namespace], Any] = {
        "check": _check,
        "backup": _backup,
        "export": _export,
        "move": _move,
        "restore": _restore,
    }[options.action]
    try:
        asyncio.run(work(options))
    except KeyboardInterrupt:
        if options.action in {"move", "restore"}:
            note("Interrupted. Give the same command again: it goes on where it stopped.")
        raise


@asynccontextmanager
async def _reading() -> AsyncIterator[tuple[Place, Store]]:
    """The store in force, as it is now, also while a bot runs on it."""
    place = _there(place_in(settings.load()))
    async with await open_place(place, writable=False) as opened:
        yield place, opened


def _there(place: Place) -> Place:
    """The same place, if there is anything.

    Raises:
        StoreError: there is no such folder.
    """
    if place.folder is not None and not place.folder.is_dir():
        raise StoreError(
            f"There is no data folder {place}. 'quotewire run' makes it; or name another one in "
            "QUOTEWIRE_DATA."
        )
    return place


@asynccontextmanager
async def _alone(place: Place) -> AsyncIterator[Store]:
    """A store that no bot uses.

    Raises:
        StoreError: one does.
    """
    async with await open_place(place) as opened:
        others = await opened.others_connected()
        if others:
            told = en.plural(others, "connection")
            raise StoreError(
                f"Another Quotewire has {told} to {place}. Stop every bot that uses it first."
            )
        yield opened


@contextmanager
def _bar(total: int, options: argparse.Namespace) -> Iterator[Callable[[Table, int], None]]:
    """A progress bar on standard error, where somebody looks."""
    out = Console(file=sys.stderr)
    shown = out.is_terminal and not options.json
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=out, disable=not shown, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda table, rows: bar.update(task, advance=rows, description=table.value)


async def _total(snapshot: Snapshot) -> int:
    return sum([await snapshot.count(table) for table in Table])


async def _check(options: argparse.Namespace) -> None:
    async with _reading() as (place, opened):
        async with opened.snapshot() as snapshot:
            total = await _total(snapshot)
        with _bar(total, options) as progress:
            report = await check(opened, progress=progress)
        problems = list(report.problems)
        try:
            await not_moving(opened)
        except MoveUnfinished as error:
            problems.append(str(error))
    if options.json:
        tables = [_contents_as_json(table) for table in report.tables]
        print_json(
            {"store": str(place), "tables": tables, "problems": problems, "ok": not problems}
        )
    else:
        out = console()
        out.print(str(place))
        _print_tables(out, report.tables)
        for problem in problems:
            out.print(f"  wrong: {problem}")
    if problems:
        told = en.plural(len(problems), "problem")
        raise StoreError(f"The data is not as it should be: {told}, told above.")
    if not options.json:
        out.print("All is well.")


def _contents_as_json(table: Contents) -> dict[str, Any]:
    return {"table": table.table.value, "rows": table.rows, "checksum": table.checksum}


def _print_tables(out: Console, tables: Sequence[Contents]) -> None:
    out.print(f"  {'table':<10}{'rows':>10}  checksum")
    for table in tables:
        out.print(f"  {table.table.value:<10}{table.rows:>10,}  {table.checksum[:16]}")


def _named(text: str, now: datetime) -> Path:
    """Where a backup goes: in a folder its name tells the moment.

    Raises:
        BackupError: there is a file of that name.
    """
    path = Path(text)
    if text.endswith(("/", os.sep)) or path.is_dir():
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BackupError(f"The folder {path} cannot be made: {error.strerror}.") from error
        return path / _NAME.format(now=now)
    if path.exists():
        raise BackupError(f"{path} is there already. Name another file, or a folder.")
    return path


async def _backup(options: argparse.Namespace) -> None:
    now = datetime.now(UTC)
    path = _named(options.file, now)
    async with _reading() as (_, opened):
        await not_moving(opened)
        async with opened.snapshot() as snapshot:
            foot = await archive.write(snapshot, path, made=now)
        faults = await opened.faults()
    # What cannot be read back is no backup.
    archive.open_archive(path)
    size = path.stat().st_size
    if options.json:
        print_json({"file": str(path), "rows": foot.rows, "bytes": size, "sha256": foot.sha256})
    else:
        told = ", ".join(f"{table} {rows:,}" for table, rows in foot.rows.items())
        console().print(f"{path}: {told}; {size:,} bytes, read back and found whole.")
    if faults:
        raise StoreError(f"The backup is written, but of damaged data: {' '.join(faults)}")


async def _export(options: argparse.Namespace) -> None:
    tables = _ABOUT_NOBODY + (_ABOUT_CHATS if options.chats else ())
    async with _reading() as (_, opened), opened.snapshot() as snapshot:
        await not_moving(opened)
        if options.file is None:
            await _write_document(snapshot, tables, sys.stdout.buffer.write)
            return
        path = Path(options.file)
        try:
            with written_whole(path) as file:
                await _write_document(snapshot, tables, file.write)
        except OSError as error:
            raise BackupError(
                f"{path} cannot be written: {error.strerror}. Check its name and its rights, and "
                "that there is room."
            ) from error


async def _write_document(
    snapshot: Snapshot, tables: Sequence[Table], write: Callable[[bytes], object]
) -> None:
    """One JSON document, written as it is read: it may be larger than memory."""
    head = {"quotewire": "export", "version": __version__, "made": datetime.now(UTC)}
    write(msgspec.json.encode(head)[:-1])
    for table in tables:
        write(b',\n"' + table.value.encode() + b'": [')
        comma = b"\n"
        async for page in pages(snapshot, table):
            for row in page:
                write(comma + msgspec.json.encode(row))
                comma = b",\n"
        write(b"]")
    write(b"}\n")


async def _move(options: argparse.Namespace) -> None:
    source, target = _there(place_in(settings.load())), place_of(options.to)
    if source == target or _same_folder(source, target):
        raise UsageError("The data is there already. Name another place with --to.")
    async with _alone(source) as from_store, _alone(target) as to_store:
        await not_moving(from_store)
        told = await _filled(from_store, to_store, str(source), options)
    _print_moved(told, str(source), str(target), options)
    if not options.json:
        out = console()
        if target.url is None:
            out.print(
                f"To use it, set QUOTEWIRE_DATA to {target} and remove QUOTEWIRE_DATABASE_URL."
            )
        else:
            out.print("To use it, set QUOTEWIRE_DATABASE_URL to that address.")
        out.print(f"{source} is as it was; keep it until you trust the new place.")


def _same_folder(one: Place, other: Place) -> bool:
    """Whether both are one folder by two names."""
    if one.folder is None or other.folder is None:
        return False
    return one.folder.resolve() == other.folder.resolve()


async def _restore(options: argparse.Namespace) -> None:
    path, target = Path(options.file), place_in(settings.load())
    backup = archive.open_archive(path)
    if options.replace and target.folder is not None:
        aside = await asyncio.to_thread(set_aside_if_damaged, target.folder, datetime.now(UTC))
        if aside is not None:
            note(f"What was damaged is in {aside} now; the rest of what was there, too.")
    async with _alone(target) as to_store:
        origin = f"the backup of {backup.head.made:%Y-%m-%d %H:%M} UTC ({backup.foot.sha256[:12]})"
        told = await _filled(backup, to_store, origin, options)
    _print_moved(told, str(path), str(target), options)


async def _filled(
    source: Source, target: Store, origin: str, options: argparse.Namespace
) -> Sequence[Contents]:
    async with source.snapshot() as snapshot:
        total = 2 * await _total(snapshot)  # each row is copied and compared
    with _bar(total, options) as progress:
        return await move(source, target, origin=origin, replace=options.replace, progress=progress)


def _print_moved(
    tables: Sequence[Contents], source: str, target: str, options: argparse.Namespace
) -> None:
    if options.json:
        told = [_contents_as_json(table) for table in tables]
        print_json({"from": source, "to": target, "tables": told})
        return
    out = console()
    out.print(f"{source} is now in {target}. Both hold the same, by counts and checksums:")
    _print_tables(out, tables)
