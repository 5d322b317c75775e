"""Symptoms recorded at the chair make a high pressure an emergency, until they are gone or were a mistake."""

from decimal import Decimal

import pytest

from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Event
from ebb.clinic.infusion.tests import journey
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.watch.watch import Watch
from ebb.pathway.findings import Refused


class Chair:
    """A chair whose values are typed, and a watch that looks on."""

    def __init__(self, cast, began) -> None:
        self.infusion = journey.running(cast, began, chair=cast.plain_chair)
        self.nurse, self.began = cast.nurse.pk, began
        self.watch = Watch(began)

    def do(self, minutes: float, action, **facts: object) -> Event:
        at = journey.after(self.began, minutes)
        event = action(self.infusion, **facts, by=self.nurse, at=at)
        self.watch.turn(at)
        return event

    def pressure(self, minutes: float, systolic: int) -> Event:
        return self.do(minutes, actions.chart_vitals, nibp_sys_mmhg=Decimal(systolic), nibp_dia_mmhg=Decimal(80))

    def steps(self) -> list[tuple[str, str, str]]:
        changes = AlarmChange.objects.filter(parameter="nibp_sys_mmhg", kind="clinical").order_by("id")
        return [(change.state, change.priority, change.text) for change in changes]


HIGH = ("raised", "high", "Systolic pressure 161 mmHg, high")


@pytest.fixture
def chair(cast, at) -> Chair:
    return Chair(cast, at)


def test_a_pressure_of_160_with_symptoms_is_a_high_alarm_at_once(chair):
    chair.do(5, actions.report_symptoms, symptoms=["chest pain", "severe headache"])

    chair.pressure(6, 161)

    assert chair.steps() == [HIGH]
    assert Event.objects.get(kind="SymptomsReported").text == "chest pain, severe headache"


def test_symptoms_make_the_last_pressure_count_at_once(chair):
    chair.pressure(5, 161)
    before = chair.steps()

    chair.do(6, actions.report_symptoms, symptoms=["loss of vision"])

    assert (before, chair.steps()) == ([], [HIGH])


def test_once_they_are_gone_a_pressure_is_measured_again_first(chair):
    chair.do(5, actions.report_symptoms, symptoms=["chest pain"])
    chair.do(6, actions.symptoms_gone)

    chair.pressure(7, 161)

    assert chair.steps() == []


def test_symptoms_recorded_by_mistake_count_no_more(chair):
    mistaken = chair.do(5, actions.report_symptoms, symptoms=["chest pain"])
    chair.do(6, actions.supersede, event=mistaken, reason="another patient")

    chair.pressure(7, 161)

    assert chair.steps() == []


def test_a_watch_that_begins_later_knows_of_them(chair):
    chair.do(5, actions.report_symptoms, symptoms=["chest pain"])
    chair.watch = Watch(journey.after(chair.began, 20))

    chair.pressure(21, 161)

    assert chair.steps() == [HIGH]


def test_no_symptom_is_nothing_to_report(chair):
    with pytest.raises(Refused, match="No symptom was named"):
        chair.do(5, actions.report_symptoms, symptoms=[])
