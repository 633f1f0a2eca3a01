"""/topic: which topic somebody means."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.chat.answer import Answer
from bot.chat.keyboards import topic_keyboard
from bot.chat.locale import en
from bot.chat.messages.tree import paragraph
from summaries.model import Topic
from summaries.terms import fold, tokens

_SURE, _SURER_THAN_NEXT = 0.84, 0.08
_RESEMBLES = 0.5
_MOST_NEAREST = 3
_LONGEST_ECHO = 60
_LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Guess:
    """What a query may mean.

    Attributes:
        topic: what it means, if that is clear.
        nearest: what it may mean, the likeliest first, where it is not.
    """

    topic: Topic | None
    nearest: tuple[Topic, ...] = ()


def resolve(query: str, topics: Sequence[Topic]) -> Guess:
    """The topic somebody names: by slug, title, command, phrase, a part or a close spelling."""
    wanted = _key(query[:_LONGEST_QUERY])
    if not wanted:
        return Guess(None, tuple(topics))
    names = {topic.slug: {_key(topic.slug), _key(topic.title)} for topic in topics}
    exact = [t for t in topics if wanted in names[t.slug]] or [
        t for t in topics if wanted in map(_key, t.phrases)
    ]
    if exact:
        return Guess(exact[0])
    begun = [t for t in topics if any(_begins(wanted, name) for name in names[t.slug])]
    if len(begun) == 1:
        return Guess(begun[0])
    rated = sorted(
        ((_likeness(query[:_LONGEST_QUERY], t), t) for t in topics),
        key=lambda pair: -pair[0],
    )
    if rated and rated[0][0] >= _SURE:
        second = rated[1][0] if len(rated) > 1 else 0.0
        if rated[0][0] - second >= _SURER_THAN_NEXT:
            return Guess(rated[0][1])
    near = tuple(topic for likeness, topic in rated if likeness >= _RESEMBLES)
    return Guess(None, near[:_MOST_NEAREST])


def _key(text: str) -> str:
    return " ".join(map(fold, tokens(text.replace("_", " "))))


def _begins(wanted: str, name: str) -> bool:
    """Whether a query is the start of a name, or one or more whole words of it."""
    return (len(wanted) >= 3 and name.startswith(wanted)) or set(wanted.split()) < set(name.split())


def _likeness(query: str, topic: Topic) -> float:
    """How much a query looks like a topic's title or a word of it, from 0 to 1.

    Spellings are compared as typed as well as folded: a slip of the finger may undo the folding.
    """
    best = 0.0
    for key in (_key, _plain_key):
        wanted, name = key(query), key(topic.title)
        pairs = [(wanted.replace(" ", ""), name.replace(" ", ""))]
        pairs += [(wanted, word) for word in name.split() if len(word) > 3]
        best = max(best, *(SequenceMatcher(None, a, b).ratio() for a, b in pairs))
    return best


def _plain_key(text: str) -> str:
    return " ".join(tokens(text))


def ask(topics: Sequence[Topic]) -> Answer:
    """/topic without a name: a keyboard of topics."""
    if not topics:
        return Answer((paragraph(en.NO_TOPICS),))
    return Answer((paragraph(en.PICK_TOPIC),), topic_keyboard(topics))


def unknown(query: str, nearest: Sequence[Topic], topics: Sequence[Topic]) -> Answer:
    """Nobody defined such a topic: the nearest ones, else all, as buttons."""
    if not topics:
        return Answer((paragraph(en.NO_TOPICS),))
    echo = " ".join(query.split())
    if len(echo) > _LONGEST_ECHO:
        echo = echo[:_LONGEST_ECHO].rstrip() + "…"
    hint = en.DID_YOU_MEAN if nearest else en.ALL_TOPICS
    return Answer(
        (paragraph(en.UNKNOWN_TOPIC.format(query=echo)), paragraph(hint)),
        topic_keyboard(nearest or topics),
    )
