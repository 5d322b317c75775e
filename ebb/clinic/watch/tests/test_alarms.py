"""Numbers become alarms: raised, shown once, acknowledged, cleared."""

from datetime import timedelta

from ebb.clinic.people.models import SYSTEM
from ebb.clinic.record.models import Entry
from ebb.clinic.record.verify import verify
from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.vitals.tests.rows import message

SPO2 = ("spo2_percent", "low")


def test_a_low_saturation_is_raised_after_its_delay_and_cleared_when_it_is_over(ward):
    ward.watching(0, 10, spo2_percent=97, hr_per_min=70)
    ward.watching(11, 20, spo2_percent=86, hr_per_min=70)
    ward.watching(21, 40, spo2_percent=97, hr_per_min=70)

    assert ward.steps() == [(*SPO2, "raised", "high", 16.0), (*SPO2, "cleared", "high", 31.0)]


def test_its_steps_share_a_number_and_stand_in_the_patients_record(ward, infusion):
    ward.watching(0, 10, spo2_percent=86)
    ward.watching(11, 30, spo2_percent=98)

    raised, cleared = AlarmChange.objects.order_by("id")
    entries = Entry.objects.filter(chain=infusion.patient_id, verb__startswith="alarm").order_by("sequence")
    assert raised.alarm == cleared.alarm
    assert (raised.text, raised.infusion, raised.chair_id) == ("SpO2 86 %, low", infusion.pk, infusion.chair_id)
    assert [(entry.verb, entry.actor) for entry in entries] == [("alarm raised", SYSTEM), ("alarm cleared", SYSTEM)]
    assert [fault for fault in verify().faults if fault.table == AlarmChange._meta.db_table] == []


def test_a_high_pressure_asks_for_a_second_reading_and_then_counts(ward):
    ward.watching(0, 0, nibp_sys_mmhg=186, nibp_dia_mmhg=90, nibp_mean_mmhg=120)
    ward.watching(1, 20, nibp_sys_mmhg=186, nibp_dia_mmhg=90, nibp_mean_mmhg=120)
    ward.watching(21, 21, nibp_sys_mmhg=189, nibp_dia_mmhg=90, nibp_mean_mmhg=121)

    told = [step[:4] for step in ward.steps() if step[0] == "nibp_sys_mmhg"]
    assert told == [
        ("nibp_sys_mmhg", "high", "raised", "medium"),
        ("nibp_sys_mmhg", "repeat high", "raised", "low"),
        ("nibp_sys_mmhg", "repeat high", "cleared", "low"),
        ("nibp_sys_mmhg", "high", "escalated", "high"),
    ]
    assert ward.steps()[-1][-1] == 21.0
    words = AlarmChange.objects.filter(parameter="nibp_sys_mmhg", kind="clinical").order_by("id")
    assert [change.text for change in words] == [
        "Systolic pressure 186 mmHg, high: measure again now",
        "Systolic pressure 189 mmHg, high",
    ]


def test_an_acknowledged_alarm_is_not_told_again(ward, cast):
    ward.watching(0, 10, spo2_percent=86)
    raised = AlarmChange.objects.get()
    acknowledge_alarm(alarm=raised.alarm, by=cast.nurse.pk, at=ward.at(11))

    ward.watching(11, 30, spo2_percent=86)

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised", "acknowledged"]


def test_a_number_in_doubt_raises_nothing_but_its_signal_is_missed(ward):
    ward.watching(0, 3, spo2_percent=97)
    ward.watching(4, 30, spo2_percent=80, doubtful="spo2_percent")

    assert [step[:4] for step in ward.steps()] == [("spo2_percent", "no signal", "raised", "low")]


def test_another_patients_numbers_at_the_chair_raise_nothing(ward, cast):
    ward.watching(0, 3, spo2_percent=97)
    for second in range(4, 14):
        message(ward.at(second), cast.chair, cast.nurse.pk, spo2_percent=80)

    ward.watching(4, 14, spo2_percent=97)

    assert ward.steps() == []


def test_what_is_open_ends_with_the_visit(ward, infusion, sit):
    ward.watching(0, 10, spo2_percent=86)
    sit(infusion, state="discharged", chair=None)

    ward.watch.turn(ward.at(20))

    assert [state for _, _, state, _, _ in ward.steps()] == ["raised", "cleared"]
    assert ward.watch.bedsides == {}


def test_it_wakes_for_the_next_delay(ward):
    ward.watching(0, 0, spo2_percent=86)
    now = ward.at(0) + timedelta(seconds=0.5)

    assert ward.watch.may_wait_seconds(now, most=1.0) <= 1.0
    assert ward.watch.may_wait_seconds(now, most=60.0) < 16.0
