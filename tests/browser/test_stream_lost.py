"""When the live stream stops, the page says so in words within seconds, and takes it back when it hears again."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.killing.house import children_of

pytestmark = pytest.mark.browser
SILENCE_MS = 3_000
A_LOOK_MS = 2_000
NEWEST = "Math.max(...[...document.querySelectorAll('[data-column]')].map(tile => Number(tile.dataset.at) || 0))"


@contextmanager
def asleep(clinic: Clinic) -> Iterator[None]:
    """The pages' process stands still, as when the machine sleeps: no line is closed, nothing more is said."""
    pages = children_of(clinic.process.pid)["web"]
    os.kill(pages, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pages, signal.SIGCONT)


def test_the_board_says_that_the_stream_has_stopped(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")
    page.goto(clinic.at("/today/board/"))
    lost = page.locator("#stream-lost")
    page.wait_for_function(f"before => {NEWEST} > before", arg=page.evaluate(NEWEST))
    expect(lost).to_be_hidden()

    with asleep(clinic):
        expect(lost).to_be_visible(timeout=SILENCE_MS + A_LOOK_MS)
        expect(lost).to_contain_text("These numbers are old")

    expect(lost).to_be_hidden(timeout=10_000)


def test_a_page_that_never_hears_anything_says_so_too(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")
    page.route("**/stream/board/**", lambda route: route.abort())

    page.goto(clinic.at("/today/board/"))

    expect(page.locator("#stream-lost")).to_be_visible(timeout=SILENCE_MS + A_LOOK_MS)
