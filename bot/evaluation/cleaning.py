"""How well articles are told from furniture, and what is known of them from their texts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.evaluation.folding import fold
from bot.evaluation.gold import Labelled
from bot.evaluation.measure import Measure, Tally, shortened
from bot.evaluation.trial import Trial
from summaries.model import Article

_MOSTLY = 0.5


class _Kind(IntEnum):
    BODY = 0
    FURNITURE = 1
    TITLE = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A document by its labels.

    Attributes:
        lines: each with what most of it is.
        body: its words that are article, each with how often it stands there.
        furniture: its words that are furniture or credits.
    """

    lines: tuple[tuple[str, bool], ...]
    body: Counter[str]
    furniture: Counter[str]


def parts_of(label: Labelled) -> Parts:
    """Tell the words of a document apart by its labels.

    The body is what is neither furniture nor credits nor title. A label that is a whole line
    counts wherever that line stands, any other where it stands first.
    """
    lines, text = label.lines, label.text
    kinds = bytearray(len(text))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for piece, kind in _pieces(label):
        places = [s for s, line in zip(starts, lines, strict=False) if line == piece]
        for start in places or _first_free(piece, text, kinds):
            if not any(kinds[start : start + len(piece)]):
                kinds[start : start + len(piece)] = bytes([kind]) * len(piece)
    counted: dict[int, Counter[str]] = {kind: Counter() for kind in _Kind}
    position = 0
    for word in text.split():
        position = text.index(word, position)
        counted[kinds[position]][word] += 1
        position += len(word)
    told = [
        (line, kinds[start : start + len(line)].count(_Kind.FURNITURE) > len(line) * _MOSTLY)
        for start, line in zip(starts, lines, strict=False)
        if kinds[start] != _Kind.TITLE
    ]
    return Parts(tuple(told), counted[_Kind.BODY], counted[_Kind.FURNITURE])


def _pieces(label: Labelled) -> Iterator[tuple[str, _Kind]]:
    for piece in sorted((*label.furniture, *label.credits), key=len, reverse=True):
        yield piece, _Kind.FURNITURE
    if label.title:
        yield label.title, _Kind.TITLE


def _first_free(piece: str, text: str, kinds: bytearray) -> list[int]:
    start = text.find(piece)
    while start >= 0 and any(kinds[start : start + len(piece)]):
        start = text.find(piece, start + 1)
    return [start] if start >= 0 else []


@dataclass(slots=True)
class _Words:
    """How many words went and stayed."""

    furniture: Tally
    precision: Tally
    recall: Tally

    def count(self, label: Labelled, articles: Sequence[Article]) -> None:
        parts = parts_of(label)
        body = articles[0].body if articles else ""
        kept = Counter(body.split())
        surplus, lost = kept - parts.body, parts.body - kept
        right = (kept & parts.body).total()
        stayed = (surplus & parts.furniture).total()
        whole = fold(body)
        if parts.furniture:
            self.furniture.weigh(
                parts.furniture.total() - stayed,
                parts.furniture.total(),
                (
                    f"{label.name}: kept: {shortened(line)}"
                    for line, furniture in parts.lines
                    if furniture and _mostly(line, surplus)
                ),
            )
        self.precision.weigh(
            right,
            kept.total(),
            [_too_much(label, surplus, parts.furniture)] if surplus else (),
        )
        self.recall.weigh(
            right,
            parts.body.total(),
            (
                f"{label.name}: lost: {shortened(line)}"
                for line, furniture in parts.lines
                if not furniture and line not in whole and _mostly(line, lost)
            ),
        )


def _too_much(label: Labelled, surplus: Counter[str], furniture: Counter[str]) -> str:
    other = " ".join((surplus - furniture).elements())
    told = f", and not of its furniture: {shortened(other)}" if other else ""
    return f"{label.name}: {surplus.total()} words too many{told}"


def _mostly(line: str, words: Counter[str]) -> bool:
    counted = Counter(line.split())
    return (counted & words).total() > counted.total() * _MOSTLY


def cleaning(trial: Trial) -> tuple[Measure, ...]:
    """Furniture gone, body kept, and title, outlet, date, language and items as labelled.

    By words: ``furniture`` is the share of those of furniture and credits that are gone,
    ``body_precision`` and ``body_recall`` compare the body with the document less all that. The
    rest is by documents; where the label says that there is none, there must be none.
    """
    return (*_words(trial), *_known(trial))


def _words(trial: Trial) -> Iterator[Measure]:
    for group in (None, *trial.sets):
        words = _Words(Tally(), Tally(), Tally())
        for label in trial.labels(group):
            words.count(label, trial.articles[label.name])
        behind = f".{group}" if group else ""
        yield words.furniture.measure(f"cleaning.furniture{behind}")
        yield words.recall.measure(f"cleaning.body_recall{behind}")
        if not group:
            yield words.precision.measure("cleaning.body_precision")


_Fact = tuple[str, Callable[[Labelled], object], Callable[[Article], object]]

_FACTS: tuple[_Fact, ...] = (
    ("title", lambda d: d.title, lambda a: fold(a.title) if a.title else None),
    ("outlet", lambda d: d.outlet, lambda a: a.outlet),
    ("published", lambda d: d.published, lambda a: a.published.iso() if a.published else None),
    ("language", lambda d: d.language, lambda a: a.language),
)


def _known(trial: Trial) -> Iterator[Measure]:
    for name, wanted, found in _FACTS:
        tally = Tally()
        for label in trial.labels():
            # Of several items, one may be dated and the others not.
            some = {found(article) for article in trial.articles[label.name]} - {None}
            right = some == {wanted(label)} - {None}
            told = " and ".join(sorted(map(str, some))) or "none"
            tally.count(right, f"{label.name}: {told}, not {wanted(label) or 'none'}")
        yield tally.measure(f"cleaning.{name}")
    tally = Tally()
    for label in trial.labels():
        articles = trial.articles[label.name]
        right = len(articles) == max(1, len(label.items)) and all(
            fold(article.text).startswith(item.begins)
            for article, item in zip(articles, label.items, strict=False)
        )
        tally.count(right, f"{label.name}: {len(articles)} items, not {max(1, len(label.items))}")
    yield tally.measure("cleaning.items")
