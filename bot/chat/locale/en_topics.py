"""The bot's words about topics that admins define, in British English."""

from collections.abc import Sequence

from bot.chat.locale.en import plural
from bot.filing import Progress
from bot.topic_book import Tried
from summaries.dryrun import Reason, RuledOut

MENU = {
    "addtopic": "Define a topic",
    "topic_edit": "Change a topic",
    "removetopic": "Remove a topic",
}

SAVE, CANCEL = "Save", "Cancel"
REMOVE, KEEP = "Remove", "Keep"

HOW_TO_ADD = (
    "Send a title, a colon and phrases, parted by commas. Words match in all their forms. For "
    "example:"
)
HOW_TO_ADD_MORE = (
    "Phrases behind “not:” rule a sentence out. Phrases joined by + must stand together; "
    "alternatives are parted by /:"
)
EXAMPLE = (
    "/addtopic Energy grid: power grid, substation, blackout, grid operator; not: energy drink"
)
EXAMPLE_TOGETHER = "/addtopic NATO path: accession / membership + NATO + Ukraine"
HOW_TO_ADD_END = "I try it on the stored articles first; nothing is kept before you say so."

WHICH_TO_EDIT = "Which topic would you like to change? Tap one, or send /topic_edit with its name."
WHICH_TO_REMOVE = "Which topic shall I remove? I ask once more before I do."
DID_YOU_MEAN = "I have no topic called “{query}”. Is it one of these?"
NONE_TO_CHANGE = "There are no topics yet. /addtopic makes one."
AS_IT_IS = "Tap to copy it, change what you like, and send it back:"
TOO_LONG = (
    "It is too long to be sent back in one message. Change parts of it as shown below, or edit it "
    "at a shell with quotewire topic edit."
)
OR_PARTS = "Or send only what changes:"
PARTS = (
    "/topic_edit {slug} +new phrase -old phrase",
    "/topic_edit {slug} not +what rules out",
    "/topic_edit {slug} title New title",
)

TRYING = "Trying “{title}” on the stored articles …"
NEW = "A new topic, {slug}, not saved yet"
CHANGED = "The topic {slug} changed, not saved yet"
NO_ARTICLES = (
    "There are no stored articles yet, so I cannot tell what it would match. You can save it all "
    "the same."
)
TOO_GENERAL = "That is more than half of them. Is one of the phrases too general?"
NOTHING_MATCHES = (
    "Perhaps they never speak of it, or in other words. You can save it all the same, or send it "
    "again with other phrases."
)
WHY = "The phrases that brought them"
LOST = "No longer"
GAINED = "New"
NO_DIFFERENCE = "It matches the same articles as before."
SAVED = "Saved: {title}, /{command}"
REMOVED = (
    "Removed: {title}. Its articles are kept. /addtopic with the same slug, {slug}, brings it back "
    "to those who follow it."
)
NOT_SAVED = "Nothing was saved."
NOT_REMOVED = "Nothing was removed."
STALE = "I no longer have that at hand. Please send it again."
CHANGED_MEANWHILE = "Somebody changed the topics meanwhile. Please send it again."
GONE = "That topic is no longer here. /topics lists what there is."
MATCHING_SOON = "Matching stored articles …"
STILL_MATCHING = (
    "This topic changed a moment ago, and stored articles are still being matched to it. Ask again "
    "soon."
)

_MOST_REASONS, _MOST_UNUSED, _MOST_RULED_OUT = 12, 12, 3
_LONGEST_TITLE = 80


def counted(tried: Tried) -> str:
    """How many of the stored articles match, and how many of the last week."""
    whole, week = tried.whole, tried.week
    if not whole.matched:
        return f"None of {plural(whole.articles, 'stored article')} speaks of it."
    told = (
        f"{whole.matched:,} of {plural(whole.articles, 'stored article')} "
        f"{'speaks' if whole.matched == 1 else 'speak'} of it"
    )
    if week.articles == whole.articles:
        return f"{told}, all of the last week."
    if not week.articles:
        return f"{told}. None is of the last week."
    return f"{told}; of the last week {week.matched:,} of {week.articles:,}."


def reasons(found: Sequence[Reason]) -> list[str]:
    """Phrases with how many articles they brought; the rest as a number."""
    lines = [f"{reason.phrase}: {reason.articles:,}" for reason in found[:_MOST_REASONS]]
    if len(found) > _MOST_REASONS:
        lines.append(f"and {plural(len(found) - _MOST_REASONS, 'further phrase')}")
    return lines


def unused(phrases: Sequence[str]) -> str:
    """The phrases that stand in no article."""
    shown = ", ".join(phrases[:_MOST_UNUSED])
    more = len(phrases) - _MOST_UNUSED
    return f"In no article: {shown}{f', and {more:,} more' if more > 0 else ''}"


def ruled_out(found: Sequence[RuledOut]) -> list[str]:
    """What exclusions keep away, with a title or two."""
    lines = [f"Ruled out by “{out.phrase}”: {_named(out)}" for out in found[:_MOST_RULED_OUT]]
    if len(found) > _MOST_RULED_OUT:
        lines.append(f"and {plural(len(found) - _MOST_RULED_OUT, 'further article')} ruled out")
    return lines


def _named(out: RuledOut) -> str:
    title = out.article.title or "an article without a title"
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def because(phrase: str) -> str:
    """For which phrase a sentence was taken."""
    return f"for “{phrase.replace(' + ', '” with “')}”"


def difference(gained: int, lost: int) -> str:
    """How many articles more and fewer than before."""
    if not gained and not lost:
        return NO_DIFFERENCE
    parts = []
    if gained:
        parts.append(f"{plural(gained, 'article')} more")
    if lost:
        parts.append(f"{plural(lost, 'article')} fewer")
    return f"{' and '.join(parts)} than before."


def ask_removal(title: str, followers: int) -> str:
    """Whether to remove a topic."""
    if not followers:
        return f"Remove the topic “{title}”? No chat follows it. Its articles are kept."
    told = f"{plural(followers, 'chat follows', 'chats follow')} it and will hear no more of it"
    return (
        f"Remove the topic “{title}”? {told}; they get it again if it returns. Its articles are "
        "kept."
    )


def matching(progress: Progress) -> str:
    """How far the stored articles are matched."""
    return f"Matching stored articles: {progress.done:,} of {progress.total:,}"


def done(matched: int) -> str:
    """The stored articles are matched."""
    if not matched:
        return "Done. No stored article matches yet."
    return f"Done. {plural(matched, 'article matches', 'articles match')}."
