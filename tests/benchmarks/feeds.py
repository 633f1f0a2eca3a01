"""Feeds made of synthetic news."""

from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from tests.benchmarks.synthetic import Report

_ON_TOPIC = (
    "The ministry said that two more air defence batteries would be delivered before the winter."
)


def rss(name: str, reports: Iterable[Report], *, on_topic_every: int = 500) -> bytes:
    """Reports as an RSS 2.0 feed with their whole texts as HTML, as many outlets publish it.

    Args:
        name: of the feed.
        reports: its items.
        on_topic_every: each so many-th holds a sentence on air defence.
    """
    items = "\n".join(_item(report, on_topic_every) for report in reports)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{escape(name)}</title><link>https://{name}/</link><language>en</language>\n"
        f"{items}\n</channel></rss>"
    ).encode()


def _item(report: Report, on_topic_every: int) -> str:
    paragraphs = list(report.paragraphs)
    if report.number % on_topic_every == 0:
        paragraphs.insert(1, _ON_TOPIC)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    content = f'{text}<p><a href="/join">Subscribe to our newsletter</a></p>'
    return (
        f"<item><title>{escape(report.title)}</title>"
        f"<link>https://news.example/{report.number}?utm_source=rss</link>"
        f'<guid isPermaLink="false">{report.outlet}-{report.number}</guid>'
        f"<pubDate>{format_datetime(report.published)}</pubDate>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )
