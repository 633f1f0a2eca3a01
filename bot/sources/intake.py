"""Documents that people hand in: read, and kept as sources that are not fetched."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from bot.desk import Status, Taken
from bot.errors import FetchError, SourceError
from bot.filing import file_in
from bot.sources.articles import numbered
from bot.sources.pieces import Read, Reading, Request, Task
from bot.sources.sentences import known_already
from bot.sources.text import KINDS
from bot.sources.trial import NEWEST, judge, with_number
from bot.sources.tryout import source_of_document
from bot.store.base import Store
from bot.store.source import SourceKind

LARGEST = 5_000_000
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes documents in.

    Attributes:
        keep: how long articles are kept.
    """

    store: Store
    read: Read
    clock: Callable[[], datetime]
    keep: timedelta

    async def document(
        self, name: str, content: bytes, *, dry_run: bool = False, most: int = NEWEST
    ) -> Taken:
        """Take in a document; see ``Desk.add_document``, and below for ``most``."""
        name = _plain_name(name)
        _check(name, content)
        now = self.clock()
        try:
            reading = await self.read(Request(Task.TEXT, content, None, name, now))
        except FetchError as error:
            return Taken(name, Status.FAILED, reason=str(error))
        return await self.keep_reading(name, reading, dry_run=dry_run, most=most)

    async def keep_reading(
        self, name: str, reading: Reading, *, dry_run: bool = False, most: int = NEWEST
    ) -> Taken:
        """Keep what was read under a name, in place of what was kept under it before.

        Args:
            name: of the file, or the address where it was fetched once.
            reading: what it holds.
            dry_run: keep nothing.
            most: how many of the newest articles to show.
        """
        now = self.clock()
        draft = source_of_document(reading, name, now)
        topics = await self.store.topics.all()
        judged = await asyncio.to_thread(
            judge, draft, reading, topics, now=now, keep=self.keep, most=most
        )
        if not judged.articles:
            reason = f"{name} holds no article: all of it is furniture, or too short to quote."
            return Taken(name, Status.EMPTY, reason=reason)
        if dry_run:
            return Taken(name, Status.TRIED, samples=judged.newest, articles=len(judged.articles))
        source = await self.store.sources.add(lambda number: replace(draft, number=number))
        if source.kind is not SourceKind.FILE:  # it was added a moment ago
            raise known_already(source)
        known = frozenset(await self.store.articles.ids(source.name))
        articles = [numbered(article, source.number) for article in judged.articles]
        differing = await file_in(self.store, articles, source.name, now=now)
        gone = known - {article.id for article in articles}
        if reading.feed is not None:  # what is in it no longer was told nonetheless
            gone = frozenset()
        await self.store.articles.remove(gone)
        await self.store.flush()
        status = (
            Status.ADDED if not known else Status.CHANGED if differing or gone else Status.KNOWN
        )
        newest = with_number(judged.newest, source.number)
        return Taken(name, status, source, newest, articles=len(articles))


def _plain_name(name: str) -> str:
    """The name of a file without folders and anything that does not print."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    return plain[-_LONGEST_NAME:] or "text.txt"


def _check(name: str, content: bytes) -> None:
    ending = PurePosixPath(name).suffix.lower()
    if ending not in KINDS:
        raise SourceError(
            f"{name} is none of the files I can read. Send a .txt, .html or .md file, or an .opml "
            "file with a list of feeds."
        )
    if len(content) > LARGEST:
        raise SourceError(
            f"{name} is larger than {LARGEST // 1_000_000} MB. Split it, or send the part that is "
            "the article."
        )
