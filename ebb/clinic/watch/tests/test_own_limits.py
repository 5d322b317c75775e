"""The watch alarms by what was signed for this patient, from the next number after it was signed."""

from decimal import Decimal

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.watch.tests.conftest import Ward
from ebb.pathway.alarms import Priority


@pytest.fixture
def started(cast, at):
    """At rest the heart beats 52 times a minute, so the limit signed is 47."""
    infusion = journey.ready_to_start(cast, at)
    slow = journey.RESTING | {"hr_per_min": Decimal(52)}
    actions.chart_vitals(infusion, **slow, by=cast.nurse.pk, at=at)
    actions.start_infusion(infusion, by=cast.nurse.pk, at=at)
    return journey.again(infusion)


def of_the_heart(ward: Ward) -> list[tuple[str, str, float]]:
    return [(state, priority, at_s) for parameter, _, state, priority, at_s in ward.steps() if "hr" in parameter]


def test_a_heart_rate_that_is_usual_for_the_patient_does_not_alarm(started, at) -> None:
    ward = Ward(started, at)
    ward.watching(1, 20, hr_per_min=48.0)
    before = of_the_heart(ward)

    ward.watching(21, 40, hr_per_min=46.0)

    assert before == []
    assert of_the_heart(ward) == [("raised", Priority.MEDIUM, 31.0)]


def test_limits_signed_later_hold_from_the_next_number_and_after_a_restart(cast, started, at) -> None:
    ward = Ward(started, at)
    ward.watching(1, 20, hr_per_min=105.0)
    other = {"limits": {"hr_high_per_min": Decimal(100)}, "reason": "valve disease"}
    actions.sign_limits(started, **other, by=cast.nurse.pk, at=ward.at(20.5))

    ward.watching(21, 40, hr_per_min=105.0)
    ward.restart(40.5)
    ward.watching(41, 60, hr_per_min=105.0)

    assert of_the_heart(ward) == [("raised", Priority.MEDIUM, 36.0)]


def test_a_start_written_before_limits_were_signed_keeps_the_defaults(ward) -> None:
    ward.watching(1, 20, hr_per_min=48.0)

    assert of_the_heart(ward) == [("raised", Priority.MEDIUM, 11.0)]
