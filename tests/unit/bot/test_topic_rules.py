"""What every topic must be."""

import pytest

from bot.chat.admin_office import AdminOffice
from bot.chat.conversation import OURS
from bot.chat.locale import en
from bot.chat.source_office import SourceOffice
from bot.chat.topic_office import TopicOffice
from bot.topic_rules import COMMANDS, objection
from summaries.model import Topic


def test_no_topic_can_take_a_command_of_the_bot():
    offices = (SourceOffice, AdminOffice, TopicOffice)
    assert OURS.union(en.MENU, *(office.commands for office in offices)) <= COMMANDS


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        (Topic("topic-edit", "T", ("a",)), "is a command"),
        (Topic("-a", "T", ("a",)), "small letters"),
        (Topic("a", "T", ("a",), (("b",), ())), "is empty"),
        (Topic("a", "T", ("a",), (), ("a",)), "rule itself out"),
        (Topic("a", "T", ("x" * 101,)), "100 characters"),
        (Topic("a", "T", ("x" * 100,)), None),
        (Topic("a", "T", (), (("b",),)), None),
    ],
)
def test_a_topic_that_nobody_could_follow_is_objected_to(topic: Topic, words: str | None):
    told = objection(topic)
    assert told is None if words is None else words in (told or "")
