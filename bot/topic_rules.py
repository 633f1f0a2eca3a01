"""What a topic must be, whoever defines it: a file, a chat or a shell."""

from collections.abc import Iterator

from summaries.model import Topic

LONGEST_SLUG = 32
LONGEST_TITLE = 80
LONGEST_PHRASE = 100
COMMANDS = frozenset(
    "start help topic topics mydata forgetme addtopic topic_edit removetopic addsource sources "
    "source removesource addtext exportsources importsources admins addadmin removeadmin".split()
)
"""The commands of the bot itself, which no topic can have as its own."""


def objection(topic: Topic) -> str | None:
    """What keeps a topic from being followed, as a sentence or two; None where nothing does."""
    return next(_objections(topic), None)


def _objections(topic: Topic) -> Iterator[str]:
    slug = topic.slug
    if topic.command in COMMANDS:
        yield f"/{topic.command} is a command of the bot. Choose another slug."
    plain = slug.replace("-", "")
    if not (plain.isascii() and plain.isalnum() and slug == slug.lower() and slug[0] != "-"):
        yield "The slug must be small letters, digits and hyphens, such as air-defence."
    if len(slug) > LONGEST_SLUG:
        yield f"The slug may have {LONGEST_SLUG} characters at most."
    if len(topic.title) > LONGEST_TITLE:
        yield f"The title may have {LONGEST_TITLE} characters at most."
    for phrase in (*phrases_of(topic), *topic.exclude):
        yield from _of_phrase(phrase)
    if not phrases_of(topic):
        yield "It has no phrases, so nothing would match. Add some."
    if not all(topic.all_of):
        yield "One of the groups that must stand together is empty. Give it a phrase."
    both = [phrase for phrase in topic.exclude if phrase in phrases_of(topic)]
    if both:
        yield f"{shown(both[0])} would match and rule itself out. Take it from one of the two."


def _of_phrase(phrase: str) -> Iterator[str]:
    if not holds_word(phrase):
        yield f"{shown(phrase)} holds no word, so it matches nothing."
    if len(phrase) > LONGEST_PHRASE:
        yield f"{shown(phrase)} is too long: a phrase may have {LONGEST_PHRASE} characters at most."


def holds_word(phrase: str) -> bool:
    """Whether there is a letter or digit in it, so that it can match."""
    return any(map(str.isalnum, phrase))


def phrases_of(topic: Topic) -> tuple[str, ...]:
    """All phrases that can match: those alone, and those that must stand together."""
    return (*topic.phrases, *(phrase for group in topic.all_of for phrase in group))


def shown(text: str) -> str:
    """A text in quotation marks, cut where it is long, for a message."""
    return f"“{text if len(text) <= 40 else text[:39].rstrip() + '…'}”"
