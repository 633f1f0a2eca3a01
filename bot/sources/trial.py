"""What a source would bring: found out, and told, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import Caveat, Sample
from bot.sources.articles import numbered, of_document, of_piece, shown_of_feed
from bot.sources.pieces import Piece, Reading
from bot.store.source import Source
from summaries.briefing import brief, summarize
from summaries.dryrun import WEEK, dry_run
from summaries.model import Article, Quote, Topic
from summaries.reading import read
from summaries.topics import affinities, match, may_speak_of

NEWEST = 3
_QUOTE_WORDS = 50
_MOSTLY = 0.5
_OLD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is told of something before it is kept.

    Attributes:
        articles: as they would be stored.
        items: how many it carries, stored or not.
        newest, week, matches, caveats: see ``Trial``.
    """

    articles: tuple[Article, ...]
    items: int
    newest: tuple[Sample, ...]
    week: int
    matches: tuple[tuple[Topic, int], ...]
    caveats: tuple[Caveat, ...]


def judge(
    source: Source,
    reading: Reading,
    topics: Sequence[Topic],
    *,
    now: datetime,
    keep: timedelta,
    most: int = NEWEST,
) -> Judgement:
    """What somebody should know of a source before it is added.

    Args:
        source: as it would be kept.
        reading: what it carries.
        topics: that its articles may speak of.
        now: the present moment.
        keep: how long articles are kept.
        most: how many of the newest to show.
    """
    if reading.feed is not None:
        pieces = reading.feed.pieces
        shown = shown_of_feed(source, pieces, now=now, keep=keep)
        articles = [article for article in shown if article.body]
        items = len(pieces)
        # Where all of it is too old to be kept, its latest items still tell what it is.
        shown = shown or [of_piece(source, piece, now=now) for piece in pieces]
    else:
        document = reading.page.document if reading.page else reading.text
        articles = of_document(source, document, now=now) if document else []
        items, shown = len(articles), articles
    newest = samples(shown, topics, now, most)
    matched = matches(articles, topics, now)
    matching = bool(matched) or any(sample.topics for sample in newest)
    caveats = (
        caveats_of_feed(reading.feed.pieces, matching=matching, now=now)
        if reading.feed
        else caveats_of_articles(articles, matching=matching)
    )
    week = of_the_week(shown, now)
    return Judgement(tuple(articles), items, newest, week, matched, caveats)


def samples(
    articles: Sequence[Article], topics: Sequence[Topic], now: datetime, most: int = NEWEST
) -> tuple[Sample, ...]:
    """The newest articles as they would be stored."""
    newest = sorted(articles, key=lambda a: (a.published is not None, a.dated), reverse=True)
    return tuple(_sample(article, topics, now) for article in newest[:most])


def with_number(shown: Sequence[Sample], number: int) -> tuple[Sample, ...]:
    """Samples that were made before their source had a number, with that."""
    return tuple(_with_article(each, numbered(each.article, number)) for each in shown)


def _with_article(sample: Sample, article: Article) -> Sample:
    quote = sample.quote and replace(sample.quote, article=article)
    return replace(sample, article=article, quote=quote)


def _sample(article: Article, topics: Sequence[Topic], now: datetime) -> Sample:
    spoken_of = tuple(topic for topic in topics if _speaks_of(article, topic))
    return Sample(article, _first_quote(article, spoken_of, now), spoken_of)


def _speaks_of(article: Article, topic: Topic) -> bool:
    if not may_speak_of(topic, article):
        return False
    if not article.body:
        return match(topic, article.title or "", article.language) is not None
    return any(near.phrase is not None for near in affinities(topic, read(article)))


def _first_quote(article: Article, topics: Sequence[Topic], now: datetime) -> Quote | None:
    """What a briefing on the first of its topics would quote; else what says most of it."""
    there = replace(article, arrived=min(article.arrived, now))
    for topic in topics if article.body else ():
        told = brief(topic, [there], now=now)
        if told.stories and told.stories[0].quotes:
            return told.stories[0].quotes[0]
    quotes = summarize([there], _QUOTE_WORDS) if article.body else ()
    return quotes[0] if quotes else None


def matches(
    articles: Sequence[Article], topics: Sequence[Topic], now: datetime
) -> tuple[tuple[Topic, int], ...]:
    """Topics with how many articles of the last week speak of them, only those above 0."""
    counts = ((topic, dry_run(topic, articles, now=now).matched) for topic in topics)
    return tuple((topic, count) for topic, count in counts if count)


def of_the_week(articles: Sequence[Article], now: datetime) -> int:
    """How many articles are of the last seven days."""
    return sum(article.arrived > now - WEEK for article in articles)


def caveats_of_feed(
    pieces: Sequence[Piece], *, matching: bool, now: datetime
) -> tuple[Caveat, ...]:
    """What an admin should know of a feed.

    Args:
        pieces: all its items.
        matching: whether any of them speaks of a topic.
        now: the present moment.
    """
    if not pieces:
        return (Caveat.NOTHING_YET,)
    undated = sum(piece.published is None for piece in pieces)
    dates = [piece.published.end for piece in pieces if piece.published]
    kept = sum(len(piece.document.body) for piece in pieces)
    dropped = sum(len(d.text) for piece in pieces for d in piece.document.dropped)
    told = {
        Caveat.UNDATED: undated == len(pieces),
        Caveat.SOME_UNDATED: 0 < undated < len(pieces),
        Caveat.TEASERS: sum(p.teaser for p in pieces) > _MOSTLY * len(pieces),
        Caveat.FURNITURE: dropped > kept,
        Caveat.NO_LINKS: not any(piece.link for piece in pieces),
        Caveat.OLD: bool(dates) and max(dates) < now - _OLD,
        Caveat.NONE_MATCH: not matching,
    }
    return tuple(caveat for caveat, holds in told.items() if holds)


def caveats_of_articles(articles: Sequence[Article], *, matching: bool) -> tuple[Caveat, ...]:
    """What an admin should know of a page or a text."""
    told = {
        Caveat.UNDATED: all(article.published is None for article in articles),
        Caveat.NONE_MATCH: not matching,
    }
    return tuple(caveat for caveat, holds in told.items() if holds)
