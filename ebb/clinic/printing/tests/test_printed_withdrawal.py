from datetime import datetime
from types import SimpleNamespace

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.printing.tests.reading import words


def test_a_consent_taken_back_is_printed_with_who_told_it(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    said = {"told_by": "the patient", "words": "I want to stop"}
    actions.withdraw_consent(patient=cast.patient, **said, by=cast.nurse.pk, at=after(at, 5))
    actions.stop(infusion, completed=False, reason="consent withdrawn", by=cast.nurse.pk, at=after(at, 6))

    told = words(record_pdf(infusion, after(at, 10)))

    assert "Ines Invented, patient 09:05 Withdrew this consent, told by the patient: I want to stop" in told
    assert "Consent withdrawn: told by the patient, I want to stop" in told
