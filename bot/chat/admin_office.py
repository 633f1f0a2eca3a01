"""The office for admins: who may look after sources, topics and admins."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime

from bot.chat.answer import Answer, Notice
from bot.chat.asker import Asker
from bot.chat.commands import admins
from bot.chat.commands.source import number_in
from bot.chat.locale import en, en_admins
from bot.chat.messages.tree import paragraph
from bot.chat.office import Attached, Office, Person
from bot.store.base import Store
from bot.store.source import Admin

MenuChanged = Callable[[int, bool], Awaitable[None]]


class AdminOffice(Office):
    """Names, adds and removes admins. Only owners add and remove, so that nobody locks them out."""

    commands = frozenset({"admins", "addadmin", "removeadmin"})
    prefix = "adm:"
    menu: Mapping[str, str] = en_admins.MENU

    def __init__(
        self,
        store: Store,
        owners: Collection[int],
        clock: Callable[[], datetime],
        menu_changed: MenuChanged,
    ) -> None:
        """An office.

        Args:
            store: where admins are kept.
            owners: who are admins whatever the store says.
            clock: the present moment.
            menu_changed: told of a person who is an admin from now on (True), or no more.
        """
        self._store, self._owners, self._clock = store, owners, clock
        self._menu_changed = menu_changed

    async def command(self, name: str, argument: str, asker: Asker, attached: Attached) -> Answer:
        """The answer to one of its commands."""
        known = await self._store.admins.all()
        if name == "admins":
            return Answer(admins.listed(self._owners, known, asker, self._clock()))
        if asker.person not in self._owners:
            return _said(en_admins.OWNERS_ONLY)
        person = _meant(argument, attached)
        if person is None:
            return _said(en_admins.HOW[name])
        if person.id in self._owners:
            return _said(en_admins.IS_OWNER.format(person=admins.called(person)))
        if name == "addadmin":
            return await self._add(person, known)
        return await self._remove(person, known)

    async def press(self, data: str, asker: Asker) -> Answer | Notice:
        """It has no buttons."""
        del data, asker
        return Notice(en.BUTTON_STALE)

    async def _add(self, person: Person, known: Collection[Admin]) -> Answer:
        if any(admin.user == person.id for admin in known):
            return _said(en_admins.ADMIN_ALREADY.format(person=admins.called(person)))
        await self._store.admins.put(Admin(person.id, self._clock(), person.name or None))
        await self._store.flush()
        await self._menu_changed(person.id, True)
        return _said(en_admins.ADMIN_ADDED.format(person=admins.called(person)))

    async def _remove(self, person: Person, known: Collection[Admin]) -> Answer:
        found = next((admin for admin in known if admin.user == person.id), None)
        if found is None or not await self._store.admins.remove(person.id):
            return _said(en_admins.NO_SUCH_ADMIN.format(person=admins.called(person)))
        await self._store.flush()
        await self._menu_changed(person.id, False)
        name = admins.called(Person(found.user, found.name or person.name))
        return _said(en_admins.ADMIN_REMOVED.format(person=name, number=person.id))


def _meant(argument: str, attached: Attached) -> Person | None:
    """Whom a command is about: the number behind it, else who wrote the message replied to."""
    if not argument:
        return attached.person
    number = number_in(argument)
    if not number:
        return None
    if attached.person is not None and attached.person.id == number:
        return attached.person
    return Person(number, "")


def _said(sentence: str) -> Answer:
    return Answer((paragraph(sentence),))
