"""A message of training, or of another patient than the one in the chair, is kept and not charted."""

import pytest

from ebb.clinic.gateway.tests.monitor import conversation, vitals
from ebb.clinic.gateway.tests.seating import seat
from ebb.clinic.vitals.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def of_patient(pid_3: str) -> bytes:
    return vitals("1").replace(b"PID|||", f"PID|||{pid_3}".encode())


@pytest.mark.parametrize(("msh_11", "charted"), [("P", True), ("", True), ("D", True), ("T", False), ("T^A", False)])
def test_a_message_of_training_is_kept_and_not_charted(cast, at, msh_11, charted):
    infusion = seat(cast, at)

    (answer,) = conversation(vitals("1").replace(b"|P|2.6", f"|{msh_11}|2.6".encode()))

    row = Message.objects.get()
    assert (answer.code, row.hr_per_min, row.file) == ("AA", 72, infusion.patient_id)
    assert Message.objects.vitals().exists() is charted
    assert (row.not_present, "MSH-11 is T" in row.reason) == ((None, False) if charted else ("training", True))


@pytest.mark.parametrize("pid_3", ["", '""', "10423", "10423^^^EBB^PI", "778^^^LAB~10423^^^EBB"])
def test_a_message_of_nobody_or_of_the_patient_in_the_chair_is_charted(cast, at, pid_3):
    infusion = seat(cast, at)

    conversation(of_patient(pid_3))

    row = Message.objects.vitals().get()
    assert (row.file, row.not_present) == (infusion.patient_id, None)


@pytest.mark.parametrize("pid_3", ["10424", "P-0007^^^EBB^PI", "778^^^LAB~10424"])
def test_a_message_of_another_patient_goes_to_nobodys_file_and_is_not_charted(cast, at, pid_3):
    seat(cast, at)

    (answer,) = conversation(of_patient(pid_3))

    row = Message.objects.get()
    assert (answer.code, row.chair_id, row.file, row.kind) == ("AA", cast.chair.pk, None, "other")
    assert (row.not_present, row.hr_per_min) == ("other patient", 72)
    assert "names another patient (PID-3)" in row.reason


def test_at_an_empty_chair_nobody_can_be_mistaken(cast):
    conversation(of_patient("10424"))

    assert Message.objects.vitals().get().file is None
