"""What a message of Telegram's says, in our words."""

from functools import partial

from telegram import (
    Bot,
    Chat,
    Document,
    MaybeInaccessibleMessage,
    Message,
    MessageOriginUser,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from bot.chat.asker import Asker
from bot.chat.locale import en_sources
from bot.chat.office import Attached, Person, Upload
from bot.errors import UploadError


def command_in(text: str) -> tuple[str, str, str]:
    """The name of a command in lower case, the bot it is addressed to, and its argument."""
    head, *rest = text.split(maxsplit=1)
    name, _, addressee = head[1:].partition("@")
    return name.lower(), addressee, rest[0].strip() if rest else ""


def asker_of(message: MaybeInaccessibleMessage, presser: User | None = None) -> Asker:
    """Whoever wrote a message, or pressed a button below it."""
    chat = message.chat
    sender = message.sender_chat if isinstance(message, Message) and presser is None else None
    writer = message.from_user if isinstance(message, Message) else None
    person = presser or writer

    async def administers() -> bool:
        if chat.type == ChatType.PRIVATE or sender == chat:  # an anonymous administrator
            return True
        return person is not None and await _administers(chat, person)

    if person is None or sender is not None:
        return Asker(chat.id, administers)
    return Asker(chat.id, administers, person.id, person.full_name)


async def _administers(chat: Chat, person: User) -> bool:
    member = await chat.get_member(person.id)
    return member.status in {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


def attached_to(message: Message, bot: Bot) -> Attached:
    """What a message points at: its own file, and the message that it replies to."""
    replied = message.reply_to_message
    own = message.document
    # In a forum what replies to nothing replies to the message that began its topic.
    if replied is None or replied.forum_topic_created is not None:
        return Attached(document=_upload(own, bot) if own else None)
    ours = replied.from_user is not None and replied.from_user.id == bot.id
    document = own or replied.document
    return Attached(
        text=replied.text or replied.caption,
        document=_upload(document, bot) if document else None,
        person=_writer(replied),
        ours=ours,
    )


def _writer(message: Message) -> Person | None:
    """Who wrote a message first; None for a group, a channel, a bot, or somebody who hides it."""
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser):
        user: User | None = origin.sender_user
    else:
        user = message.from_user if origin is None and message.sender_chat is None else None
    return None if user is None or user.is_bot else Person(user.id, user.full_name)


def _upload(document: Document, bot: Bot) -> Upload:
    return Upload(
        document.file_name or "", document.file_size or 0, partial(_download, document, bot)
    )


async def _download(document: Document, bot: Bot) -> bytes:
    """What is in a file.

    Raises:
        UploadError: Telegram does not give it.
    """
    try:
        file = await bot.get_file(document.file_id)
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise UploadError(en_sources.NOT_DOWNLOADED) from error
