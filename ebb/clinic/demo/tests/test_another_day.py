from datetime import datetime, timedelta

import pytest

from ebb.clinic.assessment.actions import add_history_item
from ebb.clinic.assessment.models import Allergy
from ebb.clinic.demo.clinic import find_clinic
from ebb.clinic.demo.make import make_ready
from ebb.clinic.demo.tests.proof import verified
from ebb.clinic.infusion.actions import check_in
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import Patient

IN_PROGRESS = {
    "1": "running", "2": "running", "3": "paused", "4": "recovering", "5": "checked in", "6": "prepared",
}  # fmt: skip


def in_chairs() -> dict[str, str]:
    return dict(Infusion.objects.seated().values_list("chair__name", "state"))


def states_before(day: datetime) -> set[str]:
    return set(Infusion.objects.filter(expected_at__lt=day - timedelta(hours=3)).values_list("state", flat=True))


@pytest.mark.parametrize("days", [1, 40])
def test_it_is_again_a_day_in_progress(made: datetime, days: int):
    now = made + timedelta(days=days)

    make_ready(now=now)

    assert in_chairs() == IN_PROGRESS
    assert states_before(now) <= {"discharged", "did not come", "left against advice", "cancelled"}
    assert verified(now).faults == []


def test_later_that_day_others_come(made: datetime):
    make_ready(now=made + timedelta(hours=3))

    today = Infusion.objects.filter(expected_at__date=made.date()).values_list("patient_id", flat=True)
    assert in_chairs() == IN_PROGRESS
    assert len(today) == len(set(today)) == 18


def test_the_next_day_the_same_patients_come_again(made: datetime):
    make_ready(now=made + timedelta(days=1))

    assert Patient.objects.count() == 9


def test_a_visit_left_at_the_door_is_called_off(made: datetime):
    clinic, waiting = find_clinic(), Infusion.objects.ahead().order_by("expected_at")[0]
    nurse = clinic.staff["nora"]
    check_in(waiting, chair=clinic.chairs["7"], identifiers="full name, date of birth", by=nurse.pk, at=made)

    make_ready(now=made + timedelta(days=1))

    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


def test_what_a_visitor_wrote_into_a_file_does_not_keep_the_day_from_beginning(made: datetime):
    ines = Patient.objects.get(number="P-0001")
    add_history_item(Allergy, patient=ines, text="ketamine", by=find_clinic().prescriber.pk, at=made)

    make_ready(now=made + timedelta(days=1))

    assert in_chairs() == IN_PROGRESS


def test_it_may_be_opened_soon_after_midnight(made: datetime):
    midnight = made.replace(hour=0) + timedelta(days=1)

    make_ready(now=midnight + timedelta(minutes=44))

    assert in_chairs() == IN_PROGRESS
