"""What a message of Telegram's points at, and who wrote it."""

from typing import Any

import pytest
from telegram import (
    Bot,
    Chat,
    Document,
    ForumTopicCreated,
    Message,
    MessageOriginChannel,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.chat.asker import Asker
from bot.chat.commands.admission import refused
from bot.chat.office import Attached, Person
from bot.chat.telegram.reading import asker_of, attached_to, command_in
from tests.desk import NOW

GROUP = Chat(-100, "supergroup", title="Newsroom")
SAM, ADA = User(1001, "Sam", False), User(1002, "Ada", False, last_name="Lovelace")
OURS = User(7, "Quotewire", True, username="quotewire_bot")
ANONYMOUS = User(1087968824, "Group", True, username="GroupAnonymousBot")


class OurBot(Bot):
    """It knows who it is without asking Telegram."""

    @property
    def id(self) -> int:
        return OURS.id


BOT = OurBot("7:a")


def message(sender: User | None = ADA, chat: Chat = GROUP, **fields: Any) -> Message:
    return Message(1, NOW, chat, from_user=sender, **fields)


def attached(replied: Message | None, **fields: Any) -> Attached:
    return attached_to(message(reply_to_message=replied, **fields), BOT)


def test_a_message_alone_points_at_nothing():
    assert attached(None) == Attached()


def test_the_writer_and_text_of_the_message_replied_to_are_known():
    assert attached(message(SAM, text="hello")) == Attached("hello", None, Person(1001, "Sam"))


@pytest.mark.parametrize(
    ("fields", "person"),
    [
        ({"forward_origin": MessageOriginUser(NOW, ADA)}, Person(1002, "Ada Lovelace")),
        ({"forward_origin": MessageOriginHiddenUser(NOW, "Somebody")}, None),
        ({"forward_origin": MessageOriginChannel(NOW, Chat(-5, "channel"), 3)}, None),
        ({"forward_origin": MessageOriginUser(NOW, OURS)}, None),
        ({"sender_chat": GROUP}, None),
    ],
)
def test_of_a_forwarded_message_whoever_wrote_it_first_is_meant(
    fields: dict[str, Any], person: Person | None
):
    assert attached(message(SAM, text="hello", **fields)).person == person


def test_a_message_of_our_own_is_nobodys():
    replied = attached(message(OURS, text="Reply to this message"))
    assert replied == Attached("Reply to this message", ours=True)


def test_what_replies_to_nothing_in_a_forum_makes_nobody_of_whoever_began_the_topic():
    began = message(SAM, forum_topic_created=ForumTopicCreated("General", 1))
    assert attached(began) == Attached()


def test_the_file_of_the_message_itself_comes_before_the_one_replied_to():
    own = Document("a", "a", "own.txt", file_size=1)
    other = Document("b", "b", "other.txt", file_size=2)
    replied = message(SAM, document=other, caption="see")
    both = attached(replied, document=own)
    assert both.document is not None
    assert (both.document.name, both.document.size) == ("own.txt", 1)
    only = attached(replied)
    assert only.document is not None
    assert (only.document.name, only.text) == ("other.txt", "see")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/sources", ("sources", "", "")),
        ("/AddSource@Some_Bot  https://a.example ", ("addsource", "Some_Bot", "https://a.example")),
        (
            "/addtopic Energy\npower grid\nnot: drink",
            ("addtopic", "", "Energy\npower grid\nnot: drink"),
        ),
        ("/addtext\nTwo ships left.", ("addtext", "", "Two ships left.")),
        ("/", ("", "", "")),
    ],
)
def test_a_command_is_taken_apart(text: str, told: tuple[str, str, str]):
    assert command_in(text) == told


@pytest.mark.parametrize(
    ("sent", "person", "private"),
    [
        (message(ADA, Chat(1002, "private")), 1002, True),
        (message(ADA), 1002, False),
        (message(ANONYMOUS, sender_chat=GROUP), None, False),
    ],
)
def test_who_asks_is_known_but_for_those_who_write_as_a_group(
    sent: Message, person: int | None, private: bool
):
    asker = asker_of(sent)
    assert (asker.person, asker.private) == (person, private)


def test_whoever_presses_is_meant_and_not_whoever_sent_the_message():
    assert asker_of(message(OURS), SAM).person == 1001


async def nobody() -> bool:
    return False


@pytest.mark.parametrize("anybody", [True, False])
def test_whoever_writes_as_a_group_is_asked_to_write_in_private(anybody: bool):
    told = refused(Asker(-100, nobody), anybody_admitted=anybody).tree[0].text
    assert told.endswith("Please send me this in private.")
