"""Answers that change while something goes on, as Telegram gets them."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from telegram import Bot, Chat, Message
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.chat.answer import Answer
from bot.chat.keyboards import Button
from bot.chat.messages.tree import paragraph
from bot.chat.telegram import tell
from bot.chat.telegram.live import Lives
from bot.chat.telegram.sending import send
from bot.errors import SourceError
from tests.desk import NOW

PAUSE = 0.05
SHORT = 0.01
LONG = tuple(paragraph("word " * 700) for _ in range(2))  # more than a message holds
Refusal = tuple[int, dict[str, Any]]


class Telegram(BaseRequest):
    """The far side of the network: it takes every request, or refuses as it is told."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, list[Refusal]] = {}
        self.latest: dict[int, str] = {}
        self._number = 100

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: object
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        parameters = request_data.parameters if request_data else {}
        self.asked.append((name, parameters))
        if self.refusals.get(name):
            status, answer = self.refusals[name].pop(0)
            return status, json.dumps({"ok": False, "error_code": status} | answer).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _result(self, name: str, parameters: dict[str, Any]) -> object:
        if name == "deleteMessage":
            del self.latest[parameters["message_id"]]
            return True
        number = parameters.get("message_id")
        if number is None:
            number = self._number = self._number + 1
        self.latest[number] = parameters["text"]
        chat = {"id": parameters["chat_id"], "type": "private", "first_name": "Ada"}
        return {"message_id": number, "date": 0, "chat": chat, "text": parameters["text"]}

    def named(self, name: str) -> list[dict[str, Any]]:
        return [parameters for asked, parameters in self.asked if asked == name]

    @property
    def shown(self) -> list[str]:
        return [text for _, text in sorted(self.latest.items())]


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def question(telegram: Telegram) -> Message:
    bot = Bot("1:a", request=telegram, get_updates_request=telegram)
    message = Message(1, datetime.fromtimestamp(0, NOW.tzinfo), Chat(1002, "private"))
    message.set_bot(bot)
    return message


def said(text: str, *, button: bool = False) -> Answer:
    keyboard = ((Button("Stop", "src:keep:1"),),) if button else ()
    return Answer((paragraph(text),), keyboard)


async def shown(
    question: Message, live: AsyncIterator[Answer], first: Answer | None = None
) -> None:
    """Send an answer, and wait until its live part is over."""
    first = first or said("Looking")
    lives = Lives(PAUSE)
    lives.begin(await send(question, first), first, live)
    async with asyncio.timeout(30):
        while lives._tasks:
            await asyncio.sleep(SHORT)


async def states(*answers: Answer | Exception, apart: float = 0.0) -> AsyncIterator[Answer]:
    for answer in answers:
        await asyncio.sleep(apart)
        if isinstance(answer, Exception):
            raise answer
        yield answer


async def test_the_last_state_takes_the_place_of_the_first(telegram: Telegram, question: Message):
    await shown(question, states(said("Found", button=True)))
    assert telegram.shown == ["Found"]
    assert "Stop" in str(telegram.named("editMessageText")[-1]["reply_markup"])


async def test_many_states_cost_few_edits(telegram: Telegram, question: Message):
    began = time.monotonic()
    await shown(question, states(*(said(f"{n} of 100") for n in range(101)), apart=0.002))
    assert telegram.shown == ["100 of 100"]
    assert 2 <= len(telegram.named("editMessageText")) <= (time.monotonic() - began) / PAUSE + 2


async def test_a_state_that_came_too_soon_is_shown_a_little_later(
    telegram: Telegram, question: Message
):
    over = asyncio.Event()

    async def live() -> AsyncIterator[Answer]:
        yield said("one")
        await asyncio.sleep(SHORT)
        yield said("two")
        await over.wait()

    showing = asyncio.create_task(shown(question, live()))
    async with asyncio.timeout(30):
        while telegram.shown != ["two"]:
            await asyncio.sleep(SHORT)
    over.set()
    await showing


async def test_what_has_not_changed_is_not_sent_again(telegram: Telegram, question: Message):
    await shown(question, states(said("Looking"), said("Looking"), apart=2 * PAUSE))
    assert telegram.named("editMessageText") == []


async def test_when_telegram_says_wait_the_last_state_comes_after_that(
    telegram: Telegram, question: Message
):
    wait = {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}
    telegram.refusals["editMessageText"] = [(429, wait)]
    started = asyncio.get_running_loop().time()
    await shown(question, states(said("Done")))
    assert telegram.shown == ["Done"]
    assert asyncio.get_running_loop().time() - started >= 1.0


async def test_the_last_state_is_tried_again(telegram: Telegram, question: Message):
    telegram.refusals["editMessageText"] = [(502, {"description": "Bad Gateway"})] * 2
    await shown(question, states(said("Done")))
    assert telegram.shown == ["Done"]


async def test_a_state_that_telegram_has_already_is_no_trouble(
    telegram: Telegram, question: Message, caplog
):
    same = {"description": "Bad Request: message is not modified: specified new message content"}
    telegram.refusals["editMessageText"] = [(400, same)]
    await shown(question, states(said("Done")))
    assert len(telegram.named("editMessageText")) == 1
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_a_message_that_was_deleted_meanwhile_costs_one_log_line(
    telegram: Telegram, question: Message, caplog
):
    gone = {"description": "Bad Request: message to edit not found"}
    telegram.refusals["editMessageText"] = [(400, gone)] * 9
    await shown(question, states(said("Done")))
    warnings = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert warnings == ["The end of a live answer could not be shown."]


async def test_an_error_that_we_know_is_told_below_what_stood_there(
    telegram: Telegram, question: Message
):
    await shown(question, states(said("3 of 9", button=True), SourceError("It is no OPML.")))
    assert telegram.shown == ["3 of 9\n\nIt is no OPML."]
    assert "reply_markup" not in telegram.named("editMessageText")[-1]


async def test_an_error_that_nobody_expected_is_logged_and_told(
    telegram: Telegram, question: Message, caplog
):
    await shown(question, states(said("3 of 9"), ZeroDivisionError("a bug")))
    assert telegram.shown[0].startswith("3 of 9\n\nSomething went wrong here.")
    assert "ZeroDivisionError: a bug" in caplog.text


async def test_an_answer_that_grows_goes_on_in_a_further_message(
    telegram: Telegram, question: Message
):
    await shown(question, states(Answer(LONG, said("", button=True).keyboard)))
    assert len(telegram.shown) == 2
    assert "reply_markup" not in telegram.named("editMessageText")[-1]
    assert "Stop" in str(telegram.named("sendMessage")[-1]["reply_markup"])


async def test_an_answer_that_shrinks_leaves_no_message_behind(
    telegram: Telegram, question: Message
):
    await shown(question, states(said("Short")), first=Answer(LONG))
    assert telegram.shown == ["Short"]


async def test_what_is_still_going_on_at_the_end_says_so(telegram: Telegram, question: Message):
    closed = asyncio.Event()

    async def live() -> AsyncIterator[Answer]:
        try:
            yield said("3 of 9")
            await asyncio.Event().wait()
        finally:
            closed.set()

    lives = Lives(PAUSE)
    lives.begin(await send(question, said("Looking")), said("Looking"), live())
    while telegram.shown != ["3 of 9"]:
        await asyncio.sleep(SHORT)
    await lives.end()
    assert telegram.shown[0].startswith("3 of 9\n\nI was stopped before this was done.")
    assert closed.is_set()


async def test_that_one_admin_blocked_the_bot_keeps_a_notice_from_no_other(
    telegram: Telegram, caplog
):
    bot = Bot("1:a", request=telegram, get_updates_request=telegram)
    application = Application.builder().bot(bot).build()
    blocked = {"description": "Forbidden: bot was blocked by the user"}
    telegram.refusals["sendMessage"] = [(403, blocked)]

    assert await tell(application, [1001, 1002], said("It fails."))

    assert [p["chat_id"] for p in telegram.named("sendMessage")] == [1001, 1002]
    assert telegram.shown == ["It fails."]
    assert "1001" not in caplog.text
    telegram.refusals["sendMessage"] = [(403, blocked), (400, {"description": "chat not found"})]
    assert not await tell(application, [1001, 1002], said("It fails."))
