import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.monitor_messages import samples
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.infusion.visit import load

pytestmark = pytest.mark.django_db


def test_what_a_chair_hears_after_the_patient_left_is_not_theirs_again(cast, at):
    """The same patient may sit in the same chair a week later."""
    infusion = journey.arrived(cast, at)
    speak(infusion, journey.after(at, 1), hr_per_min=70.0)
    actions.left_against_advice(infusion, reason="no time", by=cast.nurse.pk, at=journey.after(at, 5))
    speak(infusion, journey.after(at, 7 * 24 * 60), hr_per_min=110.0)
    visit = load(journey.again(infusion))

    [heard] = samples({visit: 0})[visit]

    assert heard.values["hr_per_min"] == 70.0
