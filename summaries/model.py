"""The values that flow through the engine: articles, quotes, stories, topics, briefings.

All of them are frozen. Times are aware datetimes in UTC. Positions (``start``, ``end``) count
characters of an article's cleaned body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """What a date rests on."""

    FEED = "feed"
    PAGE = "page"
    BYLINE = "byline"
    DATELINE = "dateline"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Published:
    """When an article was published, no more exactly than it is known.

    Attributes:
        start: the first moment of the minute, day, month or year meant.
        precision: how long that period is.
        basis: what says so.
    """

    start: datetime
    precision: Precision
    basis: Basis

    @property
    def end(self) -> datetime:
        """The first moment after the period meant."""
        match self.precision:
            case Precision.MINUTE:
                return self.start + timedelta(minutes=1)
            case Precision.DAY:
                return self.start + timedelta(days=1)
            case Precision.MONTH:
                return (self.start.replace(day=1) + timedelta(days=32)).replace(day=1)
            case Precision.YEAR:
                return self.start.replace(year=self.start.year + 1)

    def iso(self) -> str:
        """The date in ISO 8601, reduced to what is known: ``2022-10``, ``2024-11-22``."""
        formats = {
            Precision.MINUTE: "%Y-%m-%dT%H:%MZ",
            Precision.DAY: "%Y-%m-%d",
            Precision.MONTH: "%Y-%m",
            Precision.YEAR: "%Y",
        }
        return self.start.astimezone(UTC).strftime(formats[self.precision])


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of a document, or a part of one, that is not article.

    Attributes:
        line: its number in the document, from 1.
        text: what was dropped.
        reason: what kind of furniture it is.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A raw text, cleaned.

    Attributes:
        title: the headline, word for word, if there is one.
        outlet: who published it, if the text says so.
        published: when, if the text says so without doubt.
        language: ISO 639-1 code, or None where it cannot be told.
        url: the page's own address, if the text carries it.
        body: the article's paragraphs, parted by a blank line.
        dropped: the furniture, in the order of the lines.
        items: spans of the body that are independent short articles; one for most documents.
        byline_item: the index of the item that outlet and date belong to, None for all.
    """

    title: str | None
    outlet: str | None
    published: Published | None
    language: str | None
    url: str | None
    body: str
    dropped: tuple[Dropped, ...]
    items: tuple[tuple[int, int], ...]
    byline_item: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One report.

    Attributes:
        id: unique and stable.
        document: what the article was read from; several short items on one page share it.
        body: the cleaned body of the whole document.
        arrived: when Quotewire came to have it; what is new is judged by this.
        extent: which part of the body is this article.
    """

    id: str
    document: str
    body: str
    arrived: datetime
    title: str | None = None
    outlet: str | None = None
    published: Published | None = None
    language: str | None = None
    url: str | None = None
    extent: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        """The part of the body that is this article."""
        return self.body[self.extent[0] : self.extent[1]]

    @property
    def dated(self) -> datetime:
        """What to sort by: the date of publication, else that of arrival (never shown)."""
        return self.published.start if self.published else self.arrived


@dataclass(frozen=True, slots=True)
class Quote:
    """A whole sentence of an article, word for word: ``article.body[start:end]``.

    Attributes:
        score: how much the sentence says about its cluster and topic; higher is more.
        phrase: the topic's phrase that the sentence holds, if it was chosen for one.
        spoken: it stands inside a quotation that began before it, so somebody said it.
        context: it is there because the quote after it leans on it.
        update: what it brings up to date, if the reader was told other figures before.
    """

    article: Article
    start: int
    end: int
    score: float
    phrase: str | None = None
    spoken: bool = False
    context: bool = False
    update: "Update | None" = None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.article.body[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Update:
    """The figures of a sentence that were others in what was told before.

    Attributes:
        earlier: the sentence that it brings up to date.
        changes: each figure as written before and as written now.
    """

    earlier: Quote
    changes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What outlets say differently of one figure.

    Attributes:
        quotes: the sentences, two or more, each of another outlet or at least another report.
        figures: the figure in each of them, as written.
    """

    quotes: tuple[Quote, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a subscriber follows.

    A sentence speaks of the topic when it holds one of the ``phrases``, or, for each group of
    ``all_of``, at least one phrase of that group near the others; and none of the ``exclude``.

    Attributes:
        slug: its name in commands and addresses, ``air-defence``.
        title: its name for people, "Air defence".
        examples: sentences that must match; a check on the phrases.
        counterexamples: sentences that must not.
    """

    slug: str
    title: str
    phrases: tuple[str, ...] = ()
    all_of: tuple[tuple[str, ...], ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """Its name as a bot command: ``air_defence``."""
        return self.slug.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one event, and what is quoted of them.

    Attributes:
        headline: a verbatim title, or the best quote where no article has a title.
        articles: newest first.
        quotes: in reading order.
        voices: how many reports tell of it independently; reprints and near copies count as one.
        disagreements: figures that its reports give differently.
    """

    headline: str
    articles: tuple[Article, ...]
    quotes: tuple[Quote, ...] = ()
    voices: int = 1
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def first_published(self) -> Published | None:
        """The earliest date that any of the articles carries."""
        dates = [article.published for article in self.articles if article.published]
        return min(dates, key=lambda date: date.start, default=None)

    @property
    def last_published(self) -> Published | None:
        """The latest date that any of the articles carries."""
        dates = [article.published for article in self.articles if article.published]
        return max(dates, key=lambda date: date.start, default=None)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who reports it, each once, the newest report first."""
        return tuple(dict.fromkeys(a.outlet for a in self.articles if a.outlet))


@dataclass(frozen=True, slots=True)
class Read:
    """How much was read.

    Attributes:
        documents: how many, each counted once however many articles it holds.
        undated: those of them without a date.
    """

    documents: int
    undated: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The small print of a briefing; always true.

    Attributes:
        articles: documents read for it.
        stories: stories that speak of the topic, shown or not.
        merged: documents among those stories beyond the first of each.
        undated: documents read that carry no date.
    """

    articles: int
    stories: int
    merged: int
    undated: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """The answer for one topic.

    Attributes:
        stories: those that fit the budget of words, newest first.
        more: how many stories have more to quote than there was room for.
    """

    topic: Topic
    stories: tuple[Story, ...]
    counts: Counts
    since: datetime | None = None
    more: int = 0


def read_of(articles: Sequence[Article]) -> Read:
    """How much these articles are to read."""
    undated = [article for article in articles if article.published is None]
    return Read(distinct_documents(articles), distinct_documents(undated))


def distinct_documents(articles: Sequence[Article]) -> int:
    """How many documents these articles come from."""
    return len({article.document for article in articles})
