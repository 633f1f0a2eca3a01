"""What a topic would match, before anybody follows it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from summaries.model import Article, Topic, distinct_documents
from summaries.phrases import Phrases
from summaries.reading import Reading, read
from summaries.topics import affinities, matcher, may_speak_of

WEEK = timedelta(days=7)
EVER = timedelta.max
_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase, and for how many articles it was the reason to match.

    Attributes:
        phrase: as the topic spells it; of several that stand together, all, joined by " + ".
        articles: documents in which a sentence was taken for it.
    """

    phrase: str
    articles: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that would match: ``article.body[start:end]``."""

    article: Article
    start: int
    end: int
    phrase: str

    @property
    def text(self) -> str:
        """The sentence, word for word."""
        return self.article.body[self.start : self.end]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An article that would match but for an exclusion.

    Attributes:
        phrase: what rules it out.
    """

    article: Article
    phrase: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a topic would match.

    Attributes:
        since, now: articles were read that arrived after the one and by the other.
        articles: documents read.
        matched: documents that speak of the topic.
        sentences: sentences in them that do.
        reasons: the phrases for which these were taken, the most frequent first.
        unused: phrases of the topic that stand in none of the documents, as the topic orders them.
        ruled_out: articles that only an exclusion keeps away.
        examples: a few sentences, of different phrases as far as there are such, newest first.
    """

    topic: Topic
    since: datetime
    now: datetime
    articles: int
    matched: int
    sentences: int
    reasons: tuple[Reason, ...]
    unused: tuple[str, ...]
    ruled_out: tuple[RuledOut, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a topic would match otherwise than another one.

    Attributes:
        gained: of each document that only the new topic matches a sentence, newest first.
        lost: of each that only the old one matches.
    """

    gained: tuple[Example, ...]
    lost: tuple[Example, ...]


def difference(old: Topic, new: Topic, articles: Sequence[Article]) -> Difference:
    """What changes when a topic takes the place of another.

    Args:
        old: as it is.
        new: as it would be.
        articles: the corpus.
    """
    ordered = sorted(articles, key=lambda article: (-article.dated.timestamp(), article.id))
    before: dict[str, Example] = {}
    after: dict[str, Example] = {}
    for article in ordered:
        for topic, found in ((old, before), (new, after)):
            if article.document not in found and may_speak_of(topic, article):
                for example in islice(_sentences(topic, read(article)), 1):
                    found[article.document] = example
    return Difference(
        tuple(example for document, example in after.items() if document not in before),
        tuple(example for document, example in before.items() if document not in after),
    )


def dry_run(
    topic: Topic, articles: Sequence[Article], *, now: datetime, span: timedelta = WEEK
) -> DryRun:
    """What a topic would match among the articles of late.

    Args:
        topic: as it would be added.
        articles: the corpus.
        now: what arrived after this does not exist yet.
        span: how far back to read.
    """
    since = _before(now, span)
    recent = [article for article in articles if since < article.arrived <= now]
    recent.sort(key=lambda article: (-article.dated.timestamp(), article.id))
    possible = [read(article) for article in recent if may_speak_of(topic, article)]
    found = [(reading, tuple(_sentences(topic, reading))) for reading in possible]
    examples = [example for _, sentences in found for example in sentences]
    return DryRun(
        topic=topic,
        since=since,
        now=now,
        articles=distinct_documents(recent),
        matched=distinct_documents([reading.article for reading, told in found if told]),
        sentences=len(examples),
        reasons=_reasons(examples),
        unused=_unused(topic, recent),
        ruled_out=tuple(
            RuledOut(reading.article, phrase)
            for reading, told in found
            if not told
            for phrase in [_exclusion(topic, reading)]
            if phrase
        ),
        examples=_various(examples),
    )


def _before(now: datetime, span: timedelta) -> datetime:
    try:
        return now - span
    except OverflowError:
        return datetime.min.replace(tzinfo=now.tzinfo)


def _sentences(topic: Topic, reading: Reading) -> Iterator[Example]:
    for sentence, near in zip(reading.sentences, affinities(topic, reading), strict=True):
        if near.phrase is not None:
            yield Example(reading.article, sentence.start, sentence.end, near.phrase)


def _reasons(examples: Sequence[Example]) -> tuple[Reason, ...]:
    once = {(example.article.document, example.phrase) for example in examples}
    counts = Counter(phrase for _, phrase in once)
    return tuple(
        Reason(phrase, count)
        for phrase, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _unused(topic: Topic, articles: Sequence[Article]) -> tuple[str, ...]:
    """The phrases that no title and no sentence holds, whether or not another one came first."""
    phrases = list(dict.fromkeys([*topic.phrases, *(p for group in topic.all_of for p in group)]))
    left = set(range(len(phrases)))
    languages = {article.language for article in articles}
    compiled = {language: Phrases(phrases, language) for language in languages}
    for article in articles:
        look = compiled[article.language]
        whole = f"{article.title or ''}\n{article.text}"
        if left.intersection(look.possible(look.keys_in(whole))):
            for text in (article.title or "", *read(article).texts):
                left.difference_update(span.number for span in look.find(text))
    return tuple(phrase for number, phrase in enumerate(phrases) if number in left)


def _exclusion(topic: Topic, reading: Reading) -> str | None:
    """What rules an article out, if it would match without."""
    compiled = matcher(topic, reading.article.language)
    texts = (reading.article.title or "", *reading.texts)
    seen = [sight for text in texts for sight in [compiled.look(text).get(topic.slug)] if sight]
    matching = any(sight.match for sight in seen)
    return next((s.excluded for s in seen if s.excluded is not None), None) if matching else None


def _various(examples: Sequence[Example]) -> tuple[Example, ...]:
    """A few examples: one for each phrase before a second one for any."""
    firsts: dict[str, int] = {}
    for number, example in enumerate(examples):
        firsts.setdefault(example.phrase, number)
    chosen = sorted(firsts.values())[:_MOST_EXAMPLES]
    others = (number for number in range(len(examples)) if number not in chosen)
    chosen += islice(others, _MOST_EXAMPLES - len(chosen))
    return tuple(examples[number] for number in sorted(chosen))
