"""The embedded store: TinyDB files in one folder.

Each table is a file of its own, so that a small change rewrites a small file. What is kept is held
in memory as values; the files are what survives.
"""

import asyncio
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tinydb import TinyDB
from tinydb.storages import Storage

from bot.errors import StoreError
from bot.store.records import (
    article_from_json,
    article_to_json,
    topic_from_json,
    topic_to_json,
)
from summaries.model import Article, Topic


class AtomicStorage(Storage):
    """A JSON file that is whole at every moment.

    TinyDB's own storage rewrites the file in place, and a process that dies meanwhile leaves half
    of it. Here the new content goes to a file beside it, is forced to the disk, and takes the old
    one's place in one step.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The content; None where there is no file yet."""
        try:
            content: dict[str, dict[str, Any]] = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        if not isinstance(content, dict):
            raise TypeError(f"{self._path.name} holds no tables")
        return content

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the content; it is on the disk when this returns."""
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            dir=self._path.parent,
            prefix=f".{self._path.name}.",
            delete=False,
        ) as file:
            try:
                json.dump(data, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(self._path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _sync_folder(self._path.parent)


def _sync_folder(folder: Path) -> None:
    """Force the change of a name to the disk, where the system knows such a thing."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class TinyStore:
    """A store in a folder; made by ``open_tiny``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = asyncio.Lock()
        self._articles: dict[str, Article] = {}
        self._topics: dict[str, Topic] = {}
        self._revision = 0

    def load(self) -> None:
        """Read the files into memory; blocks."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for left_over in self._folder.glob(".*.json.*"):
                left_over.unlink(missing_ok=True)  # of a write that was cut short
            self._articles = {row["id"]: article_from_json(row) for row in self._rows("articles")}
            self._topics = {row["slug"]: topic_from_json(row) for row in self._rows("topics")}
        except OSError as error:
            raise StoreError(
                f"The data folder {self._folder} cannot be used: {error.strerror}. Check its "
                "rights, or set QUOTEWIRE_DATA to another folder."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreError(
                f"The data in {self._folder} cannot be read: a file there is damaged ({error}). "
                "Restore it from a backup, or set QUOTEWIRE_DATA to an empty folder."
            ) from error

    def _database(self, table: str) -> TinyDB:
        return TinyDB(self._folder / f"{table}.json", storage=AtomicStorage)

    def _rows(self, table: str) -> list[dict[str, Any]]:
        with self._database(table) as database:
            return [dict(row) for row in database.table(table).all()]

    def _rewrite(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """One write for the whole table: TinyDB's upsert would rewrite the file for each row."""
        try:
            with self._database(table) as database:
                database.storage.write(
                    {table: {str(number): row for number, row in enumerate(rows, 1)}}
                )
        except OSError as error:
            raise StoreError(
                f"{self._folder / table}.json cannot be written: {error.strerror}. Make room or "
                "check its rights; nothing that was kept before is lost."
            ) from error

    async def put_articles(self, articles: Sequence[Article]) -> int:
        async with self._lock:
            kept = dict(self._articles)
            changed = 0
            for article in articles:
                old = kept.get(article.id)
                new = article if old is None else replace(article, arrived=old.arrived)
                changed += new != old
                kept[article.id] = new
            if changed:
                await self._keep_articles(kept)
            return changed

    async def _keep_articles(self, kept: dict[str, Article]) -> None:
        rows = [article_to_json(article) for article in kept.values()]
        await asyncio.to_thread(self._rewrite, "articles", rows)
        self._articles = kept
        self._revision += 1

    async def articles(self, *, arrived_by: datetime | None = None) -> Sequence[Article]:
        found = sorted(self._articles.values(), key=lambda a: (a.arrived, a.id))
        return tuple(a for a in found if arrived_by is None or a.arrived <= arrived_by)

    async def remove_articles(self, ids: Sequence[str]) -> None:
        async with self._lock:
            gone = set(ids)
            kept = {id_: a for id_, a in self._articles.items() if id_ not in gone}
            if len(kept) < len(self._articles):
                await self._keep_articles(kept)

    async def put_topics(self, topics: Sequence[Topic]) -> None:
        async with self._lock:
            kept = self._topics | {topic.slug: topic for topic in topics}
            if kept != self._topics:
                await self._keep_topics(kept)

    async def _keep_topics(self, kept: dict[str, Topic]) -> None:
        rows = [topic_to_json(topic) for topic in kept.values()]
        await asyncio.to_thread(self._rewrite, "topics", rows)
        self._topics = kept
        self._revision += 1

    async def remove_topics(self, slugs: Sequence[str]) -> None:
        async with self._lock:
            gone = set(slugs)
            kept = {slug: topic for slug, topic in self._topics.items() if slug not in gone}
            if len(kept) < len(self._topics):
                await self._keep_topics(kept)

    async def topics(self) -> Sequence[Topic]:
        return tuple(self._topics.values())

    async def revision(self) -> int:
        return self._revision

    async def close(self) -> None:
        async with self._lock:
            pass  # whatever is being written is finished first

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()


async def open_tiny(folder: Path) -> TinyStore:
    """The store in a folder, which is made where it does not exist.

    Raises:
        StoreError: the folder or a file in it cannot be used.
    """
    store = TinyStore(folder)
    await asyncio.to_thread(store.load)
    return store
