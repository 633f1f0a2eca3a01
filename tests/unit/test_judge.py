"""The judge of requests must itself object where it should."""

import pytest

from bot.sandbox.parameters import UploadRecord
from tests.judge import objections

MESSAGE = {"chat_id": 1, "text": "x"}
FILE = UploadRecord("a.txt", "text/plain", 3)


def test_a_request_as_telegram_documents_it_passes():
    keyboard = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    assert objections("sendMessage", MESSAGE | {"reply_markup": keyboard}) == []


@pytest.mark.parametrize("document", [FILE, "BQACAgIAAx"])
def test_a_document_may_be_a_file_or_the_id_of_one(document):
    sent = {"chat_id": 1, "document": document, "thumbnail": FILE, "caption": "x"}
    assert objections("sendDocument", sent) == []


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
        ("sendDocument", {"chat_id": 1}),
        ("sendDocument", {"chat_id": 1, "document": FILE, "attached1": FILE}),
        ("sendDocument", {"chat_id": 1, "document": FILE, "caption": FILE}),
        ("sendDocument", {"chat_id": 1, "document": FILE, "thumbnail": "BQACAgIAAx"}),
        ("sendDocument", {"chat_id": 1, "document": FILE, "text": "x"}),
        ("editMessageReplyMarkup", {"chat_id": 1, "message_id": 2, "parse_mode": "HTML"}),
    ],
)
def test_anything_else_is_objected_to(method, parameters):
    assert objections(method, parameters)
