"""Which of the lines above an article is its title."""

import re
from collections.abc import Sequence

from summaries import furniture
from summaries.lines import Line
from summaries.terms import content_stems, fold, tokens

_WORDS = range(3, 31)
_LONGEST = 300
_FEWEST_ALONE = 5
_NEAR_BEST = 0.5
_BODY_READ = 4_000
_NEAREST = 100
_SITE = re.compile(r"\s(?:[|·•»:]|[-–—])\s\S")


def choose_title(headlines: Sequence[Line], body: str, language: str | None) -> Line | None:
    """The first of the lines above the text that speaks of what the text speaks of.

    Menus, tickers and captions stand there too; a title shares more words with the text than they
    do, and stands above the standfirst and the captions, which share as many.

    Args:
        headlines: the lines, in order.
        body: the text below them.
        language: of the text.
    """
    fitting = [line for line in headlines[-_NEAREST:] if _fits(line.text)]
    if not fitting:
        return None
    if len(fitting) == 1 and len(fitting[0].text.split()) >= _FEWEST_ALONE:
        return fitting[0]
    said = set(_stems(body[:_BODY_READ], language))
    shared = [len(said.intersection(_stems(line.text, language))) for line in fitting]
    best = max(shared)
    if not best:
        return None
    return next(line for line, n in zip(fitting, shared, strict=True) if n >= _NEAR_BEST * best)


def beside_byline(headlines: Sequence[Line], bylines: Sequence[int]) -> Line | None:
    """The line right above the only byline, or below it: a title, whatever words it has.

    Args:
        headlines: the lines, in order.
        bylines: the numbers of the lines that are bylines.
    """
    if len(bylines) != 1:
        return None
    above = (h for h in headlines if h.last == bylines[0] - 1 and _fits(h.text))
    below = (h for h in headlines if h.number == bylines[0] + 1 and _fits(h.text))
    return next(above, None) or next(below, None)


def without_site_titles(headlines: Sequence[Line]) -> list[Line]:
    """The lines without a page's title ("Storm | Post") where its headline stands there too."""
    texts = {line.text for line in headlines[-_NEAREST:]}
    return [line for line in headlines[-_NEAREST:] if not _with_site(line.text, texts)]


def _with_site(text: str, titles: set[str]) -> bool:
    return any(text[: match.start()] in titles for match in _SITE.finditer(text))


def _fits(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and len(text.split()) in _WORDS
        and not furniture.bulleted(text)
        and not text.endswith((":", "…"))
    )


def _stems(text: str, language: str | None) -> list[str]:
    return content_stems(map(fold, dict.fromkeys(tokens(text))), language)
