"""Does an article, and which of its sentences, speak of a topic.

How phrases match words is in ``phrases.py``; here is how topics are made of phrases: a sentence
speaks of a topic when it holds one of its phrases, or one of each of its groups near one another,
and none that rules it out.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summaries.candidates import leans
from summaries.model import Article, Topic
from summaries.phrases import Phrases, Span
from summaries.ranking import Terms, terms_of
from summaries.reading import Reading, read

_KEPT = 4_096
_NEAR_WORDS = 14
_REFERS_BACK = 0.5
_LEAD_OF_TITLE = 0.5
_SUPPLIED = 0.75
_SUPPLIED_BY_BEFORE = 2
_PART = 2
_SHARED_WITH_TITLE = 2
_PLAIN, _EXCLUDE = -1, -2
_ALL_OF = " + "


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    Attributes:
        phrase: as the topic spells it; of several that must stand together, all, joined by " + ".
        start, end: the span of the text's words that it covers, counted in words.
    """

    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a text holds of a topic.

    Attributes:
        match: by which it would speak of the topic, if any.
        excluded: the phrase that rules it out, if any; then it does not.
        groups: the numbers of the groups that it holds a phrase of.
        part: where a single one of three groups or more is missing, and not the first, what it
            holds of the others.
    """

    match: Match | None
    excluded: str | None = None
    groups: frozenset[int] = frozenset()
    part: Match | None = None

    @property
    def speaks(self) -> bool:
        """Whether the text speaks of the topic."""
        return self.match is not None and self.excluded is None


_NOTHING = Sighting(None)


@dataclass(frozen=True, slots=True)
class Affinity:
    """How near a sentence is to a topic.

    Attributes:
        value: 1 when it speaks of it, less when it only belongs to what does, 0 else.
        phrase: what it holds of the topic, if anything.
    """

    value: float
    phrase: str | None = None


class Matcher:
    """Many topics, compiled once to be looked for in texts of one language.

    Args:
        topics: with slugs of their own.
        language: ISO 639-1 code of the texts.
    """

    def __init__(self, topics: Sequence[Topic], language: str | None) -> None:
        self.topics = tuple(topics)
        self.language = language
        self._spelt: list[str] = []
        self._roles: list[list[tuple[int, int]]] = []
        numbers: dict[str, int] = {}
        for index, topic in enumerate(self.topics):
            by_role = [(_PLAIN, topic.phrases), (_EXCLUDE, topic.exclude), *enumerate(topic.all_of)]
            for role, phrases in by_role:
                for phrase in dict.fromkeys(phrases):
                    number = numbers.setdefault(phrase, len(numbers))
                    if number == len(self._spelt):
                        self._spelt.append(phrase)
                        self._roles.append([])
                    self._roles[number].append((index, role))
        self._phrases = Phrases(self._spelt, language)

    def topics_of(self, article: Article) -> tuple[Topic, ...]:
        """The topics that an article can possibly speak of, judged by its words alone.

        Quick, since the article is not cut into sentences. Whatever is left out here has no
        affinity above 0; what is given may still prove to speak of something else.
        """
        keys = self._phrases.keys_in(article.text)
        if article.title:
            keys = keys | self._phrases.keys_in(article.title)
        held: dict[int, set[int]] = {}
        for number in self._phrases.possible(keys):
            for index, role in self._roles[number]:
                held.setdefault(index, set()).add(role)
        return tuple(self.topics[i] for i in sorted(held) if self._complete(i, held[i]))

    def _complete(self, index: int, roles: set[int]) -> bool:
        """Whether phrases in these roles can make a text speak of a topic."""
        groups = len(self.topics[index].all_of)
        return _PLAIN in roles or (groups > 0 and roles.issuperset(range(groups)))

    def look(self, text: str) -> Mapping[str, Sighting]:
        """What a text holds of the topics, by slug; topics of which it holds nothing are absent.

        Args:
            text: a sentence or a title.
        """
        held: dict[int, dict[int, list[Span]]] = {}
        for span in self._phrases.find(text):
            for index, role in self._roles[span.number]:
                held.setdefault(index, {}).setdefault(role, []).append(span)
        return {
            self.topics[index].slug: self._sighting(index, held[index]) for index in sorted(held)
        }

    def _sighting(self, index: int, roles: Mapping[int, Sequence[Span]]) -> Sighting:
        excluded = self._spelt[roles[_EXCLUDE][0].number] if _EXCLUDE in roles else None
        groups = frozenset(role for role in roles if role >= 0)
        if _PLAIN in roles:
            return Sighting(self._matched(roles[_PLAIN][:1]), excluded, groups)
        missing = len(self.topics[index].all_of) - len(groups)
        if not groups or missing > 1 or (missing and (0 not in groups or len(groups) < _PART)):
            return Sighting(None, excluded, groups)
        nearest = _nearest([roles[group] for group in sorted(groups)])
        if nearest is None:
            return Sighting(None, excluded, groups)
        found = self._matched(nearest)
        if missing:
            return Sighting(None, excluded, groups, found)
        return Sighting(found, excluded, groups)

    def _matched(self, spans: Sequence[Span]) -> Match:
        phrase = _ALL_OF.join(self._spelt[span.number] for span in spans)
        return Match(phrase, min(s.start for s in spans), max(s.end for s in spans))


def _nearest(groups: Sequence[Sequence[Span]]) -> tuple[Span, ...] | None:
    """One span of each group, with the fewest words between them, if they stand near together.

    Each span is tried as the first of all, with the next ones of the other groups: linear but for
    a search, however often a text repeats itself.
    """
    groups = [_longest(group) for group in groups]
    starts = [[span.start for span in group] for group in groups]
    best: tuple[Span, ...] | None = None
    fewest = _NEAR_WORDS + 1
    for first in sorted({start for group in starts for start in group}):
        places = [bisect_left(group, first) for group in starts]
        if any(place == len(group) for place, group in zip(places, groups, strict=True)):
            break
        chosen = tuple(group[place] for place, group in zip(places, groups, strict=True))
        taken = sum(span.end - span.start for span in chosen)
        between = max(span.end for span in chosen) - min(span.start for span in chosen) - taken
        if between < fewest:
            best, fewest = chosen, between
    return best


def _longest(spans: Sequence[Span]) -> list[Span]:
    """The spans, in order, that do not lie within another: "NATO membership", not "membership"."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end, span.number)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return kept


@lru_cache(maxsize=1024)
def matcher(topic: Topic, language: str | None) -> Matcher:
    """The matcher for one topic and language, compiled once."""
    return Matcher((topic,), language)


def match(topic: Topic, text: str, language: str | None = None) -> Match | None:
    """The phrase by which a text speaks of the topic, or None.

    Args:
        topic: with its phrases, groups and exclusions.
        text: a sentence or a title.
        language: whose stems to compare by.
    """
    seen = matcher(topic, language).look(text).get(topic.slug)
    return seen.match if seen and seen.speaks else None


def may_speak_of(topic: Topic, article: Article) -> bool:
    """Whether an article can possibly speak of a topic, judged by its words alone.

    Quick, since the article is not cut into sentences; where it is False, all affinities are 0.
    """
    return bool(matcher(topic, article.language).topics_of(article))


def affinities(topic: Topic, reading: Reading) -> tuple[Affinity, ...]:
    """How near each sentence of an article is to a topic; all 0 when the article is not of it."""
    return _affinities(topic, reading.article)


# With each article that comes in, a briefing on its topic is made anew from all the others too.
@lru_cache(maxsize=_KEPT)
def _affinities(topic: Topic, article: Article) -> tuple[Affinity, ...]:
    reading = read(article)
    nothing = tuple(Affinity(0.0) for _ in reading.texts)
    compiled = matcher(topic, article.language)
    if not compiled.topics_of(article):
        return nothing
    titled = _sighted(compiled, topic, article.title or "")
    if titled.excluded is not None:
        return nothing
    seen = [_sighted(compiled, topic, text) for text in reading.texts]
    values = [_by_words(topic, index, seen, titled) for index in range(len(seen))]
    for index in range(1, len(values)):
        if values[index].value == 0 and values[index - 1].value == 1 and _goes_on(reading, index):
            values[index] = Affinity(_REFERS_BACK)
    open_lead = bool(values) and values[0].value == 0 and seen[0].excluded is None
    if titled.match and open_lead and _tells_title(reading):
        values[0] = Affinity(_LEAD_OF_TITLE, titled.match.phrase)
    return tuple(values)


def _sighted(compiled: Matcher, topic: Topic, text: str) -> Sighting:
    return compiled.look(text).get(topic.slug, _NOTHING)


def _by_words(topic: Topic, index: int, seen: Sequence[Sighting], titled: Sighting) -> Affinity:
    """What a sentence's own words make of it, and those of the title and the sentences before.

    In a report on NATO, "Ukraine's accession" is accession to NATO: the title or the two sentences
    before may supply one group, but not the first, which says what the topic is about. On articles
    that we labelled by hand, 14 of 15 such sentences spoke of the topic.
    """
    sentence = seen[index]
    if sentence.excluded is not None:
        return Affinity(0.0)
    if sentence.match:
        return Affinity(1.0, sentence.match.phrase)
    if sentence.part:
        around = [titled, *seen[max(index - _SUPPLIED_BY_BEFORE, 0) : index]]
        supplied = sentence.groups.union(*(other.groups for other in around))
        if len(supplied) == len(topic.all_of):
            return Affinity(_SUPPLIED, sentence.part.phrase)
    return Affinity(0.0)


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a sentence refers back to the one before it in its paragraph."""
    same = reading.sentences[index].paragraph == reading.sentences[index - 1].paragraph
    return same and leans(reading.texts[index], reading.article.language)


def _tells_title(reading: Reading) -> bool:
    """Whether the first sentence says in other words what the title says."""
    title = terms_of(reading.article.title or "", reading.article.language)
    lead = reading.terms[0]
    return len(_content(title) & _content(lead)) >= _SHARED_WITH_TITLE


def _content(terms: Terms) -> set[str]:
    return {s for s, content in zip(terms.stems, terms.content, strict=True) if content}
