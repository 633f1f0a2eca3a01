"""Does an article, and which of its sentences, speak of a topic.

Phrases match by stem and with spelling folds, so "air defence" finds "air defenses" and "Kyiv"
finds "Kiev". The words of a phrase may stand a word apart ("join the alliance" finds "join the
Western alliance", "air defence" finds "air and missile defence"), but never across punctuation.
Nothing is ever read as a regular expression.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from summaries.candidates import leans
from summaries.model import Topic
from summaries.ranking import Terms, terms_of
from summaries.reading import Reading
from summaries.terms import fold, stemmer, token_spans

_CONJUNCTIONS = frozenset("and or та і й и или або und oder et ou y o e i oraz lub".split())
_INSIDE_WORDS = frozenset("./&+_")
_NEAR_WORDS = 14
_REFERS_BACK = 0.5
_LEAD_OF_TITLE = 0.5
_SHARED_WITH_TITLE = 2
_MOST_MATCHES_A_GROUP = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    Attributes:
        phrase: as the topic spells it.
        start, end: the span of the text's words that it covers, counted in words.
    """

    phrase: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Affinity:
    """How near a sentence is to a topic.

    Attributes:
        value: 1 when it speaks of it, less when it only belongs to what does, 0 else.
        phrase: what it holds of the topic, if anything.
    """

    value: float
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    word: str
    joined: bool  # nothing but white space, hyphens and apostrophes stands before it


def _words(text: str, language: str | None) -> list[_Word]:
    stem = stemmer(language)
    words: list[_Word] = []
    end = 0
    for word, start, stop in token_spans(text):
        between = text[end:start]
        # SAMP/T, a.b and R&D are words to whoever writes them; "U.S. aid" is two.
        inside = between in _INSIDE_WORDS or (between == ". " and len(words[-1].word) == 1)
        joined = inside or not between.strip(" \t\n\xa0-‐‑'’ʼ\"“”«»")
        words.append(_Word(stem(fold(word)), word, joined))
        end = stop
    return words


_Index = Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]


def _index(phrases: Sequence[str], language: str | None) -> _Index:
    """Phrases by the first of their words."""
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase in phrases:
        keys = tuple(word.key for word in _words(phrase, language))
        if keys:
            index.setdefault(keys[0], []).append((phrase, keys[1:]))
    return index


@dataclass(frozen=True, slots=True)
class _Compiled:
    phrases: _Index
    groups: tuple[_Index, ...]
    exclude: _Index


@lru_cache(maxsize=1024)
def _compiled(topic: Topic, language: str | None) -> _Compiled:
    return _Compiled(
        _index(topic.phrases, language),
        tuple(_index(group, language) for group in topic.all_of),
        _index(topic.exclude, language),
    )


def _found(words: Sequence[_Word], index: _Index) -> Iterator[Match]:
    for start, word in enumerate(words):
        for phrase, rest in index.get(word.key, ()):
            end = _rest_found(words, start + 1, rest)
            if end is not None:
                yield Match(phrase, start, end)


def _rest_found(words: Sequence[_Word], position: int, rest: Sequence[str]) -> int | None:
    """Where the rest of a phrase ends that goes on at ``position``, or None."""
    for key in rest:
        slack = 1
        while True:
            if position >= len(words) or not words[position].joined:
                return None
            if words[position].key == key:
                break
            word = words[position].word
            if word not in _CONJUNCTIONS and len(word) > 1:
                slack -= 1
            if slack < 0:
                return None
            position += 1
        position += 1
    return position


def match(topic: Topic, text: str, language: str | None = None) -> Match | None:
    """The phrase by which a text speaks of the topic, or None.

    Args:
        topic: with its phrases, groups and exclusions.
        text: a sentence or a title.
        language: whose stems to compare by.
    """
    compiled = _compiled(topic, language)
    words = _words(text, language)
    if next(_found(words, compiled.exclude), None):
        return None
    found = next(_found(words, compiled.phrases), None)
    return found or _all_near(words, compiled.groups)


def _all_near(words: Sequence[_Word], groups: Sequence[_Index]) -> Match | None:
    """The closest set of one phrase from each group, if they stand near one another."""
    if not groups:
        return None
    found = [list(_found(words, group))[:_MOST_MATCHES_A_GROUP] for group in groups]
    best: Match | None = None
    for choice in product(*found):
        start, end = min(m.start for m in choice), max(m.end for m in choice)
        taken = sum(m.end - m.start for m in choice)
        near = end - start - taken <= _NEAR_WORDS
        if near and (best is None or end - start < best.end - best.start):
            best = Match(" + ".join(m.phrase for m in choice), start, end)
    return best


def affinities(topic: Topic, reading: Reading) -> tuple[Affinity, ...]:
    """How near each sentence of an article is to a topic; all 0 when the article is not of it."""
    article = reading.article
    language = article.language
    if article.title and _excluded(topic, article.title, language):
        return tuple(Affinity(0.0) for _ in reading.texts)
    values: list[Affinity] = []
    for index, text in enumerate(reading.texts):
        found = match(topic, text, language)
        if found:
            values.append(Affinity(1.0, found.phrase))
        elif (
            index
            and values[-1].value == 1.0
            and reading.sentences[index].paragraph == reading.sentences[index - 1].paragraph
            and leans(text, language)
        ):
            values.append(Affinity(_REFERS_BACK))
        else:
            values.append(Affinity(0.0))
    titled = match(topic, article.title, language) if article.title else None
    if titled and values and values[0].value == 0 and _tells_title(reading):
        values[0] = Affinity(_LEAD_OF_TITLE, titled.phrase)
    return tuple(values)


def _tells_title(reading: Reading) -> bool:
    """Whether the first sentence says in other words what the title says."""
    title = terms_of(reading.article.title or "", reading.article.language)
    lead = reading.terms[0]
    return len(_content(title) & _content(lead)) >= _SHARED_WITH_TITLE


def _content(terms: Terms) -> set[str]:
    return {s for s, content in zip(terms.stems, terms.content, strict=True) if content}


def _excluded(topic: Topic, text: str, language: str | None) -> bool:
    return any(_found(_words(text, language), _compiled(topic, language).exclude))
