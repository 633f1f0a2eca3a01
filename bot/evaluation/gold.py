"""The gold: documents and what a careful reader says of them.

A folder holds ``documents/SET/*.txt`` and label files ``*.toml``; CONTRIBUTING.md has the format.
Every label is a piece of its document, word for word, so a label that no longer fits is found
when the gold is read and not taken for a failure of the engine.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.errors import DocumentError, GoldError
from bot.evaluation.folding import fold
from bot.settings import shipped_corpus
from bot.sources.text import read_text
from summaries.dates import parse_iso
from summaries.model import Basis

FLOORS = "floors.toml"
SEEDS = "seeds"
_TIMECODE = re.compile(r"^\s*\d{1,2}(?::\d\d){1,2}(?![\d:]|\s*[ap]\.?m\b)")
_TABLES = frozenset({"documents", "pair", "disagreement"})
_FIELDS = frozenset(
    "language title outlet published arrived event furniture credits topics items why".split()
)


class Verdict(StrEnum):
    """What a later sentence is to an earlier one."""

    SAME = "same"
    UPDATE = "update"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Item:
    """One of several short articles in a document.

    Attributes:
        begins: its first words, folded.
        event: the event it reports.
    """

    begins: str
    event: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document and its labels; all texts but ``raw`` are folded.

    Attributes:
        name: ``SET/FILE``.
        raw: as it reached us, furniture and all.
        arrived: when it did.
        published: ISO 8601, no finer than the text proves; None where it proves nothing.
        event: that the document reports; where it has items, each of them reports its own.
        topics: for each topic's slug the sentences that speak of it.
    """

    name: str
    path: Path
    raw: str
    language: str
    arrived: datetime
    title: str | None
    outlet: str | None
    published: str | None
    event: str | None
    furniture: tuple[str, ...]
    credits: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    items: tuple[Item, ...]

    @property
    def set(self) -> str:
        """The set that the document belongs to."""
        return self.name.partition("/")[0]

    @property
    def lines(self) -> list[str]:
        """Its lines, folded, less the timecodes in front of those of a transcript."""
        lines = (fold(_TIMECODE.sub("", line)) for line in self.raw.splitlines())
        return [line for line in lines if line]

    @property
    def text(self) -> str:
        """Its lines in one."""
        return " ".join(self.lines)

    def event_of(self, sentence: str) -> str | None:
        """The event that a sentence of it reports on: the document's, or its item's."""
        text = self.text
        place = text.find(sentence)
        above = [item for item in self.items if text.find(item.begins) <= place]
        return max(above, key=lambda i: text.find(i.begins)).event if above else self.event


@dataclass(frozen=True, slots=True)
class Said:
    """A folded sentence of a document."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What a later sentence is to an earlier one."""

    earlier: Said
    later: Said
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures for one thing that differ between reports of one event.

    Attributes:
        about: what they count, in a word.
        figures: each value with the sentence that states it.
    """

    event: str
    about: str
    figures: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All labels."""

    documents: Mapping[str, Labelled]
    pairs: tuple[Pair, ...]
    disagreements: tuple[Disagreement, ...]


def shipped_gold() -> Path:
    """The folder of the gold that ships: in a checkout, or inside an installed package."""
    package = Path(__file__).resolve().parent.parent
    beside = package.parent / "tests" / "evaluation" / "gold"
    return beside if beside.is_dir() else package / "gold"


def read_gold(folder: Path) -> Gold:
    """Read the label files of a folder and check them against the documents.

    Args:
        folder: with ``documents/`` and label files; those of the set "seeds" label the documents
            that ship.

    Raises:
        GoldError: something in it cannot be used; the message names the file and the label.
    """
    if not folder.is_dir():
        raise GoldError(f"There is no folder {folder}. Check the path of the gold.")
    documents: dict[str, Labelled] = {}
    loose: list[tuple[Path, dict[str, Any]]] = []
    for path in sorted(p for p in folder.glob("*.toml") if p.name != FLOORS):
        content = read_toml(path)
        unknown = sorted(set(content) - _TABLES)
        if unknown:
            raise GoldError(
                f"{path}: {unknown[0]!r} is no table of the gold. Use {_listed(_TABLES)}."
            )
        for name, entry in content.get("documents", {}).items():
            if name in documents:
                raise GoldError(f"{path}: {name} is labelled twice. Remove one of the two.")
            documents[name] = _labelled(folder, name, entry, f"{path}, {name}")
        loose.append((path, content))
    if not documents:
        raise GoldError(f"{folder} holds no labelled document. Put label files (*.toml) into it.")
    return Gold(
        documents,
        tuple(pair for path, content in loose for pair in _pairs(content, path, documents)),
        tuple(d for path, content in loose for d in _disagreements(content, path, documents)),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds.

    Raises:
        GoldError: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GoldError(f"{path} is not valid TOML ({error}). Correct that line.") from error


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


def _labelled(folder: Path, name: str, entry: object, where: str) -> Labelled:
    if not isinstance(entry, dict):
        raise GoldError(f'{where}: write the labels below a line [documents."{name}"].')
    unknown = sorted(set(entry) - _FIELDS)
    if unknown:
        raise GoldError(f"{where}: {unknown[0]!r} is no label. Use {_listed(_FIELDS)}.")
    group, _, file = name.partition("/")
    path = shipped_corpus() / file if group == SEEDS else folder / "documents" / name
    try:
        raw = read_text(path)
    except DocumentError as error:
        raise GoldError(f"{where}: {error}") from error
    items = entry.get("items", [])
    if "event" not in entry and not items:
        raise GoldError(f"{where}: give the document's event, or its items with an event each.")
    label = Labelled(
        name=name,
        path=path,
        raw=raw,
        language=_text(entry, "language", where),
        arrived=_moment(_text(entry, "arrived", where), where),
        title=_maybe(entry, "title", where),
        outlet=_maybe(entry, "outlet", where),
        published=_published(_maybe(entry, "published", where), where),
        event=_maybe(entry, "event", where),
        furniture=_texts(entry.get("furniture", []), "furniture", where),
        credits=_texts(entry.get("credits", []), "credits", where),
        topics={
            slug: _texts(sentences, f"topics.{slug}", where)
            for slug, sentences in entry.get("topics", {}).items()
        },
        items=tuple(
            Item(_text(item, "begins", where), _text(item, "event", where)) for item in items
        ),
    )
    for field, piece in _pieces(label):
        _check_verbatim(piece, label, field, where)
    return label


def _pieces(label: Labelled) -> Iterator[tuple[str, str]]:
    """All texts that must stand in the document, with the name of their label."""
    if label.title:
        yield "title", label.title
    for field in ("furniture", "credits"):
        for line in getattr(label, field):
            yield field, line
    for slug, sentences in label.topics.items():
        for sentence in sentences:
            yield f"topics.{slug}", sentence
    for item in label.items:
        yield "items", item.begins


def _check_verbatim(piece: str, label: Labelled, field: str, where: str) -> None:
    if not piece or (piece not in fold(label.raw) and piece not in label.text):
        raise GoldError(
            f"{where}, {field}: {piece!r} does not stand in the document. Copy the text word for "
            "word."
        )


def _pairs(
    content: dict[str, Any], path: Path, documents: Mapping[str, Labelled]
) -> Iterator[Pair]:
    for number, entry in enumerate(content.get("pair", []), 1):
        where = f"{path}, pair {number}"
        earlier, later = (
            _said(entry.get(side), f"{where}, {side}", documents) for side in ("earlier", "later")
        )
        if documents[earlier.document].arrived > documents[later.document].arrived:
            raise GoldError(
                f"{where}: the earlier sentence arrived after the later one. Swap them."
            )
        verdict = _text(entry, "verdict", where)
        if verdict not in set(Verdict):
            raise GoldError(f"{where}: {verdict!r} is no verdict. Use {', '.join(Verdict)}.")
        yield Pair(earlier, later, Verdict(verdict))


def _disagreements(
    content: dict[str, Any], path: Path, documents: Mapping[str, Labelled]
) -> Iterator[Disagreement]:
    for number, entry in enumerate(content.get("disagreement", []), 1):
        where = f"{path}, disagreement {number}"
        figures = tuple(
            (_text(figure, "value", where), _said(figure, where, documents))
            for figure in entry.get("figures", [])
        )
        if len({value for value, _ in figures}) < 2:
            raise GoldError(f"{where}: give at least two figures that differ.")
        yield Disagreement(_text(entry, "event", where), _text(entry, "about", where), figures)


def _said(entry: object, where: str, documents: Mapping[str, Labelled]) -> Said:
    if not isinstance(entry, dict):
        raise GoldError(f"{where}: name the sentence's document and its text.")
    document, text = _text(entry, "document", where), _text(entry, "text", where)
    if document not in documents:
        raise GoldError(f"{where}: the document {document!r} has no labels. Label it first.")
    _check_verbatim(text, documents[document], "text", where)
    return Said(document, text)


def _maybe(entry: Mapping[str, Any], field: str, where: str) -> str | None:
    return _text(entry, field, where) if field in entry else None


def _text(entry: Mapping[str, Any], field: str, where: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{where}: {field} must be text in quotation marks.")
    return fold(value)


def _texts(value: object, field: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise GoldError(f"{where}: {field} must be a list of texts.")
    return tuple(map(fold, value))


def _moment(text: str, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise GoldError(f"{where}: arrived is {text!r}. Write 2025-03-04T18:00Z.") from error
    if moment.tzinfo is None:
        raise GoldError(f"{where}: arrived is {text!r}, without its zone. Put a Z behind it.")
    return moment.astimezone(UTC)


def _published(text: str | None, where: str) -> str | None:
    """The date as ``Published.iso`` writes it, so that it can be compared."""
    if text is None:
        return None
    date = parse_iso(text, Basis.CORPUS)
    if date is None:
        raise GoldError(f"{where}: published is {text!r}, which is no date. Write 2025-03-04.")
    return date.iso()
