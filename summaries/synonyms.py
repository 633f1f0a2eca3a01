"""Words that reports of one event use for the same thing: "killed", "died", "lost their lives".

Only what figures in the news count is here (``data/synonyms.txt``); it is a help for telling that
two sentences state the same fact, not a thesaurus.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from summaries.terms import fold, stemmer, tokens


@lru_cache(maxsize=1)
def _meanings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    source = (files("summaries") / "data" / "synonyms.txt").read_text("utf-8")
    rows = (line.split() for line in source.splitlines() if not line.startswith("#"))
    return tuple((row[0], tuple(t for w in row[1:] for t in tokens(w))) for row in rows if row)


@lru_cache(maxsize=16)
def _by_stem(language: str | None) -> Mapping[str, str]:
    stem = stemmer(language)
    return {
        key: f"={name}"
        for name, words in _meanings()
        for word in words
        for key in (stem(word), stem(fold(word)))  # "killed" folds like "travelled"
    }


def meaning(stem: str, language: str | None) -> str:
    """The name of what a stem means, the same for all its synonyms; else the stem itself."""
    return _by_stem(language).get(stem, stem)
