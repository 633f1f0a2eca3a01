"""Topics, as admins define, change and remove them in a chat."""

import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

from bot import topic_book
from bot.chat.answer import Answer, Notice
from bot.chat.asker import Asker
from bot.chat.commands.topic import resolve
from bot.chat.keyboards import Button, Keyboard
from bot.chat.locale import en_topics
from bot.chat.messages.topic_trial import trial_tree
from bot.chat.messages.tree import Block, Tree, bold, code, paragraph
from bot.chat.office import Attached, Office
from bot.errors import TopicError
from bot.refiling import Refiler
from bot.store.base import Store
from bot.topic_changes import changed, named_first
from bot.topic_notation import parsed, written
from summaries.model import Topic

_PREFIX = "top:"
_MOST_PENDING = 50
_MOST_BUTTONS = 40
_LONGEST_ECHO = 60
_LONGEST_TO_COPY = 3_500


class TopicOffice(Office):
    """/addtopic, /topic_edit and /removetopic.

    Args:
        store: whose topics.
        refiler: matches its articles anew.
        published: called when there is another set of topics, so that the menu shows them.
        clock: the present moment.
    """

    commands = frozenset(en_topics.MENU)
    prefix = _PREFIX
    menu = en_topics.MENU

    def __init__(
        self,
        store: Store,
        refiler: Refiler,
        published: Callable[[], Awaitable[None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._refiler = store, refiler
        self._published, self._clock = published, clock
        self._pending: OrderedDict[str, topic_book.Tried] = OrderedDict()

    async def command(
        self,
        name: str,
        argument: str,
        asker: Asker,  # noqa: ARG002 - every office gets it
        attached: Attached,  # noqa: ARG002
    ) -> Answer:
        """The answer to one of its commands."""
        try:
            match name:
                case "addtopic":
                    return await self._add(argument)
                case "topic_edit":
                    return await self._edit(argument)
            return await self._ask_removal(argument)
        except TopicError as error:
            return Answer((paragraph(str(error)),))

    async def press(self, data: str, asker: Asker) -> Answer | Notice:  # noqa: ARG002
        """The answer to one of its buttons."""
        action, _, about = data.removeprefix(_PREFIX).partition(":")
        match action:
            case "save":
                return await self._save(about)
            case "drop":
                self._pending.pop(about, None)
                return _settled(en_topics.NOT_SAVED)
            case "keep":
                return _settled(en_topics.NOT_REMOVED)
        topic = await self._topic(about)
        match action:
            case _ if topic is None:
                return Notice(en_topics.GONE)
            case "show":
                return Answer(_definition(topic))
            case "ask":
                return await self._asked(topic)
            case "remove":
                return await self._remove(topic)
        return Notice(en_topics.STALE)

    async def _topic(self, slug: str) -> Topic | None:
        return next((t for t in await self._store.topics.all() if t.slug == slug), None)

    async def _add(self, argument: str) -> Answer:
        if not argument.strip():
            return Answer(_how_to_add())
        topic = parsed(argument)
        topic_book.check_free(topic, await self._store.topics.all())
        return self._tried(topic, None)

    async def _edit(self, argument: str) -> Answer:
        known = await self._store.topics.all()
        topic, rest = named_first(argument, known)
        if topic is None:
            return _which(argument, known, en_topics.WHICH_TO_EDIT, "show")
        if not rest:
            return Answer(_definition(topic))
        new = changed(topic, rest)
        topic_book.check_free(new, [other for other in known if other != topic])
        return self._tried(new, topic)

    def _tried(self, topic: Topic, before: Topic | None) -> Answer:
        trying = paragraph(en_topics.TRYING.format(title=topic.title))
        return Answer((trying,), live=self._trying(topic, before))

    async def _trying(self, topic: Topic, before: Topic | None) -> AsyncIterator[Answer]:
        tried = await topic_book.try_out(self._store, topic, before=before, now=self._clock())
        number = secrets.token_hex(4)
        self._pending[number] = tried
        while len(self._pending) > _MOST_PENDING:
            self._pending.popitem(last=False)
        yield Answer(
            trial_tree(tried),
            (
                (
                    Button(en_topics.SAVE, f"{_PREFIX}save:{number}"),
                    Button(en_topics.CANCEL, f"{_PREFIX}drop:{number}"),
                ),
            ),
        )

    async def _save(self, number: str) -> Answer | Notice:
        tried = self._pending.pop(number, None)
        if tried is None:
            return Notice(en_topics.STALE)
        topic = tried.topic
        known = await self._store.topics.all()
        if next((t for t in known if t.slug == topic.slug), None) != tried.before:
            return Notice(en_topics.CHANGED_MEANWHILE)
        try:
            topic_book.check_free(topic, [other for other in known if other != tried.before])
        except TopicError:
            return Notice(en_topics.CHANGED_MEANWHILE)
        await topic_book.keep(self._store, topic)
        await self._store.flush()
        self._refiler.start([topic.slug])
        saved = paragraph(en_topics.SAVED.format(title=topic.title, command=topic.command))
        begun = (saved, paragraph(en_topics.MATCHING_SOON))
        return Answer(begun, live=self._matching(saved, topic), settled=True)

    async def _matching(self, saved: Block, topic: Topic) -> AsyncIterator[Answer]:
        await self._published()
        async for progress in self._refiler.followed():
            yield Answer((saved, paragraph(en_topics.matching(progress))))
        found = await topic_book.matched(self._store, topic, now=self._clock())
        yield Answer((saved, paragraph(en_topics.done(found))))

    async def _ask_removal(self, argument: str) -> Answer:
        known = await self._store.topics.all()
        topic, rest = named_first(argument, known)
        if topic is None or rest:
            return _which(argument, known, en_topics.WHICH_TO_REMOVE, "ask")
        return await self._asked(topic)

    async def _asked(self, topic: Topic) -> Answer:
        followers = await topic_book.followers(self._store, topic.slug)
        return Answer(
            (paragraph(en_topics.ask_removal(topic.title, followers)),),
            (
                (
                    Button(en_topics.REMOVE, f"{_PREFIX}remove:{topic.slug}"),
                    Button(en_topics.KEEP, f"{_PREFIX}keep"),
                ),
            ),
        )

    async def _remove(self, topic: Topic) -> Answer:
        await topic_book.drop(self._store, topic.slug)
        await self._store.flush()
        self._refiler.start()
        await self._published()
        return _settled(en_topics.REMOVED.format(title=topic.title, slug=topic.slug))


def _settled(text: str) -> Answer:
    return Answer((paragraph(text),), settled=True)


def _how_to_add() -> Tree:
    return (
        paragraph(en_topics.HOW_TO_ADD),
        paragraph(code(en_topics.EXAMPLE)),
        paragraph(en_topics.HOW_TO_ADD_MORE),
        paragraph(code(en_topics.EXAMPLE_TOGETHER)),
        paragraph(en_topics.HOW_TO_ADD_END),
    )


def _definition(topic: Topic) -> Tree:
    """A topic as somebody could write it, to copy and change."""
    whole = f"/topic_edit {topic.slug}\n{written(topic, between=chr(10))}"
    too_long = len(whole) > _LONGEST_TO_COPY
    return (
        paragraph(bold(topic.title)),
        paragraph(en_topics.TOO_LONG if too_long else en_topics.AS_IT_IS, tight=True),
        paragraph(code(written(topic, between="\n") if too_long else whole)),
        paragraph(en_topics.OR_PARTS),
        *(paragraph(code(line.format(slug=topic.slug)), tight=True) for line in en_topics.PARTS),
    )


def _which(query: str, known: Sequence[Topic], question: str, action: str) -> Answer:
    """Ask which topic is meant, the likeliest ones first if there are such."""
    if not known:
        return Answer((paragraph(en_topics.NONE_TO_CHANGE),))
    if not query.strip():
        return Answer((paragraph(question),), _buttons(known, action))
    guess = resolve(query, known)
    near = (guess.topic,) if guess.topic is not None else guess.nearest
    echo = " ".join(query.split())
    if len(echo) > _LONGEST_ECHO:
        echo = f"{echo[:_LONGEST_ECHO].rstrip()}…"
    asked = paragraph(en_topics.DID_YOU_MEAN.format(query=echo))
    return Answer((asked,), _buttons(near or known, action))


def _buttons(topics: Sequence[Topic], action: str) -> Keyboard:
    shown = topics[:_MOST_BUTTONS]
    return tuple((Button(t.title, f"{_PREFIX}{action}:{t.slug}"),) for t in shown)
