"""Files of text become articles."""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import DocumentError, FetchError
from bot.sources.charset import PDF, Markup, decode
from summaries.cleaning import Kind, clean
from summaries.items import outlet_of, published_of
from summaries.model import Article, Document, Published
from summaries.repeated import NOTHING, Repeated

logger = logging.getLogger(__name__)

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
LARGEST = 20_000_000


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        DocumentError: there is no such file, it cannot be opened, or it is too large.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError(
                f"{path} is larger than {LARGEST // 1_000_000} MB. Split it, or pick the part "
                "that is the article."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(f"There is no file {path}. Check the path.") from error
    except IsADirectoryError as error:
        raise DocumentError(
            f"{path} is a folder. Name its files, or use --corpus for the whole folder."
        ) from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}.") from error


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding.

    Raises:
        DocumentError: as ``read_bytes`` says; or it is empty, or no text.
    """
    text = _decoded(read_bytes(path), path)
    if not text.strip():
        raise DocumentError(f"{path} is empty. There is nothing to read in it.")
    return text


def _decoded(raw: bytes, path: Path) -> str:
    markup: Markup = "html" if KINDS.get(path.suffix.lower()) == "html" else "text"
    try:
        text = decode(raw, None, markup=markup)
    except FetchError as error:
        if error.detail == PDF:
            raise DocumentError(f"{path} is a PDF. Save its text as .txt or .html.") from error
        raise DocumentError(
            f"{path} is not text in any encoding that can be recognised. Save it as UTF-8 text."
        ) from error
    if "\ufffd" in text and "\ufffd".encode() not in raw:
        logger.warning("%s holds bytes that are no UTF-8; they are shown as \ufffd.", path)
    return text


def clean_file(path: Path, language: str | None = None, repeated: Repeated = NOTHING) -> Document:
    """A file's document.

    Args:
        path: where it is.
        language: ISO 639-1 code where it is known.
        repeated: the lines that repeat in its source.

    Raises:
        DocumentError: it cannot be read.
    """
    return clean(read_text(path), KINDS.get(path.suffix.lower()), language, repeated)


def article_of(document: Document, name: str, seen: datetime) -> Article:
    """The whole of a document as one article.

    Args:
        document: cleaned.
        name: what people call it; for files the path as given.
        seen: when we came to have it.
    """
    return Article(
        id=name,
        document=name,
        body=document.body,
        arrived=arrival(document.published, seen),
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        url=document.url,
        extent=(0, len(document.body)),
    )


def articles_of(document: Document, name: str, seen: datetime) -> list[Article]:
    """The articles of a document: one, or several short items; none when it is all furniture."""
    if not document.body:
        return []
    whole = article_of(document, name, seen)
    if len(document.items) == 1:
        return [whole]
    return [
        replace(
            whole,
            id=f"{name}#{number}",
            arrived=arrival(published_of(document, number - 1), seen),
            outlet=outlet_of(document, number - 1),
            published=published_of(document, number - 1),
            extent=extent,
        )
        for number, extent in enumerate(document.items, 1)
    ]


def arrival(published: Published | None, seen: datetime) -> datetime:
    """When an article counts as arrived: as soon as it was out, or when we first saw it."""
    if published is None or published.start <= seen <= published.end:
        return seen
    return published.end


def modified(path: Path) -> datetime:
    """When a file was last written."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
