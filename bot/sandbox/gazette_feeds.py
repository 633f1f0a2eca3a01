"""The gazette as feeds: RSS 2.0 with whole articles or with teasers, and JSON Feed 1.1."""

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from bot.sandbox.gazette import NAME, GazetteArticle

DESCRIPTION = "Invented news for trying out Quotewire. Nothing in it happened."

_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_TEASER_WORDS = 22


def rss(articles: Sequence[GazetteArticle], site: str) -> str:
    """RSS 2.0 with whole articles, in ``content:encoded``.

    Args:
        articles: the newest first.
        site: the address of the front page.
    """
    return _rss(articles, site, "feed.xml", NAME, whole=True)


def teasers(articles: Sequence[GazetteArticle], site: str) -> str:
    """RSS 2.0 with the first words of each article only."""
    return _rss(articles, site, "teasers.xml", f"{NAME}, teasers", whole=False)


def json_feed(articles: Sequence[GazetteArticle], site: str) -> str:
    """JSON Feed 1.1 with whole articles. See https://www.jsonfeed.org/version/1.1/."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{NAME}, as JSON",
        "description": DESCRIPTION,
        "home_page_url": site,
        "feed_url": f"{site}feed.json",
        "language": "en-GB",
        "items": [
            {
                "id": _id(article),
                "url": f"{site}{article.slug}",
                "title": article.title,
                "content_html": body_html(article),
                "date_published": article.published.isoformat(),
                "date_modified": article.changed.isoformat(),
                "authors": [{"name": article.author}],
            }
            for article in articles
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def body_html(article: GazetteArticle) -> str:
    """The text of an article as HTML paragraphs."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in article.paragraphs)


def teaser(article: GazetteArticle) -> str:
    """The first words of an article."""
    words = article.paragraphs[0].split()
    return f"{' '.join(words[:_TEASER_WORDS]).rstrip('.,')}…"


def _id(article: GazetteArticle) -> str:
    """What stays the same wherever the sandbox listens, whatever is edited."""
    return f"sandbox-gazette:{article.slug}"


def _rss(
    articles: Sequence[GazetteArticle], site: str, file: str, title: str, *, whole: bool
) -> str:
    address = escape(site)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<rss version="2.0" {_NAMESPACES}>',
            "<channel>",
            f"<title>{title}</title>",
            f"<link>{address}</link>",
            f"<description>{DESCRIPTION}</description>",
            "<language>en-gb</language>",
            f'<atom:link rel="self" type="application/rss+xml" href="{address}{file}"/>',
            *(_item(article, address, whole=whole) for article in articles),
            "</channel>",
            "</rss>\n",
        )
    )


def _item(article: GazetteArticle, site: str, *, whole: bool) -> str:
    content = f"<content:encoded>{escape(body_html(article))}</content:encoded>\n"
    return (
        "<item>\n"
        f"<title>{escape(article.title)}</title>\n"
        f"<link>{site}{article.slug}</link>\n"
        f'<guid isPermaLink="false">{_id(article)}</guid>\n'
        f"<pubDate>{format_datetime(article.published)}</pubDate>\n"
        f"<dc:creator>{escape(article.author)}</dc:creator>\n"
        f"<description>{escape(teaser(article))}</description>\n"
        f"{content if whole else ''}"
        "</item>"
    )
