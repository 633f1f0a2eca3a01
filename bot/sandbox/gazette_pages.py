"""The gazette as a person's browser shows it, with what surrounds an article on any news site."""

from collections.abc import Sequence
from html import escape

from bot.sandbox.gazette import NAME, GazetteArticle
from bot.sandbox.gazette_feeds import DESCRIPTION, body_html, teaser

_FEEDS = (
    ("application/rss+xml", "feed.xml", "RSS"),
    ("application/rss+xml", "teasers.xml", "RSS, teasers only"),
    ("application/feed+json", "feed.json", "JSON Feed"),
)


def front_page(articles: Sequence[GazetteArticle], site: str) -> str:
    """The list of articles, which names the feeds.

    Args:
        articles: the newest first.
        site: the address of the page itself.
    """
    entries = "\n".join(
        f'<li><h2><a href="{escape(site)}{a.slug}">{escape(a.title)}</a></h2>'
        f"<p>{escape(teaser(a))}</p><p class=by>{_time(a)}</p></li>"
        for a in articles
    )
    links = " · ".join(f'<a href="{escape(site)}{file}">{name}</a>' for _, file, name in _FEEDS)
    content = f"<main><ul>{entries}</ul></main><p class=feeds>Feeds: {links}</p>"
    return _page(NAME, "", content, site)


def article_page(article: GazetteArticle, others: Sequence[GazetteArticle], site: str) -> str:
    """One article, with links to others below it."""
    facts = (
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:title" content="{escape(article.title)}">\n'
        f'<meta property="og:site_name" content="{NAME}">\n'
        f'<meta property="article:published_time" content="{article.published.isoformat()}">\n'
        f'<meta property="article:modified_time" content="{article.changed.isoformat()}">\n'
        f'<meta name="author" content="{escape(article.author)}">\n'
        f'<link rel="canonical" href="{escape(site)}{article.slug}">\n'
    )
    changed = f" · edited {_clock_time(article)}" if article.changed > article.published else ""
    more = "".join(
        f'<li><a href="{escape(site)}{o.slug}">{escape(o.title)}</a></li>' for o in others
    )
    content = (
        f"<main><article><h1>{escape(article.title)}</h1>\n"
        f"<p class=by>By {escape(article.author)} · {_time(article)}{changed}</p>\n"
        f"{body_html(article)}\n</article></main>\n"
        f"<aside><h2>More from the Gazette</h2><ul>{more}</ul></aside>"
    )
    return _page(f"{article.title} | {NAME}", facts, content, site)


def _page(title: str, facts: str, content: str, site: str) -> str:
    feeds = "".join(
        f'<link rel="alternate" type="{kind}" title="{NAME}, {name}" href="{escape(site)}{file}">\n'
        for kind, file, name in _FEEDS
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n{facts}{feeds}"
        '<link rel="icon" href="/page/icon.svg" type="image/svg+xml">\n'
        '<link rel="stylesheet" href="/page/paper.css">\n</head>\n<body>\n'
        f'<header><a href="{escape(site)}">{NAME}</a></header>\n{content}\n'
        f"<footer>{DESCRIPTION}</footer>\n</body>\n</html>\n"
    )


def _time(article: GazetteArticle) -> str:
    published = article.published
    shown = f"{published.day} {published:%B %Y, %H:%M} {published.tzname()}"
    return f'<time datetime="{published.isoformat()}">{shown}</time>'


def _clock_time(article: GazetteArticle) -> str:
    return f"{article.changed:%H:%M} {article.changed.tzname()}"
