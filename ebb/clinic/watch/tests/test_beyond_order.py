"""What goes in beyond the order is an alarm that grows, until the pump has stopped."""

from datetime import timedelta

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.watch.watch import Watch


def steps() -> list[tuple[str, str, str]]:
    found = AlarmChange.objects.filter(parameter="beyond_order_mg").exclude(state="passed on").order_by("id")
    return [(change.state, change.priority, change.text) for change in found]


def test_it_grows_from_caution_to_high_and_ends_with_the_pump(cast, at):
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    whole = at + timedelta(minutes=40)
    watch = Watch(at)

    for minutes in (-1, 0, 1, 3, 5):
        watch.turn(whole + timedelta(minutes=minutes))
    grown = steps()
    actions.stop(infusion, completed=True, by=cast.nurse.pk, at=after(at, 46))
    watch.turn(after(at, 46))

    assert grown == [
        ("raised", "low", "1.0 mg beyond the order"),
        ("escalated", "medium", "3.0 mg beyond the order"),
        ("escalated", "high", "5.0 mg beyond the order"),
    ]
    assert [step[:2] for step in steps()[3:]] == [("cleared", "high")]


def test_a_restart_raises_nothing_again(cast, at):
    journey.running(cast, at, chair=cast.plain_chair)
    Watch(at).turn(after(at, 41))

    Watch(after(at, 41)).turn(after(at, 41.1))

    assert steps() == [("raised", "low", "1.0 mg beyond the order")]
