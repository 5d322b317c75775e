"""A ward tablet: it locks to a PIN, keeps what was typed, and never holds back what must be recorded at once."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, assert_accessible, sign_in
from tests.browser.walking import Ward, fill, press

pytestmark = pytest.mark.browser


@pytest.fixture
def tablet(clinic: Clinic, context: BrowserContext, page: Page) -> Page:
    """A device that the administrator trusted, in the nurse's hands, at a running infusion."""
    sign_in(page, clinic, "Ada Admin")
    page.goto(clinic.at("/people/tablet/"))
    fill(page.locator("main"), {"name": "Ward tablet"})
    press(page, page.locator("main").get_by_role("button").first)
    assert "ebb_tablet" in {cookie["name"] for cookie in context.cookies()}
    session = [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]
    context.clear_cookies(name=session[0]["name"])
    sign_in(page, clinic, "Nora Nurse")
    page.goto(clinic.at("/today/"))
    press(page, page.get_by_role("link", name="Ines Invented"))
    return page


def unlock(page: Page, name: str, pin: str) -> None:
    page.get_by_label(name, exact=True).check()
    page.get_by_label("PIN", exact=True).fill(pin)
    press(page, page.locator("main form button").first)


def lock_from_elsewhere(page: Page, clinic: Clinic, address: str = "/people/lock/") -> None:
    """Lock the session as the clock would, while the page stays open."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(clinic.at(address), form={"csrfmiddlewaretoken": token})
    assert answer.ok


def sign_out_from_elsewhere(page: Page, clinic: Clinic) -> None:
    """End the session altogether, while the page stays open."""
    lock_from_elsewhere(page, clinic, "/accounts/logout/")


def test_a_form_that_meets_a_locked_tablet_waits_for_the_pin(tablet: Page, clinic: Clinic):
    tablet.locator("#note").fill("eyes closed, answers clearly")
    lock_from_elsewhere(tablet, clinic)
    tablet.get_by_role("button", name="Record note").click()

    expect(tablet.get_by_label("PIN")).to_be_visible()
    assert_accessible(tablet)
    unlock(tablet, "Nora Nurse", "1111")
    press(tablet, tablet.locator("main form button").first)

    Ward(tablet).told("eyes closed, answers clearly")


def test_a_pause_is_recorded_on_a_locked_tablet_at_once(tablet: Page, clinic: Clinic):
    ward = Ward(tablet)
    lock_from_elsewhere(tablet, clinic)
    ward.press("Record pause")
    unlock(tablet, "Nora Nurse", "1111")

    expect(tablet.locator("#now")).to_contain_text("Paused since")
    expect(tablet.locator("#timeline")).to_contain_text("at once, from the ward tablet")
    ward.press("Confirmed at the pump")
    ward.press("Record: pump running")


def test_an_open_page_records_after_its_session_and_its_form_token_have_gone(tablet: Page, clinic: Clinic):
    ward = Ward(tablet)
    ward.press("Record pause")
    sign_out_from_elsewhere(tablet, clinic)
    tablet.context.clear_cookies(name="csrftoken")
    tablet.locator("summary", has_text="Rescue drug…").click()
    fill(tablet.locator("#more"), {"drug": "ondansetron", "dose": "4"})
    press(tablet, tablet.get_by_role("button", name="Record drug given"))

    expect(tablet.get_by_role("status")).to_contain_text("Recorded")
    expect(tablet.get_by_role("heading", name="Who takes the tablet?")).to_be_visible()
    unlock(tablet, "Nora Nurse", "1111")
    ward.told("ondansetron")
    ward.told("at once, from the ward tablet")
    expect(tablet.locator("#standing")).to_contain_text("who recorded this, and why?")
    ward.press("Record: pump running")


def test_whoever_finds_a_signed_out_tablet_reaches_what_cannot_wait(tablet: Page, clinic: Clinic):
    sign_out_from_elsewhere(tablet, clinic)
    tablet.goto(clinic.at("/today/"))
    chair = tablet.locator("#at-once article", has_text="I. I.")
    assert_accessible(tablet)

    press(tablet, chair.get_by_role("button", name="Record pause"))

    expect(tablet.get_by_role("status")).to_contain_text("I. I.")
    expect(chair).to_contain_text("paused")
    expect(tablet.locator("body")).not_to_contain_text("Ines Invented")
    unlock(tablet, "Nora Nurse", "1111")
    expect(tablet.locator("#timeline")).to_contain_text("Ward tablet")
    Ward(tablet).press("Record: pump running")
