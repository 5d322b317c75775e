"""Acknowledging an alarm, binding a monitor."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from ebb.clinic.record.models import Entry
from ebb.clinic.vitals.actions import (
    acknowledge_alarm,
    bind_monitor,
    write_alarm_changes,
)
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.findings import Refused


@pytest.fixture
def step(cast, at):
    """Writes one step of the same alarm."""
    alarm = uuid4()

    def write(state, **other):
        change = AlarmChange(
            alarm=alarm, infusion=uuid4(), file=cast.patient.pk, chair=cast.chair, parameter="spo2_percent",
            kind="clinical", cause="low", state=state, value=86, text="SpO2 86 %", happened_at=at,
            **{"priority": "high"} | other,
        )  # fmt: skip
        write_alarm_changes(changes=[change], by=cast.nurse.pk, at=at)
        return change

    return write


def test_each_step_leaves_an_entry_in_the_patients_record(cast, step):
    step("raised")
    step("cleared")

    verbs = list(Entry.objects.filter(chain=cast.patient.pk).order_by("sequence").values_list("verb", flat=True))

    assert verbs[-2:] == ["alarm raised", "alarm cleared"]


def test_it_is_acknowledged_by_name_and_once(cast, at, step):
    raised = step("raised")
    later = at + timedelta(seconds=5)

    first = acknowledge_alarm(alarm=raised.alarm, by=cast.nurse.pk, at=later)
    second = acknowledge_alarm(alarm=raised.alarm, by=cast.second_nurse.pk, at=later)

    assert (first.state, first.by, first.happened_at) == ("acknowledged", cast.nurse.pk, later)
    assert second.pk == first.pk


def test_an_escalated_alarm_can_be_acknowledged_again(cast, at, step):
    raised = step("raised")
    acknowledge_alarm(alarm=raised.alarm, by=cast.nurse.pk, at=at)
    step("escalated")

    acknowledge_alarm(alarm=raised.alarm, by=cast.nurse.pk, at=at)

    states = AlarmChange.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["raised", "acknowledged", "escalated", "acknowledged"]


def test_a_high_alarm_that_is_over_is_acknowledged_by_name_and_then_no_more(cast, at, step):
    step("raised")
    cleared = step("cleared")

    noted = acknowledge_alarm(alarm=cleared.alarm, by=cast.nurse.pk, at=at)
    again = acknowledge_alarm(alarm=cleared.alarm, by=cast.second_nurse.pk, at=at)

    assert (noted.state, noted.by, again.pk) == ("acknowledged", cast.nurse.pk, noted.pk)


def test_a_cleared_or_unknown_alarm_is_refused(cast, at, step):
    step("raised", priority="medium")
    cleared = step("cleared", priority="medium")

    with pytest.raises(Refused, match="SpO2 86 %"):
        acknowledge_alarm(alarm=cleared.alarm, by=cast.nurse.pk, at=at)
    with pytest.raises(Refused):
        acknowledge_alarm(alarm=uuid4(), by=cast.nurse.pk, at=at)


def test_a_cleared_alarm_is_told_by_the_clock_of_the_site(cast, at, step):
    cleared = step("cleared")

    with timezone.override("America/Denver"), pytest.raises(Refused) as refused:
        acknowledge_alarm(alarm=cleared.alarm, by=cast.nurse.pk, at=at)

    assert f"{at.astimezone(ZoneInfo('America/Denver')):%H:%M:%S}" in str(refused.value)


def test_a_monitor_is_bound_to_one_chair_only(cast, at):
    bind_monitor(chair=cast.plain_chair, bed=" CHAIR2 ", by=cast.nurse.pk, at=at)

    with pytest.raises(Refused, match="chair 2"):
        bind_monitor(chair=cast.chair, bed="CHAIR2", by=cast.nurse.pk, at=at)

    cast.plain_chair.refresh_from_db()
    assert cast.plain_chair.bed == "CHAIR2"
    assert Entry.objects.filter(chain=cast.site.pk, verb="monitor bound").count() == 1
