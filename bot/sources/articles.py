"""What was read of a source becomes articles: what they are called, whose they are, since when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from bot.sources.addresses import without_tracking
from bot.sources.pieces import Piece
from bot.sources.text import article_of, articles_of
from bot.store.source import Source, SourceKind
from summaries.model import Article, Document

_DIGITS = 16
_WHOLE = "text"
_BEGINNING = 100


def of_feed(
    source: Source, pieces: Iterable[Piece], *, now: datetime, keep: timedelta
) -> list[Article]:
    """The articles of a feed's items.

    Those of the first fetch arrived when they were published: nobody is to be told last week's news
    as today's because a source was added. Later ones arrive when we see them, however late the feed
    shows them. What is older than articles are kept does not come at all.

    Args:
        source: as it was before the fetch.
        pieces: its items, read.
        now: the moment of the fetch.
        keep: how long articles are kept.
    """
    return [
        article for article in shown_of_feed(source, pieces, now=now, keep=keep) if article.body
    ]


def shown_of_feed(
    source: Source, pieces: Iterable[Piece], *, now: datetime, keep: timedelta
) -> list[Article]:
    """The same, with those of which nothing can be quoted; their bodies are empty."""
    limit = now - keep
    return [of_piece(source, piece, now=now) for piece in pieces if not is_old(piece, limit)]


def is_old(piece: Piece, limit: datetime) -> bool:
    """Whether an item was published before a moment, as far as it says so."""
    return piece.published is not None and piece.published.end <= limit


def of_piece(source: Source, piece: Piece, *, now: datetime) -> Article:
    """The article of one item."""
    document = replace(
        piece.document,
        title=piece.title or piece.document.title,
        outlet=piece.outlet or source.title,
        published=piece.published or piece.document.published,
        language=piece.language,
        url=without_tracking(piece.link) if piece.link else piece.document.url,
    )
    article = article_of(document, f"{source.number}:{piece.key}", now)
    if source.worked is not None:
        return replace(article, arrived=now)
    return replace(article, arrived=min(article.arrived, now))


def of_document(source: Source, document: Document, *, now: datetime) -> list[Article]:
    """The articles of a page, a text or a file, which is all that its source has.

    The entries of a live page are known by how they begin, since their places change. Each has a
    body of its own, or all would be edited with every new one; the title is that of the page.
    """
    if document.outlet is None and source.address.startswith(("http:", "https:")):
        document = replace(document, outlet=host_of(source.address))
    name = f"{source.number}:{_WHOLE}"
    articles = [replace(a, arrived=now) for a in articles_of(document, name, now)]
    if source.kind is SourceKind.FILE or len(articles) < 2:
        return articles
    entries = [_entry(article, name) for article in articles]
    return list({entry.id: entry for entry in entries}.values())


def _entry(article: Article, name: str) -> Article:
    text = article.text
    id_ = f"{name}#{_digest(text[:_BEGINNING])}"
    return replace(article, id=id_, document=id_, title=None, body=text, extent=(0, len(text)))


def said_of(articles: Iterable[Article]) -> dict[str, str]:
    """What articles say, as ``Memory`` keeps it: a checksum of each by what it is called."""
    return {key_of(a): _digest(f"{a.title}\x1f{a.text}") for a in articles}


def key_of(article: Article) -> str:
    """What an article is called in its source."""
    return article.id.partition(":")[2]


def numbered(article: Article, number: int) -> Article:
    """An article that was made before its source had a number, with that."""
    return replace(
        article,
        id=_with_number(article.id, number),
        document=_with_number(article.document, number),
    )


def _with_number(name: str, number: int) -> str:
    return f"{number}:{name.partition(':')[2]}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def host_of(address: str) -> str:
    """The host of an address, without www."""
    return (urlsplit(address).hostname or address).removeprefix("www.")
