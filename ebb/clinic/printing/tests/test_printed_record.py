"""What the printed record says of a visit, and on how many pages."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.printing.tests import visits
from ebb.clinic.printing.tests.reading import pages, words


@pytest.mark.parametrize("size", ["a4", "us-letter"])
@pytest.mark.parametrize("visit", [visits.smooth, visits.unconnected])
def test_a_visit_of_forty_minutes_takes_two_pages(
    cast: SimpleNamespace, at: datetime, visit: visits.Visit, size: str
) -> None:
    infusion, over = visit(cast, at)

    found = pages(record_pdf(infusion, over, size=size))

    assert [f"page {number} of 2" in page for number, page in enumerate(found, 1)] == [True, True]
    assert all("Invented, Ines" in page and "10423" in page and "Main street" in page for page in found)


def test_it_tells_who_gave_how_much_and_when(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    told = words(record_pdf(infusion, over, by=cast.nurse.pk))

    for part in (
        "born 2 Mar 1971", "Ines Invented was given 40.00 of 40.00 mg.", "0.5 mg/kg over 40 min = 40.00 mg",
        "60 mg/h = 0.75 mg/kg/h; no cap", "60 mL/h of 1 mg/mL, 40 mL", "Pia Prescriber, 24 Nov 2026, 07:40",
        "80 kg; measured 80 kg at 08:50 by NN", "40.00 mg in 40.00 mL of 50 mL at 1 mg/mL, lot K123",
        "39.6 mL at 09:41 (bag 1, NN); reckoned 40.00 mL, −0.40 mL", "Arrived 08:40", "Started 09:00", "Ended 09:40",
        "Left 10:45", "Discharged 10:45 with Ada Aunt", "10 of 10 at 10:45", "Discharge gate, 19 of 19 passed",
        "advice with emergency number given: yes", "not a measurement",
        "The bedside monitor and its alarms stay primary.", "every number was read and typed by a person",
        "Printed 24 Nov 2026, 10:45 by Nora Nurse",
    ):  # fmt: skip
        assert part in told, part


def test_signatures_have_name_time_and_meaning(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.unconnected(cast, at)

    told = words(record_pdf(infusion, over))

    for part in (
        "Ines Invented, patient 08:50 Agreed to the treatment (consent 1), witness Nora Nurse",
        "Pia Prescriber 07:40 Ordered this infusion",
        "Nora Nurse 08:55 Checked bag 1: 80 kg, 50 mg/mL, 1 mL; 1 mg/mL, 60 mL/h, 40 mL",
        "Sam Second 08:55 Checked bag 1: 80 kg, 50 mg/mL, 1 mL; 1 mg/mL, 60 mL/h, 40 mL",
        "Nora Nurse 08:55 Made up bag 1, lot K123: 1 mL of 50 mg/mL in 50 mL, 60 mL/h",
        "08:55 Mixed, label read: bag 1, 1 mg/mL SS",
        "bag 1 was checked twice, blind: both agree with each other and with the order.",
        "Nora Nurse 10:45 Discharged the patient",
        "PP = Pia Prescriber, physician, ACLS",
    ):
        assert part in told, part


def test_what_was_taken_back_and_written_late_says_so(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.eventful(cast, at)

    found = pages(record_pdf(infusion, over))
    told = " ".join(" ".join(found).split())

    assert len(found) == 3
    for part in (
        "09:06 Paused: wrong chair (taken back as a mistake)", "about “Paused”, 09:06; meant chair 2",
        "09:45 Note: Asked for the window to be opened.; written 09:58; late: hands full", "Paused 09:12–09:22",
        "26.00 mg in 26.00 mL of 50 mL at 1 mg/mL, lot K123", "14.00 mg in 7.00 mL of 50 mL at 2 mg/mL, lot K123",
        "22 mL at 09:42 (bag 1, NN); reckoned 26.00 mL, −4.00 mL: beyond tolerance",
        "ondansetron 4 mg IV, 09:14, NN; nausea 6", "monitor silent 09:20:50 to 09:27:00 6 min",
        "09:51 Hand-over accepted SS",
    ):  # fmt: skip
        assert part in told, part


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_a_practice_patient_is_marked_on_every_page(cast: SimpleNamespace, at: datetime, size: str) -> None:
    type(cast.patient).objects.filter(pk=cast.patient.pk).update(practice=True)
    infusion, over = visits.smooth(cast, at)

    found = pages(record_pdf(infusion, over, size=size))

    assert len(found) == 2
    assert all("PRACTICE: invented patient" in page for page in found)


def test_a_visit_still_under_way_or_never_started_prints_too(cast: SimpleNamespace, at: datetime) -> None:
    arrived = journey.arrived(cast, at)
    before = words(record_pdf(arrived, after(at, 1)))
    other = journey.another_patient(cast, at)
    running = journey.running(cast, after(at, 60), patient=other, chair=cast.plain_chair)

    during = words(record_pdf(running, after(at, 80)))

    assert "No drug was started" in before
    assert "Otto Other was given 20.00 of 40.00 mg." in during
    assert "Now running" in during
