"""The command line. Its shapes are a promise: docs/architecture.md, "The command line".

Only what every command needs is imported here, so that ``--help`` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from bot import __version__
from bot.errors import QuotewireError, UsageError

_DONE, _FAILED, _WRONG_USAGE, _INTERRUPTED = 0, 1, 2, 130
_ALGORITHMS = "quotewire lexrank textrank lsa luhn kl sumbasic reduction".split()
_TOPIC = "Energy grid: power grid, substation; not: energy drink"
_WHEN = "ISO 8601 (2024-11-22, 2024-11-22T08:00) or a span back from now (24h, 7d)"


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - whatever argparse takes
        # "--repl" must not throw data away.
        super().__init__(**options | {"allow_abbrev": False})

    def error(self, message: str) -> None:  # type: ignore[override] # it never returns
        self.print_usage(sys.stderr)
        sys.stderr.write(f"{self.prog}: {message}. Try '{self.prog} --help'.\n")
        raise SystemExit(_WRONG_USAGE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="quotewire",
        description="News briefings in sentences quoted word for word.",
        epilog="Settings are environment variables; 'quotewire doctor' shows those in force.",
    )
    parser.add_argument("--version", action="version", version=f"quotewire {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(
        name: str, module: str, about: str, *, data: bool = True
    ) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        sub.set_defaults(module=module)
        if data:
            sub.add_argument("--json", action="store_true", help="print one JSON document")
        return sub

    command("run", "run", "run the bot: on Telegram, or without a token in the sandbox", data=False)

    brief = command("brief", "brief", "a briefing on topics, no Telegram needed")
    brief.add_argument("topic", nargs="+", metavar="TOPIC", help="slug or title of a topic")
    _add_corpus(brief)
    brief.add_argument("--since", metavar="WHEN", help=f"only what is new since: {_WHEN}")
    brief.add_argument("--now", metavar="WHEN", help=f"as if it were: {_WHEN}")
    brief.add_argument(
        "--words", type=_positive, metavar="N", help="the most words of quotes in a briefing"
    )
    brief.add_argument(
        "--languages",
        metavar="CODES",
        help="only articles in these languages, such as en,uk",
    )
    _add_mix_languages(brief)
    _add_algorithm(brief)

    summarize = command("summarize", "documents", "the quotes that say most about documents")
    _add_files(summarize)
    summarize.add_argument(
        "--words", type=_positive, default=100, metavar="N", help="the most words (default 100)"
    )
    _add_algorithm(summarize)

    clean = command("clean", "documents", "what of a document is article, and what is furniture")
    clean.add_argument("file", nargs=1, metavar="FILE")

    group = command("group", "documents", "which documents report the same event")
    _add_files(group)
    _add_mix_languages(group)

    search = command("search", "search", "quotes and articles that answer some words, best first")
    search.add_argument("words", nargs="+", metavar="WORDS", help='"in quotes": all of it')
    _add_corpus(search)
    search.add_argument(
        "--words",
        type=_positive,
        dest="budget",
        default=100,
        metavar="N",
        help="the most words of quotes (default 100)",
    )

    quoted = command("quoted", "quoted", "where a sentence stands, or stood before an edit")
    quoted.add_argument("sentence", nargs="+", metavar="SENTENCE", help="or a part of one")

    _add_topic(commands)

    _add_source(commands)

    ingest = command("ingest", "ingest", "read addresses and files once, and store their articles")
    ingest.add_argument("document", nargs="+", metavar="URL-or-FILE")
    ingest.add_argument(
        "--dry-run", action="store_true", help="show what it would be, keep nothing"
    )

    _add_store(commands)

    _add_evaluation(command("evaluate", "evaluate", "how good the engine is, on labelled articles"))

    command("doctor", "doctor", "what is set, what is wrong, and what to do")
    return parser


def _add_topic(commands: "argparse._SubParsersAction[_Parser]") -> None:
    about = "the topics: list, test, add, edit, remove"
    topic = commands.add_parser("topic", help=about, description=about[0].upper() + about[1:] + ".")
    topic.set_defaults(module="topic")
    actions = topic.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)

    def action(name: str, about: str, example: str | None = None) -> argparse.ArgumentParser:
        told = about[0].upper() + about[1:] + "."
        sub = actions.add_parser(name, help=about, description=told, epilog=example)
        sub.add_argument("--json", action="store_true", help="print one JSON document")
        return sub

    def trying(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--dry-run", action="store_true", help="tell what it would match, and keep nothing"
        )

    _add_corpus(action("list", "all topics"))

    add = action("add", "define a topic", f"Example: quotewire topic add '{_TOPIC}'")
    add.add_argument(
        "definition", nargs="+", metavar="DEFINITION", help="title: phrases; not: phrases; or -"
    )
    trying(add)

    edit = action(
        "edit",
        "change a topic, or without a change print its definition",
        "Example: quotewire topic edit energy-grid '+transformer station -substation'. Put -- "
        "before a change that begins with a hyphen.",
    )
    edit.add_argument("topic", metavar="TOPIC", help="slug or title of a topic")
    edit.add_argument(
        "change",
        nargs="*",
        metavar="CHANGE",
        help="+phrase, -phrase, not +phrase, title TITLE, or a whole definition; - reads it from "
        "standard input",
    )
    trying(edit)

    remove = action("remove", "remove a topic; articles are kept")
    remove.add_argument("topic", metavar="TOPIC", help="slug or title of a topic")

    test = action("test", "how many articles of late a topic would match, and by which phrases")
    _add_corpus(test)
    test.add_argument("topic", nargs="?", metavar="TOPIC", help="slug or title of a topic")
    for option, metavar, what in (
        ("--phrase", "PHRASE", "a phrase that matches; instead of TOPIC, or besides its own"),
        (
            "--all-of",
            "PHRASES",
            "a group of phrases, parted by commas; one of each must stand near",
        ),
        ("--exclude", "PHRASE", "a phrase that rules a sentence out"),
    ):
        test.add_argument(
            option, action="append", default=[], metavar=metavar, help=f"{what}; may be repeated"
        )
    test.add_argument("--since", default="7d", metavar="WHEN", help=f"{_WHEN}; default 7d")
    test.add_argument("--now", metavar="WHEN", help=f"as if it were: {_WHEN}")


def _add_source(commands: "argparse._SubParsersAction[_Parser]") -> None:
    about = "where articles come from: add, list, refresh, remove"
    source = commands.add_parser("source", help=about, description=f"{about.capitalize()}.")
    source.set_defaults(module="source")
    actions = source.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)

    def action(name: str, about: str, *, numbered: bool = True) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        if numbered:
            sub.add_argument("number", type=_positive, metavar="NUMBER")
        return sub

    add = action("add", "see what an address would bring, and add it", numbered=False)
    add.add_argument("address", metavar="URL", help="of a feed, a site, an article or a text")
    add.add_argument("--dry-run", action="store_true", help="only see what it would bring")
    add.add_argument("--full-pages", action="store_true", help="also read the pages it leads to")

    refresh = action("refresh", "fetch sources now", numbered=False)
    refresh.add_argument("number", nargs="*", type=_positive, metavar="NUMBER", help="default: all")
    rename = action("rename", "give a source another title")
    rename.add_argument("title", metavar="TITLE")
    full = action("full-pages", "whether to read the pages that a feed leads to")
    full.add_argument("wanted", choices=["on", "off"])
    opml = action("import", "add the feeds of an OPML file, with a report per line", numbered=False)
    opml.add_argument("file", metavar="FILE")
    printing = [
        *(add, refresh, rename, full, opml),
        action("list", "all sources, and how they are", numbered=False),
        action("show", "one source, and how it is"),
        action("pause", "leave a source alone"),
        action("resume", "fetch a source again"),
        action("remove", "forget a source with its articles"),
    ]
    for sub in printing:
        sub.add_argument("--json", action="store_true", help="print one JSON document")
    export = action("export", "all feeds as OPML, for other feed readers", numbered=False)
    export.add_argument("file", nargs="?", metavar="FILE", help="default: standard output")


def _add_store(commands: "argparse._SubParsersAction[_Parser]") -> None:
    about = "care of the data: check, back up, export, move, restore"
    store = commands.add_parser("store", help=about, description=about[0].upper() + about[1:] + ".")
    store.set_defaults(module="store")
    actions = store.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)

    def action(name: str, about: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")

    def printing(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--json", action="store_true", help="print one JSON document")

    def replacing(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "--replace", action="store_true", help="throw away what is there; else it must be empty"
        )

    printing(action("check", "read everything, and see whether it fits together"))

    backup = action("backup", "write everything into one file, also while the bot runs")
    backup.add_argument("file", metavar="FILE", help="or a folder; the name then tells the moment")
    printing(backup)

    export = action("export", "topics and articles as one JSON document, for other programs")
    export.add_argument("file", nargs="?", metavar="FILE", help="default: standard output")
    export.add_argument("--chats", action="store_true", help="also what is kept about chats")

    move = action("move", "copy everything to another store and compare; no bot may run")
    move.add_argument(
        "--to", required=True, metavar="URL", help="postgresql://... or tinydb:FOLDER"
    )
    replacing(move)
    printing(move)

    restore = action("restore", "fill the store from a backup and compare; no bot may run")
    restore.add_argument("file", metavar="FILE", help="as 'store backup' wrote it")
    replacing(restore)
    printing(restore)


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus", metavar="DIR", help="a folder of .txt, .html or .md files (default: the store)"
    )


def _add_mix_languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--mix-languages",
        action="store_true",
        help="reports in different languages may share a story",
    )


def _add_algorithm(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--algorithm",
        choices=_ALGORITHMS,
        metavar="NAME",
        help=f"one of {', '.join(_ALGORITHMS)} (default: the setting ALGORITHM)",
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", metavar="FILE")


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def _add_evaluation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--gold", metavar="DIR", help="labelled articles (default: those shipped)")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument(
        "--lower", action="store_true", help="lower the floors that are missed; takes --note"
    )
    parser.add_argument("--note", metavar="WHY", help="why floors are lowered")
    parser.add_argument(
        "--rouge",
        metavar="DIR",
        help="instead: ROUGE on a benchmark of yours, DIR/documents/EVENT/*.txt and "
        "DIR/references/EVENT.*.txt",
    )
    parser.add_argument(
        "--words", type=_positive, metavar="N", help="with --rouge: the most words (default 100)"
    )
    parser.add_argument(
        "--algorithms",
        type=_algorithms,
        metavar="NAMES",
        help=f"with --rouge: some of {','.join(_ALGORITHMS)} (default: all)",
    )


def _algorithms(text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in _ALGORITHMS:
            raise argparse.ArgumentTypeError(
                f"there is no algorithm {name!r}; choose from {', '.join(_ALGORITHMS)}"
            )
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when it is done, 1 when it failed (one sentence on standard error), 2 for wrong usage.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return _DONE
    module = import_module(f"bot.cli.{options.module}")
    try:
        getattr(module, options.command)(options)
        sys.stdout.flush()
    except UsageError as error:
        sys.stderr.write(f"quotewire {options.command}: {error}\n")
        return _WRONG_USAGE
    except QuotewireError as error:
        sys.stderr.write(f"quotewire {options.command}: {error}\n")
        return _FAILED
    except BrokenPipeError:
        _discard_output()  # the reader (head, say) has gone: nothing is left to be told
        return _DONE
    except OSError as error:
        sys.stderr.write(
            f"quotewire {options.command}: {error.strerror or error}. Check the disk, and where "
            "the output goes.\n"
        )
        _discard_output()
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return _DONE


def _discard_output() -> None:
    """Let what is still buffered go nowhere, or Python would complain of it while closing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
