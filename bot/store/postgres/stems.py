"""What PostgreSQL is given to find articles by their words.

Its own dictionaries know neither Ukrainian nor Polish, and would differ from what is compared here.
So it gets the keys that search compares, each behind the language it is a key in.
"""

from collections.abc import Iterator, Sequence

from summaries.model import Article
from summaries.search import content_keys, parse_query
from summaries.terms import LANGUAGES

_ELSE = "en"  # what has another language or none is read as English
_LONGEST_KEY = 100
_MOST_BYTES = 700_000  # a tsvector holds a megabyte
_MOST_POSITION = 16_383
_MOST_POSITIONS = 255
_MOST_ASKED = 100


def words_of(article: Article) -> str:
    """The keys of an article as a tsvector, those of the title with the weight A."""
    language = article.language or _ELSE
    places: dict[str, list[str]] = {}
    left = _MOST_BYTES
    number = 0
    for key, weight in _weighed(article):
        number = min(number + 1, _MOST_POSITION)
        if key not in places:
            left -= len(key.encode()) + len(language) + 8
            if left < 0:
                continue
            places[key] = []
        if len(places[key]) < _MOST_POSITIONS:
            places[key].append(f"{number}{weight}")
    return " ".join(f"{_lexeme(language, key)}:{','.join(at)}" for key, at in places.items())


def _weighed(article: Article) -> Iterator[tuple[str, str]]:
    for key in content_keys(article.title or "", article.language):
        yield key[:_LONGEST_KEY], "A"
    for key in content_keys(article.text, article.language):
        yield key[:_LONGEST_KEY], ""


def asked_for(query: str) -> Sequence[str]:
    """A query as tsqueries, in whichever language: the strictest first, the last for any word.

    Where nothing is quoted, the first is for articles that hold all of its words. Where something
    is, the first is for those that hold its words one behind the other, the second for those that
    hold them anywhere; the last is then only there to rank by.

    Returns:
        Each of them empty where no word carries meaning.
    """
    asked = parse_query(query)
    words = [asked.text]
    any_ = _in_each_language(words, " & ", " | ")
    if asked.required:
        phrases = asked.required
        return [
            _in_each_language(phrases, " & ", " <-> "),
            _in_each_language(phrases, " & ", " & "),
            any_,
        ]
    return [_in_each_language(words, " & ", " & "), any_]


def _in_each_language(texts: Sequence[str], between: str, within: str) -> str:
    parts = []
    for language in LANGUAGES:
        # Words without meaning between others do not count: neither here nor in the article.
        keys = [_lexemes(content_keys(text, language), language) for text in texts]
        together = [f"({within.join(each)})" for each in keys if each][:_MOST_ASKED]
        if together:
            parts.append(f"({between.join(together)})")
    return " | ".join(parts)


def _lexemes(keys: Sequence[str], language: str) -> Sequence[str]:
    return [_lexeme(language, key[:_LONGEST_KEY]) for key in keys[:_MOST_ASKED]]


def _lexeme(language: str, key: str) -> str:
    """A key behind its language, as tsvector and tsquery write it."""
    code = language if language in LANGUAGES else _ELSE
    inside = f"{code}:{key}".replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'"
