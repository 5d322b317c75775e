"""What a visitor meets: the public pages, the enquiry, the door; each as a person would use it, and clean to axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, assert_accessible, sign_in
from tests.browser.walking import press

pytestmark = pytest.mark.browser

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
PUBLIC = ("/", "/how-sure-we-are/", "/how-ketamine-works/", "/what-a-day-is-like/", "/enquiry/", "/accounts/login/")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
@pytest.mark.parametrize("path", PUBLIC)
def test_a_front_page_is_accessible_and_fits(clinic: Clinic, page: Page, path: str, size: dict[str, int]):
    page.set_viewport_size(size)
    page.goto(clinic.at(path))

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_front_page_is_accessible_in_the_dark(clinic: Clinic, page: Page, path: str):
    page.emulate_media(color_scheme="dark")
    page.goto(clinic.at(path))

    assert_accessible(page)


def test_a_visitor_asks_and_the_clinic_has_the_question(clinic: Clinic, page: Page):
    page.set_viewport_size(PHONE)
    page.goto(clinic.at("/"))
    page.locator("a[href$='/enquiry/']").first.click()
    page.locator("[name=name]").fill("Vera Visitor")
    page.locator("[name=email]").fill("vera@example.org")
    page.locator("[name=question]").fill("Does it help with nerve pain?")
    assert_accessible(page)
    press(page, page.locator("main form button").last)
    expect(page.locator("main")).to_contain_text("Your question has arrived")
    assert_accessible(page)

    sign_in(page, clinic, "Fay Front")
    page.goto(clinic.at("/enquiry/inbox/"))
    expect(page.locator("main")).to_contain_text("Vera Visitor")


def test_a_slider_draws_the_dose_anew(clinic: Clinic, page: Page):
    page.goto(clinic.at("/how-ketamine-works/"))
    page.get_by_role("slider", name="Dose").press("ArrowLeft")

    expect(page.locator("#dose-summary")).to_contain_text("31.5 mg over 40 minutes")
    expect(page.locator("#drawn figure title").first).to_contain_text("31.5 mg")
    expect(page).to_have_url(clinic.at("/how-ketamine-works/?dose=0.45&duration=40&weight=70"))
    page.get_by_text("The same new links ease lasting pain").click()
    expect(page.locator("main")).to_contain_text("The paw stayed just as sore")
    assert_accessible(page)


def test_the_demonstration_lets_its_people_in_by_one_tap(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")

    expect(page).to_have_url(clinic.at("/today/"))
    expect(page.locator("main")).to_contain_text("Ines Invented")
    assert_accessible(page)


def test_a_password_opens_the_door_too(clinic: Clinic, page: Page):
    page.goto(clinic.at("/accounts/login/"))
    page.get_by_label("Your username").fill("pia")
    page.get_by_label("Your password").fill("practice makes perfect")
    press(page, page.get_by_role("button", name="Sign in", exact=True))

    expect(page).to_have_url(clinic.at("/today/"))


def test_a_wrong_password_is_told_and_opens_nothing(clinic: Clinic, page: Page):
    page.goto(clinic.at("/accounts/login/"))
    page.get_by_label("Your username").fill("pia")
    page.get_by_label("Your password").fill("not the password")
    press(page, page.get_by_role("button", name="Sign in", exact=True))

    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    page.goto(clinic.at("/today/"))
    assert "/accounts/login/" in page.url


def test_the_board_shows_a_clinic_at_work(clinic: Clinic, page: Page):
    sign_in(page, clinic, "Nora Nurse")
    page.goto(clinic.at("/today/board/"))

    for name in ("Ines Invented", "Emil Example", "Sofia Sample", "Piotr Practice"):
        expect(page.locator("main")).to_contain_text(name)
    assert_accessible(page)
