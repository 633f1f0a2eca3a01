"""The bot's words in British English."""

from collections.abc import Sequence

from bot.health import Tally
from summaries.model import (
    Article,
    Counts,
    Disagreement,
    Precision,
    Published,
    Story,
    Update,
    distinct_documents,
)

NAME = "Quotewire"
SHORT_DESCRIPTION = "News briefings in sentences quoted word for word, with outlet, date and link."
DESCRIPTION = (
    "I brief you on the news, topic by topic, in sentences quoted word for word from the articles: "
    "each with its outlet, its date and a link where there is one. I write nothing myself, so "
    "nothing can be made up."
)

MENU = {
    "topic": "A briefing on a topic",
    "topics": "All topics",
    "mydata": "What I keep about this chat",
    "forgetme": "Erase what I keep about this chat",
    "help": "What I can do",
}
MENU_TOPIC = "Briefing: {title}"

WELCOME = (
    "Hello. I brief you on the news in sentences quoted word for word, each with its outlet and "
    "date, and a link where there is one. I write nothing myself, so nothing can be made up."
)
PICK_TOPIC = "Which topic would you like?"
NO_TOPICS = "There are no topics yet. An admin of this bot can add one with /addtopic."
TOPICS_TITLE = "Topics"
HELP_TITLE = "What I can do"
EXAMPLE = "air-defence"
HELP = (
    "/topic with a name, such as /topic {example}: what the articles say on it",
    "/topics: all topics",
    "/mydata: everything I keep about this chat, as a file",
    "/forgetme: erase it",
    "/help: this message",
)
HELP_BRIEFING = (
    "In a private chat the name of a topic alone is enough. Below a briefing, More shows further "
    "quotes and Sources the articles they come from."
)
HELP_DATES = (
    "“Undated” means that the article does not say when it was published. I never guess a date."
)

NOTHING_KEPT = "I keep nothing about this chat: not what you asked, nor what you read."
DATA_CAPTION = "Everything I keep about this chat. /forgetme erases it."
FORGET_ASK = (
    "Shall I erase everything I keep about this chat: its topics, its times, and what I have sent "
    "or owe it? This cannot be undone. /mydata gives you a copy first."
)
FORGET_YES = "Erase everything"
FORGET_NO = "Keep it"
FORGOTTEN = (
    "Erased. I keep nothing about this chat any more. The messages here stay until you delete them."
)
FORGET_CANCELLED = "Nothing was erased."
FORGET_NOT_YOURS = "Only an administrator of this group can have me forget it."

UNKNOWN_TOPIC = "I have no topic called “{query}”."
DID_YOU_MEAN = "Did you mean one of these?"
ALL_TOPICS = "These are the ones I have:"
UNKNOWN_COMMAND = "I do not know the command {command}. /help lists what I can do."
TOPIC_GONE = "That topic is no longer here. /topics lists what there is."
BUTTON_STALE = "That button is too old. Ask for the topic again with /topic."
NOTHING_MORE = "That was all there is on this topic."
SOMETHING_WRONG = "Something went wrong here. It has been noted; please try again."
INTERRUPTED = "I was stopped before this was done. Please ask for it again."

MORE = "More"
SOURCES = "Sources"
SOURCES_TITLE = "Sources"
CONTINUED = ", continued"

UNKNOWN_OUTLET = "Outlet unknown"
UNDATED = "undated"
SPOKEN = "somebody quoted there"
_MOST_NAMED = 3

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def published(date: Published | None) -> str:
    """A date as exactly as it is known, "undated" where it is not."""
    if date is None:
        return UNDATED
    month, year = _MONTHS[date.start.month - 1], date.start.year
    match date.precision:
        case Precision.YEAR:
            return str(year)
        case Precision.MONTH:
            return f"{month} {year}"
        case Precision.DAY:
            return f"{date.start.day} {month} {year}"
        case Precision.MINUTE:
            return f"{date.start.day} {month} {year}, {date.start:%H:%M} UTC"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 story", "2 stories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def source(article: Article) -> str:
    """Who published an article and when, in a few words."""
    return f"{article.outlet or UNKNOWN_OUTLET}, {published(article.published)}"


def update(change: Update) -> str:
    """The figures that a quote brings up to date."""
    told = "; ".join(f"{now}, before it was {before}" for before, now in change.changes)
    return f"Updated: {told} ({source(change.earlier.article)})"


def disagreement(found: Disagreement) -> str:
    """The figures that reports give differently, side by side."""
    told = "; ".join(
        f"{figure} ({source(quote.article)})"
        for figure, quote in zip(found.figures, found.quotes, strict=True)
    )
    return f"Reports differ: {told}"


def corroboration(story: Story) -> str:
    """Who else reports a story, how many of the reports are copies, and since when."""
    reports = distinct_documents(story.articles)
    told = [plural(reports, "report")]
    if len(story.outlets) > 1:
        told.append(plural(len(story.outlets), "outlet"))
    copies = reports - story.voices
    if copies > 0:
        told.append(plural(copies, "near copy", "near copies"))
    first, last = story.first_published, story.last_published
    if first and last and _day(first) != _day(last):
        told.append(f"first {_day(first)}, last {_day(last)}")
    return ", ".join(told)


def _day(date: Published) -> str:
    """A date without its time of day."""
    return published(date).partition(",")[0]


def because(phrases: Sequence[str]) -> str:
    """Why an article is in a briefing."""
    return "Quoted for " + ", ".join(f"“{phrase.replace(' + ', '” with “')}”" for phrase in phrases)


def headline(stories: int, articles: int, *, dated: bool, undated: bool) -> str:
    """What stands below the title of a briefing.

    Args:
        stories: how many speak of the topic.
        articles: how many documents report them.
        dated: whether there is a story with a date.
        undated: whether there is one without, which cannot be put in order.
    """
    order = ""
    if stories > 1 and dated:
        order = ", newest first, undated last" if undated else ", newest first"
    told = plural(stories, "story", "stories")
    return f"{told} from {plural(articles, 'article')}{order}"


def small_print(counts: Counts, *, shown: int) -> str:
    """What stands at the end of a briefing, of which so many stories are shown."""
    read = f"{plural(counts.articles, 'article')} read"
    if counts.undated:
        read += f", {counts.undated} of them undated"
    told = plural(counts.stories, "story", "stories") + " on this topic"
    if counts.merged:
        told += f", {plural(counts.merged, 'report')} merged"
    if shown < counts.stories:
        told += f", {shown} shown"
    return f"{read}; {told}"


def broken(sources: Tally) -> str:
    """Which sources bring nothing although somebody counts on them."""
    count = len(sources.broken)
    named = ", ".join(sources.broken[:_MOST_NAMED])
    if count > _MOST_NAMED:
        named += f" and {plural(count - _MOST_NAMED, 'other')}"
    of_all = "the only source" if sources.sources == 1 else f"{count} of {sources.sources} sources"
    return f"Not heard from {of_all}: {named}"


def nothing(title: str, counts: Counts, *, since: bool = False) -> str:
    """The answer when there is nothing to quote on a topic, or nothing new since some moment."""
    if not counts.articles:
        return f"There are no new articles, so there is nothing on {title}."
    if counts.stories:
        told = plural(counts.stories, "story", "stories")
        return f"{told} on {title}, but no quote is short enough for so few words."
    new = "Nothing new" if since else "Nothing"
    return f"{new} on {title} in the {plural(counts.articles, 'article')} I have read."
