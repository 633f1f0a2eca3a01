"""Chats in the embedded store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import nsmallest
from typing import Any

from bot.store.records import Chat, ChatKey, ChatState, Owing, storable
from bot.store.rows import Table, key_of, to_row
from bot.store.tiny.files import Files
from bot.store.tiny.outbox import TinyOutbox


class TinyChats:
    """The chats; see ``base.Chats``."""

    def __init__(self, files: Files, outbox: TinyOutbox) -> None:
        self._files, self._outbox = files, outbox

    async def get(self, key: ChatKey) -> Chat | None:
        return self._files.chats.get((key.chat, key.thread))

    async def change(self, key: ChatKey, decide: Callable[[Chat | None], Chat]) -> Chat:
        old = await self.get(key)
        new = storable(decide(old))
        if new.key != key:
            raise ValueError("a chat keeps its key")
        if new != old:
            self._files.chats.put(new)
            self._files.changed()
        return new

    async def due(self, by: datetime, *, most: int = 500) -> Sequence[Chat]:
        waiting = (
            (chat.due, chat.key, chat)
            for chat in self._files.chats
            if chat.due is not None and chat.due <= by and chat.state is ChatState.ACTIVE
        )
        return tuple(chat for *_, chat in nsmallest(most, waiting, key=lambda row: row[:2]))

    async def move(self, old: int, new: int) -> None:
        if old == new:
            return
        chats, owing = self._of(old), await self._outbox.of(old)
        self._remove(old)
        for chat in chats:
            moved = replace(chat, key=replace(chat.key, chat=new))
            if key_of(moved) not in self._files.chats:
                self._files.chats.put(moved)
        for owed in owing:
            self._outbox.add(_moved(owed, new))
        self._files.changed()

    def _of(self, chat: int) -> list[Chat]:
        """A chat and its threads."""
        found = (kept for kept in self._files.chats if kept.key.chat == chat)
        return sorted(found, key=lambda kept: kept.key)

    def _remove(self, chat: int) -> bool:
        chats = [self._files.chats.remove(key_of(kept)) for kept in self._of(chat)]
        return self._outbox.remove(chat) or bool(chats)

    def _remove_all(self, chat: int) -> bool:
        """Also that the person of a private chat, which has the same number, is an admin."""
        admin = self._files.admins.remove((chat,)) is not None
        return self._remove(chat) or admin

    async def about(self, chat: int) -> Mapping[str, Any]:
        chats, owing = self._of(chat), await self._outbox.of(chat)
        admin = self._files.admins.get((chat,))
        if not chats and not owing and admin is None:
            return {}
        wanted = dict.fromkeys(owed.slot.digest for owed in owing if owed.slot.digest)
        digests = (self._files.digests.get((id_,)) for id_ in wanted)
        about = {
            "chats": [to_row(kept) for kept in chats],
            "slots": [to_row(owed) for owed in owing],
            "digests": [to_row(digest) for digest in digests if digest],
        }
        return about if admin is None else {**about, "admin": to_row(admin)}

    async def forget(self, chat: int) -> bool:
        known = self._remove_all(chat)
        # Even where nothing is known any more, a copy of how it was before may be left.
        await self._files.erase([Table.SLOTS, Table.CHATS, Table.ADMINS])
        return known


def _moved(owed: Owing, chat: int) -> Owing:
    key = replace(owed.slot.key, chat=replace(owed.slot.key.chat, chat=chat))
    return Owing(
        replace(owed.slot, key=key),
        tuple(replace(delivery, slot=key) for delivery in owed.deliveries),
    )
