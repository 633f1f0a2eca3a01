"""What somebody is told who asks for what only admins may have done."""

from bot.chat.answer import Answer
from bot.chat.asker import Asker
from bot.chat.locale import en_admins
from bot.chat.messages.tree import paragraph


def refused(asker: Asker, *, anybody_admitted: bool) -> Answer:
    """Why not, and how that could change.

    Args:
        asker: who asks.
        anybody_admitted: whether the bot has an owner or an admin.
    """
    if asker.person is None:
        told = en_admins.WRITE_IN_PRIVATE
    elif anybody_admitted:
        told = en_admins.NOT_ADMIN.format(number=asker.person)
    elif asker.private:
        told = en_admins.NO_ADMIN_YET.format(number=asker.person)
    else:
        told = en_admins.NO_ADMIN_YET_GROUP
    return Answer((paragraph(told),))
