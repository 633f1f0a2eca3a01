"""A person sends files, replies, and is asked for replies, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox import ADMIN, GROUP, SUBSCRIBER, Sandbox
from tests.browser.far_side import FarSide

pytestmark = pytest.mark.browser
on_a_desk = pytest.mark.parametrize(
    "page", ["desk"], indirect=True
)  # where the screen is no matter

LIST = {"name": "reading list.opml", "mimeType": "text/x-opml", "buffer": b"<opml/>" * 700}
ASK = {"force_reply": True, "input_field_placeholder": "New title"}
DROPS = """([kind, names]) => {
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File(["text of " + name], name));
    const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
    document.getElementById("log").dispatchEvent(event);
}"""


@pytest.fixture
def address(sandbox: Sandbox) -> str:
    return f"{sandbox.page_url}#{ADMIN.id}/{ADMIN.id}"


@pytest.fixture
def bot(far_side: FarSide, page: Page) -> FarSide:
    """The bot's side, once Ada has pressed START."""
    page.get_by_role("button", name="START").click()
    expect(mine(page)).to_have_count(1)
    return far_side


def mine(page: Page):
    return page.locator("article.message.out")


def field(page: Page):
    return page.get_by_role("textbox", name="Message")


def attached(page: Page):
    return page.get_by_role("group", name="Attached file")


def attach(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach a file").click()
    chooser.value.set_files(LIST)
    expect(attached(page)).to_contain_text("reading list.opml4.8 KB")


def test_a_chosen_file_goes_to_the_bot_with_its_caption(page: Page, bot: FarSide):
    attach(page)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("placeholder", "Caption")
    field(page).fill("/addtext of today")
    page.keyboard.press("Enter")

    expect(mine(page).last.locator("a.file .name")).to_have_text("reading list.opml")
    expect(mine(page).last.get_by_role("button", name="/addtext")).to_be_visible()
    expect(attached(page)).to_be_hidden()
    expect(field(page)).to_have_value("")
    expect(field(page)).to_have_attribute("placeholder", "Message")
    expect(page.locator("#chooser")).to_have_value("")  # or the same file could not be sent again
    sent = bot.newest()
    assert (sent["document"]["file_name"], sent["caption"]) == (
        "reading list.opml",
        "/addtext of today",
    )


@on_a_desk
def test_a_file_needs_no_caption(page: Page, bot: FarSide):
    attach(page)
    page.get_by_role("button", name="Send", exact=True).click()

    expect(mine(page).last.locator("a.file")).to_be_visible()
    assert "caption" not in bot.newest()


@on_a_desk
@pytest.mark.parametrize("how", ["button", "key", "other chat"])
def test_an_attached_file_can_be_let_go(page: Page, bot: FarSide, how: str):
    attach(page)
    if how == "button":
        page.get_by_role("button", name="Do not send this file").click()
    elif how == "key":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("navigation").get_by_text("Sam").first.click()

    expect(attached(page)).to_be_hidden()
    field(page).fill("just text")
    page.keyboard.press("Enter")
    expect(mine(page).last).to_contain_text("just text")
    assert "document" not in bot.newest()


def test_a_dropped_file_is_attached(page: Page, bot: FarSide):
    page.evaluate(DROPS, ["dragenter", ["notes.md"]])
    expect(page.get_by_text("Drop the file here to attach it")).to_be_visible()
    page.evaluate(DROPS, ["drop", ["notes.md"]])

    expect(page.get_by_text("Drop the file here to attach it")).to_be_hidden()
    expect(attached(page)).to_contain_text("notes.md")
    page.keyboard.press("Enter")
    expect(mine(page).last.locator("a.file .name")).to_have_text("notes.md")
    assert bot.newest()["document"]["file_size"] == len("text of notes.md")


@on_a_desk
def test_a_pasted_file_is_attached(page: Page, bot: FarSide):
    field(page).evaluate(
        """field => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "pasted.txt"));
            const init = { clipboardData: data, bubbles: true, cancelable: true };
            field.dispatchEvent(new ClipboardEvent("paste", init));
        }"""
    )

    expect(attached(page)).to_contain_text("pasted.txt")


@on_a_desk
def test_of_several_dropped_files_the_first_is_attached(page: Page, bot: FarSide):
    page.evaluate(DROPS, ["drop", ["one.txt", "two.txt"]])

    expect(page.locator("#toasts")).to_contain_text("One file at a time")
    expect(attached(page)).to_contain_text("one.txt")


@on_a_desk
def test_an_empty_file_is_refused_at_once(page: Page, bot: FarSide):
    page.locator("#chooser").set_input_files(LIST | {"buffer": b""})

    expect(page.locator("#toasts")).to_contain_text("This file is empty")
    expect(attached(page)).to_be_hidden()


@on_a_desk
def test_a_caption_that_is_too_long_keeps_the_file(page: Page, bot: FarSide):
    attach(page)
    field(page).fill("x" * 1025)
    page.keyboard.press("Enter")

    expect(page.locator("#toasts")).to_contain_text("This caption is too long: it has 1,025")
    expect(attached(page)).to_be_visible()


def test_a_message_can_be_replied_to(page: Page, bot: FarSide):
    said = bot.send("Which one?", ADMIN.id)
    page.locator("article.message.in").last.get_by_role("button", name="Reply").click()
    expect(page.locator("#replying-text")).to_have_text("Quotewire: Which one?")
    field(page).fill("The first")
    page.keyboard.press("Enter")

    expect(mine(page).last.locator(".answered")).to_have_text("QuotewireWhich one?")
    expect(page.locator("#replying")).to_be_hidden()
    assert bot.newest()["reply_to_message"] == said


@on_a_desk
def test_a_command_sent_from_the_list_keeps_what_is_replied_to(page: Page, bot: FarSide):
    said = bot.send("Which one?", ADMIN.id)
    page.locator("article.message.in").last.get_by_role("button", name="Reply").click()
    field(page).fill("/topics")
    page.keyboard.press("Enter")

    expect(page.locator("#replying")).to_be_hidden()
    assert bot.newest()["text"] == "/topics"
    assert bot.newest()["reply_to_message"] == said


@on_a_desk
def test_a_file_can_be_a_reply(page: Page, bot: FarSide):
    said = bot.send("Send me the list.", ADMIN.id)
    page.locator("article.message.in").last.get_by_role("button", name="Reply").click()
    attach(page)
    page.keyboard.press("Enter")

    expect(mine(page).last.locator(".answered")).to_contain_text("Send me the list.")
    assert bot.newest()["reply_to_message"] == said


def test_a_reply_that_the_bot_asks_for_only_has_to_be_typed(page: Page, bot: FarSide):
    asked = bot.send("What is it called?", ADMIN.id, reply_markup=ASK)
    expect(page.locator("#replying-text")).to_have_text("Quotewire: What is it called?")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("placeholder", "New title")
    page.keyboard.type("Harbour Post")
    page.keyboard.press("Enter")

    expect(mine(page).last.locator(".answered")).to_contain_text("What is it called?")
    expect(field(page)).to_have_attribute("placeholder", "Message")
    assert bot.newest()["reply_to_message"] == asked


@on_a_desk
def test_what_the_bot_asks_for_survives_a_reload_until_it_is_answered(page: Page, bot: FarSide):
    bot.send("What is it called?", ADMIN.id, reply_markup=ASK)
    expect(page.locator("#replying")).to_be_visible()
    page.reload()
    expect(page.locator("#replying-text")).to_have_text("Quotewire: What is it called?")
    field(page).fill("Harbour Post")
    page.keyboard.press("Enter")
    expect(mine(page)).to_have_count(2)
    page.reload()
    expect(mine(page)).to_have_count(2)
    expect(page.locator("#replying")).to_be_hidden()


@on_a_desk
def test_somebody_else_is_not_asked(page: Page, bot: FarSide):
    page.get_by_role("navigation").get_by_text("as Sam").click()
    expect(page.get_by_role("heading", name=GROUP.title)).to_be_visible()
    text = '<a href="tg://user?id=1002">Ada</a>, which one?'
    bot.send(text, GROUP.id, reply_markup=ASK | {"selective": True})

    expect(page.locator("article.message.in")).to_contain_text("which one?")
    expect(page.locator("#replying")).to_be_hidden()
    page.get_by_role("navigation").get_by_text("as Ada").click()
    expect(page.locator("#replying")).to_be_visible()


@on_a_desk
def test_a_deleted_message_is_not_replied_to(page: Page, bot: FarSide):
    asked = bot.send("What is it called?", ADMIN.id, reply_markup=ASK)
    expect(page.locator("#replying")).to_be_visible()
    bot.call("deleteMessage", chat_id=ADMIN.id, message_id=asked["message_id"])

    expect(page.locator("#replying")).to_be_hidden()
    expect(field(page)).to_have_attribute("placeholder", "Message")


def test_a_message_that_the_bot_goes_on_editing_is_followed(page: Page, bot: FarSide):
    for _ in range(12):
        bot.send("A line that takes room.", ADMIN.id)
    field(page).fill("/import")
    page.keyboard.press("Enter")
    expect(mine(page)).to_have_count(2)
    said = bot.send("Reading 1 of 9", ADMIN.id)
    for number in range(2, 10):
        bot.edit(said, f"Reading {number} of 9\n" + "Done: one more feed.\n" * number)

    progress = page.locator("article.message.in").last
    expect(progress).to_contain_text("Reading 9 of 9")
    expect(progress).to_contain_text("edited")
    expect(progress.locator(".meta")).to_be_in_viewport()


@on_a_desk
def test_the_reader_stays_where_they_read_while_something_else_is_edited(page: Page, bot: FarSide):
    said = [bot.send(f"Line {number}", ADMIN.id) for number in range(40)]
    expect(page.locator("article.message.in")).to_have_count(40)
    page.locator("#log").evaluate("log => { log.scrollTop = 200; }")
    page.wait_for_timeout(100)
    bot.edit(said[-1], "Line 39\nand more\nand more")

    expect(page.locator("article.message.in").last).to_contain_text("and more")
    assert page.locator("#log").evaluate("log => log.scrollTop") == 200


def test_an_admin_sees_what_to_try_and_can_press_it(page: Page, far_side, sandbox: Sandbox):
    chip = page.get_by_role("button", name=f"/addsource {sandbox.gazette_url}")
    expect(page.locator(".try")).to_contain_text("As an admin:")
    chip.click()

    expect(mine(page)).to_contain_text(f"/addsource {sandbox.gazette_url}")
    expect(chip).to_be_hidden()
    assert far_side.newest()["text"] == f"/addsource {sandbox.gazette_url}"


@on_a_desk
def test_a_subscriber_does_not(page: Page, far_side):
    page.get_by_role("navigation").get_by_text(SUBSCRIBER.first_name).first.click()

    expect(page.get_by_role("heading", name="What can this bot do?")).to_be_visible()
    expect(page.get_by_role("navigation").locator('[aria-current="true"]')).to_contain_text("Sam")
    expect(page.locator(".try")).to_have_count(0)


def test_all_of_it_fits_the_screen(page: Page, bot: FarSide, take_picture):
    bot.send("What is it called?", ADMIN.id, reply_markup=ASK)
    expect(page.locator("#replying")).to_be_visible()
    page.locator("#chooser").set_input_files(LIST | {"name": f"{'w' * 56}.opml"})
    expect(attached(page)).to_be_visible()
    take_picture("writing")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("#attached-size")).to_be_in_viewport(ratio=1)
    for name in ("Attach a file", "Send", "Do not send this file", "Do not reply to this message"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport()
