"""``quotewire topic``: the topics there are, what one would match, and changes to them."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from bot import settings
from bot.chat.locale import en
from bot.cli import topic_book
from bot.cli.library import Library, open_library, topic_named
from bot.cli.output import console, print_json, print_quote, readable
from bot.cli.when import parse_when
from bot.errors import UsageError
from bot.topic_rules import holds_word, phrases_of
from summaries.dryrun import DryRun, Example, dry_run
from summaries.model import Topic

_TYPED = Topic(slug="", title="These phrases")
_MOST_RULED_OUT = 5


def topic(options: argparse.Namespace) -> None:
    """Do what is asked of the topics."""
    {
        "list": _list,
        "test": _test,
        "add": topic_book.add,
        "edit": topic_book.edit,
        "remove": topic_book.remove,
    }[options.action](options)


def _list(options: argparse.Namespace) -> None:
    """Print all topics."""
    library = open_library(options.corpus, settings.load(), now=datetime.now(UTC))
    if options.json:
        print_json({"topics": [_topic_as_json(topic) for topic in library.topics]})
        return
    out = console()
    if not library.topics:
        out.print(en.NO_TOPICS)
    width = max((len(topic.slug) for topic in library.topics), default=0)
    for each in library.topics:
        phrases = en.plural(len(set(phrases_of(each))), "phrase")
        out.print(f"{each.slug:<{width}}  {each.title}, {phrases}")


def _topic_as_json(topic: Topic) -> dict[str, Any]:
    return {
        "topic": topic.slug,
        "title": topic.title,
        "phrases": list(topic.phrases),
        "all_of": [list(group) for group in topic.all_of],
        "exclude": list(topic.exclude),
    }


def _test(options: argparse.Namespace) -> None:
    """Print what a topic would match among the articles of late."""
    chosen = settings.load()
    present = datetime.now(UTC)
    now = parse_when(options.now, now=present, zone=chosen.timezone) if options.now else present
    since = parse_when(options.since, now=now, zone=chosen.timezone)
    if since >= now:
        raise UsageError("--since does not lie before --now, so there is nothing to read.")
    for given in ("phrase", "all_of", "exclude"):
        setattr(options, given, list(map(readable, getattr(options, given))))
    _check(options)
    library = open_library(options.corpus, chosen, now=now)
    tried = dry_run(_meant(options, library), library.articles, now=now, span=now - since)
    if options.json:
        print_json(_as_json(tried))
    else:
        _print(console(), tried)


def _check(options: argparse.Namespace) -> None:
    if options.topic is None and not options.phrase and not options.all_of:
        raise UsageError("Name a topic, or give phrases: topic test --phrase 'air shield'.")
    for phrase in (*options.phrase, *options.all_of, *options.exclude):
        if not holds_word(phrase):
            raise UsageError(f"{phrase!r} holds no word, so it matches nothing.")


def _meant(options: argparse.Namespace, library: Library) -> Topic:
    """The topic named, with the phrases given besides, or a topic of these alone."""
    base = _TYPED if options.topic is None else topic_named(options.topic, library.topics)
    groups = [
        tuple(phrase.strip() for phrase in group.split(",") if holds_word(phrase))
        for group in options.all_of
    ]
    return replace(
        base,
        phrases=(*base.phrases, *options.phrase),
        all_of=(*base.all_of, *groups),
        exclude=(*base.exclude, *options.exclude),
    )


def _as_json(tried: DryRun) -> dict[str, Any]:
    return {
        "topic": tried.topic.slug or None,
        "since": tried.since.strftime("%Y-%m-%dT%H:%MZ"),
        "now": tried.now.strftime("%Y-%m-%dT%H:%MZ"),
        "articles": tried.articles,
        "matched": tried.matched,
        "sentences": tried.sentences,
        "phrases": [{"phrase": r.phrase, "articles": r.articles} for r in tried.reasons],
        "unused": list(tried.unused),
        "excluded": [
            {"article": out.article.document, "title": out.article.title, "phrase": out.phrase}
            for out in tried.ruled_out
        ],
        "examples": [
            {
                "text": example.text,
                "phrase": example.phrase,
                "article": example.article.document,
                "start": example.start,
                "end": example.end,
            }
            for example in tried.examples
        ],
    }


def _print(out: Console, tried: DryRun) -> None:
    out.print(Text(tried.topic.title, style="bold"))
    since = f"{tried.since:%Y-%m-%d %H:%M} UTC"
    read = en.plural(tried.articles, "article")
    if not tried.articles:
        out.print(f"No article arrived since {since}. An earlier --since looks further back.")
        return
    if tried.matched:
        told = en.plural(tried.sentences, "sentence")
        out.print(f"{tried.matched:,} of {read} that arrived since {since} would match, in {told}.")
    else:
        out.print(f"None of {read} that arrived since {since} would match.")
    for reason in tried.reasons:
        out.print(f"{reason.articles:>6}  {reason.phrase}")
    if tried.unused and tried.topic.slug:
        total = len(set(phrases_of(tried.topic)))
        out.print(f"{len(tried.unused)} of {total} phrases stand in no article; --json names them.")
    elif tried.unused:
        out.print(f"In no article: {', '.join(tried.unused)}.")
    for ruled in tried.ruled_out[:_MOST_RULED_OUT]:
        out.print(f"Ruled out by {ruled.phrase!r}: {ruled.article.title or ruled.article.document}")
    for example in tried.examples:
        out.print()
        print_quote(out, example.text)
        out.print(Text(f"   {_where(example)}", style="dim"))


def _where(example: Example) -> str:
    article = example.article
    outlet = article.outlet or f"{en.UNKNOWN_OUTLET} ({article.document})"
    return f"{outlet}, {en.published(article.published)}; for {example.phrase!r}"
