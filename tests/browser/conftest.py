"""A real browser, and the chat page in it on a desk and on a phone."""

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from bot.sandbox import Sandbox
from tests.browser.far_side import FarSide

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield chromium
        chromium.close()


@dataclass
class Screen:
    """A page, and what was wrong in its console."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(message.text)

    def clear(self) -> None:
        """Leave nothing of a test behind; a page that is used again is twice as quick as another.

        The chat page stores nothing in the browser; what it knows is in its address.
        """
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")


@pytest.fixture(scope="module")
def screen_of(browser: Browser) -> Iterator[Callable[[str], Screen]]:
    """The screen of a desk or of a phone."""

    @cache
    def make(kind: str) -> Screen:
        phone = kind == "phone"
        context = browser.new_context(
            viewport={"width": 390, "height": 844} if phone else {"width": 1200, "height": 900},
            color_scheme="dark" if phone else "light",
            locale="en-GB",
        )
        return Screen(context.new_page())

    yield make
    for context in browser.contexts:
        context.close()


@pytest.fixture(params=["desk", "phone"])
def page(
    request: pytest.FixtureRequest, screen_of: Callable[[str], Screen], address: str
) -> Iterator[Page]:
    """The chat page with nothing wrong in its console at the end."""
    screen = screen_of(request.param)
    screen.wrong.clear()
    screen.page.goto(address)
    yield screen.page
    wrong = list(screen.wrong)
    screen.clear()
    assert not wrong


@pytest.fixture
def take_picture(page: Page) -> Callable[[str], None]:
    """Take a picture of the page, for a look at it; with QUOTEWIRE_PICTURES=DIR they go there."""

    def take(name: str) -> None:
        if folder := os.environ.get("QUOTEWIRE_PICTURES"):
            page.wait_for_timeout(300)
            page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png")

    return take


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
def far_side(sandbox: Sandbox) -> Iterator[FarSide]:
    made = FarSide(sandbox)
    yield made
    made.close()
