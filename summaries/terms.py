"""Tokens, stems, stop words and spelling folds."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files

import Stemmer

from summaries import slavic

# What a person does not see as a letter of its own: accents that stand behind their letter, soft
# hyphens, joiners.
_MARKS = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_CYRILLIC = rf"[\u0400-\u052f]+(?:[{_MARKS}]+[\u0400-\u052f]*)*"
# Words of letters and digits. Cyrillic words may hold an apostrophe (об'єкт); Latin ones end at it,
# so that "Russia's" gives "russia" and "s", as in the measurements behind the ranking's constants.
_TOKEN = re.compile(rf"{_CYRILLIC}(?:['’ʼ]{_CYRILLIC})*|[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
# Marks, ligatures and full-width letters: what needs more than lower case to be compared.
_UNUSUAL = re.compile(rf"[{_MARKS}\ufb00-\ufb06\uff10-\uff5a]")
_MARK = re.compile(rf"[{_MARKS}]+")

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
_CYRILLIC_LANGUAGES = frozenset({"uk", "ru"})

_SHORTEST_STEMMED = 4
_CACHED_STEMS = 50_000
_OURS = {"uk": slavic.ukrainian, "pl": slavic.polish}
# A stop word's stem begins with it, a content word's never.
_STOP = "·"
_ONLY_RUSSIAN = re.compile("[ыэъё]")
# Keys to compare by, within a language: Russian prints both "ещё" and "еще", French both "État" and
# "Etat". Not more: "sad" and "sąd", "ano" and "año" are different words.
_SAME_LETTERS = {"ru": str.maketrans("ё", "е"), "uk": str.maketrans("ґ", "г")}
# Snowball cuts "ciudad" like a verb and "ciudades" like a noun: so a plural is made singular first.
_PLURALS = {
    "es": (re.compile("(?<=...[aeo])s$|(?<=..[drnjyz])es$|(?<=.[^bcfgp]l)es$"), ""),
    "pt": (re.compile("(?<=...[aeoãu])s$"), ""),
    "fr": (re.compile("(?<=...[eétdrlncmpgfo])s$|(?<=...[^o]u)s$"), ""),
}
_FRENCH_CAPITALS = str.maketrans("àâäçéèêëîïôöùûü", "aaaceeeeiioouuu")

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
    """The words of a text, in lower case.

    A word reads the same however it is encoded: accents that stand apart join their letter (those
    that only mark stress go), full-width letters become plain, soft hyphens vanish.
    """
    if "İ" in text or _UNUSUAL.search(text):
        return [word for word, _, _ in token_spans(text)]
    return _TOKEN.findall(_one_apostrophe(text.lower()))


def token_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, as ``tokens`` gives them, each with where it starts and ends.

    Lower case is taken word by word, so that positions stay right where it changes the length.
    """
    return [
        (_plain(m.group().lower()), m.start(), m.end())
        for m in _TOKEN.finditer(_one_apostrophe(text))
    ]


def _one_apostrophe(text: str) -> str:
    return text.replace("’", "'").replace("ʼ", "'")


def _plain(word: str) -> str:
    if _UNUSUAL.search(word) is None:
        return word
    return _MARK.sub("", unicodedata.normalize("NFKC", word))


@lru_cache(maxsize=32)
def stemmer(language: str | None) -> Callable[[str], str]:
    """A function from a lower-case word to its stem, a key to compare words by.

    English: M. F. Porter, "An algorithm for suffix stripping" (1980), as in the measurements behind
    the ranking. Ukrainian and Polish: ``slavic``. Others: Snowball. A word in another alphabet than
    the language's is stemmed as English or, if Cyrillic, as Ukrainian or Russian, so that NATO and
    Patriots are the same in each. Outside English a stop word has a stem of its own that no other
    word shares.
    """
    code = language if language in _NAMES else "en"
    own = _stem_word(code)
    cyrillic = code in _CYRILLIC_LANGUAGES
    same = _SAME_LETTERS.get(code)
    stops = frozenset() if code == "en" else _with_folds(code)

    @lru_cache(maxsize=_CACHED_STEMS)
    def stem(word: str) -> str:
        if word in stops:
            return _STOP + (word.translate(same) if same else word)
        if cyrillic != ("\u0400" <= word[:1] <= "\u052f"):
            return _stem_word(_other_language(word, cyrillic=cyrillic))(word)
        return own(word)

    return stem


def _with_folds(code: str) -> frozenset[str]:
    # Some callers fold words first, which knows of no language: "sobre" comes as "sober".
    return stop_words(code) | frozenset(map(fold, stop_words(code)))


def _other_language(word: str, *, cyrillic: bool) -> str:
    if cyrillic:
        return "en"
    return "ru" if _ONLY_RUSSIAN.search(word) else "uk"


@lru_cache(maxsize=32)
def _stem_word(code: str) -> Callable[[str], str]:
    algorithm = "porter" if code == "en" else _NAMES[code]
    # Its own cache is slower than no cache, and ours is in front of it.
    stem_word = _OURS.get(code) or Stemmer.Stemmer(algorithm, 0).stemWord
    same = _SAME_LETTERS.get(code)
    plural, singular = _PLURALS.get(code, (None, ""))

    def stem(word: str) -> str:
        if same:
            word = word.translate(same)
        if code == "fr":
            word = word[:1].translate(_FRENCH_CAPITALS) + word[1:]
        if plural:
            word = plural.sub(singular, word)
        # The light stemmers know which short words they may touch.
        short = len(word) < _SHORTEST_STEMMED and code not in _OURS
        return word if short else str(stem_word(word))

    return stem


@lru_cache(maxsize=32)
def stop_words(language: str | None) -> frozenset[str]:
    """The words of a language that say nothing of a subject, in lower case.

    English: sumy's list, with which the ranking's constants were measured. Sumy has none for
    Russian and fragments for most others; theirs are ours (``data/stop_*.txt``).
    """
    if language == "en" or language not in _NAMES:
        # Read as a data file: importing sumy.utils would bring in much that is not needed.
        source = files("sumy") / "data" / "stopwords" / "english.txt"
    else:
        source = files("summaries") / "data" / f"stop_{language}.txt"
    return frozenset(tokens(source.read_text("utf-8")))


@lru_cache(maxsize=32)
def stop_stems(language: str | None) -> frozenset[str]:
    """The stems of the stop words of a language: a word is one when its stem is here.

    In English a word counts as a stop word when it shares the stem of one, and contractions (won't)
    give each of their parts: so the ranking's constants were measured. In the others only the words
    of the list do, for inflected words share too many stems.
    """
    code = language if language in _NAMES else "en"
    words = stop_words(code) if code == "en" else _with_folds(code)
    return frozenset(map(stemmer(code), words))


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
