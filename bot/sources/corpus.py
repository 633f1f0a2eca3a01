"""A folder of documents, with what is known of each and the topics to follow."""

import logging
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.errors import CorpusError, DocumentError
from bot.sources.text import KINDS, articles_of, clean_file, modified
from bot.topic_rules import objection
from summaries.dates import parse_iso
from summaries.model import Article, Basis, Document, Topic
from summaries.repeated import History, learn, lines_of, repeated

logger = logging.getLogger(__name__)

DESCRIPTION, TOPICS = "corpus.toml", "topics.toml"
_KNOWN_FIELDS = frozenset({"title", "outlet", "published", "language", "url", "why"})
_TOPIC_FIELDS = frozenset(
    {"slug", "title", "phrases", "all_of", "exclude", "examples", "counterexamples"}
)
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a folder holds.

    Attributes:
        articles: in the order of the file names.
        topics: from its topics.toml; none where it has no such file.
        problems: documents that were left out, each with a sentence that says why.
    """

    articles: tuple[Article, ...]
    topics: tuple[Topic, ...]
    problems: tuple[str, ...]


def load_corpus(folder: Path, *, now: datetime, name: Callable[[Path], str] = str) -> Corpus:
    """Read a folder of .txt, .html and .md files.

    Args:
        folder: where they are; a corpus.toml and a topics.toml in it are optional.
        now: an undated document counts as arrived when its file was written, at the latest now.
        name: from a file's path to what its article is called.

    Raises:
        CorpusError: the folder, its corpus.toml or its topics.toml cannot be used, or no document
            in it can.
    """
    if not folder.is_dir():
        raise CorpusError(f"There is no folder {folder}. Check the path of the corpus.")
    try:
        files = sorted(p for p in folder.iterdir() if p.suffix.lower() in KINDS and p.is_file())
    except OSError as error:
        raise CorpusError(f"The folder {folder} cannot be read: {error.strerror}.") from error
    known = _read_description(folder / DESCRIPTION, {p.name for p in files})
    articles: list[Article] = []
    problems: dict[Path, str] = {}
    documents: dict[Path, Document] = {}
    for path in files:
        try:
            documents[path] = clean_file(path, known.get(path.name, {}).get("language"))
        except DocumentError as error:
            problems[path] = str(error)
    for path, cleaned in _without_repeated(documents, known).items():
        document = _with_known(cleaned, known.get(path.name, {}))
        found = articles_of(document, name(path), min(modified(path), now))
        if not found:
            problems[path] = f"{path} holds no article: every line of it is furniture."
        articles.extend(found)
    told = tuple(problems[path] for path in sorted(problems))
    if not articles:
        raise CorpusError(
            f"No document in {folder} can be used. Put .txt, .html or .md files into it."
            + "".join(f" {problem}" for problem in told[:3])
        )
    return Corpus(tuple(articles), read_topics(folder / TOPICS), told)


def _without_repeated(
    documents: Mapping[Path, Document], known: Mapping[str, Mapping[str, str]]
) -> dict[Path, Document]:
    """The documents without the lines that repeat in their source.

    The source of a document is its outlet where that is known, else the folder. Only the documents
    that hold such lines are cleaned again.
    """
    sources: dict[str | None, list[Path]] = {}
    for path, document in documents.items():
        outlet = known.get(path.name, {}).get("outlet", document.outlet)
        sources.setdefault(outlet, []).append(path)
    result = dict(documents)
    for outlet, paths in sources.items():
        history: History = []
        for path in paths:
            history = learn(history, lines_of(documents[path]))
        habits = repeated(history, mixed=outlet is None)
        for path in paths:
            if habits and habits.concerns(documents[path]):
                language = known.get(path.name, {}).get("language") or documents[path].language
                result[path] = clean_file(path, language, habits)
    return result


def _with_known(document: Document, known: Mapping[str, str]) -> Document:
    """The document with what corpus.toml says of it; that goes before what the text says."""
    if not known:
        return document
    published = document.published
    if "published" in known:
        published = parse_iso(known["published"], Basis.CORPUS)
    about_all = "published" in known or "outlet" in known
    return replace(
        document,
        title=known.get("title", document.title),
        outlet=known.get("outlet", document.outlet),
        published=published,
        url=known.get("url", document.url),
        byline_item=None if about_all else document.byline_item,
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(
            f"{path} is not valid TOML: {_plain(error)}. Correct that line."
        ) from error


def _plain(error: tomllib.TOMLDecodeError) -> str:
    text = str(error).rstrip(".")
    return text[:1].lower() + text[1:]


def _line_of(path: Path, text: str, below: str = "") -> str:
    """Where something stands in a file, as words for a message.

    Args:
        path: the file.
        text: what to look for.
        below: look only from the line on that holds this.
    """
    lines = path.read_text("utf-8-sig").splitlines()
    first = next((n for n, line in enumerate(lines) if below in line), 0)
    place = next((n for n, line in enumerate(lines[first:], first + 1) if text in line), first + 1)
    return f"line {place}"


def _read_description(path: Path, files: set[str]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for name, entry in _read_toml(path).items():
        if not isinstance(entry, dict):
            raise CorpusError(
                f"{path}, {_line_of(path, name)}: write what is known of a file below a line "
                '["its name"].'
            )
        if name not in files:
            logger.warning(
                "%s, %s: there is no document %s in this folder.", path, _line_of(path, name), name
            )
        for field, value in entry.items():
            wrong = _objection(field, value)
            if wrong:
                raise CorpusError(f"{path}, {_line_of(path, field, below=name)}: {wrong}")
        known[name] = entry
    return known


def _objection(field: str, value: object) -> str | None:
    """What is wrong with a field of a document's description, if anything is."""
    if field not in _KNOWN_FIELDS:
        return f"{field!r} is not a field. Use {', '.join(sorted(_KNOWN_FIELDS))}."
    if not isinstance(value, str):
        return f"{field} must be text in quotation marks."
    if field == "published" and parse_iso(value, Basis.CORPUS) is None:
        return f"{value!r} is no date. Write it as 2024-11-22, 2022-10 or 2022."
    if field == "url" and not value.startswith(("http://", "https://")):
        return f"{value!r} is no web address. It starts with https://."
    if field == "language" and not _LANGUAGE.fullmatch(value):
        return f"{value!r} is no language. Write two letters, such as en or uk."
    return None


def read_topics(path: Path) -> tuple[Topic, ...]:
    """The topics of a topics.toml; none where there is no such file.

    Raises:
        CorpusError: it cannot be used; the message names the line or the topic.
    """
    content = _read_toml(path)
    for name in content:
        if name != "topic":
            raise CorpusError(
                f"{path}, {_line_of(path, name)}: {name!r} means nothing here. Write each topic "
                "below a line [[topic]]."
            )
    entries = content.get("topic", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CorpusError(f"{path}: write each topic below a line [[topic]].")
    topics = [_topic(entry, path) for entry in entries]
    slugs = [topic.slug for topic in topics]
    for slug in slugs:
        if slugs.count(slug) > 1:
            raise CorpusError(f"{path} defines the topic {slug} twice. Rename one of them.")
    return tuple(topics)


def _topic(entry: dict[str, Any], path: Path) -> Topic:
    slug = str(entry.get("slug", ""))
    where = f"{path}, topic {slug or entry.get('title', '?')}"
    unknown = sorted(set(entry) - _TOPIC_FIELDS)
    if unknown:
        raise CorpusError(
            f"{where}: {unknown[0]!r} is not a field. Use {', '.join(sorted(_TOPIC_FIELDS))}."
        )
    groups = entry.get("all_of", [])
    if not isinstance(groups, list):
        raise CorpusError(f"{where}: all_of must be a list of lists of texts.")
    title = " ".join(str(entry.get("title") or "").split())
    topic = Topic(
        slug=slug,
        title=title or slug.replace("-", " ").capitalize(),
        phrases=_texts(entry, "phrases", where),
        all_of=tuple(_texts({"all_of": group}, "all_of", where) for group in groups),
        exclude=_texts(entry, "exclude", where),
        examples=_texts(entry, "examples", where),
        counterexamples=_texts(entry, "counterexamples", where),
    )
    wrong = objection(topic)
    if wrong:
        raise CorpusError(f"{where}: {wrong[:1].lower()}{wrong[1:]}")
    return topic


def _texts(entry: Mapping[str, Any], field: str, where: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CorpusError(f'{where}: {field} must be a list of texts, such as ["air defence"].')
    return tuple(value)
