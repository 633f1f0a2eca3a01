"""What the engine makes of the gold's documents."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import CorpusError
from bot.evaluation.folding import fold
from bot.evaluation.gold import Gold, Labelled
from bot.sources.corpus import load_corpus
from bot.sources.text import KINDS
from summaries.model import Article, Topic


@dataclass(frozen=True, slots=True)
class Unit:
    """What a story is made of by the labels: a document, or one item of one.

    Attributes:
        event: the event that it reports, and its language: stories never mix languages.
        article: what the engine made of it; None where it lost or misread it.
    """

    name: str
    event: tuple[str, str]
    article: Article | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The gold, and the engine's articles for each of its documents.

    Attributes:
        topics: what the labels' sentences speak of.
        articles: by document, with the arrival that the labels give; none where the engine found
            nothing but furniture.
    """

    gold: Gold
    topics: tuple[Topic, ...]
    articles: Mapping[str, tuple[Article, ...]]

    @property
    def sets(self) -> tuple[str, ...]:
        """The sets of documents, in order."""
        return tuple(sorted({label.set for label in self.gold.documents.values()}))

    @property
    def now(self) -> datetime:
        """A moment when everything has arrived."""
        return _after_all(self.gold)

    def labels(self, group: str | None = None) -> list[Labelled]:
        """The documents of a set, or all."""
        return [d for d in self.gold.documents.values() if group in {None, d.set}]

    def articles_of(self, labels: Sequence[Labelled]) -> list[Article]:
        """The engine's articles of some documents."""
        return [article for label in labels for article in self.articles[label.name]]

    def units(self, labels: Sequence[Labelled]) -> list[Unit]:
        """What stories should be made of."""
        return [unit for label in labels for unit in self._units(label)]

    def _units(self, label: Labelled) -> list[Unit]:
        articles = self.articles[label.name]
        if label.items:
            return [
                Unit(
                    f"{label.name}#{number}",
                    (label.language, item.event),
                    next((a for a in articles if item.begins in fold(a.text)), None),
                )
                for number, item in enumerate(label.items, 1)
            ]
        first = articles[0] if articles else None
        return [Unit(label.name, (label.language, label.event or label.name), first)]


def run(gold: Gold, topics: Sequence[Topic]) -> Trial:
    """Read the gold's documents as the bot reads a corpus folder: each set is one.

    What a corpus.toml says of them is left aside, so that the texts speak for themselves.
    """
    now = _after_all(gold)
    found: dict[str, list[Article]] = {name: [] for name in gold.documents}
    for folder, group in sorted({(d.path.parent, d.set) for d in gold.documents.values()}):
        for article in _read(folder, group, now):
            if article.document in found:
                arrived = gold.documents[article.document].arrived
                found[article.document].append(replace(article, arrived=arrived))
    return Trial(gold, tuple(topics), {name: tuple(some) for name, some in found.items()})


def _read(folder: Path, group: str, now: datetime) -> Sequence[Article]:
    with tempfile.TemporaryDirectory() as copied:
        for path in folder.iterdir():
            if path.suffix.lower() in KINDS:
                shutil.copy2(path, copied)
        try:
            return load_corpus(
                Path(copied), now=now, name=lambda path: f"{group}/{path.name}"
            ).articles
        except CorpusError:  # all of it is furniture to the engine: the measures tell
            return ()


def _after_all(gold: Gold) -> datetime:
    return max(label.arrived for label in gold.documents.values()) + timedelta(days=1)
