"""Everything that is true in the sandbox: chats and their messages, the bot, what happens.

The world lives in memory, within bounds, and forgets everything when it ends. The Bot API
(``methods``) changes it from the bot's side, the page (``page_api``) from the people's side; both
kinds of change are told to whoever watches.
"""

import asyncio
import itertools
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sandbox.files import Document, FileStore
from bot.sandbox.forced import ForceReply
from bot.sandbox.formatted import Formatted
from bot.sandbox.keyboards import Keyboard
from bot.sandbox.menu import Command, Menus, Scope, effective_menu
from bot.sandbox.message import Message
from bot.sandbox.people import CHATS, GROUP_OWNER, PEOPLE, BotUser, Chat, Person
from bot.sandbox.updates import UpdateQueue

MAX_MESSAGES = 500
"""How many messages of a chat are kept; the oldest go first."""

_MAX_MISSED_EVENTS = 1_000

Event = dict[str, object]


@dataclass(slots=True)
class Profile:
    """How the bot presents itself, per language code ("" for everybody else)."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot says to a pressed button: nothing, a passing note, or an alert."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


class World:
    """The state of one sandbox."""

    def __init__(self, bot: BotUser, clock: Callable[[], datetime], patience: float) -> None:
        self.bot = bot
        self.clock = clock
        self.updates = UpdateQueue()
        self.files = FileStore()
        self.menus: dict[tuple[Scope, str], tuple[Command, ...]] = {}
        self.menu_buttons: dict[int, Mapping[str, object]] = {}
        self.profile = Profile(names={"": bot.first_name})
        self._patience = patience
        self._histories: dict[int, dict[int, Message]] = {chat: {} for chat in CHATS}
        self._met: set[int] = {chat.id for chat in CHATS.values() if not chat.private}
        # Private chats share one count, as all of an account's do; a supergroup has its own.
        private = itertools.count(1)
        self._ids = {c.id: private if c.private else itertools.count(1) for c in CHATS.values()}
        self._queries: dict[str, asyncio.Future[CallbackAnswer | None]] = {}
        self._query_ids = itertools.count(secrets.randbelow(10**18) + 10**17)
        self._chat_instances = {chat: str(secrets.randbelow(10**18)) for chat in CHATS}
        self._watchers: set[asyncio.Queue[Event | None]] = set()

    def known_chat(self, chat_id: int) -> Chat | None:
        """A chat that the bot may use; a private one only after its person has written."""
        return CHATS[chat_id] if chat_id in self._met else None

    def history(self, chat: Chat) -> Mapping[int, Message]:
        """The kept messages of a chat by id, oldest first."""
        return self._histories[chat.id]

    def post(
        self,
        chat: Chat,
        sender: Person | BotUser,
        content: Formatted,
        *,
        keyboard: Keyboard = (),
        reply_to: Message | None = None,
        document: Document | None = None,
        extra: Mapping[str, object] | None = None,
        forced: ForceReply | None = None,
    ) -> Message:
        """Add a message to a chat. One from a person becomes an update if the bot may see it."""
        message = Message(
            next(self._ids[chat.id]),
            chat,
            sender,
            self.clock(),
            content,
            keyboard,
            reply_to,
            document=document,
            extra=extra or {},
            forced=forced,
        )
        history = self._histories[chat.id]
        history[message.id] = message
        while len(history) > MAX_MESSAGES:
            del history[next(iter(history))]
        if isinstance(sender, Person):
            self._met.add(chat.id)
        self.tell(
            {"type": "message", "chat_id": chat.id, "message": message.wire(), **_asked(message)}
        )
        if isinstance(sender, Person) and bot_sees(message, self.bot):
            self.updates.put("message", message.wire())
        return message

    def edit(
        self,
        message: Message,
        *,
        content: Formatted | None = None,
        keyboard: Keyboard = (),
        extra: Mapping[str, object] | None = None,
    ) -> Message:
        """Replace a message's keyboard and, where there is one, its content."""
        edited = replace(message, keyboard=keyboard, edited=self.clock())
        if content is not None:
            edited = replace(edited, content=content, extra=extra or {})
        self._histories[message.chat.id][message.id] = edited
        self.tell({"type": "edited", "chat_id": message.chat.id, "message": edited.wire()})
        return edited

    def delete(self, message: Message) -> None:
        """Remove a message for everybody."""
        del self._histories[message.chat.id][message.id]
        self.tell({"type": "deleted", "chat_id": message.chat.id, "message_id": message.id})

    async def press(self, person: Person, message: Message, data: str) -> CallbackAnswer | None:
        """Press a button and wait for the bot's answer; None when it gives none in time."""
        query_id = str(next(self._query_ids))
        answer: asyncio.Future[CallbackAnswer | None] = asyncio.get_running_loop().create_future()
        self._queries[query_id] = answer
        query: Event = {
            "id": query_id,
            "from": person.wire(),
            "message": message.wire(),
            "chat_instance": self._chat_instances[message.chat.id],
            "data": data,
        }
        self.updates.put("callback_query", query)
        try:
            async with asyncio.timeout(self._patience):
                return await answer
        except TimeoutError:
            return None
        finally:
            self._queries.pop(query_id, None)

    def answer(self, query_id: str, answer: CallbackAnswer) -> bool:
        """Answer a pressed button; False if nobody waits for this answer (any more)."""
        waiting = self._queries.pop(query_id, None)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(answer)
        return True

    def menu_for(self, chat: Chat, person: Person) -> tuple[Command, ...]:
        """The command menu that a person sees in a chat."""
        menus: Menus = self.menus
        administrator = person.id == GROUP_OWNER
        return effective_menu(
            menus, chat, person.id, person.language_code, administrator=administrator
        )

    def asked(self, chat: Chat, person: Person) -> Message | None:
        """The message that a person is asked to reply to and did not write anything since."""
        for message in reversed(self._histories[chat.id].values()):
            if message.sender == person:
                return None
            if message.asks(person):
                return message
        return None

    def watch(self) -> "asyncio.Queue[Event | None]":
        """A queue of everything that changes from now on; None is its end."""
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._watchers.add(events)
        return events

    def unwatch(self, events: "asyncio.Queue[Event | None]") -> None:
        """Stop filling a queue from ``watch``."""
        self._watchers.discard(events)

    def tell(self, event: Event) -> None:
        """Tell all who watch that something changed."""
        for events in list(self._watchers):
            events.put_nowait(event)
            if events.qsize() > _MAX_MISSED_EVENTS:
                # Nobody reads it. Ending it makes a page that still lives start afresh.
                self._end(events)

    def close(self) -> None:
        """Let go of all who wait: the bot's poll, pressed buttons, watchers."""
        self.updates.close()
        for answer in self._queries.values():
            if not answer.done():
                answer.set_result(None)
        for events in list(self._watchers):
            self._end(events)

    def _end(self, events: "asyncio.Queue[Event | None]") -> None:
        self.unwatch(events)
        while not events.empty():
            events.get_nowait()
        events.put_nowait(None)


def _asked(message: Message) -> Event:
    """Who is asked for a reply, as part of an event; nothing where nobody is."""
    if message.forced is None:
        return {}
    people = [person.id for person in PEOPLE.values() if message.asks(person)]
    return {"force_reply": {"placeholder": message.forced.placeholder, "people": people}}


def bot_sees(message: Message, bot: BotUser) -> bool:
    """Whether a person's message reaches the bot, which in a group has privacy mode on.

    There it gets commands, unless they name another bot, and replies to what it said. A caption
    counts like a text.
    """
    if message.chat.private:
        return True
    if message.reply_to and message.reply_to.sender == bot:
        return True
    first, *_ = message.content.text.split(maxsplit=1) or [""]
    command, _, addressee = first.partition("@")
    return command.startswith("/") and addressee.lower() in {"", bot.username}
