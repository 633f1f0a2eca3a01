"""What a feed holds: first as it says it, then as we understand it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from summaries.model import Published

Written = Literal["html", "text", "either"]


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one article.

    Attributes:
        key: 16 hexadecimal digits that stay the same when its title or the tracking parameters of
            its link change; no two items of a feed have the same.
        link: absolute, otherwise as it was given.
        published: with ``Basis.FEED``; a feed that says only when an item was changed last means
            that. None where it says nothing that can be read, or a day that is yet to come.
        updated: when it was changed last.
        content: the most that the feed gives of it.
        markup: what the content is written in.
        teaser: whether that is only a beginning or a summary of what the link leads to.
        outlet: who published it, where that is somebody else than the feed.
        language: ISO 639-1, where it says another than the feed or the feed says none.
    """

    key: str
    title: str | None
    link: str | None
    published: Published | None
    updated: datetime | None
    content: str
    markup: Literal["html", "text"]
    teaser: bool
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        dialect: for people, such as "RSS 2.0", "Atom 1.0", "JSON Feed 1.1".
        link: the site that it belongs to.
        language: ISO 639-1.
        address: where it says that it is itself.
        ttl: for how long it asks to be left alone.
        items: in its own order; of a very long one the newest.
    """

    dialect: str
    title: str | None
    link: str | None
    language: str | None
    address: str | None
    ttl: timedelta | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in a feed and how it is written; ``summary`` says that it is not the whole."""

    text: str
    written: Written = "either"
    summary: Literal["no", "maybe", "yes"] = "no"


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item as the feed says it.

    Attributes:
        guid: what it calls itself.
        permalink: whether that may be its link too.
        links: the best first.
        base: what relative ones are relative to, itself perhaps relative to the feed's address.
        published, updated: dates as they are written, the best first.
        passages: its content, the best first.
    """

    guid: str | None = None
    permalink: bool = False
    links: tuple[str, ...] = ()
    base: str = ""
    title: Passage | None = None
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    outlet: Passage | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as it says it; ``lasting`` is for how long it asks to be left alone."""

    dialect: str
    title: Passage | None = None
    link: str | None = None
    base: str = ""
    language: str | None = None
    address: str | None = None
    lasting: timedelta | None = None
    items: list[RawItem] = field(default_factory=list)
