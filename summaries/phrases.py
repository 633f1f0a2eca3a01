"""Phrases looked for in texts: thousands of them, in one pass.

Words match by stem and with spelling folds, so "air defence" finds "air defenses" and "Kyiv" finds
"Kiev". A word in another alphabet than its article's goes by a stemmer of that alphabet, so that a
Ukrainian article's "Patriots" are found as an English one's are. The words of a phrase may stand a
word apart ("join the alliance" finds "join the Western alliance", "air defence" finds "air and
missile defence"), but never across punctuation that the phrase lacks. Two or three capitals are an
abbreviation and match capitals only: "AD" does not find "ad". Nothing is ever read as a regular
expression.

The structure is an inverted index: each phrase hangs on that of its words which the fewest other
phrases hold, and is looked at in the text itself only where the text holds all its words. An
Aho-Corasick automaton would be no faster here, since words may stand between the words of a phrase
and so every hit must be looked at again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from summaries.terms import fold, stemmer, token_spans, tokens

_CONJUNCTIONS = frozenset("and or та і й и или або und oder et ou y o e i oraz lub".split())
_INSIDE_WORDS = frozenset("./&+_")
_JOINING = " \t\n\r\xa0\u2009\u202f-‐‑'’ʼ\"“”„«»"
_APART = 1
_MOST_FREE = 3
_CYRILLIC = frozenset({"uk", "ru"})
_ABBREVIATION = range(2, 4)
_CACHED_KEYS = 65_536


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


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text or of a phrase.

    Attributes:
        key: what its forms and spellings share.
        word: in lower case.
        written: as it stands there.
        joined: nothing but white space, hyphens and quotation marks parts it from the one before.
    """

    key: str
    word: str
    written: str
    joined: bool


def _words(text: str, language: str | None) -> list[_Word]:
    key = key_by(language)
    words: list[_Word] = []
    end = 0
    for word, start, stop in token_spans(text):
        between = text[end:start]
        # SAMP/T, a.b and R&D are words to whoever writes them; "U.S. aid" is two.
        inside = between in _INSIDE_WORDS or (
            between == ". " and words and len(words[-1].word) == 1
        )
        joined = bool(inside) or not between.strip(_JOINING)
        words.append(_Word(key(word), word, text[start:stop], joined))
        end = stop
    return words


@dataclass(frozen=True, slots=True)
class _Phrase:
    number: int
    words: tuple[_Word, ...]
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
        self._key = key_by(language)
        self._apart = apart
        self._phrases = [
            _Phrase(number, words, frozenset(word.key for word in words))
            for number, phrase in enumerate(phrases)
            for words in [tuple(_words(phrase, language))]
        ]
        held_by = Counter(key for phrase in self._phrases for key in phrase.keys)
        self._relevant = frozenset(held_by)
        self._anchored: dict[str, list[_Phrase]] = {}
        for phrase in self._phrases:
            if phrase.words:
                rarest = min(phrase.keys, key=lambda key: (held_by[key], -len(key), key))
                self._anchored.setdefault(rarest, []).append(phrase)

    def keys_in(self, text: str) -> AbstractSet[str]:
        """Those words of a text that some phrase holds, as keys."""
        words = set(tokens(text))
        # Two letters alone are put in lower case differently within a word and within a text.
        if "İ" in text or "Σ" in text:
            words.update(word for word, *_ in token_spans(text))
        return self._relevant.intersection(map(self._key, words))

    def possible(self, keys: AbstractSet[str]) -> list[int]:
        """The numbers of the phrases all of whose words are among some keys; the rest cannot match.

        Args:
            keys: from ``keys_in``, of a text or of several together.
        """
        return [
            phrase.number
            for key in keys & self._anchored.keys()
            for phrase in self._anchored[key]
            if phrase.keys <= keys
        ]

    def find(self, text: str, among: Iterable[int] | None = None) -> list[Span]:
        """Where phrases stand in a text, in order of (start, number).

        Args:
            text: a sentence or a title.
            among: the numbers of the phrases to look for, where it is known that only these can be
                there; None looks for all.
        """
        keys = self.keys_in(text)
        numbers = self.possible(keys) if among is None else among
        phrases = [p for p in map(self._phrases.__getitem__, numbers) if p.words and p.keys <= keys]
        if not phrases:
            return []
        words = _words(text, self._language)
        places: dict[str, list[int]] = {phrase.words[0].key: [] for phrase in phrases}
        for index, word in enumerate(words):
            if word.key in places:
                places[word.key].append(index)
        spans = [
            Span(phrase.number, start, end)
            for phrase in phrases
            for start in places[phrase.words[0].key]
            for end in [self._end(words, start, phrase.words)]
            if end is not None
        ]
        return sorted(spans, key=lambda span: (span.start, span.number))

    def _end(self, words: Sequence[_Word], start: int, phrase: Sequence[_Word]) -> int | None:
        """Where a phrase that begins with a word of a text ends soonest, or None."""
        if not _fits(phrase[0], words[start]):
            return None
        ends = {start + 1}
        for part in phrase[1:]:
            ends = {
                place + 1
                for end in ends
                for place in self._within_reach(words, end, across=not part.joined)
                if _fits(part, words[place])
            }
            if not ends:
                return None
        return min(ends)

    def _within_reach(
        self, words: Sequence[_Word], position: int, *, across: bool
    ) -> Iterator[int]:
        """The places where the next word of a phrase may stand."""
        apart = free = 0
        while position < len(words) and (across or words[position].joined):
            yield position
            word = words[position].word
            if word in _CONJUNCTIONS or len(word) == 1:
                free += 1
            else:
                apart += 1
            if apart > self._apart or free > _MOST_FREE:
                return
            position += 1


def _fits(wanted: _Word, word: _Word) -> bool:
    if wanted.key != word.key:
        return False
    written = wanted.written
    abbreviation = len(written) in _ABBREVIATION and written.isalpha() and written.isupper()
    return not abbreviation or word.written == written
