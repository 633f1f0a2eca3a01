"""A list of feeds is added, feed by feed."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace

from bot.desk import Line, Status
from bot.errors import SourceError, SourceKnown
from bot.sources.feeds.opml import Outline, read_opml
from bot.sources.tried import Tried
from bot.sources.tryout import Tryout, shortened
from bot.store.source import Source, SourceKind

_AT_ONCE = 8

Keep = Callable[[Tried], Awaitable[Source]]
"""Keeps as a source what was tried out; raises ``SourceKnown`` where it is one."""


async def imported(tryout: Tryout, keep: Keep, content: bytes) -> AsyncGenerator[Line, None]:
    """Add the feeds of an OPML file, telling of each as soon as it is done.

    Raises:
        SourceError: it is no OPML, or lists no feed.
    """
    outlines = await asyncio.to_thread(read_opml, content)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(outline: Outline) -> Line:
        async with gate:
            return await _added(tryout, keep, outline, len(outlines))

    tasks = [asyncio.create_task(one(outline)) for outline in outlines]
    try:
        for number, finished in enumerate(asyncio.as_completed(tasks), 1):
            yield replace(await finished, number=number)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _added(tryout: Tryout, keep: Keep, outline: Outline, total: int) -> Line:
    line = Line(0, total, outline.title, outline.address, Status.FAILED)
    try:
        tried = await tryout.address(outline.address)
        line = replace(line, title=outline.title or tried.source.title)
        if tried.trial.known is not None:
            return replace(line, status=Status.KNOWN, source=tried.trial.known)
        if tried.source.kind is not SourceKind.FEED:
            return replace(line, reason="There is a page at this address, not a feed.")
        titled = replace(tried.source, title=shortened(line.title))
        source = await keep(replace(tried, source=titled))
        return replace(line, status=Status.ADDED, source=source)
    except SourceKnown as error:  # as another line of the file, say
        known = await tryout.store.sources.get(error.number)
        return replace(line, status=Status.KNOWN, source=known)
    except SourceError as error:
        return replace(line, reason=str(error))
