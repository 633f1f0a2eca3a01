"""A desk with nothing behind it: the far side of the chat, for its tests.

It keeps sources in a dictionary and knows addresses only as somebody put them there.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.desk import Line, Refreshed, Sample, Status, Taken, Trial
from bot.errors import Cause, FetchError, SourceError, SourceUnknown
from bot.store.source import Source, SourceKind
from summaries.model import Article, Basis, Precision, Published, Quote, Topic

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
AIR = Topic("air-defence", "Air defence", ("air defence",))
NATO = Topic("nato-path", "NATO path", ("NATO",))
ADDRESS = "https://kyivpost.example/feeds/world/europe/eastern/all-articles.xml"


def source(number: int = 12, **changes: object) -> Source:
    """A feed that works, read twelve minutes ago."""
    made = Source(
        number,
        SourceKind.FEED,
        f"https://outlet-{number}.example/feed.xml",
        f"Outlet {number}",
        NOW - timedelta(days=60),
        language="en",
        due=NOW + timedelta(minutes=48),
        fetched=NOW - timedelta(minutes=12),
        worked=NOW - timedelta(minutes=12),
        news=NOW - timedelta(hours=2),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def sample(
    title: str | None = "Kyiv receives new air defence systems",
    body: str = "Ukraine received two more air defence systems on Monday, its air force said.",
    *,
    topics: tuple[Topic, ...] = (AIR,),
    quoted: bool = True,
    published: Published | None = None,
) -> Sample:
    """An item that is quoted with all it says."""
    article = Article(
        "a1", "a1", body, NOW, title, "Kyiv Post", published, "en", "https://kyivpost.example/1"
    )
    return Sample(article, Quote(article, 0, len(body), 1.0) if quoted else None, topics)


def trial(**changes: object) -> Trial:
    """A feed that is worth adding."""
    minute = Published(NOW - timedelta(hours=2), Precision.MINUTE, Basis.FEED)
    made = Trial(
        id="k7f2",
        address=ADDRESS,
        kind=SourceKind.FEED,
        dialect="RSS 2.0",
        title="Kyiv Post",
        language="en",
        items=20,
        newest=(
            sample(published=minute),
            sample(
                "Allies meet in Brussels",
                "NATO ministers met in Brussels and said that Ukraine’s path is irreversible.",
                topics=(AIR, NATO),
                published=Published(NOW - timedelta(days=1), Precision.DAY, Basis.BYLINE),
            ),
            sample("Grain harvest ends early", "The harvest is over.", topics=(), quoted=False),
        ),
        week=14,
        matches=((AIR, 6), (NATO, 2)),
        caveats=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class FakeDesk:
    """A desk that does what it is told."""

    trials: dict[str, Trial | SourceError] = field(default_factory=dict)  # by address
    sources: dict[int, Source] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    brought: dict[int, Refreshed] = field(default_factory=dict)
    lines: list[Line | SourceError] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    taken: Taken | SourceError | None = None

    def put(self, *sources: Source, articles: int = 0) -> None:
        self.sources |= {source.number: source for source in sources}
        self.counts |= {source.number: articles for source in sources}

    async def try_out(self, address: str) -> Trial:
        found = self.trials.get(address)
        if isinstance(found, SourceError):
            raise found
        if found is None:
            raise FetchError(Cause.DNS, "I cannot find this host. Check how it is spelt.")
        return found

    async def add(self, trial: str, *, full_pages: bool = False) -> Source:
        known = [t for t in self.trials.values() if isinstance(t, Trial) and t.id == trial]
        if not known:
            raise SourceError("That was tried out too long ago. Send the address again.")
        number = max(self.sources, default=0) + 1
        tried = known[0]
        added = source(
            number,
            kind=tried.kind,
            address=tried.address,
            title=tried.title,
            full_pages=full_pages,
            due=NOW + timedelta(hours=1),
        )
        self.put(added, articles=tried.items)
        return added

    async def add_document(self, name: str, content: bytes, *, dry_run: bool = False) -> Taken:
        if isinstance(self.taken, SourceError):
            raise self.taken
        self.documents[name] = content
        if self.taken is not None:
            return self.taken
        number = max(self.sources, default=0) + 1
        made = source(number, kind=SourceKind.FILE, address=name, title=name, due=None)
        self.put(made, articles=1)
        return Taken(name, Status.ADDED, made, (sample(),))

    async def all(self) -> Sequence[Source]:
        return [self.sources[number] for number in sorted(self.sources)]

    async def get(self, number: int) -> Source:
        if number not in self.sources:
            raise SourceUnknown(number)
        return self.sources[number]

    async def articles(self, number: int) -> int:
        return self.counts.get(number, 0)

    async def refresh(self, number: int) -> Refreshed:
        return self.brought.get(number) or Refreshed(await self.get(number))

    async def pause(self, number: int) -> Source:
        return await self._changed(number, paused=True, due=None)

    async def resume(self, number: int) -> Source:
        return await self._changed(number, paused=False, gone=False, due=NOW)

    async def rename(self, number: int, title: str) -> Source:
        return await self._changed(number, title=title)

    async def read_full_pages(self, number: int, *, wanted: bool) -> Source:
        return await self._changed(number, full_pages=wanted)

    async def _changed(self, number: int, **changes: object) -> Source:
        self.sources[number] = replace(await self.get(number), **changes)  # type: ignore[arg-type]
        return self.sources[number]

    async def remove(self, number: int) -> int:
        await self.get(number)
        del self.sources[number]
        return self.counts.pop(number, 0)

    async def import_opml(self, content: bytes) -> AsyncIterator[Line]:
        self.documents["opml"] = content
        for line in self.lines:
            if isinstance(line, SourceError):
                raise line
            yield line

    async def export_opml(self) -> bytes:
        return b'<opml version="2.0"/>'
