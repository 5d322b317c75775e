"""A pressure that asks for a second reading says so once, and leads to where it is charted with one tap."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.visit.snapshot import snapshot
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.watch.watch import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """The page reads the clock, so the visit is of today."""
    return timezone.now()


def measured(cast, at, sys: float, *, seconds: int = 1):
    infusion = journey.running(cast, journey.before(at, 15))
    watch = Watch(at - timedelta(seconds=seconds))
    for second in range(seconds):
        moment = at - timedelta(seconds=seconds - second)
        speak(infusion, moment, nibp_sys_mmhg=sys, nibp_dia_mmhg=80.0)
        watch.turn(moment)
    return infusion


def shown(infusion, at) -> list[tuple[str, str, bool]]:
    return [(alarm.priority, alarm.text, alarm.measure_again) for alarm in snapshot(infusion, at).open_alarms]


def test_a_crisis_is_one_flag_with_the_question_in_it(cast, at, client_of):
    infusion = measured(cast, at, 190.0)

    page = client_of(cast.nurse).get(reverse("infusion", args=[infusion.pk])).content.decode()

    assert shown(infusion, at) == [("medium", "Systolic pressure 190 mmHg, high: measure again now", True)]
    assert AlarmChange.objects.count() == 2
    assert f'href="{reverse("infusion", args=[infusion.pk])}#vitals_nibp_sys_mmhg">Measure again</a>' in page
    assert 'id="vitals_nibp_sys_mmhg"' in page


def test_below_a_crisis_the_question_stands_alone(cast, at):
    infusion = measured(cast, at, 172.0)

    assert shown(infusion, at) == [("low", "Systolic pressure 172 mmHg: measure again", True)]


def test_a_confirmed_pressure_asks_no_more(cast, at):
    infusion = measured(cast, at, 190.0, seconds=61)

    assert shown(infusion, at) == [("high", "Systolic pressure 190 mmHg, high", False)]
