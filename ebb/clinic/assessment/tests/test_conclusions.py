import pytest

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.assessment.models import Conclusion, StandingOverride
from ebb.clinic.assessment.tests.assessed import asked, consented, eligible
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db


def conclude(cast, at, **told):
    return actions.conclude(patient=cast.patient, at=at, **{"verdict": "eligible", "by": cast.prescriber.pk} | told)


def test_it_keeps_the_findings_of_that_moment(cast, at):
    conclusion = eligible(cast, at, ptsd=True)

    assert conclusion.verdict == "eligible"
    assert "E11 CAUTION: Dissociation may be harder to bear" in conclusion.findings
    assert verify().faults == []


def test_it_is_not_eligible_while_anything_stops(cast, at):
    asked(cast, at, hydrocephalus=True)
    consented(cast, at)

    with pytest.raises(Refused, match="hydrocephalus"):
        conclude(cast, at)

    assert not Conclusion.objects.exists()


def test_it_is_not_eligible_while_anything_is_unknown(cast, at):
    asked(cast, at, porphyria=None)
    consented(cast, at)

    with pytest.raises(Refused, match="porphyria"):
        conclude(cast, at, overrides={"E22": "I am sure there is none"})


def test_a_physician_lets_a_finding_stand_with_a_reason(cast, at):
    eligible(cast, at, arrhythmia=True, overrides={"E04": "cardiology note of 3 November"})

    candidacy = candidacy_of(cast.patient, at)
    assert candidacy.open == []
    assert candidacy.signed["E04"].reason == "cardiology note of 3 November"


def test_an_override_without_a_reason_is_refused(cast, at):
    with pytest.raises(Refused, match="arrhythmia"):
        eligible(cast, at, arrhythmia=True, overrides={"E04": "  "})


def test_an_override_is_void_once_the_fact_says_something_else(cast, at):
    eligible(cast, at, arrhythmia=True, overrides={"E04": "cardiology note of 3 November"})

    actions.answer(patient=cast.patient, answers={"pacemaker": True}, by=cast.nurse.pk, at=at)

    assert [finding.id for finding in candidacy_of(cast.patient, at).open] == ["E04"]


def test_only_a_physician_lets_a_finding_stand(cast, at):
    asked(cast, at, arrhythmia=True)
    consented(cast, at)

    with pytest.raises(Refused, match="physician's credential"):
        conclude(cast, at, overrides={"E04": "it is fine"}, by=cast.nurse.pk)

    assert not StandingOverride.objects.exists()


def test_asa_three_needs_a_physician_trained_in_anaesthesia(cast, at):
    with pytest.raises(Refused, match="trained in anaesthesia"):
        eligible(cast, at, asa_class=3, overrides={"E32": "stable for years"})


def test_deferring_needs_a_reason_and_nothing_else(cast, at):
    with pytest.raises(Refused, match="No reason"):
        conclude(cast, at, verdict="deferred")

    conclude(cast, at, verdict="deferred", reason="wait for the ECG")

    assert candidacy_of(cast.patient, at).conclusion.reason == "wait for the ECG"
