"""``quotewire doctor``."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.text import Text

from bot import __version__, settings
from bot.app import open_store, place_in
from bot.chat.locale import en
from bot.cli.output import console, print_json
from bot.errors import QuotewireError
from bot.settings import Settings
from bot.sources.corpus import load_corpus
from bot.store.moving import not_moving
from bot.store.tiny import holder
from summaries.languages import detect
from summaries.model import Article, Topic, distinct_documents
from summaries.topics import match

_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at.

    Attributes:
        ok: whether it is as it should be.
        detail: what was found, and what to do where it is not.
    """

    name: str
    ok: bool
    detail: str


def doctor(options: argparse.Namespace) -> None:
    """Print the settings and what is wrong, if anything is."""
    chosen = settings.load()
    checks = list(_checks(chosen))
    shown = chosen.shown()
    if options.json:
        print_json(
            {
                "version": __version__,
                "ok": all(check.ok for check in checks),
                "settings": shown,
                "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in checks],
            }
        )
    else:
        out = console()
        out.print(Text("Settings in force", style="bold"))
        for name, value in shown.items():
            out.print(f"  {settings.PREFIX + name.upper():<28} {value or '-'}")
        out.print()
        out.print(Text("Checks", style="bold"))
        for check in checks:
            out.print(
                Text("  ok     ", style="green") if check.ok else Text("  wrong  ", style="red"),
                end="",
            )
            out.print(f"{check.name}: {check.detail}")
    wrong = [check for check in checks if not check.ok]
    if wrong:
        names = ", ".join(check.name for check in wrong)
        raise QuotewireError(f"Not as it should be: {names}. The lines above say what to do.")


def _checks(chosen: Settings) -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", sys.version_info >= (3, 11), f"Python {version}")
    yield _clock(datetime.now(UTC))
    yield _tried("store", lambda: asyncio.run(_store(chosen)))
    yield _tried("corpus", lambda: _corpus(chosen))
    yield _tried("token", lambda: asyncio.run(_token(chosen)))


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except QuotewireError as error:
        return Check(name, False, str(error))


def _clock(now: datetime) -> Check:
    ok = now >= _EARLIEST
    advice = "" if ok else " That lies in the past. Set this machine's clock."
    return Check("clock", ok, f"{now:%Y-%m-%d %H:%M} UTC.{advice}")


async def _store(chosen: Settings) -> str:
    place = place_in(chosen)
    if place.folder is not None:
        if not place.folder.exists():
            return f"{place} is not there yet; 'quotewire run' makes it."
        if not os.access(place.folder, os.R_OK | os.W_OK | os.X_OK):
            raise QuotewireError(f"{place} may not be written to by this user. Check its rights.")
    async with await open_store(chosen, writable=False) as store:
        await not_moving(store)
        documents, topics = (await store.articles.count()).documents, await store.topics.all()
        told = f"{en.plural(documents, 'document')}, {en.plural(len(topics), 'topic')}"
        if faults := await store.faults():
            raise QuotewireError(" ".join(faults))
        user = place.folder and holder(place.folder)
        return f"{place}: {told}." + (f" In use by {user}." if user else "")


def _counted(articles: Sequence[Article], topics: Sequence[Topic]) -> str:
    documents = en.plural(distinct_documents(articles), "document")
    return f"{documents}, {en.plural(len(topics), 'topic')}"


def _corpus(chosen: Settings) -> str:
    corpus = load_corpus(chosen.corpus, now=datetime.now(UTC))
    wrong = [line for topic in corpus.topics for line in _untrue_examples(topic)]
    if wrong:
        raise QuotewireError(" ".join(wrong))
    told = f"{chosen.corpus}: {_counted(corpus.articles, corpus.topics)}."
    return " ".join([told, *corpus.problems])


def _untrue_examples(topic: Topic) -> Iterator[str]:
    for wanted, sentences in ((True, topic.examples), (False, topic.counterexamples)):
        for sentence in sentences:
            if (match(topic, sentence, detect(sentence)) is not None) is not wanted:
                verb = "should match" if wanted else "should not match"
                yield f"Topic {topic.slug}: “{sentence}” {verb}. Correct it in topics.toml."


async def _token(chosen: Settings) -> str:
    if chosen.token is None:
        return "none is set, so 'quotewire run' starts the sandbox."
    from bot.chat.telegram import identity

    return f"it belongs to @{await identity(chosen.token, chosen.api_url)}."
