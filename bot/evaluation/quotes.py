"""Whether briefings quote word for word, to the point, and count truly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from bot.evaluation.asking import WITHOUT_LIMIT
from bot.evaluation.folding import among, fold
from bot.evaluation.measure import Measure, Tally, shortened
from bot.evaluation.trial import Trial
from summaries.briefing import WORDS, brief, summarize
from summaries.model import Article, Briefing, Counts, Quote

_SUMMARY = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A briefing, and what it was made of."""

    articles: Sequence[Article]
    now: datetime
    briefing: Briefing
    unlimited: Briefing


def briefings(trial: Trial) -> list[Asked]:
    """Briefings on every topic, on everything and on each set: of all time, to and from halfway."""
    scopes = [trial.articles_of(trial.labels(group)) for group in (None, *trial.sets)]
    return [
        Asked(
            articles,
            now,
            brief(topic, articles, since=since, now=now, words=WORDS),
            brief(topic, articles, since=since, now=now, words=WITHOUT_LIMIT),
        )
        for articles, topic in product(scopes, trial.topics)
        if articles
        for halfway in [_halfway(articles)]
        for since, now in ((None, trial.now), (None, halfway), (halfway, trial.now))
    ]


def _halfway(articles: Sequence[Article]) -> datetime:
    arrivals = sorted(article.arrived for article in articles)
    return arrivals[(len(arrivals) - 1) // 2]


def quoted(trial: Trial, asked: Sequence[Asked]) -> tuple[Measure, ...]:
    """The share of quotes that speak of their topic, for each topic and for all.

    Quotes that are there only because the next one leans on them do not count.
    """
    return tuple(_precision(trial, asked))


def _precision(trial: Trial, asked: Sequence[Asked]) -> Iterator[Measure]:
    total = Tally()
    for topic in trial.topics:
        tally = Tally()
        quotes = {
            (quote.article.document, fold(quote.text))
            for one in asked
            for briefing in (one.briefing, one.unlimited)
            if briefing.topic is topic
            for quote in _quotes(briefing)
            if not quote.context
        }
        for document, text in sorted(quotes):
            right = among(text, trial.gold.documents[document].topics.get(topic.slug, ()))
            for counted in (tally, total):
                counted.count(right, f"{document}: not {topic.slug}: {shortened(text)}")
        yield tally.measure(f"quotes.on_topic.{topic.slug}")
    yield total.measure("quotes.on_topic")


def _quotes(briefing: Briefing) -> Iterator[Quote]:
    for story in briefing.stories:
        yield from story.quotes


def verbatim(trial: Trial, asked: Sequence[Asked]) -> Measure:
    """The share of quotes that stand in their document, word for word; nothing less than 1 will do.

    Of all briefings, of summaries of each event and of each document. Only white space and the
    timecodes in front of a transcript's lines may have stood amid a quote.
    """
    tally = Tally()
    documents = trial.gold.documents
    raw = {name: (fold(label.raw), label.text) for name, label in documents.items()}
    quotes = {
        quote: None
        for one in asked
        for briefing in (one.briefing, one.unlimited)
        for quote in _quotes(briefing)
    } | dict.fromkeys(_summaries(trial))
    for quote in quotes:
        document = quote.article.document
        tally.count(
            bool(quote.text)
            and quote.text == quote.article.body[quote.start : quote.end]
            and any(fold(quote.text) in text for text in raw[document]),
            f"{document}: not word for word: {shortened(quote.text)}",
        )
    return tally.measure("quotes.verbatim")


def _summaries(trial: Trial) -> Iterator[Quote]:
    events: dict[str, list[Article]] = {}
    for unit in trial.units(trial.labels()):
        if unit.article:
            events.setdefault("/".join(unit.event), []).append(unit.article)
    alone: Iterable[list[Article]] = ([article] for article in trial.articles_of(trial.labels()))
    for articles in (*events.values(), *alone):
        yield from summarize(articles, _SUMMARY)


def counts(asked: Sequence[Asked]) -> Measure:
    """The share of a briefing's counts that are what counting its articles one by one gives."""
    tally = Tally()
    for one in asked:
        true = _recount(one)
        for name in ("articles", "stories", "merged", "undated"):
            given, counted = getattr(one.briefing.counts, name), getattr(true, name)
            tally.count(
                given == counted,
                f"{one.briefing.topic.slug} since {one.briefing.since or 'ever'}: {given} {name}, "
                f"not {counted}",
            )
    return tally.measure("counts.true")


def _recount(one: Asked) -> Counts:
    since = one.briefing.since
    new = [a for a in one.articles if a.arrived <= one.now and (not since or a.arrived > since)]
    stories = one.unlimited.stories
    return Counts(
        articles=len({a.document for a in new}),
        stories=len(stories),
        merged=sum(len({a.document for a in story.articles}) - 1 for story in stories),
        undated=len({a.document for a in new if a.published is None}),
    )
