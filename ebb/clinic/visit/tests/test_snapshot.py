from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.visit.snapshot import VisitSnapshot, snapshot
from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.steps import State


def raise_alarm(
    infusion: Infusion,
    at: datetime,
    state: str = "raised",
    alarm: object = None,
    priority: str = "medium",
    text: str = "SpO2 90 %, below 92",
) -> AlarmChange:
    return AlarmChange.objects.create(
        alarm=alarm or uuid4(), file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair,
        parameter="spo2_percent", kind="clinical", cause="low", priority=priority, state=state, value=90.0,
        text=text, happened_at=at, written_at=at, by=SYSTEM,
    )  # fmt: skip


def queries(infusion: Infusion, at: datetime) -> int:
    read = journey.again(infusion)
    with CaptureQueriesContext(connection) as captured:
        snapshot(read, at)
    return len(captured)


def vital(seen: VisitSnapshot, column: str) -> tuple[Decimal | None, str, bool]:
    return next((one.value, one.state, one.typed) for one in seen.vitals if one.column == column)


def test_its_queries_do_not_grow_with_what_was_written(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    few = queries(infusion, after(at, 5))
    speak(infusion, at, seconds=300)
    for minute in range(20):
        actions.score(infusion, scale="pain", value=3, by=cast.nurse.pk, at=after(at, minute))
        raise_alarm(infusion, after(at, minute))

    many = queries(infusion, after(at, 20))

    assert (few, many) == (9, 9)


def test_the_start_gate_costs_more_and_the_way_home_nothing(cast: SimpleNamespace, at: datetime) -> None:
    waiting = journey.ready_to_start(cast, at)
    before_start = queries(waiting, at)
    actions.start_infusion(waiting, by=cast.nurse.pk, at=at)
    actions.stop(waiting, completed=True, by=cast.nurse.pk, at=after(at, 40))

    after_end = queries(waiting, after(at, 41))

    assert (before_start, after_end) == (12, 9)


def test_it_tells_what_was_given_what_is_left_and_when_it_ends(cast: SimpleNamespace, at: datetime) -> None:
    seen = snapshot(journey.running(cast, at), after(at, 15))

    assert (seen.amounts.given.total_mg, seen.amounts.remaining_mg) == (Decimal(15), Decimal(25))
    assert (seen.elapsed, seen.remaining) == (timedelta(minutes=15), timedelta(minutes=25))
    assert (seen.dose_calculation.ml_per_h, seen.amounts.rate_mg_per_kg_per_h) == (Decimal(60), Decimal("0.75"))


def test_an_old_number_says_that_it_is_old(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    speak(infusion, at, seconds=60, hr_per_min=88.0)

    fresh, stale = snapshot(infusion, after(at, 1)), snapshot(infusion, after(at, 5))

    assert vital(fresh, "hr_per_min") == (Decimal(88), "fresh", False)
    assert vital(stale, "hr_per_min") == (Decimal(88), "lost", False)
    assert stale.gaps[-1].end is None


def test_a_number_never_measured_is_not_a_zero(cast: SimpleNamespace, at: datetime) -> None:
    assert vital(snapshot(journey.running(cast, at), at), "etco2_mmhg") == (None, "lost", False)


def test_typed_numbers_speak_for_a_chair_without_a_monitor(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    actions.chart_vitals(infusion, hr_per_min=Decimal(91), by=cast.nurse.pk, at=after(at, 5))

    seen = snapshot(infusion, after(at, 10))

    assert vital(seen, "hr_per_min") == (Decimal(91), "fresh", True)
    assert "heart rate and oxygen" in [one.item.value for one in seen.due]


def test_another_patients_numbers_of_the_same_chair_stay_out(cast: SimpleNamespace, at: datetime) -> None:
    first = journey.stopped(cast, at)
    speak(first, at, seconds=5, hr_per_min=111.0)
    actions.left_against_advice(first, reason="in a hurry", by=cast.nurse.pk, at=after(at, 1))

    second = journey.arrived(cast, after(at, 2), patient=journey.another_patient(cast, at))

    assert vital(snapshot(second, after(at, 2)), "hr_per_min")[0] is None
    assert vital(snapshot(first, after(at, 2)), "hr_per_min")[0] == Decimal(111)


def test_the_last_step_of_an_alarm_is_its_state(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    first = raise_alarm(infusion, after(at, 1))
    raise_alarm(infusion, after(at, 2))
    raise_alarm(infusion, after(at, 3), "cleared", first.alarm)

    seen = snapshot(infusion, after(at, 4))

    assert [alarm.state for alarm in seen.alarms] == ["raised", "cleared"]
    assert [alarm.raised_at for alarm in seen.open_alarms] == [after(at, 2)]


def test_a_high_alarm_that_is_over_stays_until_somebody_acknowledges_it(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    high = raise_alarm(infusion, after(at, 1), priority="high")
    medium = raise_alarm(infusion, after(at, 1))
    over = raise_alarm(infusion, after(at, 2), "cleared", high.alarm, "high", text="SpO2 97 %, low")
    raise_alarm(infusion, after(at, 2), "cleared", medium.alarm)

    (waiting,) = snapshot(infusion, after(at, 45)).open_alarms
    acknowledge_alarm(alarm=high.alarm, by=cast.nurse.pk, at=after(at, 46))

    assert (waiting.id, waiting.is_open, waiting.acknowledged) == (high.alarm, False, False)
    assert (waiting.text, waiting.changed_at) == (high.text, over.happened_at)
    seen = snapshot(infusion, after(at, 47))
    assert seen.open_alarms == []
    assert not any(alarm.is_open for alarm in seen.alarms)


def test_what_nobody_answered_stays_as_high_as_it_was(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    first = raise_alarm(infusion, after(at, 1), priority="high")
    raise_alarm(infusion, after(at, 2), "cleared", first.alarm, "high")
    raise_alarm(infusion, after(at, 3), "raised", first.alarm, "medium")

    (alarm,) = snapshot(infusion, after(at, 4)).open_alarms

    assert (alarm.priority, alarm.times, alarm.is_open) == ("high", 2, True)


def test_someone_expected_has_a_sheet_too(cast: SimpleNamespace, at: datetime) -> None:
    seen = snapshot(journey.expected(cast, at), at)

    assert (seen.state, seen.timeline, seen.elapsed, seen.due) == (State.EXPECTED, [], None, [])


def test_a_dose_far_above_the_usual_is_recorded_at_once_and_asked_about_once(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion, by = journey.running(cast, at), {"by": cast.nurse.pk}
    drug = {"drug": "Versed", "unit": "mg", "route": "IV"}
    actions.give_adjunct(infusion, **drug, dose=Decimal(6), **by, at=after(at, 5))
    large = actions.give_adjunct(infusion, **drug, dose=Decimal(20), **by, at=after(at, 6))

    asked = snapshot(infusion, after(at, 7)).to_complete
    actions.note(infusion, text="Looked again: the dose is right.", about=large, **by, at=after(at, 7))

    assert [(line.id, line.usual_max_mg) for line in asked] == [(large.pk, Decimal(2))]
    assert snapshot(infusion, after(at, 8)).to_complete == []


def test_what_was_taken_over_from_the_monitor_is_not_called_typed(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    for minute, source in ((1, "typed"), (2, "monitor")):
        when = after(at, minute)
        actions.chart_vitals(infusion, source=source, **journey.RESTING, by=cast.nurse.pk, at=when)

        vitals = {one.column: one for one in snapshot(infusion, when).vitals}

        assert vitals["nibp_sys_mmhg"].charted
        assert vitals["nibp_sys_mmhg"].typed is (source == "typed")
