"""A person publishes in the gazette's panel, edits and breaks it, in a real browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox import ADMIN, Sandbox
from tests.browser.far_side import FarSide

pytestmark = pytest.mark.browser
on_a_desk = pytest.mark.parametrize(
    "page", ["desk"], indirect=True
)  # where the screen is no matter


@pytest.fixture
def address(sandbox: Sandbox) -> str:
    return f"{sandbox.page_url}#{ADMIN.id}/{ADMIN.id}"


@pytest.fixture
def panel(page: Page) -> Locator:
    page.get_by_role("button", name="Gazette", exact=True).click()
    opened = page.get_by_role("dialog", name="The Sandbox Gazette")
    expect(opened).to_be_visible()
    return opened


def publish(panel: Locator, title: str, text: str, button: str = "Publish") -> None:
    panel.get_by_label("Title").fill(title)
    panel.get_by_label("Text, with a blank line between paragraphs").fill(text)
    panel.get_by_role("button", name=button, exact=True).click()


def test_a_published_article_is_in_the_feed(page: Page, panel: Locator, far_side: FarSide):
    publish(panel, "Rain <in> Stell", "It rains.\n\nIt goes on raining.")

    expect(panel).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("Published. The bot sees it")
    feed = far_side.http.get("/gazette/feed.json").json()
    assert feed["items"][0]["title"] == "Rain <in> Stell"
    assert feed["items"][0]["content_html"] == "<p>It rains.</p>\n<p>It goes on raining.</p>"
    page.get_by_role("button", name="Gazette", exact=True).click()
    expect(panel.get_by_role("link", name="Rain <in> Stell")).to_be_visible()
    expect(panel.get_by_label("Title")).to_have_value("")


@on_a_desk
def test_an_article_can_be_edited(page: Page, panel: Locator, far_side: FarSide):
    before = far_side.http.get("/gazette/feed.json").json()["items"][1]
    panel.get_by_role("button", name="Edit Radar crews").click()
    expect(panel.get_by_role("heading", name="Edit an article")).to_be_visible()
    expect(panel.get_by_label("Title")).to_be_focused()
    expect(panel.get_by_label("Title")).to_have_value(before["title"])
    publish(panel, "Corrected: no missile", "There was none.", "Save")

    expect(page.locator("#toasts")).to_contain_text("Saved. The bot sees it")
    after = far_side.http.get("/gazette/feed.json").json()["items"][1]
    assert (after["id"], after["title"]) == (before["id"], "Corrected: no missile")
    assert after["content_html"] == "<p>There was none.</p>"


@on_a_desk
def test_an_edit_can_be_given_up(panel: Locator, far_side: FarSide):
    panel.get_by_role("button", name="Edit Radar crews").click()
    panel.get_by_label("Title").fill("Given up")
    panel.get_by_role("button", name="Cancel").click()

    expect(panel.get_by_role("heading", name="Publish an article")).to_be_visible()
    expect(panel.get_by_label("Title")).to_have_value("")
    assert "Given up" not in far_side.http.get("/gazette/feed.json").text


@on_a_desk
def test_an_article_without_a_title_is_not_published(panel: Locator, far_side: FarSide):
    publish(panel, "  ", "Something to keep.")

    expect(panel.get_by_label("Title")).to_be_focused()
    expect(panel.get_by_label("Text, with")).to_have_value("Something to keep.")
    assert len(far_side.http.get("/gazette/feed.json").json()["items"]) == 3


@on_a_desk
def test_the_gazette_can_be_broken_and_mended(page: Page, panel: Locator, far_side: FarSide):
    for status in ("503", "410", "403"):
        with page.expect_response("**/sandbox/gazette/fault"):
            panel.get_by_label("The gazette answers").select_option(status)
        expect(panel.get_by_text("The bot cannot read the gazette now.")).to_be_visible()
        assert far_side.http.get("/gazette/feed.xml").status_code == int(status)
    panel.get_by_label("The gazette answers").select_option("as it should")
    expect(panel.get_by_text("The bot cannot read the gazette now.")).to_be_hidden()
    assert far_side.http.get("/gazette/feed.xml").status_code == 200


@on_a_desk
def test_a_change_from_elsewhere_is_seen_without_losing_what_is_typed(
    panel: Locator, far_side: FarSide
):
    panel.get_by_label("Title").fill("Half a tit")
    body = {"title": "From elsewhere", "text": "x"}
    far_side.http.post("/sandbox/gazette/articles", json=body).raise_for_status()
    far_side.http.post("/sandbox/gazette/fault", json={"status": 503}).raise_for_status()

    expect(panel.get_by_role("link", name="From elsewhere")).to_be_visible()
    expect(panel.get_by_label("The gazette answers")).to_have_value("503")
    expect(panel.get_by_label("Title")).to_have_value("Half a tit")
    button = panel.get_by_role("button", name="Edit Radar crews")
    button.focus()
    far_side.http.post("/sandbox/gazette/articles", json=body | {"title": "Another"})
    expect(panel.get_by_role("link", name="Another")).to_be_visible()
    expect(button).to_be_focused()


@on_a_desk
def test_it_can_be_used_with_the_keyboard_alone(page: Page, far_side: FarSide):
    expect(page.get_by_role("button", name="START")).to_be_visible()
    page.get_by_role("button", name="Gazette", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="The Sandbox Gazette")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "gazette-title":
            break
    page.keyboard.type("By keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("All of it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Published")

    assert far_side.http.get("/gazette/feed.json").json()["items"][0]["title"] == "By keyboard"
    expect(page.get_by_role("button", name="Gazette", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="The Sandbox Gazette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="The Sandbox Gazette")).to_be_hidden()


def test_the_addresses_lead_to_the_site(page: Page, panel: Locator, sandbox: Sandbox):
    link = panel.get_by_role("link", name=f"{sandbox.address}/gazette/", exact=True)
    with page.context.expect_page() as opened:
        link.click()
    site = opened.value
    expect(site.get_by_role("link", name="The Sandbox Gazette")).to_be_visible()
    site.get_by_role("link", name="Radar crews").click()
    expect(site.get_by_role("heading", level=1)).to_contain_text("Radar crews at Cape Orsley")
    assert site.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_panel_fits_the_screen(page: Page, panel: Locator, take_picture):
    take_picture("gazette")

    assert page.evaluate("gazette.scrollWidth <= gazette.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
