"""What commands about sources say, and what they answer in a sentence."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.locale import en, en_causes, en_sources, en_times
from bot.chat.messages.places import is_web, title
from bot.chat.messages.tree import Tree, paragraph
from bot.desk import Refreshed
from bot.store.source import Source, SourceKind

_LONGEST_TITLE = 200
_AROUND_ADDRESSES = "<>()[]\"'“”,;"


def addresses(argument: str) -> list[str]:
    """What stands behind /addsource, a word each; marks around them are taken away."""
    return [word for raw in argument.split() if (word := raw.strip(_AROUND_ADDRESSES))]


def links(text: str) -> list[str]:
    """The web addresses in a text, each once."""
    return list(dict.fromkeys(word for word in addresses(text) if is_web(word)))


def number_in(argument: str) -> int | None:
    """The number of a source that somebody typed, maybe as #12."""
    typed = argument.strip().removeprefix("#")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def added(source: Source, articles: int, now: datetime) -> str:
    """What to say of a source that was added."""
    told = [
        en_sources.ADDED.format(number=source.number, title=title(source.title)),
    ]
    if source.fetched is None:
        return " ".join([*told, en_sources.ADDED_UNREAD])
    told.append(en_sources.KEPT_NOW.format(articles=en.plural(articles, "article")))
    if source.full_pages:
        told.append(en_sources.ADDED_FULL_PAGES)
    if source.due is not None:
        told.append(en_sources.READ_AGAIN.format(when=en_times.ahead(source.due, now)))
    return " ".join(told)


def refreshed(brought: Refreshed) -> str:
    """What a fetch brought, or why it brought nothing."""
    name = title(brought.source.title)
    if brought.source.cause is not None:
        what, advice = en_causes.cause(brought.source)
        return en_sources.NOT_FETCHED.format(title=name, what=what, advice=advice)
    news = []
    if brought.new:
        news.append(en.plural(brought.new, "new article"))
    if brought.changed:
        news.append(en.plural(brought.changed, "changed article"))
    return en_sources.REFRESHED.format(title=name, news=", ".join(news) or en_sources.NOTHING_NEW)


def ask_title(source: Source) -> Tree:
    """The question for another title; ``renamed_in`` reads the number out of it again."""
    return (
        paragraph(f"{en_sources.RENAME_ASK}{source.number}."),
        paragraph(en_sources.RENAME_NOW.format(title=title(source.title))),
    )


def renamed_in(question: str) -> int | None:
    """The number of the source whose title a message asked for; None for any other message.

    It is in the message itself, so that an answer still counts after a restart.
    """
    if not question.startswith(en_sources.RENAME_ASK):
        return None
    return number_in(question.removeprefix(en_sources.RENAME_ASK).partition(".")[0])


def cleaned_title(words: str) -> str | None:
    """A title on one line; None where there is no letter or digit in it."""
    line = title(words, _LONGEST_TITLE)
    return line if any(map(str.isalnum, line)) else None


def remove_question(source: Source, articles: int) -> str:
    """Whether to remove a source, with what goes with it."""
    which = en_sources.WITHOUT_ARTICLES
    if articles:
        which = en_sources.WITH_ARTICLES.format(articles=en.plural(articles, "article"))
    return en_sources.REMOVE_ASK.format(
        number=source.number, title=title(source.title), with_articles=which
    )


def feeds(sources: Sequence[Source]) -> int:
    """How many sources are feeds."""
    return sum(source.kind is SourceKind.FEED for source in sources)
