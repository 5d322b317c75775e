"""The sheet for the ambulance: everything the next people ask first, on one page whatever was written."""

from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.models import Allergy
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.printing.actions import print_emergency_sheet
from ebb.clinic.printing.emergency import emergency_pdf
from ebb.clinic.printing.tests import visits
from ebb.clinic.printing.tests.reading import catalog, pages, words
from ebb.clinic.record.models import Entry


def collapsed(cast: SimpleNamespace, at: datetime) -> Infusion:
    """Not rousable eighteen minutes after the start: paused, oxygen given, the ambulance called."""
    assessment.add_history_item(
        Allergy, patient=cast.patient, text="penicillin", reaction="rash", by=cast.nurse.pk, at=journey.before(at, 90)
    )
    infusion = journey.running(cast, at)
    visits.watched(infusion, at, 0, 18)
    visits.scored(cast, infusion, after(at, 10), sedation=2)
    by = {"by": cast.nurse.pk}
    actions.pause(infusion, reason="SpO2 86 %", **by, at=after(at, 18))
    actions.give_adjunct(infusion, drug="naloxone", dose=Decimal("0.04"), unit="mg", route="IV", **by, at=after(at, 18))
    actions.call_emergency(infusion, text="not rousable", **by, at=after(at, 19))
    return infusion


def test_it_tells_who_what_how_much_and_whom_to_call(cast: SimpleNamespace, at: datetime) -> None:
    infusion = collapsed(cast, at)

    told = words(emergency_pdf(infusion, after(at, 20)))

    for part in (
        "Emergency called at 09:19: not rousable", "Ines Invented, 55 years, female, 80 kg", "penicillin (rash)",
        "18.00 mg racemic ketamine IV (0.22 mg/kg)", "paused since 09:18, not yet confirmed at the pump",
        "naloxone 0.04 mg IV, 09:18, Nora Nurse", "97 % 09:17, 2 min ago, monitor 97",
        "Asleep, wakes when spoken to (09:10)", "forearm, left arm, 22 G", "Ada Aunt, 555 0100",
        "Main street, 1 Main street", "Pia Prescriber, physician, ACLS",
    ):  # fmt: skip
        assert part in told, part


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_it_stays_on_one_page_however_much_was_written(cast: SimpleNamespace, at: datetime, size: str) -> None:
    infusion = collapsed(cast, at)
    for minute in range(20, 40):
        actions.note(infusion, text="Long. " * 160, by=cast.nurse.pk, at=after(at, minute))
        actions.give_adjunct(
            infusion, drug="a drug with a long name", dose=Decimal(1), unit="mg", route="IV", reason="because " * 30,
            by=cast.nurse.pk, at=after(at, minute),
        )  # fmt: skip

    found = pages(emergency_pdf(infusion, after(at, 41), size=size))

    assert len(found) == 1
    assert "Whom to call" in found[0]
    assert found[0].count("a drug with a long name 1 mg IV") == 20


def test_allergies_nobody_asked_about_are_not_none(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    before = words(emergency_pdf(infusion, after(at, 1)))
    assessment.review_list(patient=cast.patient, subject="allergies", by=cast.nurse.pk, at=after(at, 2))

    since = words(emergency_pdf(infusion, after(at, 3)))

    assert "Allergies not asked" in before
    assert "Allergies none known" in since


def test_allergies_reviewed_too_long_ago_are_not_none(cast: SimpleNamespace, at: datetime) -> None:
    assessment.review_list(
        patient=cast.patient, subject="allergies", by=cast.nurse.pk, at=journey.before(at, 91 * 24 * 60)
    )
    infusion = journey.arrived(cast, at)

    assert "Allergies not asked" in words(emergency_pdf(infusion, after(at, 1)))


def test_a_running_pump_says_so_and_a_call_not_recorded_too(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    told = words(emergency_pdf(infusion, after(at, 10)))

    assert "RUNNING at 60 mL/h = 60 mg/h" in told
    assert "No emergency call is recorded." in told


def test_it_prints_before_any_drug_and_is_tagged(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.arrived(cast, at)

    pdf = emergency_pdf(infusion, after(at, 1))

    assert "Ketamine not started" in words(pdf)
    assert {"/MarkInfo", "/StructTreeRoot", "/Lang"} <= catalog(pdf).keys()


def test_each_sheet_leaves_an_entry(cast: SimpleNamespace, at: datetime) -> None:
    infusion = collapsed(cast, at)

    print_emergency_sheet(infusion, by=cast.second_nurse.pk, at=after(at, 20))

    entry = Entry.objects.get(chain=cast.patient.pk, verb="emergency sheet printed")
    assert entry.actor == cast.second_nurse.pk
