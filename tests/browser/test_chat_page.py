"""A person chats with the bot on the page, in a real browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running import running

pytestmark = pytest.mark.browser
on_a_desk = pytest.mark.parametrize(
    "page", ["desk"], indirect=True
)  # where the screen is no matter


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("data")) as bot:
        yield bot.url


def write(page: Page, text: str) -> None:
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def last_answer(page: Page):
    return page.locator("article.message.in").last


def test_a_topic_is_answered_in_visible_quotes(page: Page):
    write(page, "/topic air-defence")

    answer = last_answer(page)
    expect(answer).to_contain_text("Ukrinform, undated")
    quotes = answer.locator("blockquote")
    assert quotes.count() >= 3
    expect(quotes.first).to_be_visible()
    expect(answer.get_by_role("button", name="More")).to_be_visible()


@on_a_desk
def test_more_and_sources_answer_without_reloading(page: Page):
    write(page, "/topic air-defence")
    expect(last_answer(page)).to_contain_text("newest first")
    last_answer(page).get_by_role("button", name="More").click()
    expect(last_answer(page)).to_contain_text("Air defence, continued")

    last_answer(page).get_by_role("button", name="Sources").click()
    expect(last_answer(page)).to_contain_text("Sources: Air defence")


def test_the_menu_offers_a_command_for_each_topic(page: Page):
    page.get_by_role("button", name="Menu").click()
    menu = page.get_by_role("listbox", name="Commands")
    expect(menu).to_contain_text("/nato_path")
    menu.get_by_text("/nato_path").click()

    expect(last_answer(page)).to_contain_text(re.compile("^NATO path"))


@on_a_desk
def test_what_somebody_types_is_shown_as_text(page: Page):
    write(page, "<img src=x onerror=alert(1)> & <b>bold</b>")

    expect(page.locator("article.message.out").last).to_contain_text("<img src=x onerror=alert(1)>")
    expect(last_answer(page)).to_contain_text("I have no topic called “<img src=x")
    assert page.locator("article img").count() == 0


@on_a_desk
def test_it_can_be_used_with_the_keyboard_alone(page: Page):
    write(page, "/topic")
    expect(last_answer(page)).to_contain_text("Which topic")
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Hypersonic missile":
            break
    page.keyboard.press("Enter")

    expect(last_answer(page)).to_contain_text(re.compile("^Hypersonic missile"))


def test_the_page_fits_its_screen(page: Page):
    write(page, "/topic hypersonic-missile")
    expect(last_answer(page)).to_contain_text("Greenwatch")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_another_person_has_another_chat(page: Page):
    write(page, "/help")
    expect(last_answer(page)).to_contain_text("What I can do")
    page.get_by_role("navigation").get_by_text("Ada").first.click()

    expect(page.locator("article.message")).to_have_count(0)


@pytest.mark.slow
def test_the_picture_in_the_readme_can_be_renewed(browser: Browser, tmp_path: Path):
    """With QUOTEWIRE_PICTURE=docs/chat.png the picture goes there."""
    picture = Path(os.environ.get("QUOTEWIRE_PICTURE", tmp_path / "chat.png"))
    with running(tmp_path / "data") as bot:
        context = browser.new_context(
            viewport={"width": 1000, "height": 860}, device_scale_factor=1.5, locale="en-GB"
        )
        page = context.new_page()
        page.goto(bot.url)
        write(page, "/topic air-defence")
        expect(last_answer(page)).to_contain_text("newest first")
        page.get_by_label("Message", exact=True).blur()
        page.wait_for_timeout(400)
        page.screenshot(path=str(picture))
        context.close()

    assert picture.read_bytes().startswith(b"\x89PNG")
