"""What the head of a page states of its article: meta tags and JSON-LD.

JSON-LD is schema.org's NewsArticle and its kin (https://schema.org/NewsArticle). Where a page holds
several and none is the page's own, none speaks for it.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summaries.dates import parse_iso
from summaries.model import Basis, Published

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish-date", "publishdate", "pubdate", "publication_date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "date",
)  # fmt: skip
_OUTLET = ("og:site_name", "dc.publisher", "publisher", "citation_publisher", "application-name")
_TITLE_MARKS = (" | ", " - ", " – ", " — ", " :: ", " · ")
_SHORTEST_HEADLINE = 3
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
_CYRILLIC_LANGUAGES = frozenset("uk ru be bg sr mk kk ky mn tg".split())
_LARGEST_JSON, _DEEPEST = 2_000_000, 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states of its article; None where it does not."""

    title: str | None
    outlet: str | None
    published: Published | None
    language: str | None
    url: str | None


def read_metadata(
    meta: Mapping[str, str], scripts: Sequence[str], times: Sequence[str]
) -> Metadata:
    """Read what a page states of itself.

    Args:
        meta: contents of its meta tags by name; also ``title``, ``h1``, ``lang``, ``canonical``.
        scripts: its JSON-LD.
        times: the machine-readable times that stand above the text, or are marked as the day of
            publication. Where they are different days, they tell nothing.
    """
    heading, canonical = meta.get("h1") or None, meta.get("canonical") or meta.get("og:url")
    article = _article(scripts, canonical, heading)
    outlets = (*(meta.get(name) for name in _OUTLET), article.get("outlet"))
    outlet = next(filter(None, outlets), None)
    url = canonical or article.get("url")
    stamps = (article.get("published"), *(meta.get(name) for name in _PUBLISHED))
    languages = (
        *(meta.get(name) for name in ("lang", "og:locale", "content-language")),
        article.get("language"),
    )
    return Metadata(
        title=_title(
            heading,
            meta.get("og:title") or article.get("title") or meta.get("title") or None,
            outlet,
        ),
        outlet=outlet,
        published=next(filter(None, map(_date, stamps)), None) or _agreed(times),
        language=next(filter(None, map(language_of, languages)), None),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def language_of(code: str | None) -> str | None:
    """The ISO 639-1 code in "en-GB"; None where there is none."""
    language = re.split("[-_,;]", code or "")[0].strip().lower()
    return language if re.fullmatch("[a-z]{2}", language) else None


_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SCRIPT_READ = 2_000


def in_script_of(language: str, text: str) -> bool:
    """Whether a text is written in the letters of a language; templates state their own language.

    True where there are no letters to tell by.
    """
    beginning = text[:_SCRIPT_READ]
    cyrillic, latin = len(_CYRILLIC.findall(beginning)), len(_LATIN.findall(beginning))
    if cyrillic == latin:
        return True
    return (cyrillic > latin) is (language in _CYRILLIC_LANGUAGES)


def _date(text: str | None) -> Published | None:
    return parse_iso(text, Basis.PAGE) if text else None


def _agreed(times: Sequence[str]) -> Published | None:
    dates = [date for date in map(_date, times) if date]
    return dates[0] if len({date.start.date() for date in dates}) == 1 else None


def _title(heading: str | None, title: str | None, outlet: str | None) -> str | None:
    """The page's headline: its first heading, unless that is the site's name."""
    if title and outlet:
        for mark in _TITLE_MARKS:
            title = title.removesuffix(f"{mark}{outlet}")
    if heading and len(heading.split()) < _SHORTEST_HEADLINE and title and heading not in title:
        return title
    return title if heading is None or heading == outlet else heading


def _article(scripts: Sequence[str], url: str | None, heading: str | None) -> dict[str, str]:
    """What JSON-LD says of the page's article: title, outlet, published, language, url."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    articles = [node for node in nodes if any(map(_ARTICLE.search, _texts(node.get("@type"))))]
    if len(articles) > 1:
        articles = [
            node
            for node in articles
            if (url and _address(node) == url) or (heading and _text(node, "headline") == heading)
        ]
    if not articles:
        return {}
    article = articles[0]
    return {
        "title": _text(article, "headline"),
        "outlet": _publisher(article, nodes),
        "published": _text(article, "datePublished"),
        "language": _text(article, "inLanguage"),
        "url": _address(article),
    }


def _parsed(script: str) -> object:
    if len(script) > _LARGEST_JSON:
        return None
    try:
        return json.loads(script.replace("\u2028", "\n"), strict=False)
    except (ValueError, RecursionError):
        return None  # a page may serve anything; what cannot be read states nothing


def _nodes(value: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(name), depth + 1)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _text(node: Mapping[str, Any], name: str) -> str:
    """A field as one line of plain text, "" where there is none."""
    return " ".join(html.unescape(next(iter(_texts(node.get(name))), "")).split())


def _address(node: Mapping[str, Any]) -> str:
    page = node.get("mainEntityOfPage")
    main = _text(page, "@id") if isinstance(page, dict) else page
    return _text(node, "url") or (main if isinstance(main, str) else "")


def _publisher(article: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]]) -> str:
    publisher = article.get("publisher")
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    if not isinstance(publisher, dict):
        return _text(article, "publisher")
    if publisher.get("@type") == "Person":
        return ""  # who runs the site writes for it, and is no outlet
    named = _text(publisher, "name")
    if named or not publisher.get("@id"):
        return named
    same = (node for node in nodes if node.get("@id") == publisher["@id"])
    return next(filter(None, (_text(node, "name") for node in same)), "")
