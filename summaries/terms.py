"""Tokens, stems, stop words and spelling folds."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files

import Stemmer

# Words of letters and digits. Cyrillic words may hold an apostrophe (об'єкт); Latin ones end at it,
# so that "Russia's" gives "russia" and "s", as in the measurements behind the ranking's constants.
_TOKEN = re.compile(r"[\u0400-\u052f]+(?:['’ʼ][\u0400-\u052f]+)*|[^\W_]+")

# The languages spoken, with the names that stemmers and stop word lists go by.
_NAMES = {
    "en": "english",
    "uk": "ukrainian",
    "ru": "russian",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "pl": "polish",
    "it": "italian",
    "pt": "portuguese",
}
LANGUAGES: tuple[str, ...] = tuple(_NAMES)

_SHORTEST_STEMMED = 4
_PREFIX = 6
_UKRAINIAN_ENDING = re.compile(
    "(?<=...)(?:ами|ями|ові|еві|єві|ого|ому|ьому|ими|ої|ою|ею|єю|ів|їв|ах|ях|ам|ям|ом|ем|єм|ий|ій|им|ім|"
    "их|іх|[аяуюеєиіоїьй])$"
)
_CACHED_STEMS = 50_000

# Two spellings of one name; the right-hand one is only a common key, shown to nobody.
_SPELLINGS = {
    "kiev": "kyiv",
    "kharkov": "kharkiv",
    "odessa": "odesa",
    "lvov": "lviv",
    "zelenskiy": "zelensky",
    "zelenskyy": "zelensky",
    "volodimir": "volodymyr",
    "grey": "gray",
    "programme": "program",
    "programmes": "programs",
    "sceptical": "skeptical",
    "aeroplane": "airplane",
    "artefact": "artifact",
}
_BRITISH_ENDINGS = (
    (re.compile(r"(?<=en)c(?=e)"), "s"),  # defence
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[drs]?|ing|ations?)$)"), "iz"),  # organise
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able$)"), "or"),  # colour
    (re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"), "er"),  # centre
    (re.compile(r"(?<=[aeiou]l)l(?=ed$|ing$|ers?$)"), ""),  # travelled
)


def tokens(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _TOKEN.findall(_one_apostrophe(text.lower()))


def token_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, in lower case, each with where it starts and ends.

    Lower case is taken word by word, so that positions stay right where it changes the length.
    """
    return [(_one_apostrophe(m.group().lower()), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _one_apostrophe(text: str) -> str:
    return text.replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=32)
def stemmer(language: str | None) -> Callable[[str], str]:
    """A function from a lower-case word to its stem.

    English: M. F. Porter, "An algorithm for suffix stripping" (1980), as in the measurements behind
    the ranking. Others: Snowball where it has the language; Ukrainian, which it lacks: the word
    without its ending, at most six letters of it.
    """
    name = _NAMES.get(language or "en", "english")
    algorithm = "porter" if name == "english" else name
    if algorithm in Stemmer.algorithms():
        stem_word: Callable[[str], str] = Stemmer.Stemmer(algorithm).stemWord
    else:

        def stem_word(word: str) -> str:
            return _UKRAINIAN_ENDING.sub("", word)[:_PREFIX]

    @lru_cache(maxsize=_CACHED_STEMS)
    def stem(word: str) -> str:
        return word if len(word) < _SHORTEST_STEMMED else stem_word(word)

    return stem


@lru_cache(maxsize=32)
def stop_stems(language: str | None) -> frozenset[str]:
    """The stems of the words of a language that say nothing of a subject, by sumy's lists.

    A word counts as a stop word when its stem is here; contractions (won't) give each of their
    parts. This is how the ranking's constants were measured.
    """
    name = _NAMES.get(language or "en", "english")
    # Read as a data file: importing sumy.utils would bring in much that is not needed.
    source = files("sumy") / "data" / "stopwords" / f"{name}.txt"
    if not source.is_file():
        return frozenset()
    return frozenset(map(stemmer(language), tokens(source.read_text("utf-8"))))


@lru_cache(maxsize=_CACHED_STEMS)
def fold(word: str) -> str:
    """A common spelling for words that are spelt in two ways: defence and defense, Kiev and Kyiv.

    The result is a key to compare by, not a word to show.
    """
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for british, american in _BRITISH_ENDINGS:
        word = british.sub(american, word)
    return word


def content_stems(words: Iterable[str], language: str | None) -> list[str]:
    """The stems of the words that carry meaning: no stop words, longer than one letter."""
    stops = stop_stems(language)
    stems = map(stemmer(language), words)
    return [stem for stem in stems if len(stem) > 1 and stem not in stops]
