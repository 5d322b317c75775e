"""When the process that watches the alarms hangs, each live page says so, and the supervisor brings it back."""

import os
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.killing.house import children_of

pytestmark = pytest.mark.browser


def test_pages_say_that_no_alarm_is_watched_until_it_is_again(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")
    page.goto(clinic.at("/today/board/"))
    expect(page.locator("#unwatched")).to_be_hidden()
    hanging = children_of(clinic.process.pid)["live"]

    os.kill(hanging, signal.SIGSTOP)

    expect(page.locator("#unwatched")).to_contain_text("Alarms are not being watched", timeout=15_000)
    expect(page.locator("#unwatched")).to_be_visible(timeout=15_000)
    expect(page.locator("#stream-lost")).to_be_hidden()
    expect(page.locator("#unwatched")).to_be_hidden(timeout=20_000)
    assert children_of(clinic.process.pid)["live"] != hanging
