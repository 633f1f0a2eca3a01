"""The judge of requests must itself object where it should."""

import pytest

from tests.judge import objections

MESSAGE = {"chat_id": 1, "text": "x"}


def test_a_request_as_telegram_documents_it_passes():
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    assert objections("sendMessage", MESSAGE | {"reply_markup": keyboard}) == []


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendBriefing", MESSAGE),
        ("sendMessage", {"chat_id": 1}),
        ("sendMessage", MESSAGE | {"loud": True}),
        ("sendMessage", MESSAGE | {"link_preview_options": {"disabled": True}}),
        ("sendMessage", MESSAGE | {"reply_parameters": {"message_id": 1, "strict": True}}),
        (
            "sendMessage",
            MESSAGE | {"reply_markup": {"inline_keyboard": [[{"text": "a", "colour": "b"}]]}},
        ),
        ("setMyCommands", {"commands": [{"command": "a", "description": "b", "icon": "c"}]}),
        ("editMessageReplyMarkup", {"chat_id": 1, "message_id": 2, "parse_mode": "HTML"}),
    ],
)
def test_anything_else_is_objected_to(method, parameters):
    assert objections(method, parameters)
