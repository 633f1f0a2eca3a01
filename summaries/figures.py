"""The figures that a sentence states, and what they count.

"At least 12 people were killed" states 12, of people killed. Dates, times of day, ordinals and
numbers that are part of a name (S-300, No. 3) count nothing and are left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summaries.dates import MONTH
from summaries.numerals import multiplier_of, value_of
from summaries.synonyms import meaning
from summaries.terms import fold, stemmer, stop_stems, token_spans

_NUMBER = re.compile(
    r"(?<![\w.,-])(?<!№ )(?<!№)(?P<digits>\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?:[.,]\d{1,2})?(?![\d])|\d+(?:[.,]\d+)?)"
    r"(?P<scale>bn|mn|tn)?(?![\w:]|[.,]\d|-\d|/\d)"
)
_SCALES = {"mn": 10**6, "bn": 10**9, "tn": 10**12}
_DATES = re.compile(
    rf"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?\.?(?:\s+de|\s+of)?\s+(?:{MONTH})(?:(?:\s+de|,)?\s+(?:19|20)\d\d)?|"
    rf"\b(?:{MONTH})\s+[0-3]?\d(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?:19|20)\d\d)?|"
    r"(?<!\d)(?:19|20)\d\d(?!\d)(?![.,]\d)|(?<!\d)[0-2]?\d[:.][0-5]\d(?!\d)|"
    r"(?<!\d)\d{1,2}\s?(?:a\.?m\b|p\.?m\b|o['’]clock|uhr\b|год\b|часов утра)|\d{1,2}[./]\d{1,2}[./]\d{2,4}",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SPACES, _MARKS = re.compile(r"[ \u00a0\u202f]"), re.compile("[.,]")
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")
_LABELLED = re.compile(
    r"(?:\b(?:no|nos|nr|art|article|section|page|chapter|channel|route|berth|gate|room|flight|unit|brigade|ст|стаття)"
    r"\.?|№)\s?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"^,\s?(?=[^\d\s])|^-(?:year|річн|летн)")
_BREAK = re.compile(r"[,;:.!?()«»“”\"—–]")
# What makes a number a bound, in the nine languages.
_LEAST = re.compile(
    r"\b(?:at least|more than|over|no fewer than|no less than|не менше(?: ніж)?|щонайменше|понад|більше(?: ніж| як)?|"
    r"не менее(?: чем)?|более(?: чем)?|свыше|mindestens|mehr als|über|au moins|plus de|al menos|más de|"
    r"co najmniej|ponad|więcej niż|almeno|oltre|più di|pelo menos|mais de)\s*$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:at most|up to|fewer than|less than|almost|nearly|не більше(?: ніж)?|до|менше(?: ніж)?|майже|не более(?: чем)?|"
    r"менее(?: чем)?|почти|höchstens|bis zu|weniger als|fast|au plus|jusqu['’]à|moins de|presque|como máximo|hasta|menos de|"
    r"casi|najwyżej|do|mniej niż|prawie|al massimo|fino a|meno di|quasi|no máximo|até|quase)\s*$",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"\b(?:another|a further|further|ще|іще|еще|ещё|weitere|encore|autres|otros|otras|jeszcze|kolejne|kolejnych|altri|altre|"
    r"outros|outras|mais)\s*$",
    re.IGNORECASE,
)
# "One of the injured has died": a part of those counted before.
_PART = re.compile(
    r"\s+(?:of (?:the|them|those|whom|these)|(?:із|з|зі|из) (?:них|яких|тих|которых|поранених|раненых)|davon|von ihnen|"
    r"d['’]entre|des (?=bless|vict|mort)|de (?:los|ellos|ellas|las|eles|elas)|dos (?=ferid|mort)|z (?:nich|których)|"
    r"di (?:loro|questi)|dei (?=ferit|mort))\b",
    re.IGNORECASE,
)
_BOUNDS = (("least", _LEAST), ("most", _MOST), ("further", _FURTHER))
_BOUND_REACH = 24
_AND = frozenset("and та і й и und et y e i ed oraz while but а але но".split())
_SIGN_BEFORE = re.compile(r"[$€£₴₽]\s?$")
_SIGN_BEHIND = re.compile(r"[ \u00a0\u202f-]?[%€$£₴₽]")
_REACH = 4
_EVERYBODY = frozenset({"=people"})
FATES = frozenset({"=dead", "=hurt", "=missing", "=downed", "=launched"})
_DECIMAL_POINT = frozenset({"en", None})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts something.

    Attributes:
        value: what it amounts to.
        text: as it is written: "12", "two dozen", "4,5 млн".
        counted: what stands around it: the stems, with synonyms as one.
        bound: "least" for "at least 12", "most" for "up to 12", "further" for "another 12",
            "part" for "one of the", else "".
        unit: the stem right behind it, or a sign for money or per cent; "" where there is none.
    """

    value: float
    text: str
    counted: frozenset[str]
    bound: str = ""
    unit: str = ""

    @property
    def fates(self) -> frozenset[str]:
        """What became of those it counts, if that is said: killed, injured, shot down."""
        return self.counted & FATES


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def figures(text: str, language: str | None = None) -> tuple[Figure, ...]:
    """The figures of a sentence, in order.

    Args:
        text: one sentence.
        language: ISO 639-1 code; None is read as English.
    """
    words = [_Token(*span) for span in token_spans(text)]
    fates: frozenset[str] | None = None
    dates = _DATES.finditer(text) if _DIGIT.search(text) else ()
    found = []
    end = -1
    for index, token in _outside(words, [match.span() for match in dates]):
        if token.start < end:
            continue
        number = _digits(text, token, language) or _spelt(words, index, language)
        if number is None:
            continue
        value, end = number
        last = next((i for i in range(index, len(words)) if words[i].end >= end), index)
        while last + 1 < len(words) and _follows(text, words[last], words[last + 1]):
            times = multiplier_of(words[last + 1].word, language)
            if times is None:
                break
            value, last = value * times, last + 1
            end = words[last].end
        after, before = _around(text, words, index, last, language)
        if not after and not FATES.intersection(before):
            # "The number of people killed has risen to six": the fate stands further off.
            if fates is None:
                fates = FATES & _meanings(words, language)
            before |= fates if len(fates) == 1 else frozenset()
        counted = (after | before) - _EVERYBODY
        bound = _bound(text[max(0, token.start - _BOUND_REACH) : token.start])
        if _PART.match(text, end):
            bound = "part"
        unit = _unit(text, words, index, last, language)
        found.append(Figure(value, text[token.start : end], frozenset(counted), bound, unit))
    return tuple(found)


def _bound(before: str) -> str:
    return next((name for name, words in _BOUNDS if words.search(before)), "")


def _outside(
    words: Sequence[_Token], spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, _Token]]:
    """The words, numbered, that begin in none of some spans; both are in order."""
    place = 0
    for index, token in enumerate(words):
        while place < len(spans) and spans[place][1] <= token.start:
            place += 1
        if place == len(spans) or token.start < spans[place][0]:
            yield index, token


def _meanings(words: Sequence[_Token], language: str | None) -> set[str]:
    stem = stemmer(language)
    return {meaning(stem(fold(token.word)), language) for token in words}


def _digits(text: str, token: _Token, language: str | None) -> tuple[float, int] | None:
    match = _NUMBER.match(text, token.start)
    if match is None or _LABELLED.search(text, max(0, token.start - 12), token.start):
        return None
    if _AGED.match(text, match.end()) and text[: token.start].rstrip().endswith(","):
        return None  # somebody's age, between commas
    value = _value(match["digits"], language)
    return value * _SCALES.get(match["scale"] or "", 1), match.end()


def _value(digits: str, language: str | None) -> float:
    """What digits amount to, whichever way their thousands and fractions are marked off.

    A mark that stands twice marks thousands, and so does one that stands before another; a single
    one before three digits does where that is the custom of the language, and a comma in Spanish
    too: half of those who write it do so.
    """
    plain = _SPACES.sub("", digits)
    marks = _MARKS.findall(plain)
    if not marks:
        return float(plain)
    whole, _, last = plain.rpartition(marks[-1])
    thousands = ".," if language == "es" else "," if language in _DECIMAL_POINT else "."
    if marks[-1] in marks[:-1] or (
        len(marks) == 1 and marks[0] in thousands and _GROUPED.fullmatch(plain)
    ):
        return float(_MARKS.sub("", plain))
    return float(f"{_MARKS.sub('', whole)}.{last}")


@lru_cache(maxsize=20_000)
def _worth(word: str, language: str | None) -> int | None:
    return value_of(word, language)


def _spelt(words: Sequence[_Token], index: int, language: str | None) -> tuple[float, int] | None:
    value = _worth(words[index].word, language)
    if value is None:
        return None
    end = words[index].end
    for token in words[index + 1 : index + 3]:
        unit = _worth(token.word, language)
        if unit is None or token.start - end > 1 or not 0 < unit < _scale(value):
            break
        value, end = value + unit, token.end
    return float(value), end


def _scale(value: int) -> int:
    """Below what a number word adds to the one before it: "twenty" takes 1 to 9."""
    return 100 if value and value % 100 == 0 else 10 if value >= 20 and value % 10 == 0 else 0


def _follows(text: str, token: _Token, following: _Token) -> bool:
    return len(text[token.end : following.start].strip(" \u00a0\u202f-")) == 0


def _unit(text: str, words: Sequence[_Token], first: int, last: int, language: str | None) -> str:
    """What a number is a number of: the next word that means something, or a sign beside it."""
    sign = _SIGN_BEFORE.search(text, max(0, words[first].start - 3), words[first].start)
    sign = sign or _SIGN_BEHIND.match(text, words[last].end)
    if sign:
        return sign.group().strip(" -\u00a0\u202f")
    stem, stops = stemmer(language), stop_stems(language)
    place = words[last].end
    for token in words[last + 1 : last + 3]:
        if _BREAK.search(text, place, token.start) or token.word in _AND:
            return ""
        key = stem(fold(token.word))
        if key not in stops:
            return meaning(key, language)
        place = token.end
    return ""


def _around(
    text: str, words: Sequence[_Token], first: int, last: int, language: str | None
) -> tuple[set[str], set[str]]:
    """What stands behind and before a number, up to where another thought begins."""
    stem, stops = stemmer(language), stop_stems(language)

    def near(span: Iterable[tuple[_Token, str]]) -> set[str]:
        found: set[str] = set()
        for token, between in span:
            if _BREAK.search(between) or token.word in _AND:
                break
            key = stem(fold(token.word))
            if key not in stops and not token.word[0].isdigit():
                found.add(meaning(key, language))
        return found

    after = words[last + 1 : last + 1 + _REACH]
    before = words[max(0, first - _REACH) : first][::-1]
    return (
        near((t, text[words[last + i].end : t.start]) for i, t in enumerate(after)),
        near((t, text[t.end : words[first - i].start]) for i, t in enumerate(before)),
    )
