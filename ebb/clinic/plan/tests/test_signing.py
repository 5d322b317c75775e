from datetime import timedelta
from decimal import Decimal

import pytest

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.tests.assessed import asked, consented, eligible
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.plan.tests.planned import sign
from ebb.clinic.record.verify import verify
from ebb.pathway.findings import Refused

pytestmark = pytest.mark.django_db


def test_a_prescriber_signs_a_plan_with_one_order(cast, at):
    eligible(cast, at)

    order = sign(cast, at)

    assert (order.weight_kg, order.actual_weight_kg, order.plan.infusions) == (Decimal("70.0"), Decimal(70), 5)
    assert (order.programme, order.programme_version, order.first_visit) == ("A", "2", True)
    assert verify().faults == []


def test_a_newer_plan_supersedes_the_one_before(cast, at):
    eligible(cast, at)
    first, second = sign(cast, at), sign(cast, at)

    assert second.plan.supersedes == first.plan
    assert list(cast.patient.plans.current()) == [second.plan]


def test_nothing_is_signed_before_the_assessment_is_concluded(cast, at):
    asked(cast, at)
    consented(cast, at)

    with pytest.raises(Refused, match="not concluded as eligible"):
        sign(cast, at)

    assert not Plan.objects.exists()


def test_a_stop_that_came_after_the_conclusion_blocks(cast, at):
    eligible(cast, at)
    assessment.answer(patient=cast.patient, answers={"hydrocephalus": True}, by=cast.nurse.pk, at=at)

    with pytest.raises(Refused, match="hydrocephalus"):
        sign(cast, at, reason="the patient insists")

    assert not Order.objects.exists()


def test_a_conclusion_holds_for_ninety_days(cast, at):
    eligible(cast, at - timedelta(days=91))
    asked(cast, at)

    with pytest.raises(Refused, match="91 days ago"):
        sign(cast, at)


def test_what_was_let_stand_is_signed_once_for_each_plan(cast, at):
    eligible(cast, at, arrhythmia=True, overrides={"E04": "cardiology note"})
    sign(cast, at)

    with pytest.raises(Refused, match="signed for the plan before"):
        sign(cast, at)

    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"dose_mg_per_kg": Decimal(5)}, "range of anaesthesia"),
        ({"dose_mg_per_kg": Decimal("1.5")}, "above the hard limit"),
        ({"duration_min": 20}, "below the hard limit of 30"),
        ({"infusions": 11}, "infusion 11 of the series"),
        ({"dose_mg_per_kg": Decimal("-0.5")}, "more than zero"),
        ({"weight_kg": Decimal(-70)}, "-70"),
        ({"dose_mg_per_kg": None}, "either a dose in mg/kg or a rate"),
        ({"height_cm": None}, "Measure the height"),
        ({"weight_kg": Decimal(700)}, "above the hard limit of 200 kg"),
    ],
)
def test_a_wrong_amount_is_refused_whatever_the_reason(cast, at, changed, words):
    eligible(cast, at)

    with pytest.raises(Refused, match=words):
        sign(cast, at, reason="because I say so", **changed)

    assert not Plan.objects.exists()


def test_a_weight_in_pounds_is_caught_beside_the_one_of_the_assessment(cast, at):
    eligible(cast, at, weight_kg=54)

    with pytest.raises(Refused, match="if it were pounds: 119 lb is 54"):
        sign(cast, at, weight_kg=Decimal(119))


def test_a_soft_limit_needs_a_physicians_reason(cast, at):
    eligible(cast, at)
    with pytest.raises(Refused, match="no reason was given"):
        sign(cast, at, dose_mg_per_kg=Decimal("0.2"))
    with pytest.raises(Refused, match="physician's credential"):
        sign(cast, at, dose_mg_per_kg=Decimal("0.2"), reason="frail", by=cast.nurse)

    order = sign(cast, at, dose_mg_per_kg=Decimal("0.2"), reason="frail, small steps")

    assert order.override_reason == "frail, small steps"
