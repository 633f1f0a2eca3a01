"""The pages that a feed's items lead to, read in the place of what the feed says of them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import Cause, FetchError, HeldBack
from bot.sources.articles import is_old
from bot.sources.fetching.fetch import Ask, Fetcher
from bot.sources.pieces import Piece, Read, Request, Task

# More wait for the next fetch; a feed of a thousand teasers must not keep a site busy for an hour.
MOST_PAGES = 20
_MOST_ATTEMPTS = 3
_TEMPORARY = frozenset(
    {Cause.TIMEOUT, Cause.CUT, Cause.BUSY, Cause.SERVER, Cause.CONNECTION, Cause.DNS}
)
_MARK = "again "


@dataclass(frozen=True, slots=True)
class FullPages:
    """Reads pages.

    Attributes:
        keep: how long articles are kept; the page of one that is older is not read.
    """

    fetcher: Fetcher
    read: Read
    keep: timedelta

    async def read_into(
        self,
        pieces: Sequence[Piece],
        seen: Mapping[str, str],
        habits: list[list[int]],
        now: datetime,
    ) -> tuple[list[Piece], dict[str, str]]:
        """Items with the texts of their pages, as far as these can be had.

        Args:
            pieces: new and changed items.
            seen: what is remembered of items, with the marks of earlier times.
            habits: the lines of the source's last documents.
            now: the present moment.

        Returns:
            The items, and marks to be remembered in the place of the checksums of those whose pages
            are to be read the next time: how often that was tried in vain.
        """
        wanted = [p for p in pieces if p.link and not is_old(p, now - self.keep)]
        wanted.sort(key=lambda piece: _attempts(seen, piece))  # else a few dead ones block the rest
        chosen = wanted[:MOST_PAGES]
        answers = await asyncio.gather(*(self._page(piece, habits, now) for piece in chosen))
        read = {piece.key: answer for piece, answer in zip(chosen, answers, strict=True)}
        full = {key: answer for key, answer in read.items() if isinstance(answer, Piece)}
        times = {piece.key: _attempts(seen, piece) for piece in wanted if piece.key not in full}
        for key, answer in read.items():
            if key not in full and not isinstance(answer, HeldBack):
                times[key] += 1
        marks = {key: f"{_MARK}{n}" for key, n in times.items() if n < _MOST_ATTEMPTS}
        return [full.get(piece.key, piece) for piece in pieces], marks

    async def _page(
        self, piece: Piece, habits: list[list[int]], now: datetime
    ) -> Piece | FetchError:
        """An item with the text of its page, or as it is where that has none.

        Returns:
            The error where the page may well be there the next time.
        """
        try:
            fetched = await self.fetcher.fetch(Ask(piece.link or ""))
            reading = await self.read(
                Request(
                    Task.PAGE,
                    fetched.content,
                    fetched.content_type,
                    fetched.address,
                    now,
                    habits=habits,
                )
            )
        except FetchError as error:
            return error if error.cause in _TEMPORARY else piece
        if reading.page is None or reading.page.document is None:
            return piece
        document = reading.page.document
        if len(document.body) <= len(piece.document.body):
            return piece
        return replace(
            piece,
            document=document,
            language=document.language or piece.language,
            teaser=False,
        )


def was_read(remembered: str | None) -> bool:
    """Whether what is remembered of an item says that nothing of it is left to be read."""
    return remembered is not None and not remembered.startswith(_MARK)


def _attempts(seen: Mapping[str, str], piece: Piece) -> int:
    """How often the page of an item was asked for in vain."""
    mark = seen.get(piece.key, "")
    return int(mark.removeprefix(_MARK)) if mark.startswith(_MARK) else 0
