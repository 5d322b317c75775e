"""A tired nurse with one hand on an upright tablet: nothing she taps moves what she taps next."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, assert_accessible, sign_in
from tests.browser.walking import press

pytestmark = pytest.mark.browser

UPRIGHT = {"width": 820, "height": 1180}
SET = {"Sedation": 1, "Dissociation": 2, "Pain": 5, "Nausea": 0}


@pytest.fixture
def at_the_chair(clinic: Clinic, page: Page) -> Page:
    page.set_viewport_size(UPRIGHT)
    sign_in(page, clinic, "Sam Second")
    page.goto(clinic.at("/today/"))
    press(page, page.get_by_role("link", name="Emil Example"))
    page.wait_for_function("document.cookie.includes('figure_width')")
    page.reload()
    return page


def top_of(page: Page, scale: str) -> float:
    """Where a row stands in the window; asked in one step, since the page may exchange the row meanwhile."""
    return page.evaluate("name => document.querySelector(`[aria-label='${name}']`).getBoundingClientRect().top", scale)


def test_a_set_of_scores_is_tapped_in_one_place(at_the_chair: Page):
    opened_at = at_the_chair.evaluate("performance.timeOrigin")

    for scale, value in SET.items():
        row = at_the_chair.get_by_role("form", name=scale)
        choice = row.locator(f'.choice[value="{value}"]')
        choice.hover()
        stood_at = top_of(at_the_chair, scale)
        choice.click()
        expect(row.locator("[data-last]")).to_have_attribute("value", str(value))
        assert abs(top_of(at_the_chair, scale) - stood_at) < 24

    assert at_the_chair.evaluate("performance.timeOrigin") == opened_at


def test_what_must_never_wait_stays_under_the_thumb(at_the_chair: Page):
    for place in ("#now", "#scores", "#timeline", "#more"):
        at_the_chair.locator(place).scroll_into_view_if_needed()

        for name in ("Record pause", "Emergency"):
            expect(at_the_chair.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
        expect(at_the_chair.locator("#acts summary", has_text="Stop…")).to_be_in_viewport(ratio=1)
    assert_accessible(at_the_chair)
