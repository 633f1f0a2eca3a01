"""What the reading process does: bytes become feeds, pages and texts.

Everything here is done to bytes that strangers serve, so it runs in a process of its own that may
be killed (``reader.py``). It touches nothing but its argument.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from bot.sources.charset import decode
from bot.sources.feeds.feed import looks_like_feed, read_feed
from bot.sources.feeds.item import Item
from bot.sources.page import fragment_text, read_page
from bot.sources.pieces import (
    FeedReading,
    PageReading,
    Piece,
    Reading,
    Request,
    Task,
    decode_request,
    encode,
)
from bot.sources.text import KINDS
from summaries.cleaning import clean
from summaries.cutoff import without_cut_off
from summaries.markup import is_html
from summaries.metadata import in_script_of
from summaries.model import Document
from summaries.repeated import Repeated, learn, lines_of, repeated

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_PLAIN_TYPES = frozenset({"text/plain", "text/markdown"})


def read(request: Request) -> Reading:
    """Read bytes.

    Raises:
        FetchError: they are not what they should be.
    """
    match request.task:
        case Task.FEED:
            return Reading(feed=_feed(request))
        case Task.PAGE:
            return Reading(page=_page(request))
        case Task.TEXT:
            return Reading(text=_text(request))
        case Task.LOOK:
            return _look(request)


def _look(request: Request) -> Reading:
    if looks_like_feed(request.content, request.content_type):
        return Reading(feed=_feed(request))
    declared = (request.content_type or "").partition(";")[0].strip().lower()
    if declared in _PLAIN_TYPES and not is_html(request.content[:2048].decode("latin-1")):
        return Reading(text=_text(request))
    return Reading(page=_page(request))


def _feed(request: Request) -> FeedReading:
    feed = read_feed(request.content, request.content_type, request.address, now=request.now)
    said = {item.key: _checksum(item) for item in feed.items}
    unread = [
        item
        for item in feed.items
        if request.seen.get(item.key) != said[item.key] and not _is_old(item, request.oldest)
    ]
    documents, habits = _documents(unread, request.habits)
    language = _spoken(documents) or feed.language
    return FeedReading(
        dialect=feed.dialect,
        title=feed.title,
        site=feed.link,
        address=feed.address,
        language=language,
        ttl=feed.ttl.total_seconds() if feed.ttl else None,
        pieces=tuple(
            _piece(item, said[item.key], document, language)
            for item, document in zip(unread, documents, strict=True)
        ),
        seen=said,
        dates=tuple(item.published.start for item in feed.items if item.published),
        habits=habits,
    )


def _is_old(item: Item, oldest: datetime | None) -> bool:
    return oldest is not None and item.published is not None and item.published.end <= oldest


def _documents(
    items: Sequence[Item], history: list[list[int]]
) -> tuple[list[Document], list[list[int]]]:
    """The documents of items without what repeats in their source, and what repeats by now."""
    before = repeated(history)
    documents = [_document(item, before) for item in items]
    for document in documents:
        if document.body:
            history = learn(history, lines_of(document))
    by_now = repeated(history)
    if by_now and by_now != before:
        documents = [
            _document(item, by_now) if by_now.concerns(document) else document
            for item, document in zip(items, documents, strict=True)
        ]
    return documents, history


def _checksum(item: Item) -> str:
    said = "\x1f".join((item.title or "", item.link or "", item.content))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def _document(item: Item, habits: Repeated) -> Document:
    text = fragment_text(item.content) if item.markup == "html" else item.content
    document = clean(text, "text", item.language, habits)
    return without_cut_off(document) if item.teaser else document


def _spoken(documents: Sequence[Document]) -> str | None:
    """What most documents are written in; a blog's program may say English of every feed."""
    spoken = Counter(document.language for document in documents if document.language)
    return spoken.most_common(1)[0][0] if spoken else None


def _piece(item: Item, checksum: str, document: Document, language: str | None) -> Piece:
    stated = item.language or language
    if stated and not in_script_of(stated, document.body or item.title or ""):
        stated = None
    return Piece(
        key=item.key,
        checksum=checksum,
        title=item.title,
        link=item.link,
        published=item.published,
        outlet=item.outlet,
        language=document.language or stated,
        document=document,
        teaser=item.teaser,
    )


def _page(request: Request) -> PageReading:
    text = decode(request.content, request.content_type, markup="html")
    page = read_page(text, request.address)
    habits = request.habits
    if page.document is not None:
        habits = learn(habits, lines_of(page.document))
    return PageReading(
        document=page.document,
        title=page.title,
        language=page.language,
        canonical=page.canonical,
        feeds=tuple((feed.address, feed.title or "") for feed in page.feeds),
        habits=habits,
    )


def _text(request: Request) -> Document:
    text = decode(request.content, request.content_type, markup="text")
    ending = "." + request.address.rpartition("/")[2].rpartition(".")[2].lower()
    return clean(text, KINDS.get(ending, "text"))


def _read_encoded(request: bytes) -> bytes:
    return encode(read(decode_request(request)))


FUNCTIONS: Mapping[str, Callable[[bytes], bytes]] = {"read": _read_encoded}
