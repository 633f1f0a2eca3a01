"""From what somebody typed or pressed to what they get back.

This is the bot without Telegram: it knows the store's topics and briefings, and answers with trees.
``bot.chat.telegram`` carries the answers.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.briefings import Briefings
from bot.chat.answer import Answer, Notice
from bot.chat.asker import Asker
from bot.chat.commands import admission, privacy, start, topic, topics
from bot.chat.commands import help as help_command
from bot.chat.commands.source import links
from bot.chat.keyboards import Press, briefing_keyboard, decode
from bot.chat.locale import en, en_admins, en_topics
from bot.chat.messages.briefing import briefing_tree, sources_tree
from bot.chat.messages.tree import paragraph
from bot.chat.office import Attached, Office
from bot.chat.rights import is_admin
from bot.store.base import Store
from summaries.model import Topic

_ADD_SOURCE = "addsource"
OURS = frozenset({"start", "help", "topics", "topic", "mydata", "forgetme"})


class Conversation:
    """Answers whoever talks to the bot."""

    def __init__(
        self,
        store: Store,
        briefings: Briefings,
        clock: Callable[[], datetime],
        offices: Sequence[Office] = (),
        owners: Collection[int] = frozenset(),
        unfinished: Callable[[str], bool] = lambda _: False,
        met: Callable[[int], Awaitable[None]] | None = None,
    ) -> None:
        """A conversation.

        Args:
            store: what it answers from.
            briefings: composes them.
            clock: the present moment.
            offices: what admins can have done.
            owners: who are admins whatever the store says.
            unfinished: whether a topic is still being matched.
            met: told once of each admin who asks for something of admins in private: only then
                does Telegram show them a menu of their own.
        """
        self._store, self._briefings, self._clock = store, briefings, clock
        self._offices, self._owners = offices, owners
        self._unfinished = unfinished
        self._met, self._known = met, set[int]()

    async def command(
        self, name: str, argument: str, asker: Asker, attached: Attached | None = None
    ) -> Answer:
        """The answer to a command.

        Args:
            name: without slash and bot name, in lower case.
            argument: the rest of the message.
            asker: who wrote it.
            attached: what it points at.
        """
        for office in self._offices:
            if name in office.commands:
                if not await self.admits(asker):
                    return await self._not_admitted(asker)
                await self._meet(asker)
                return await office.command(name, argument, asker, attached or Attached())
        known = await self._store.topics.all()
        match name:
            case "start":
                await self._menus(asker)
                return start.answer(known)
            case "help":
                return help_command.answer(known, await self._menus(asker))
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
        if name in OURS or any(name in office.commands for office in self._offices):
            return True
        return any(t.command == name for t in await self._store.topics.all())

    async def admits(self, asker: Asker) -> bool:
        """Whether somebody is an admin."""
        return await is_admin(self._store, self._owners, asker.person)

    async def _not_admitted(self, asker: Asker) -> Answer:
        someone = bool(self._owners) or bool(await self._store.admins.all())
        return admission.refused(asker, anybody_admitted=someone)

    async def _menus(self, asker: Asker) -> Sequence[Mapping[str, str]]:
        """What the help shows to admins only."""
        if not self._offices or not await self.admits(asker):
            return []
        await self._meet(asker)
        return [office.menu for office in self._offices]

    async def _meet(self, admin: Asker) -> None:
        if self._met is None or admin.person is None or not admin.private:
            return
        if admin.person not in self._known:
            self._known.add(admin.person)
            await self._met(admin.person)

    async def reply(self, text: str, asker: Asker, attached: Attached) -> Answer | None:
        """The answer to a text that replies to a message of the bot's; None if it asked nothing."""
        if not await self.admits(asker):
            return None
        for office in self._offices:
            if answer := await office.reply(text, asker, attached):
                return answer
        return None

    async def upload(self, asker: Asker, attached: Attached) -> Answer | None:
        """The answer to a file that somebody sent without a word; None where there is none."""
        if not self._offices:
            return None
        if not await self.admits(asker):
            return await self._not_admitted(asker)
        for office in self._offices:
            if answer := await office.upload(asker, attached):
                return answer
        return None

    async def said(self, text: str, asker: Asker) -> Answer:
        """The answer to a text that is no command: an address from an admin, or a topic's name."""
        an_address = links(text) == [text.strip()] and await self.knows(_ADD_SOURCE)
        if an_address and await self.admits(asker):
            return await self.command(_ADD_SOURCE, text, asker, Attached())
        return await self.named(text)

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
        for office in self._offices:
            if data.startswith(office.prefix):
                if not await self.admits(asker):
                    return Notice(en_admins.NOT_YOURS)
                return await office.press(data, asker)
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
        unfinished = self._unfinished(wanted.slug)
        page = await self._briefings.page(wanted, asof=asof)
        more = (paragraph(en_topics.STILL_MATCHING),) if unfinished else ()
        return Answer((*briefing_tree(page), *more), briefing_keyboard(page))
