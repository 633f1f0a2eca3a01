"""A document that the bot sent, seen and saved by a person in a real browser."""

import asyncio
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.sandbox import GROUP, SUBSCRIBER, Sandbox

pytestmark = pytest.mark.browser


class Sender:
    """The bot's side: what it sends, without the bot."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._http = httpx.Client(base_url=sandbox.api_url, verify=False)

    def meet(self) -> None:
        path = f"/sandbox/chats/{SUBSCRIBER.id}/messages"
        person = {"person": SUBSCRIBER.id, "text": "/start"}
        self._http.post(path, json=person).raise_for_status()

    def send(
        self, name: str, content: bytes, chat: int = SUBSCRIBER.id, **more: object
    ) -> dict[str, object]:
        form = {n: v if isinstance(v, str) else json.dumps(v) for n, v in more.items()}
        answer = self._http.post(
            f"/bot{self._sandbox.token}/sendDocument",
            data={"chat_id": str(chat), "parse_mode": "HTML"} | form,
            files={"document": (name, content)},
        )
        return answer.raise_for_status().json()["result"]

    def close(self) -> None:
        self._http.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox without a bot, in a thread of its own: Playwright has a loop in this one."""
    loop = asyncio.new_event_loop()
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(loop.run_forever)
        started = Sandbox(port=0)
        asyncio.run_coroutine_threadsafe(started.start(), loop).result(10)
        yield started
        asyncio.run_coroutine_threadsafe(started.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        running.result(10)
    loop.close()


@pytest.fixture
def address(sandbox: Sandbox) -> str:
    return sandbox.page_url


@pytest.fixture
def sender(sandbox: Sandbox) -> Iterator[Sender]:
    made = Sender(sandbox)
    made.meet()
    yield made
    made.close()


def document(page: Page):
    return page.locator("article.message.in").last.locator("a.file")


def saved(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        document(page).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_document_shows_its_name_its_size_and_its_caption(page: Page, sender: Sender):
    sender.send("Зведення 22 листопада.txt", b"x" * 1300, caption="<b>Air defence</b>, 4 stories")

    expect(document(page)).to_be_visible()
    expect(document(page).locator(".name")).to_have_text("Зведення 22 листопада.txt")
    expect(document(page).locator(".size")).to_have_text("1.3 KB")
    text = page.locator("article.message.in").last.locator(".text")
    expect(text).to_have_text("Air defence, 4 stories")
    expect(text.locator("b")).to_have_text("Air defence")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1 KB"),
        (1_048_570, "1 MB"),
        (3_670_016, "3.5 MB"),
    ],
)
def test_a_size_is_in_the_units_of_people(page: Page, sender: Sender, size: int, words: str):
    sender.send("a.bin", b"x" * size)

    expect(document(page).locator(".size")).to_have_text(words)


def test_a_document_can_be_saved_and_is_never_opened(page: Page, sender: Sender):
    content = b"<script>document.title = 'taken over'</script>"
    sender.send("brief.html", content)

    assert saved(page) == ("brief.html", content)
    assert page.title() == "Quotewire sandbox"


def test_a_document_of_the_group_is_saved_there(page: Page, sender: Sender):
    page.get_by_role("navigation").get_by_text(GROUP.title).first.click()
    expect(page.get_by_role("heading", name=GROUP.title)).to_be_visible()
    sender.send("all.txt", b"for all", chat=GROUP.id)

    assert saved(page) == ("all.txt", b"for all")


def test_the_name_and_the_caption_are_text_whatever_is_in_them(page: Page, sender: Sender):
    caption = "&lt;img src=x onerror=alert(1)&gt;"
    sender.send("=img src=x onerror=alert(1)=.txt", b"x", caption=caption)

    expect(document(page)).to_contain_text("img src=x onerror=alert(1)")
    expect(page.locator("article.message.in").last).to_contain_text("<img src=x")
    assert page.locator("article img").count() == 0


def test_a_reply_names_the_document_it_is_to(page: Page, sender: Sender):
    first = sender.send("first.txt", b"x")
    sender.send("second.txt", b"x", reply_parameters={"message_id": first["message_id"]})

    expect(page.locator(".answered")).to_contain_text("first.txt")


def test_a_document_can_be_reached_and_saved_with_the_keyboard(page: Page, sender: Sender):
    sender.send("brief.txt", b"x")
    expect(document(page)).to_be_visible()
    expect(page.get_by_role("link", name="Save brief.txt, 1 byte")).to_be_visible()
    document(page).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "brief.txt"


def test_a_long_name_leaves_the_page_as_wide_as_its_screen(page: Page, sender: Sender, tmp_path):
    """With QUOTEWIRE_PICTURES=DIR pictures go there."""
    keys = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    sender.send("brief.opml", b"x" * 700)
    caption = "<b>Air defence</b>\n4 stories, newest first."
    sender.send("Зведення 22 листопада.txt", b"x" * 48_000, caption=caption, reply_markup=keys)
    first = sender.send("w" * 60 + ".json", b"x" * 3_670_016)
    reply = {"message_id": first["message_id"]}
    sender.send("notes.txt", b"x", caption="In reply", reply_parameters=reply)
    expect(page.locator("a.file")).to_have_count(4)
    page.wait_for_timeout(300)
    where = Path(os.environ.get("QUOTEWIRE_PICTURES", tmp_path))
    page.screenshot(path=where / f"documents-{page.viewport_size['width']}.png")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("log.scrollWidth <= log.clientWidth")
