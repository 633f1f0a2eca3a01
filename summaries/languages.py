"""Which language a text is written in.

lingua tells the languages apart that we speak, and takes any other for one of them. So its answer
is held against what every text of a language has: its commonest words, and no letters but its own.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from summaries.terms import LANGUAGES, stop_words, tokens

if TYPE_CHECKING:
    from lingua import LanguageDetector

_ENOUGH = 400
_LEAST_LETTERS = 20
_LEAST_WORDS = 8
_TELLING = 120
_MANY_WORDS = 40
# Shares of stop words. News in the languages that inflect richly has few, 0.2 and more in texts of
# some length; the others have 0.3 and more. Of texts in other languages, 0.2 at most sounds like
# one of ours.
_LEAST_INFLECTED, _LEAST_SHORT, _LEAST_LONG = 0.08, 0.12, 0.22
_INFLECTED = frozenset({"uk", "ru", "pl"})
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґ]"), re.compile("[ыэё]")
# Letters that none of our languages writes, but others of the same alphabets do.
_FOREIGN = re.compile("[ўјљњђћџѓќәғқңөұүһığşřěůășțőűåđơưþðčšž]")
_FOREIGN_SHARE = 0.01
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


@lru_cache(maxsize=1)
def _detector() -> "LanguageDetector":
    # Low accuracy mode means trigrams only: as good on anything longer than a headline, and 16 MB
    # of memory instead of 250.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language.

    Only the languages that Quotewire speaks are told (``terms.LANGUAGES``); None where there is too
    little to tell by, or where it is another one. A long text is read at its start and middle.
    """
    sample = _sample(text).lower()
    letters = _count(_LETTER, sample)
    if letters < _LEAST_LETTERS or _count(_FOREIGN, sample) > _FOREIGN_SHARE * letters:
        return None
    cyrillic = 2 * _count(_CYRILLIC, sample) > letters
    code = _by_letters(sample) if cyrillic else _by_trigrams(sample)
    return code if code and _sounds_like(sample, code) else None


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def _sample(text: str) -> str:
    if len(text) <= _ENOUGH:
        return text
    middle = len(text) // 2
    return f"{text[: _ENOUGH // 2]}\n{text[middle : middle + _ENOUGH // 2]}"


def _by_letters(sample: str) -> str | None:
    """Which of the languages in Cyrillic letters; trigrams tell where the letters do not."""
    ukrainian, russian = _count(_UKRAINIAN, sample), _count(_RUSSIAN, sample)
    if not ukrainian and not russian and len(sample) > _TELLING:
        return None  # Bulgarian, Serbian
    if ukrainian > 2 * russian:
        return "uk"
    return "ru" if russian > 2 * ukrainian else _by_trigrams(sample)


def _by_trigrams(sample: str) -> str | None:
    readable = sample.encode("utf-8", "replace").decode("utf-8")  # no half surrogate pairs
    found = _detector().detect_language_of(readable)
    return None if found is None else str(found.iso_code_639_1.name).lower()


def _sounds_like(sample: str, code: str) -> bool:
    words = tokens(sample)
    if len(words) < _LEAST_WORDS:
        return True
    stops = stop_words(code)
    share = sum(word in stops for word in words) / len(words)
    if code in _INFLECTED:
        return share >= _LEAST_INFLECTED
    return share >= (_LEAST_SHORT if len(words) < _MANY_WORDS else _LEAST_LONG)
