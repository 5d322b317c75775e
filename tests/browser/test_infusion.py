"""One infusion from arrival to discharge, as the nurse does it; in a chair without a connected monitor."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from ebb.clinic.demo.people import PASSWORD
from tests.browser.conftest import Clinic, assert_accessible, sign_in
from tests.browser.walking import Ward, ago, day_ago, fill, press

pytestmark = pytest.mark.browser

FROM_VIAL = {"vial_mg_per_ml": "50", "drawn_ml": "1", "diluent_ml": "49"}
CHECK = {
    "weight_kg": "70", "vial_mg_per_ml": "50", "drawn_ml": "1", "concentration_mg_per_ml": "1", "rate_ml_per_h": "52.5",
    "volume_ml": "35",
}  # fmt: skip


def prepare(ward: Ward) -> None:
    ward.record("Asked again today", "Record answers", has_capacity="yes", childbearing_potential="no",
                takes_insulin_or_sulfonylurea="no", rest_is_no=True)  # fmt: skip
    ward.record("Weight", "Record weight", weight_kg="70")
    ward.record("Last drink and food", "Record last intake", clear_fluid=ago(4), clear_fluid_day=day_ago(4),
                solid_food=ago(11), solid_food_day=day_ago(11))  # fmt: skip
    ward.record("Escort", "Record escort", name="Ada Aunt", phone="555 0100")
    ward.record("Cannula", "Record attempt", site="forearm", limb="left arm", gauge="22", patent="yes")
    ward.record("Cuff", "Record cuff", limb="right arm")
    ward.record("Monitoring", "Record monitoring", connected="no")
    ward.record("Values at rest", "Record values", nibp_sys_mmhg="128", nibp_dia_mmhg="78", hr_per_min="72",
                spo2_percent="97", rr_per_min="14", temp_c="36.6")  # fmt: skip
    ward.record("Comfort", "Record comfort", light="dimmed", sound="quiet", blanket=True, call_button_tested=True)
    ward.record("Rescue kit", "Record: kit complete")
    for scale, value in (("Sedation", 0), ("Dissociation", 0), ("Pain", 6), ("Nausea", 0)):
        ward.score(scale, value)


def enter_check(page: Page) -> None:
    """Blind, on a page of its own that shows nothing to copy."""
    press(page, page.get_by_role("link", name="Enter my check"))
    for number in ("52.5", "35.0 mg", "mg/mL, 50 mL"):
        expect(page.locator("body")).not_to_contain_text(number)
    check = page.locator("#check")
    fill(check, CHECK)
    press(page, check.get_by_role("button", name="Enter my check"))


def read_label(page: Page) -> None:
    """By the one who did not draw it up, where they entered the check that agreed."""
    label = page.locator("#check")
    expect(label).to_contain_text("their numbers agree")
    fill(label, {"concentration_mg_per_ml": "1"})
    press(page, label.get_by_role("button", name="Record: mixed, label read"))


def chart_values(page: Page) -> None:
    vitals = page.locator("#vitals")
    fill(
        vitals,
        {"nibp_sys_mmhg": "134", "nibp_dia_mmhg": "80", "hr_per_min": "76", "spo2_percent": "97", "rr_per_min": "14"},
    )
    press(page, vitals.get_by_role("button", name="Record values"))


@contextmanager
def another_tablet(browser: Browser) -> Iterator[Page]:
    """A second device, on which someone else signs in."""
    context = browser.new_context(viewport={"width": 820, "height": 1180})
    yield context.new_page()
    context.close()


def test_a_patient_is_taken_from_arrival_to_the_way_home(clinic: Clinic, page: Page, browser: Browser):
    sign_in(page, clinic, "Nora Nurse")
    page.goto(clinic.at("/today/"))
    press(page, page.get_by_role("link", name="Check in").first)
    ward = Ward(page)
    fill(
        page.locator("main"),
        {"chair": page.locator("select[name=chair] option:not([value=''])").last.get_attribute("value")},
    )
    page.get_by_label("full name").check()
    ward.press("Record check-in")
    expect(page.get_by_role("alert")).to_contain_text("Two different identifiers")
    page.get_by_label("full name").check()
    page.get_by_label("date of birth").check()
    ward.press("Record check-in")

    prepare(ward)
    assert_accessible(page)

    ward.record("Container", "Record container", container="bag 1", lot="DEMO-24", rate_ml_per_h="52.5", **FROM_VIAL)
    chair = page.url
    enter_check(page)
    assert_accessible(page)
    with another_tablet(browser) as second:
        sign_in(second, clinic, "Sam Second")
        second.goto(chair)
        enter_check(second)
        read_label(second)
    page.goto(chair)
    expect(page.locator("#check")).to_contain_text("their numbers agree")
    time_out = ward.step("Time-out")
    time_out.get_by_label("full name").check()
    time_out.get_by_label("date of birth").check()
    press(page, time_out.get_by_role("button", name="Record time-out"))
    ward.press("Record: ready to start")

    ward.press("Record start: 52.5 mL/h")
    ward.told("Infusion started")
    assert_accessible(page)
    rate = ward.unfold("Rate…")
    fill(rate, {"rate_ml_per_h": "30", "reason": "queasy"})
    press(page, rate.get_by_role("button", name="Record rate"))
    ward.press("Confirmed at the pump")
    ward.press("Record pause")
    expect(page.locator("#now")).to_contain_text("Paused since")
    ward.press("Confirmed at the pump")
    ward.press("Record: pump running")
    ward.score("Dissociation", 2)
    ward.score("Nausea", 3)
    chart_values(page)
    stop = ward.unfold("Stop…")
    fill(stop, {"completed": "no", "reason": "the patient asked to stop"})
    press(page, stop.get_by_role("button", name="Record: pump stopped"))
    ward.press("Confirmed at the pump")
    ward.told("the patient asked to stop")

    ward.press("Record: recovery begun")
    expect(page.locator("#gate")).to_contain_text("Gate:")
    assert_accessible(page)
    discharge = page.locator("#home")
    fill(discharge, {"name": "Ada Aunt"})
    ward.press("Record discharge")
    expect(page.get_by_role("alert")).to_be_visible()
    recovery = page.url.split("/do/")[0] + "/"

    with another_tablet(browser) as doctor:
        sign_in(doctor, clinic, "Pia Prescriber")
        doctor.goto(recovery)
        Ward(doctor).unfold("Discharge against an open item…")
        for box in doctor.locator('#home [name="against"]').all():
            box.check()
        fill(
            doctor.locator("#home"),
            {"name": "Ada Aunt", "reason": "a walk-through, not a patient", "password": PASSWORD},
        )
        press(doctor, doctor.get_by_role("button", name="Record discharge"))
        expect(doctor.locator("#acts")).to_contain_text("Discharged")
        path = doctor.get_by_role("link", name="Print the record").get_attribute("href")
        printed = doctor.request.get(clinic.at(path))
        assert printed.headers["content-type"] == "application/pdf"
        assert printed.body().startswith(b"%PDF")
