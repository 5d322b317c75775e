"""A stranger's first day: set up a clinic of one's own, open it, sign in by password, start a practice infusion."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Clinic, free_port, wait_until_healthy
from tests.browser.test_infusion import FROM_VIAL, another_tablet, enter_check, prepare, read_label
from tests.browser.walking import Ward, fill, press

pytestmark = pytest.mark.browser

SETUP = [
    "setup", "--name", "Harbour clinic", "--emergency-phone", "112", "--chair", "1=BED-1", "--chair", "2",
    "--person", "nora, Nora Nurse, nurse, registered nurse; ACLS until 2099-06-30",
    "--person", "pia, Pia Physician, prescriber, physician; ACLS until 2099-06-30",
    "--vials", "K123,50,10,20", "--counted-by", "nora", "--witness", "pia", "--practice",
]  # fmt: skip


@dataclass
class OwnClinic(Clinic):
    """A running clinic that `ebb setup` made, with the passwords it printed."""

    passwords: dict[str, str]


@pytest.fixture
def own_clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnClinic]:
    home = tmp_path_factory.mktemp("own")
    ebb = [sys.executable, "-m", "ebb"]
    environment = os.environ | {"EBB_HOME": str(home), "DATABASE_URL": ""}
    told = subprocess.run([*ebb, *SETUP], env=environment, capture_output=True, text=True, check=True).stdout
    port, mllp_port = free_port(), free_port()
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [*ebb, "serve", "--port", str(port), "--mllp-port", str(mllp_port)], env=environment, stdout=log, stderr=log
        )
    passwords = dict(re.findall(r"username (\w+), password (\S+),", told))
    started = OwnClinic(f"http://127.0.0.1:{port}", mllp_port, home, process, passwords)
    try:
        wait_until_healthy(started)
        yield started
    finally:
        process.terminate()
        process.wait(10)


def come_in(page: Page, clinic: OwnClinic, username: str) -> None:
    page.goto(clinic.at("/accounts/login/"))
    page.get_by_label("Your username").fill(username)
    page.get_by_label("Your password").fill(clinic.passwords[username])
    press(page, page.get_by_role("button", name="Sign in", exact=True))


def test_a_stranger_starts_a_practice_infusion(own_clinic: OwnClinic, page: Page, browser: Browser):
    page.goto(own_clinic.at("/accounts/login/"))
    expect(page.get_by_role("button", name="Nora Nurse")).to_have_count(0)

    with another_tablet(browser) as doctor:
        come_in(doctor, own_clinic, "pia")
        press(doctor, doctor.get_by_role("button", name="Record: I am here"))
        come_in(page, own_clinic, "nora")
        expect(page.locator("main")).to_contain_text("Paula Practice")
        press(page, page.get_by_role("link", name="Check in").first)
        ward = Ward(page)
        chairs = page.locator("select[name=chair] option:not([value=''])")
        fill(page.locator("main"), {"chair": chairs.last.get_attribute("value")})
        page.get_by_label("full name").check()
        page.get_by_label("date of birth").check()
        ward.press("Record check-in")
        prepare(ward)
        ward.record("Container", "Record container", container="bag 1", lot="K123", rate_ml_per_h="52.5", **FROM_VIAL)
        chair = page.url
        enter_check(page)
        doctor.goto(chair)
        enter_check(doctor)
        read_label(doctor)

    page.goto(chair)
    time_out = ward.step("Time-out")
    time_out.get_by_label("full name").check()
    time_out.get_by_label("date of birth").check()
    press(page, time_out.get_by_role("button", name="Record time-out"))
    ward.press("Record: ready to start")
    ward.press("Record start: 52.5 mL/h")
    ward.told("Infusion started")
