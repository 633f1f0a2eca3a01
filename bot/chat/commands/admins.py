"""/admins: who looks after the bot."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.chat.asker import Asker
from bot.chat.locale import en_admins, en_times
from bot.chat.messages.places import title
from bot.chat.messages.tree import Block, Tree, bold, paragraph
from bot.chat.office import Person
from bot.store.source import Admin


def called(person: Person) -> str:
    """A person for a sentence: their name with their number, or that alone."""
    if not person.name:
        return str(person.id)
    return f"{title(person.name)} ({person.id})"


def listed(owners: Collection[int], admins: Collection[Admin], asker: Asker, now: datetime) -> Tree:
    """Owners, then whom they added."""
    return (
        paragraph(bold(en_admins.ADMINS)),
        *_owners(owners, admins, asker),
        *_added(owners, admins, asker, now),
        paragraph(en_admins.ADMINS_HOW if asker.person in owners else en_admins.OWNERS_ONLY),
    )


def _owners(owners: Collection[int], admins: Collection[Admin], asker: Asker) -> Iterator[Block]:
    names = {admin.user: admin.name for admin in admins}
    for number in sorted(owners):
        name = asker.name if number == asker.person else names.get(number)
        yield _line(number, name, en_admins.OWNER, asker)


def _added(
    owners: Collection[int], admins: Collection[Admin], asker: Asker, now: datetime
) -> Iterator[Block]:
    for admin in admins:
        if admin.user not in owners:
            told = en_admins.ADMIN_SINCE.format(day=en_times.day(admin.added, now))
            yield _line(admin.user, admin.name, told, asker)


def _line(number: int, name: str | None, told: str, asker: Asker) -> Block:
    you = en_admins.YOU if number == asker.person else ""
    return paragraph(f"{called(Person(number, name or ''))}: {told}{you}", tight=True)
