"""Phrases looked for in texts: thousands of them, in one pass.

Words match by stem and with spelling folds, so "air defence" finds "air defenses" and "Kyiv" finds
"Kiev". A word in another alphabet than its article's goes by a stemmer of that alphabet, so that a
Ukrainian article's "Patriots" are found as an English one's are. The words of a phrase may stand a
word apart ("join the alliance" finds "join the Western alliance", "air defence" finds "air and
missile defence"), but never across punctuation that the phrase lacks. Two or three capitals are an
abbreviation and match capitals only: "AD" does not find "ad". Nothing is ever read as a regular
expression.

The structure is an inverted index: each phrase hangs on that of its words which the fewest other
phrases hold, and is looked at in the text itself only where the text holds all its words.
docs/architecture.md says why it is no Aho-Corasick automaton.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from summaries.terms import fold, stemmer, token_spans, tokens

_CONJUNCTIONS = frozenset("and or та і й и или або und oder et ou y o e i oraz lub".split())
_INSIDE_WORDS = frozenset("./&+_")
_JOINING = " \t\n\r\xa0\u2009\u202f-‐‑'’ʼ\"“”„«»"
_APART = 1
_MOST_FREE = 3
_LONGEST_LOOSE = 12
_MOST_OF_ONE = 1_000
_CYRILLIC = frozenset({"uk", "ru"})
_ABBREVIATION = range(2, 4)
_CACHED_KEYS = 65_536
_CACHED_PIECES, _LONGEST_REMEMBERED = 32_768, 64


@lru_cache(maxsize=32)
def key_by(language: str | None) -> Callable[[str], str]:
    """A function from a lower-case word to what its forms and spellings share.

    Args:
        language: of the text that the word is compared with.
    """
    cyrillic = language in _CYRILLIC
    own, foreign = stemmer(language), stemmer("en" if cyrillic else "uk")

    @lru_cache(maxsize=_CACHED_KEYS)
    def key(word: str) -> str:
        folded = fold(word)
        at_home = ("\u0400" <= folded[0] <= "\u052f") is cyrillic
        return own(folded) if at_home else foreign(folded)

    return key


def _lower_words(text: str) -> list[str]:
    # Two letters alone are put in lower case differently within a word and within a text.
    if "İ" in text or "Σ" in text:
        return [word for word, *_ in token_spans(text)]
    return tokens(text)


class _Words:
    """The words of a text, each with its key."""

    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        self.words = _lower_words(text)
        self.keys = list(map(key_by(language), self.words))

    @cached_property
    def _spans(self) -> list[tuple[str, int, int]]:
        return token_spans(self._text)  # slower than the words alone, and seldom needed

    def free(self, index: int) -> bool:
        """Whether a word may stand between the words of a phrase at no cost."""
        word = self.words[index]
        return word in _CONJUNCTIONS or len(word) == 1

    def written(self, index: int) -> str:
        """A word as it stands in the text."""
        _, start, end = self._spans[index]
        return self._text[start:end]

    def joined(self, index: int) -> bool:
        """Whether only white space, hyphens or quotation marks part a word from the one before."""
        before, _, end = self._spans[index - 1]
        between = self._text[end : self._spans[index][1]]
        # SAMP/T, a.b and R&D are words to whoever writes them; "U.S. aid" is two.
        if between in _INSIDE_WORDS or (between == ". " and len(before) == 1):
            return True
        return not between.strip(_JOINING)


@lru_cache(maxsize=32)
def _keys_by(language: str | None) -> Callable[[str], tuple[str, ...]]:
    """A function from a piece of text without white space to the keys of its words.

    Most pieces come again and again, so that remembering theirs is several times as quick as
    cutting each text into words.
    """

    @lru_cache(maxsize=_CACHED_PIECES)
    def keys(piece: str) -> tuple[str, ...]:
        return tuple(_Words(piece, language).keys)

    return keys


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a phrase.

    Attributes:
        abbreviation: how it must be written, if that counts.
        joined: no punctuation parts it from the one before.
    """

    key: str
    abbreviation: str | None
    joined: bool

    def fits(self, words: _Words, index: int) -> bool:
        """Whether it is a word of a text."""
        return self.key == words.keys[index] and (
            self.abbreviation is None or self.abbreviation == words.written(index)
        )


def _parts(phrase: str, language: str | None) -> tuple[_Part, ...]:
    words = _Words(phrase, language)
    return tuple(
        _Part(
            key,
            _abbreviation(words.written(index)),
            index == 0 or words.joined(index),
        )
        for index, key in enumerate(words.keys)
    )


def _abbreviation(written: str) -> str | None:
    short = len(written) in _ABBREVIATION
    return written if short and written.isalpha() and written.isupper() else None


@dataclass(frozen=True, slots=True)
class _Phrase:
    number: int
    parts: tuple[_Part, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a phrase stands in a text.

    Attributes:
        number: of the phrase, in the order given.
        start, end: counted in words.
    """

    number: int
    start: int
    end: int


class Phrases:
    """Phrases compiled to be looked for in texts of one language.

    Args:
        phrases: as they are spelt; one without a letter or digit is never found.
        language: ISO 639-1 code of the texts.
        apart: how many words may stand between two words of a phrase.
    """

    def __init__(
        self, phrases: Sequence[str], language: str | None, *, apart: int = _APART
    ) -> None:
        self._language = language
        self._apart = apart
        self._phrases = [
            _Phrase(number, parts, frozenset(part.key for part in parts))
            for number, phrase in enumerate(phrases)
            for parts in [_parts(phrase, language)]
        ]
        held_by = Counter(key for phrase in self._phrases for key in phrase.keys)
        self._relevant = frozenset(held_by)
        self._anchored: dict[str, list[tuple[frozenset[str], _Phrase]]] = {}
        for phrase in self._phrases:
            if phrase.parts:
                rarest = min(phrase.keys, key=lambda key: (held_by[key], -len(key), key))
                others = phrase.keys - {rarest}
                self._anchored.setdefault(rarest, []).append((others, phrase))

    def keys_in(self, text: str) -> AbstractSet[str]:
        """Those words of a text that some phrase holds, as keys."""
        keys = _keys_by(self._language)
        pieces = set(text.split())
        remembered = [piece for piece in pieces if len(piece) <= _LONGEST_REMEMBERED]
        found = self._relevant.intersection(chain.from_iterable(map(keys, remembered)))
        if len(remembered) < len(pieces):
            long = (piece for piece in pieces if len(piece) > _LONGEST_REMEMBERED)
            found |= self._relevant.intersection(_Words(" ".join(long), self._language).keys)
        return found

    def possible(self, keys: AbstractSet[str]) -> list[int]:
        """The numbers of the phrases all of whose words are among some keys; no other can match.

        Args:
            keys: from ``keys_in``, of a text or of several together.
        """
        return [phrase.number for phrase in self._possible(keys)]

    def _possible(self, keys: AbstractSet[str]) -> list[_Phrase]:
        return [
            phrase
            for key in keys & self._anchored.keys()
            for others, phrase in self._anchored[key]
            if others <= keys
        ]

    def find(self, text: str) -> list[Span]:
        """Where phrases stand in a text, in order of (start, number).

        Args:
            text: a sentence or a title.
        """
        phrases = self._possible(self.keys_in(text))
        if not phrases:
            return []
        words = _Words(text, self._language)
        places: dict[str, list[int]] = {phrase.parts[0].key: [] for phrase in phrases}
        for index, key in enumerate(words.keys):
            if key in places:
                places[key].append(index)
        spans = [
            span
            for phrase in phrases
            for span in islice(self._spans(words, places, phrase), _MOST_OF_ONE)
        ]
        return [Span(number, start, end) for start, number, end in sorted(spans)]

    def _spans(
        self, words: _Words, places: Mapping[str, Sequence[int]], phrase: _Phrase
    ) -> Iterator[tuple[int, int, int]]:
        """Where a phrase stands: start, number, end."""
        find_end = self._end if len(phrase.parts) <= _LONGEST_LOOSE else self._end_of_long
        for start in places[phrase.parts[0].key]:
            end = find_end(words, start, phrase.parts)
            if end is not None:
                yield start, phrase.number, end

    def _end(self, words: _Words, start: int, parts: Sequence[_Part]) -> int | None:
        """Where a phrase that begins with a word of a text ends soonest, or None."""
        if not parts[0].fits(words, start):
            return None
        ends = [start + 1]
        for part in parts[1:]:
            found = sorted(
                {
                    place + 1
                    for end in ends
                    for place in self._within_reach(words, end)
                    if part.fits(words, place)
                    and (not part.joined or all(map(words.joined, range(end, place + 1))))
                }
            )
            if not found:
                return None
            # The soonest and the last are enough to go on from, and keep a text that repeats
            # itself from costing more at every word.
            ends = [found[0], found[-1]] if len(found) > 1 else found
        return ends[0]

    def _end_of_long(self, words: _Words, start: int, parts: Sequence[_Part]) -> int | None:
        """The same for a phrase that is too long for other words to stand in it."""
        end = start + len(parts)
        if words.keys[start:end] != [part.key for part in parts]:
            return None
        whole = all(
            part.fits(words, place) and (place == start or not part.joined or words.joined(place))
            for place, part in enumerate(parts, start)
        )
        return end if whole else None

    def _within_reach(self, words: _Words, position: int) -> Iterator[int]:
        """The places where the next word of a phrase may stand."""
        apart = free = 0
        while position < len(words.keys):
            yield position
            if words.free(position):
                free += 1
            else:
                apart += 1
            if apart > self._apart or free > _MOST_FREE:
                return
            position += 1
