"""Topic and articles in, briefing out.

A briefing is a pure function of the articles, the topic, and the two moments between which an
article must have arrived to be news: nothing about readers is needed to tell what is new to them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np

from summaries.candidates import quotable
from summaries.disagreement import Statement
from summaries.draft import (
    DEFAULT,
    Draft,
    Heard,
    OnTopic,
    Seen,
    chosen,
    draft,
    has_more,
    quotable_at_all,
    quote,
    told,
)
from summaries.facts import Fact, facts_of, other_places
from summaries.model import (
    Article,
    Briefing,
    Counts,
    Disagreement,
    Quote,
    Read,
    Story,
    Topic,
    Update,
    distinct_documents,
    read_of,
)
from summaries.novelty import Relation, Told, changes, covered
from summaries.place import places_of
from summaries.ranking import Cluster, select
from summaries.reading import read
from summaries.stories import Reported, group
from summaries.terms import tokens
from summaries.topics import affinities, match, may_speak_of

WORDS = 250
_LEAST_SHARE, _LARGEST_SHARE = 50, 90
_UPDATED_FOR = timedelta(days=14)


def brief(
    topic: Topic,
    articles: Sequence[Article],
    *,
    since: datetime | None = None,
    now: datetime,
    words: int = WORDS,
    seen: Seen = (),
    languages: Collection[str] | None = None,
    mixed: bool = False,
    algorithm: str = DEFAULT,
    whole: Read | None = None,
) -> Briefing:
    """The briefing on a topic.

    Args:
        topic: what it is about.
        articles: the corpus; those that arrived by ``since`` only tell what is known already.
            Articles that cannot speak of the topic may be left out; then ``whole`` counts them too.
        since: only what arrived after this is news; None takes everything.
        now: what arrived after this does not exist yet.
        words: the most words of quotes in the whole briefing.
        seen: quotes to leave out because the reader has them, as (document, start).
        languages: the languages the reader reads; None takes all.
        mixed: whether reports in different languages may share a story.
        algorithm: whose choice of sentences: "quotewire", or a key of ``sumy_bridge.ALGORITHMS``.
        whole: how much arrived between the two moments, where ``articles`` are not all of it.
    """
    readable = [
        a
        for a in articles
        if a.arrived <= now and (languages is None or a.language is None or a.language in languages)
    ]
    new = [a for a in readable if since is None or a.arrived > since]
    # Cutting an article into sentences costs; its words alone tell where that would be in vain.
    near = [a for a in readable if may_speak_of(topic, a)]
    before = _Before(topic, [a for a in near if since is not None and a.arrived <= since])
    near_and_new = [a for a in near if since is None or a.arrived > since]
    found = {a.id: heard for a in near_and_new for heard in [_on_topic(topic, a, before)] if heard}
    groups = group([a for a in near_and_new if a.id in found], _words_of(topic), mixed=mixed)
    stories = sorted(
        (tuple(sorted(story, key=_newest_first)) for story in groups),
        key=lambda story: _newest_first(story[0]),
    )
    drafts = [draft(story, found, algorithm) for story in stories]
    told_stories, more = _told_within(topic, drafts, words, seen)
    new_read = whole or read_of(new)
    return Briefing(
        topic=topic,
        stories=tuple(told_stories),
        counts=Counts(
            articles=new_read.documents,
            stories=len(drafts),
            merged=sum(distinct_documents(story) - 1 for story in stories),
            undated=new_read.undated,
        ),
        since=since,
        more=more,
    )


def _newest_first(article: Article) -> tuple[bool, float, str]:
    """Undated articles go last: when they came to us says little of when they were written."""
    return (article.published is None, -article.dated.timestamp(), article.id)


@lru_cache(maxsize=256)
def _words_of(topic: Topic) -> frozenset[str]:
    """The words of a topic's phrases: every article on it holds some, so they tell no events."""
    phrases = (*topic.phrases, *(phrase for group in topic.all_of for phrase in group))
    return frozenset(word for phrase in phrases for word in tokens(phrase))


class _Before:
    """What was told of a topic before: the sentences of earlier articles that speak of it."""

    def __init__(self, topic: Topic, articles: Sequence[Article]) -> None:
        near = [
            (article, places)
            for article in articles
            for places in [_places_near(topic, article)]
            if places
        ]
        # Of several figures that were told the latest is the one that is brought up to date.
        near.sort(key=lambda pair: (pair[0].dated, pair[0].id))
        self._articles = [article for article, _ in near]
        self._facts = [facts_of(article) for article in self._articles]
        self._reported = Reported(self._articles, _words_of(topic))
        self._places = [
            (number, index) for number, (_, places) in enumerate(near) for index in places
        ]
        self._told = Told(self._facts[number][index] for number, index in self._places)

    def heard(self, article: Article, sentences: Sequence[int]) -> Heard:
        """What is news of the sentences of a later article that speak of the topic."""
        if not self._places:
            return Heard(frozenset(sentences))
        # Weeks later it is the next raid that is told in the same words.
        same = {
            number
            for number in np.flatnonzero(self._reported.same_event(article)).tolist()
            for earlier in [self._articles[number]]
            if article.dated - earlier.dated <= _UPDATED_FOR and not other_places(article, earlier)
        }
        event = [fact for number in sorted(same) for fact in self._facts[number]]
        news, repeats, updates = set(), set(), {}
        for index in sentences:
            fact = facts_of(article)[index]
            judged = self._told.judge(fact, same_event=lambda n: self._places[n][0] in same)
            if judged.wholly:
                continue
            news.add(index)
            if judged.relation is Relation.SAME or (
                judged.relation is Relation.NEW and covered(fact, event)
            ):
                repeats.add(index)
            elif judged.relation is Relation.UPDATE and judged.earlier is not None:
                update = self._update(article, judged.earlier, fact)
                if update is not None:
                    updates[index] = update
        return Heard(frozenset(news), frozenset(repeats), updates)

    def _update(self, later: Article, number: int, fact: Fact) -> Update | None:
        """What a fact brings up to date; nothing where the earlier report may be the younger."""
        article = self._articles[self._places[number][0]]
        if article.published and later.published and later.published.start < article.published.end:
            return None
        sentence = read(article).sentences[self._places[number][1]]
        changed = changes(self._told.facts[number], fact)
        return Update(
            Quote(article, sentence.start, sentence.end, 0.0, spoken=sentence.spoken),
            tuple(dict.fromkeys((change.earlier.text, change.later.text) for change in changed)),
        )


def _places_near(topic: Topic, article: Article) -> list[int]:
    """The sentences of an article that speak of a topic or belong to what does."""
    return [i for i, near in enumerate(affinities(topic, read(article))) if near.value]


def _on_topic(topic: Topic, article: Article, before: _Before) -> OnTopic | None:
    """The article as one that brings something new on the topic, or None."""
    reading = read(article)
    near = affinities(topic, reading)
    heard = before.heard(article, [i for i, a in enumerate(near) if a.phrase is not None])
    fresh = tuple(index in heard.news for index in range(len(near)))
    return OnTopic(reading, near, fresh, heard) if quotable_at_all(reading, fresh) else None


@dataclass(frozen=True, slots=True)
class _Opposed:
    """The figures that a story's reports give differently, as far as they fit.

    Attributes:
        disagreements: as they are shown.
        sentences: their numbers in the story; they are not quoted again.
        words: how many words they take.
    """

    disagreements: tuple[Disagreement, ...]
    sentences: frozenset[int]
    words: int


def _told_within(
    topic: Topic, drafts: Sequence[Draft], words: int, seen: Seen
) -> tuple[list[Story], int]:
    """The stories that fit a budget of words, each with its quotes, and how many have more."""
    known = [told(story, seen) for story in drafts]
    untold = sum(has_more(d, t) for d, t in zip(drafts, known, strict=True))
    # Whoever asks for more words than usual, or for more quotes, gets longer stories.
    largest = words if seen or words > WORDS else _LARGEST_SHARE
    share = min(max(words // max(untold, 1), _LEAST_SHARE), largest)
    left = words
    stories: list[Story] = []
    more = 0
    for story, known_already in zip(drafts, known, strict=True):
        taken = chosen(story, known_already, min(share, left))
        opposed = _NOTHING_OPPOSED
        if taken:
            left -= sum(int(story.cluster.words[index]) for index in taken)
            if not known_already:
                opposed = _opposed(story, taken, left)
                left -= opposed.words
            stories.append(_story(topic, story, taken, opposed.disagreements))
        more += has_more(story, known_already | {*taken} | opposed.sentences)
    return stories, more


_NOTHING_OPPOSED = _Opposed((), frozenset(), 0)


def _opposed(story: Draft, taken: Collection[int], budget: int) -> _Opposed:
    """What a story's reports say differently; what is quoted already takes no more words."""
    places = {(id(p.reading), p.index): n for n, p in enumerate(story.places)}
    shown: list[Disagreement] = []
    sentences: set[int] = set()
    words = 0
    for statements in story.opposed:
        numbers = [places[id(s.reading), s.sentence] for s in statements]
        length = sum(int(story.cluster.words[n]) for n in numbers if n not in taken)
        if words + length <= budget:
            shown.append(_disagreement(story, statements, numbers))
            sentences.update(numbers)
            words += length
    return _Opposed(tuple(shown), frozenset(sentences), words)


def _disagreement(
    story: Draft, statements: Sequence[Statement], numbers: Sequence[int]
) -> Disagreement:
    return Disagreement(
        tuple(quote(story, number, ()) for number in numbers),
        tuple(statement.figure for statement in statements),
    )


def _story(
    topic: Topic, story: Draft, taken: Sequence[int], disagreements: tuple[Disagreement, ...]
) -> Story:
    quotes = [quote(story, index, taken) for index in taken]
    titled = _headline(topic, story.articles, {q.article.id for q in quotes})
    # The article that the headline is from speaks first: what follows a title is its own.
    quotes.sort(key=lambda q: titled is not None and q.article.id != titled.id)
    headline = titled.title if titled and titled.title else _lead(quotes).text
    return Story(headline, story.articles, tuple(quotes), len(story.speakers), disagreements)


def _headline(topic: Topic, articles: Sequence[Article], quoted: Collection[str]) -> Article | None:
    """The article whose title heads the story: one that is quoted, on topic if there is such."""
    titled = [a for a in articles if a.title and a.extent[0] == 0 and a.id in quoted]
    on_topic = (a for a in titled if match(topic, a.title or "", a.language))
    return next(on_topic, titled[0] if titled else None)


def _lead(quotes: Sequence[Quote]) -> Quote:
    """The quote that stands for a story without a title."""
    return max((q for q in quotes if not q.context), key=lambda q: q.score)


def summarize(articles: Sequence[Article], words: int) -> tuple[Quote, ...]:
    """The quotes that say most about some articles, taken to report one event.

    Args:
        articles: in the order in which ties are decided.
        words: the most words that the quotes may have together.

    Returns:
        Quotes in order of (position in the article, article).
    """
    readings = [read(article) for article in articles]
    cluster = Cluster([reading.terms for reading in readings])
    places = [place for reading in readings for place in places_of(reading)]
    good = np.array([quotable(p.text, p.reading.article.language) for p in places], dtype=bool)
    allowed = good if good.any() else np.ones(len(places), dtype=bool)
    taken = select(cluster, allowed, words).sentences or _most_salient(cluster, words)
    return tuple(places[index].quote(float(cluster.salience[index])) for index in taken)


def _most_salient(cluster: Cluster, words: int) -> tuple[int, ...]:
    """The most salient sentence that fits, for articles that hold nothing to count ("He did.")."""
    fitting = np.flatnonzero(cluster.words <= words)
    return (int(fitting[np.argmax(cluster.salience[fitting])]),) if len(fitting) else ()
