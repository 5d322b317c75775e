"""What a visit asks of a nurse's hands: taps, letters and seconds from check-in to start, and from stop to discharge.

    python -m bench.nurse [--width 820]

A scripted nurse walks through the real pages of a demonstration clinic in Chromium, and a second person enters their
check on a tablet of their own. Counted: taps, swipes to what is out of sight, letters typed, pages loaded. The seconds
are those of the keystroke-level model (Card, Moran and Newell 1980, Communications of the ACM 23:396; from memory,
unchecked), which knows keys of a desk and not thumbs on glass: good for one tree beside another, not for a promise.
What the pages made her wait is measured and added. Nothing is said of what she does at the patient meanwhile.

The clock is not moved: the last press, Record discharge, is refused for the minutes that have not passed, and counted.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect, sync_playwright

from bench.hand import Effort, Hand
from tests.browser.conftest import QUIET_FLAGS, Clinic, free_port, sign_in, wait_until_healthy
from tests.browser.walking import ago, day_ago

HEIGHT = 1180
VALUES = {"nibp_sys_mmhg": "128", "nibp_dia_mmhg": "78", "hr_per_min": "72", "spo2_percent": "97", "rr_per_min": "14"}
VIAL = {"lot": "DEMO-24", "vial_mg_per_ml": "50", "drawn_ml": "1", "diluent_ml": "49"}
CHECK = {
    "weight_kg": "70", "vial_mg_per_ml": "50", "drawn_ml": "1", "concentration_mg_per_ml": "1", "rate_ml_per_h": "52.5",
    "volume_ml": "35",
}  # fmt: skip
SCORES = {"Sedation": 0, "Dissociation": 0, "Pain": 6, "Nausea": 0}


@dataclass
class Nurse(Hand):
    """A hand that knows the pages at the chair."""

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first

    def record(self, title: str, button: str, **fields: str | bool) -> None:
        """One line of the preparation."""
        self.at(title)
        line = self.page.locator("details.step", has=self.page.get_by_text(title, exact=True))
        self.unfold(line)
        self.fill(line, fields)
        self.press(line.get_by_role("button", name=button))

    def score(self) -> None:
        self.at("Scores")
        for scale, value in SCORES.items():
            row = self.page.get_by_role("form", name=scale)
            began = time.perf_counter()
            self.tap(row.locator(f'.choice[value="{value}"]'))
            expect(row.locator("[data-last]")).to_have_attribute("value", str(value))
            self.effort.waited_s += time.perf_counter() - began

    def check_blind(self) -> None:
        self.at("Blind check")
        self.press(self.page.get_by_role("link", name="Enter my check"))
        self.fill(self.page.locator("#check"), CHECK)
        self.press(self.page.locator("#check").get_by_role("button", name="Enter my check"))

    def read_label(self) -> None:
        self.at("Label read after mixing")
        self.fill(self.page.locator("#check"), {"concentration_mg_per_ml": "1"})
        self.press(self.page.locator("#check").get_by_role("button", name="Record: mixed, label read"))

    def two_identifiers(self, place: Locator) -> None:
        for identifier in ("full name", "date of birth"):
            self.tap(place.get_by_label(identifier))

    def sheet(self, place: str, button: str) -> None:
        """A score sheet of the recovery, best answers."""
        self.at(place)
        self.unfold(self.page.locator(f"#{place} details").first)
        names = self.page.locator(f"#{place} input[type=radio]").evaluate_all(
            "all => [...new Set(all.map(one => one.name))]"
        )
        for name in names:
            self.tap(self.page.locator(f'#{place} [name="{name}"]').first)
        self.press(self.page.locator(f"#{place}").get_by_role("button", name=button))


def check_in(nurse: Nurse) -> None:
    nurse.at("Check-in")
    nurse.press(nurse.page.get_by_role("link", name="Check in").first)
    chairs = nurse.page.locator("select[name=chair] option:not([value=''])")
    nurse.fill(nurse.page.locator("main"), {"chair": str(chairs.last.get_attribute("value"))})
    nurse.two_identifiers(nurse.page.locator("main"))
    nurse.press(nurse.button("Record check-in"))


def prepare(nurse: Nurse) -> None:
    nurse.record("Asked again today", "Record answers", has_capacity="yes", childbearing_potential="no",
                 takes_insulin_or_sulfonylurea="no", rest_is_no=True)  # fmt: skip
    nurse.record("Weight", "Record weight", weight_kg="70")
    nurse.record("Last drink and food", "Record last intake", clear_fluid=ago(4), clear_fluid_day=day_ago(4),
                 solid_food=ago(11), solid_food_day=day_ago(11))  # fmt: skip
    nurse.record("Escort", "Record escort", name="Ada Aunt", phone="555 0100")
    nurse.record("Cannula", "Record attempt", site="forearm", limb="left arm", gauge="22", patent="yes")
    nurse.record("Cuff", "Record cuff", limb="right arm")
    nurse.record("Monitoring", "Record monitoring", connected="no")
    nurse.record("Values at rest", "Record values", **VALUES, temp_c="36.6")
    nurse.record("Comfort", "Record comfort", light="dimmed", sound="quiet", blanket=True, call_button_tested=True)
    nurse.record("Rescue kit", "Record: kit complete")
    nurse.score()


def start(nurse: Nurse, second: Nurse) -> None:
    """From the container to the running pump, with the second person's check."""
    nurse.record("Container", "Record container", container="bag 1", rate_ml_per_h="52.5", **VIAL)
    chair = nurse.page.url
    nurse.check_blind()
    second.page.goto(chair)
    second.check_blind()
    second.read_label()
    nurse.page.goto(chair)
    nurse.at("Time-out")
    time_out = nurse.page.locator("details.step", has=nurse.page.get_by_text("Time-out", exact=True))
    nurse.unfold(time_out)
    nurse.two_identifiers(time_out)
    nurse.press(time_out.get_by_role("button", name="Record time-out"))
    nurse.at("Ready and start")
    nurse.press(nurse.button("Record: ready to start"))
    nurse.press(nurse.button("Record start: 52.5 mL/h"))
    expect(nurse.page.locator("#timeline")).to_contain_text("Infusion started")


def stop(nurse: Nurse) -> None:
    nurse.at("Stop")
    asked = nurse.page.locator("details.confirm", has=nurse.page.locator("summary", has_text="Stop…")).first
    nurse.unfold(asked)
    nurse.fill(asked, {"completed": "no", "reason": "asked to stop"})
    nurse.press(asked.get_by_role("button", name="Record: pump stopped"))
    nurse.press(nurse.button("Confirmed at the pump"))


def recover(nurse: Nurse) -> None:
    nurse.at("Recovery begun")
    nurse.press(nurse.button("Record: recovery begun"))
    nurse.at("Values")
    vitals = nurse.page.locator("#vitals")
    nurse.fill(vitals, VALUES)
    nurse.press(vitals.get_by_role("button", name="Record values"))
    nurse.score()
    nurse.sheet("aldrete", "Record Aldrete")
    nurse.sheet("padss", "Record")
    nurse.at("Seen at the patient")
    for box in nurse.page.locator("#readiness input[type=checkbox]").all():
        nurse.tap(box)
    nurse.press(nurse.page.locator("#readiness .button.primary"))
    nurse.at("Discharge")
    nurse.fill(nurse.page.locator("#home"), {"name": "Ada Aunt"})
    nurse.press(nurse.button("Record discharge"))


@contextmanager
def demonstration() -> Iterator[Clinic]:
    with tempfile.TemporaryDirectory(prefix="ebb-bench-") as folder, (Path(folder) / "log").open("wb") as log:
        port, mllp_port = free_port(), free_port()
        serve = ["demo", "--without-staff", "--port", str(port), "--mllp-port", str(mllp_port)]
        environment = os.environ | {"EBB_HOME": folder, "EBB_IDLE_LOCK_SECONDS": "3600", "DATABASE_URL": ""}
        process = subprocess.Popen([sys.executable, "-m", "ebb", *serve], env=environment, stdout=log, stderr=log)
        clinic = Clinic(f"http://127.0.0.1:{port}", mllp_port, Path(folder), process)
        try:
            wait_until_healthy(clinic)
            yield clinic
        finally:
            process.terminate()
            process.wait(10)


def signed_in(browser: Browser, clinic: Clinic, name: str, width: int) -> Nurse:
    page = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="en-GB").new_page()
    sign_in(page, clinic, name)
    page.goto(clinic.at("/today/"))
    return Nurse(page)


def show(title: str, forms: dict[str, Effort]) -> None:
    print(f"\n{title:26}  taps swipes letters pages  waited s  seconds")
    for name, effort in [*forms.items(), ("together", sum(forms.values(), Effort()))]:
        counts = f"{effort.taps:5} {effort.swipes:6} {effort.letters:7} {effort.pages:5}"
        print(f"{name:26} {counts} {effort.waited_s:9.1f} {effort.seconds:8.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, default=820)
    width = parser.parse_args().width
    print(f"load average {os.getloadavg()[0]:.1f}")
    with demonstration() as clinic, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET_FLAGS)
        nurse, second = (signed_in(browser, clinic, name, width) for name in ("Nora Nurse", "Sam Second"))
        check_in(nurse)
        prepare(nurse)
        start(nurse, second)
        show("from check-in to start", nurse.forms)
        show("the second person", second.forms)
        nurse.forms = {}
        stop(nurse)
        recover(nurse)
        show("from stop to discharge", nurse.forms)
        print(nurse.page.get_by_role("alert").first.inner_text())


if __name__ == "__main__":
    main()
