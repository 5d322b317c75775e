"""A score charted at the chair alarms when its scale says so, and as its scale says."""

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.watch.watch import Watch
from ebb.pathway.scales import SCALES, Scale


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.name)
def test_each_score_raises_the_alarm_its_scale_marks_it_with(cast, at, scale: Scale):
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    watch = Watch(at)
    raised = {}

    for value in range(scale.highest + 1):
        charted = {"scale": scale.name, "value": value, "distress": True, "by": cast.nurse.pk, "at": at}
        actions.score(infusion, **charted)
        watch.turn(at)
        last = AlarmChange.objects.filter(parameter=scale.name).order_by("-id").first()
        raised[value] = "" if last is None else last.priority

    marked = {value: scale.priority(value, distress=True) for value in raised}
    assert raised == (marked if scale.alarms else dict.fromkeys(raised, ""))
    assert all(change.text.startswith(scale.title) for change in AlarmChange.objects.all())
