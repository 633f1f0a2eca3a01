"""Which language a text is written in."""

from functools import lru_cache
from typing import TYPE_CHECKING

from summaries.terms import LANGUAGES

if TYPE_CHECKING:
    from lingua import LanguageDetector

_ENOUGH = 2_000
_LEAST_LETTERS = 20


@lru_cache(maxsize=1)
def _detector() -> "LanguageDetector":
    # Low accuracy mode means trigrams only: as good on anything longer than a headline, and 16 MB
    # of memory instead of 250.
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper()) for code in LANGUAGES]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def detect(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, None where there is too little to tell by.

    Only the languages that Quotewire speaks are told apart (``terms.LANGUAGES``).
    """
    if sum(map(str.isalpha, text[:_ENOUGH])) < _LEAST_LETTERS:
        return None
    found = _detector().detect_language_of(text[:_ENOUGH])
    return None if found is None else str(found.iso_code_639_1.name).lower()
