"""Number words of the news: "двісті", "zwölf", "trois", "тис.", "Mrd.".

Single words only: the caller puts "twenty-one" and "сто двадцять" together. Ordinals are no
numbers here, nor are words that are articles too ("un", "eine") or mean a vague number ("dozens").
"""

from functools import lru_cache
from importlib.resources import files

from summaries.terms import LANGUAGES, tokens

_LEAST_TEN = 20
_LONGEST = 40
"""In letters; "siebenhundertsiebenundsiebzig" has 29."""


@lru_cache(maxsize=32)
def _tables(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """The numbers of words, and what words multiply by: the rows of a file that begin with x."""
    source = files("summaries") / "data" / f"numbers_{language}.txt"
    values: dict[str, int] = {}
    times: dict[str, int] = {}
    if language in LANGUAGES:
        for row in source.read_text("utf-8").splitlines():
            number, *words = row.split()
            table = times if number.startswith("x") else values
            table.update(dict.fromkeys(words, int(number.removeprefix("x"))))
    return values, times


@lru_cache(maxsize=2)
def _units(language: str) -> dict[str, int]:
    """Numbers below ten as compounds hold them."""
    ones = {"ein": 1} if language == "de" else {"un": 1, "uno": 1, "tré": 3}
    return {w: n for w, n in _tables(language)[0].items() if 0 < n < 10} | ones


def value_of(word: str, language: str | None) -> int | None:
    """The number that a single word stands for, below a thousand; None where it stands for none.

    Args:
        word: in any case, with an apostrophe of any shape; "forty-two" is two words.
        language: ISO 639-1 code; None is read as English.
    """
    plain = _plain(word)
    code = language or "en"
    known = _tables(code)[0].get(plain)
    if known is not None:
        return known
    if code == "de":
        return _german(plain)
    return _italian(plain) if code == "it" else None


def multiplier_of(word: str, language: str | None) -> int | None:
    """What a word multiplies the number before it by: "million", "тис.", "Mrd."; None if nothing.

    Alone such a word is a number too ("mille", "сто тисяч" is 100 times 1000). English and German
    hundreds multiply (two hundred); where a hundred is one word (двісті) ``value_of`` knows it.

    Args:
        word: as for ``value_of``; a full stop behind it counts for nothing.
        language: ISO 639-1 code; None is read as English.
    """
    return _tables(language or "en")[1].get(_plain(word))


def _plain(word: str) -> str:
    parts = tokens(word)
    return parts[0] if len(parts) == 1 and len(parts[0]) <= _LONGEST else ""


def _german(word: str) -> int | None:
    """Compounds: einundzwanzig, zweihundert, dreihundertfünfzig."""
    units = _units("de")
    hundreds, found, rest = word.partition("hundert")
    if found:
        times = units.get(hundreds)
        last = value_of(rest.removeprefix("und"), "de") if rest else 0
        return None if times is None or last is None else 100 * times + last
    unit, _, tens = word.partition("und")
    ten = _tables("de")[0].get(tens, 0)
    return ten + units[unit] if unit in units and ten >= _LEAST_TEN else None


def _italian(word: str) -> int | None:
    """Compounds: ventuno, trentotto, duecento, centoventi."""
    units = _units("it")
    hundreds, found, rest = word.partition("cento")
    if found and (hundreds or rest):
        times = units.get(hundreds) if hundreds else 1
        last = value_of(rest, "it") if rest else 0
        return None if times is None or last is None else 100 * times + last
    for name, ten in _tables("it")[0].items():
        # Before a vowel the last letter of the tens goes: trent-otto.
        for stem in (name, name[:-1]) if ten >= _LEAST_TEN else ():
            if word.startswith(stem) and word[len(stem) :] in units:
                return ten + units[word[len(stem) :]]
    return None
