"""From what somebody typed or pressed to what they get back.

This is the bot without Telegram: it knows the store's topics and briefings, and answers with trees.
``telegram.py`` carries the answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.briefings import Briefings
from bot.chat.answer import Answer
from bot.chat.asker import Asker
from bot.chat.commands import help as help_command
from bot.chat.commands import privacy, start, topic, topics
from bot.chat.keyboards import Press, briefing_keyboard, decode
from bot.chat.locale import en
from bot.chat.messages.briefing import briefing_tree, sources_tree
from bot.chat.messages.tree import paragraph
from bot.store.base import Store
from summaries.model import Topic

_OURS = frozenset({"start", "help", "topics", "topic", "mydata", "forgetme"})


@dataclass(frozen=True, slots=True)
class Notice:
    """A short line shown over the chat after a press, instead of a message."""

    text: str


class Conversation:
    """Answers whoever talks to the bot."""

    def __init__(self, store: Store, briefings: Briefings, clock: Callable[[], datetime]) -> None:
        self._store, self._briefings, self._clock = store, briefings, clock

    async def command(self, name: str, argument: str, asker: Asker) -> Answer:
        """The answer to a command.

        Args:
            name: without slash and bot name, in lower case.
            argument: the rest of the message.
            asker: who wrote it.
        """
        known = await self._store.topics.all()
        match name:
            case "start":
                return start.answer(known)
            case "help":
                return help_command.answer(known)
            case "topics":
                return topics.answer(known)
            case "mydata":
                return privacy.data(await self._store.chats.about(asker.chat), now=self._clock())
            case "forgetme":
                return await self._asked_to_forget(asker)
            case "topic":
                return await self.named(argument) if argument.strip() else topic.ask(known)
        by_command = next((t for t in known if t.command == name), None)
        if by_command is not None:
            return await self._briefing(by_command)
        guess = topic.resolve(name, known)
        if guess.topic is not None:
            return await self._briefing(guess.topic)
        return Answer((paragraph(en.UNKNOWN_COMMAND.format(command=f"/{name[:32]}")),))

    async def knows(self, name: str) -> bool:
        """Whether a command is one of ours, spelt exactly."""
        return name in _OURS or any(t.command == name for t in await self._store.topics.all())

    async def named(self, query: str) -> Answer:
        """The briefing on the topic that somebody names, or the nearest ones as buttons."""
        known = await self._store.topics.all()
        guess = topic.resolve(query, known)
        if guess.topic is not None:
            return await self._briefing(guess.topic)
        return topic.unknown(query, guess.nearest, known)

    async def _asked_to_forget(self, asker: Asker) -> Answer:
        if not await asker.administers():
            return privacy.not_yours()
        return privacy.ask(await self._store.chats.about(asker.chat))

    async def press(self, data: str, asker: Asker) -> Answer | Notice:
        """The answer to a button."""
        press = decode(data)
        if press is None:
            return Notice(en.BUTTON_STALE)
        if press.action in {"forget", "keep"}:
            return await self._decided(press, asker)
        wanted = next((t for t in await self._store.topics.all() if t.slug == press.slug), None)
        if wanted is None:
            return Notice(en.TOPIC_GONE)
        if press.action == "topic" or press.asof is None:
            return await self._briefing(wanted)
        return await self._page(wanted, press, press.asof)

    async def _decided(self, press: Press, asker: Asker) -> Answer | Notice:
        """What becomes of what is kept about a chat, once somebody pressed one of the buttons."""
        if not await asker.administers():
            return Notice(en.FORGET_NOT_YOURS)
        if press.action == "keep":
            return privacy.kept()
        await self._store.chats.forget(asker.chat)
        return privacy.forgotten()

    async def _page(self, wanted: Topic, press: Press, asof: datetime) -> Answer | Notice:
        page = await self._briefings.page(wanted, asof=asof, number=press.page)
        if not page.briefing.stories:
            return Notice(en.NOTHING_MORE)
        if press.action == "sources":
            return Answer(sources_tree(page))
        return Answer(briefing_tree(page), briefing_keyboard(page))

    async def _briefing(self, wanted: Topic) -> Answer:
        # Whole seconds: buttons carry the moment, and must mean the same articles.
        asof = self._clock().replace(microsecond=0) + timedelta(seconds=1)
        page = await self._briefings.page(wanted, asof=asof)
        return Answer(briefing_tree(page), briefing_keyboard(page))
