"""What the printed record says of the watching: readings, alarms, what was let stand, who supervised."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from ebb.clinic.assessment.tests.assessed import eligible
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.infusion.tests.journey import after, before
from ebb.clinic.infusion.tests.monitor import speak
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.printing.readings import chosen, sent, typed
from ebb.clinic.printing.record import record_pdf
from ebb.clinic.printing.tests import visits
from ebb.clinic.printing.tests.reading import words
from ebb.clinic.printing.timeline import stay
from ebb.clinic.record.actions import write_entry
from ebb.clinic.recovery import actions as recovery
from ebb.clinic.recovery.tests.recovering import recovered, recovering
from ebb.clinic.visit.figure_panels import event_marks
from ebb.clinic.visit.snapshot import snapshot
from ebb.clinic.vitals.actions import LONGEST_BEAT, beat
from ebb.clinic.vitals.models import AlarmChange, ProcessPosition


def alarm(infusion: Infusion, *steps: tuple[str, datetime, UUID], passed_to: str | None = None) -> None:
    """One pressure alarm, step by step as the watch and the ward would have written it."""
    name = uuid4()
    for state, at, by in steps:
        with transaction.atomic():
            row = AlarmChange.objects.create(
                alarm=name, file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair,
                parameter="nibp_sys_mmhg", kind="clinical", cause="high", priority="medium", state=state, value=171,
                text="BP 171/92, above 165", happened_at=at, written_at=at, by=by,
                passed_to=passed_to if state == "passed on" else None,
            )  # fmt: skip
            write_entry(chain=infusion.patient_id, verb=f"alarm {state}", facts=[row], by=by, at=at)


def test_an_alarm_tells_who_answered_it_and_when(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    alarm(
        infusion, ("raised", after(at, 11), SYSTEM), ("escalated", after(at, 12), SYSTEM),
        ("acknowledged", after(at, 13), cast.second_nurse.pk), ("cleared", after(at, 16), SYSTEM),
    )  # fmt: skip
    alarm(infusion, ("raised", after(at, 18), SYSTEM))

    told = words(record_pdf(infusion, after(at, 20)))

    assert "09:11 medium, escalated 09:12 BP 171/92, above 165 09:13, SS 09:16" in told
    assert "09:18 medium BP 171/92, above 165 nobody still open" in told
    assert "Alarms: 2." in told


def test_an_alarm_that_nobody_answered_tells_to_whom_it_went_on(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)
    alarm(
        infusion, ("raised", after(at, 11), SYSTEM), ("passed on", after(at, 12), SYSTEM),
        ("cleared", after(at, 13), SYSTEM), passed_to=str(cast.second_nurse.pk),
    )  # fmt: skip
    alarm(infusion, ("raised", after(at, 14), SYSTEM), ("passed on", after(at, 15), SYSTEM), passed_to="")

    told = words(record_pdf(infusion, after(at, 20)))

    assert "BP 171/92, above 165; passed on 09:12:00: SS nobody 09:13" in told
    assert "SS = Sam Second" in told
    assert "passed on 09:15:00: nobody else was on site" in told


def test_the_number_that_raised_an_alarm_stands_in_list_figure_and_table_alike(
    cast: SimpleNamespace, at: datetime
) -> None:
    infusion = journey.running(cast, at)
    visits.watched(infusion, at, 0, 20)
    name = uuid4()
    for state, minute, value in (("raised", 11, 190), ("acknowledged", 12, 190), ("cleared", 14, 125)):
        AlarmChange.objects.create(
            alarm=name, file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair,
            parameter="nibp_sys_mmhg", kind="clinical", cause="high", priority="high", state=state, value=value,
            text=f"Systolic pressure {value} mmHg, high", happened_at=after(at, minute), written_at=at, by=SYSTEM,
        )  # fmt: skip

    seen = snapshot(infusion, after(at, 20))
    rows = chosen(seen, typed(seen), sent(seen, *stay(seen)))

    (row,) = [row for row, marked in rows.items() if ("alarm", "raised") in marked]
    assert (row.at, row.sys_mmhg) == (after(at, 11), 190)
    assert {after(at, 10), after(at, 12)} <= {one.at for one in rows}
    assert [mark.text for mark in event_marks(seen).marks if mark.kind == "alarm-high"] == [
        "Systolic pressure 190 mmHg, high"
    ]
    told = words(record_pdf(infusion, after(at, 20)))
    assert "Systolic pressure 190 mmHg, high" in told
    assert "125" not in told


@pytest.mark.parametrize(("process", "said"), [("watch", "not watched"), ("gateway", "monitors not heard")])
def test_a_stop_of_gateway_or_watch_is_a_gap_however_short(
    cast: SimpleNamespace, at: datetime, process: str, said: str
) -> None:
    infusion = journey.running(cast, at)
    visits.watched(infusion, at, 0, 20)
    began_at = after(at, 5) + timedelta(seconds=2)
    beat(process=process, at=began_at)
    beat(process=process, at=began_at + timedelta(seconds=7), begins=True)

    told = words(record_pdf(infusion, after(at, 20)))

    assert f"{said} 09:05:02 to 09:05:09 7 s" in told
    assert "without a break" not in told


@pytest.mark.parametrize(("process", "said"), [("watch", "not watched"), ("gateway", "monitors not heard")])
def test_a_stop_that_still_goes_on_is_said_with_its_beginning(
    cast: SimpleNamespace, at: datetime, process: str, said: str
) -> None:
    infusion = journey.running(cast, at)
    visits.watched(infusion, at, 0, 20)
    stopped_at = after(at, 19) + timedelta(seconds=2)
    beat(process=process, at=stopped_at)

    alive = words(record_pdf(infusion, stopped_at + LONGEST_BEAT))
    told = words(record_pdf(infusion, stopped_at + LONGEST_BEAT + timedelta(seconds=1)))

    assert f"{said} since" not in alive
    assert f"{said} since 09:19:02 4 s" in told
    assert "without a break" not in told


def test_an_outage_before_the_patient_came_is_none_of_theirs(cast: SimpleNamespace, at: datetime) -> None:
    beat(process="watch", at=before(at, 300))
    beat(process="watch", at=before(at, 290), begins=True)
    ProcessPosition.objects.update(at=after(at, 20))  # it has gone on since
    infusion = journey.running(cast, at)

    assert snapshot(infusion, after(at, 20)).outages == []


def test_what_was_let_stand_says_by_whom_and_why(cast: SimpleNamespace, at: datetime) -> None:
    eligible(cast, before(at, 180), arrhythmia=True, overrides={"E04": "cardiology note of 3 November"})
    infusion = recovered(cast, after(at, 105), dissociation=1, infusion=recovering(cast, after(at, 105)))
    recovery.discharge(
        infusion, name="Ada Aunt", against=["home.dissociation"], reason="Usual for her", by=cast.prescriber.pk,
        at=after(at, 105),
    )  # fmt: skip

    told = words(record_pdf(infusion, after(at, 106)))

    assert ": cardiology note of 3 November PP" in told
    assert "10:45 Discharge: Against Dissociation gone: Usual for her PP" in told


def test_it_names_who_was_there_to_supervise(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at)

    assert "On site at the start to supervise: Pia Prescriber." in words(record_pdf(infusion, after(at, 1)))


def test_the_readings_are_those_of_the_schedule_and_the_extremes(cast: SimpleNamespace, at: datetime) -> None:
    infusion, over = visits.smooth(cast, at)
    seen = snapshot(infusion, over)

    rows = chosen(seen, typed(seen), sent(seen, *stay(seen)))

    minutes = [round((row.at - at).total_seconds() / 60) for row in rows]
    lowest = next(row for row, marked in rows.items() if ("spo2_percent", "lowest") in marked)
    assert minutes == [-10, 0, 5, 10, 15, 25, 30, 35, 40, 55, 70, 85, 100, 105]
    assert (lowest.at, lowest.spo2_percent) == (after(at, 30), 94)
    assert "14 of 680 readings" in words(record_pdf(infusion, over))


@pytest.mark.parametrize("minute", [20.5, 33])
def test_a_short_dip_is_printed_though_no_schedule_asked(cast: SimpleNamespace, at: datetime, minute: float) -> None:
    infusion = journey.running(cast, at)
    visits.watched(infusion, at, 0, 20)
    speak(infusion, after(at, minute), seconds=10, spo2_percent=84.0)
    visits.watched(infusion, at, 34, 40)

    told = words(record_pdf(infusion, after(at, 41)))

    assert re.search(r"09:\d\d 72 84 14 – – monitor, lowest SpO2", told)


def test_typed_numbers_keep_their_author(cast: SimpleNamespace, at: datetime) -> None:
    infusion = journey.running(cast, at, chair=cast.plain_chair)
    actions.chart_vitals(
        infusion, hr_per_min=Decimal(88), spo2_percent=Decimal(95), by=cast.second_nurse.pk, at=after(at, 9)
    )

    assert "09:09 88 95 – – – SS, lowest SpO2, highest HR" in words(record_pdf(infusion, after(at, 10)))
