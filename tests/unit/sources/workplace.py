"""A desk with all that it works with, and a web of which one server is the whole.

Real: the fetcher, the guard, the readers, the store. The clock is the test's, nobody waits between
requests, and what is read is read in this process.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.desk import SourceNotice
from bot.sources.desk import SourceDesk
from bot.sources.fetching.fetch import Fetcher
from bot.sources.fetching.pacing import Pacing
from bot.sources.intake import Intake
from bot.sources.pieces import Reading, Request
from bot.sources.reading import read
from bot.sources.refresh import Refresher
from bot.sources.tryout import Tryout
from bot.store.base import Store
from bot.store.source import Source
from summaries.model import Article, Topic
from tests.tricky import Tricky
from tests.unit.sources.conftest import NOW

AIR = Topic("air-defence", "Air defence", ("air defence",))
KEEP = timedelta(days=30)


class Clock:
    """The present moment, which a test may move."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Told:
    """The admins; ``deaf`` ones cannot be told, ``broken`` says with what telling them fails."""

    notices: list[SourceNotice] = field(default_factory=list)
    deaf: bool = False
    broken: Exception | None = None

    async def __call__(self, notice: SourceNotice) -> bool:
        if self.broken is not None:
            raise self.broken
        if not self.deaf:
            self.notices.append(notice)
        return not self.deaf

    @property
    def kinds(self) -> list[str]:
        return [notice.kind.value for notice in self.notices]


@dataclass
class Workplace:
    """Where sources are looked after."""

    store: Store
    server: Tricky
    clock: Clock
    told: Told
    refresher: Refresher
    tryout: Tryout
    intake: Intake
    desk: SourceDesk

    async def added(self, address: str, *, full_pages: bool = False) -> Source:
        trial = await self.desk.try_out(address)
        return await self.desk.add(trial.id, full_pages=full_pages)

    async def later(self, **span: float) -> None:
        """Let time pass, and what is due meanwhile be done."""
        self.clock.now += timedelta(**span)
        await self.refresher.due()
        await self.refresher.idle()

    async def source(self, number: int = 1) -> Source:
        return await self.desk.get(number)

    async def articles(self) -> Sequence[Article]:
        return await self.store.articles.get()

    async def titles(self) -> set[str | None]:
        return {article.title for article in await self.articles()}


async def read_here(request: Request) -> Reading:
    return await asyncio.to_thread(read, request)


@asynccontextmanager
async def working(store: Store, server: Tricky) -> AsyncIterator[Workplace]:
    """A desk on a store, without jitter."""
    clock, told = Clock(), Told()
    await store.topics.put([AIR])
    async with Fetcher(
        server.guard(), clock=clock, pacing=Pacing(gap=timedelta(0), patience=timedelta(0))
    ) as fetcher:
        refresher = Refresher(store, fetcher, read_here, clock, KEEP, told, chance=lambda: 0.5)
        tryout = Tryout(store, fetcher, read_here, clock, KEEP)
        intake = Intake(store, read_here, clock, KEEP)
        desk = SourceDesk(store, refresher, tryout, intake, clock)
        try:
            yield Workplace(store, server, clock, told, refresher, tryout, intake, desk)
        finally:
            await refresher.close()


_PLACES = (
    "Ashford Brambleton Cresswell Dunmore Eastleigh Farnworth Glenrock Harwick Ironbridge Jarrow "
    "Kelso Larkhall Minford Norwick Oakham Pelham Queensbury Ridley Selby Thornton Upton Verwood"
).split()


@dataclass(frozen=True)
class Item:
    """An item of a feed; ``ago`` is how long before NOW it was published, None for undated."""

    number: int
    ago: timedelta | None = timedelta(hours=2)
    text: str | None = None
    link: str | None = None

    @property
    def title(self) -> str:
        return f"{_PLACES[self.number % len(_PLACES)]} orders radars, part {self.number}"

    @property
    def said(self) -> str:
        if self.text is not None:
            return self.text
        return story(self.number)

    def __str__(self) -> str:
        date = (
            f"<pubDate>{NOW - self.ago:%d %b %Y %H:%M:%S} GMT</pubDate>"
            if self.ago is not None
            else ""
        )
        link = self.link or f"http://news.example/{self.number}"
        return (
            f"<item><title>{self.title}</title><link>{link}</link>"
            f'<guid isPermaLink="false">item {self.number}</guid>{date}'
            f"<description>{self.said}</description></item>"
        )


def story(number: int) -> str:
    """What somebody may have written, of another place for each number."""
    place = _PLACES[number % len(_PLACES)]
    return (
        f"The town of {place} has ordered {number + 3} air defence radars for its northern hills, "
        f"its mayor said. The first of them is to reach {place} before the {number + 2}th of May."
    )


def rss(*items: Item, title: str = "Harbour Post", language: str = "en") -> bytes:
    """A feed."""
    return (
        f'<rss version="2.0"><channel><title>{title}</title><link>http://news.example/</link>'
        f"<language>{language}</language>{''.join(map(str, items))}</channel></rss>"
    ).encode()


def page(title: str, *paragraphs: str, head: str = "") -> bytes:
    """A web page that says that it is an article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="en"><head><title>{title}</title>{head}'
        f'<meta property="og:type" content="article"></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


LONG = tuple(
    """\
The city council voted on Monday to buy two more air defence batteries, which are to stand on the \
hills above the harbour from next summer on.
Nine members were in favour and four against, after a debate that went on until midnight and that \
some two hundred citizens had come to hear.
The batteries cost eleven million marks, of which the national government pays a half, the \
treasurer told the council before the vote was taken.""".splitlines()
)
