"""A page whose stream was answered with an error asks again, where a browser alone would give up for good."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, sign_in

pytestmark = pytest.mark.browser


def test_the_board_comes_back_after_an_error(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")
    page.route("**/stream/board/**", lambda route: route.fulfill(status=500))
    page.goto(clinic.at("/today/board/"))
    lost = page.locator("#stream-lost")
    expect(lost).to_be_visible(timeout=5_000)

    page.unroute("**/stream/board/**")

    expect(lost).to_be_hidden(timeout=15_000)
