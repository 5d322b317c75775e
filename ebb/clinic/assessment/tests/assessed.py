"""A patient for other tests, made through the actions: `asked`, `consented`, `eligible`; each takes cast and `at`."""

from datetime import datetime
from types import SimpleNamespace

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.models import Conclusion, Consent, ListReviewed, Value
from ebb.clinic.assessment.questions import QUESTIONS
from ebb.clinic.library.actions import first_consent_text, release_consent_text
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy import example

NOTHING_FOUND = {name: example()[name] for name in QUESTIONS}


def asked(cast: SimpleNamespace, at: datetime, *, patient: Patient | None = None, **changed: Value) -> None:
    """Everything asked and nothing found, but for what is `changed`."""
    who = {"patient": patient or cast.patient, "by": cast.nurse.pk, "at": at}
    for subject in ListReviewed.Subject:
        actions.review_list(subject=subject, **who)
    actions.answer(answers=NOTHING_FOUND | changed, **who)


def released(cast: SimpleNamespace, at: datetime) -> ConsentText:
    """The consent text in force, released when there was none."""
    text = ConsentText.objects.current()
    return text or release_consent_text(site=cast.site, by=cast.prescriber.pk, at=at, **first_consent_text())


def consented(cast: SimpleNamespace, at: datetime, *, patient: Patient | None = None) -> Consent:
    patient = patient or cast.patient
    text = released(cast, at)
    return actions.sign_consent(patient=patient, text=text, signed_name=str(patient), by=cast.nurse.pk, at=at)


def eligible(
    cast: SimpleNamespace, at: datetime, *, patient: Patient | None = None, overrides: dict[str, str] | None = None,
    **changed: Value,
) -> Conclusion:  # fmt: skip
    """Asked, consented and concluded by the prescriber."""
    asked(cast, at, patient=patient, **changed)
    consented(cast, at, patient=patient)
    return actions.conclude(
        patient=patient or cast.patient, verdict="eligible", overrides=overrides, by=cast.prescriber.pk, at=at
    )
