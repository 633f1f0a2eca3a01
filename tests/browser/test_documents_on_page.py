"""A document that the bot sent, seen and saved by a person in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox import GROUP, SUBSCRIBER, Sandbox
from tests.browser.far_side import FarSide

pytestmark = pytest.mark.browser
on_a_desk = pytest.mark.parametrize(
    "page", ["desk"], indirect=True
)  # where the screen is no matter

SIZES = {1: "1 byte", 1023: "1,023 bytes", 1024: "1 KB", 1_048_570: "1 MB", 3_670_016: "3.5 MB"}


@pytest.fixture
def address(sandbox: Sandbox) -> str:
    return sandbox.page_url


@pytest.fixture
def sender(far_side: FarSide) -> FarSide:
    far_side.meet(SUBSCRIBER)
    return far_side


def document(page: Page):
    return page.locator("article.message.in").last.locator("a.file")


def saved(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as download:
        document(page).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_document_shows_its_name_its_size_and_its_caption(page: Page, sender: FarSide):
    sender.send_document(
        "Зведення 22 листопада.txt", b"x" * 1300, caption="<b>Air defence</b>, 4 stories"
    )

    expect(document(page)).to_be_visible()
    expect(document(page).locator(".name")).to_have_text("Зведення 22 листопада.txt")
    expect(document(page).locator(".size")).to_have_text("1.3 KB")
    text = page.locator("article.message.in").last.locator(".text")
    expect(text).to_have_text("Air defence, 4 stories")
    expect(text.locator("b")).to_have_text("Air defence")


@on_a_desk
def test_a_size_is_in_the_units_of_people(page: Page, sender: FarSide):
    for size in SIZES:
        sender.send_document("a.bin", b"x" * size)

    expect(page.locator("article.message.in .size")).to_have_text(list(SIZES.values()))


@on_a_desk
def test_a_document_can_be_saved_and_is_never_opened(page: Page, sender: FarSide):
    content = b"<script>document.title = 'taken over'</script>"
    sender.send_document("brief.html", content)

    assert saved(page) == ("brief.html", content)
    assert page.title() == "Quotewire sandbox"


@on_a_desk
def test_a_document_of_the_group_is_saved_there(page: Page, sender: FarSide):
    page.get_by_role("navigation").get_by_text(GROUP.title).first.click()
    expect(page.get_by_role("heading", name=GROUP.title)).to_be_visible()
    sender.send_document("all.txt", b"for all", chat=GROUP.id)

    assert saved(page) == ("all.txt", b"for all")


@on_a_desk
def test_the_name_and_the_caption_are_text_whatever_is_in_them(page: Page, sender: FarSide):
    caption = "&lt;img src=x onerror=alert(1)&gt;"
    sender.send_document("=img src=x onerror=alert(1)=.txt", b"x", caption=caption)

    expect(document(page)).to_contain_text("img src=x onerror=alert(1)")
    expect(page.locator("article.message.in").last).to_contain_text("<img src=x")
    assert page.locator("article img").count() == 0


@on_a_desk
def test_a_reply_names_the_document_it_is_to(page: Page, sender: FarSide):
    first = sender.send_document("first.txt", b"x")
    sender.send_document("second.txt", b"x", reply_parameters={"message_id": first["message_id"]})

    expect(page.locator(".answered")).to_contain_text("first.txt")


@on_a_desk
def test_a_document_can_be_reached_and_saved_with_the_keyboard(page: Page, sender: FarSide):
    sender.send_document("brief.txt", b"x")
    expect(document(page)).to_be_visible()
    expect(page.get_by_role("link", name="Save brief.txt, 1 byte")).to_be_visible()
    document(page).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "brief.txt"


def test_a_long_name_leaves_the_page_as_wide_as_its_screen(
    page: Page, sender: FarSide, take_picture
):
    keys = {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]}
    sender.send_document("brief.opml", b"x" * 700)
    caption = "<b>Air defence</b>\n4 stories, newest first."
    sender.send_document(
        "Зведення 22 листопада.txt", b"x" * 48_000, caption=caption, reply_markup=keys
    )
    first = sender.send_document("w" * 60 + ".json", b"x" * 3_670_016)
    reply = {"message_id": first["message_id"]}
    sender.send_document("notes.txt", b"x", caption="In reply", reply_parameters=reply)
    expect(page.locator("a.file")).to_have_count(4)
    take_picture("documents")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("log.scrollWidth <= log.clientWidth")
