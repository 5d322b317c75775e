"""Charting while the line is down: nothing tapped is lost, and nothing is recorded twice or under another's name."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.walking import press

pytestmark = pytest.mark.browser


@pytest.fixture
def at_the_chair(clinic: Clinic, page: Page) -> Page:
    sign_in(page, clinic, "Sam Second")
    page.goto(clinic.at("/today/"))
    press(page, page.get_by_role("link", name="Emil Example"))
    return page


@pytest.fixture
def far_tablet(browser: Browser) -> Iterator[BrowserContext]:
    """A tablet whose own time zone is not the site's: set up elsewhere, or left at the factory's."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    yield context
    context.close()


def note(page: Page, text: str) -> None:
    page.locator("#note").fill(text)
    page.get_by_role("button", name="Record note").click()


def sign_out_elsewhere(page: Page, clinic: Clinic) -> None:
    """End the session on the server while the page stays open."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    assert page.request.post(clinic.at("/accounts/logout/"), form={"csrfmiddlewaretoken": token}).ok


def test_a_note_is_kept_on_the_tablet_and_sent_when_the_line_is_back(at_the_chair: Page, context: BrowserContext):
    context.set_offline(True)
    note(at_the_chair, "sips of water, eyes open")
    expect(at_the_chair.locator("#kept")).to_contain_text("1 waiting")

    context.set_offline(False)

    expect(at_the_chair.locator("#kept")).to_be_hidden()
    at_the_chair.reload()
    expect(at_the_chair.locator("#timeline").get_by_text("sips of water, eyes open")).to_have_count(1)


def test_a_note_outlives_the_session_and_waits_for_its_author(at_the_chair: Page, clinic: Clinic):
    infusion = at_the_chair.url
    sign_out_elsewhere(at_the_chair, clinic)
    note(at_the_chair, "asks for the blanket")
    expect(at_the_chair.locator("#kept")).to_contain_text("1 waiting")

    sign_in(at_the_chair, clinic, "Nora Nurse")
    at_the_chair.goto(infusion)
    expect(at_the_chair.locator("#timeline")).not_to_contain_text("asks for the blanket")
    sign_out_elsewhere(at_the_chair, clinic)
    sign_in(at_the_chair, clinic, "Sam Second")
    at_the_chair.goto(infusion)

    expect(at_the_chair.locator("#kept")).to_be_hidden()
    at_the_chair.reload()
    told = at_the_chair.locator("#timeline li", has_text="asks for the blanket")
    expect(told).to_have_count(1)
    expect(told).to_contain_text("Sam Second")


def test_a_kept_note_has_the_clock_of_the_site_whatever_the_tablets_zone(far_tablet: BrowserContext, clinic: Clinic):
    page = far_tablet.new_page()
    sign_in(page, clinic, "Sam Second")
    page.goto(clinic.at("/today/"))
    press(page, page.get_by_role("link", name="Emil Example"))
    clock = page.locator("time[data-clock]")
    far_tablet.set_offline(True)
    before = clock.inner_text()[:5]
    note(page, "kept far from home")
    expect(page.locator("#kept")).to_contain_text("1 waiting")
    after = clock.inner_text()[:5]

    far_tablet.set_offline(False)

    expect(page.locator("#kept")).to_be_hidden()
    page.reload()
    told = page.locator("#timeline li", has_text="kept far from home")
    assert told.locator("time").text_content() in (before, after)
