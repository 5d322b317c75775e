"""The line about the other chairs, in the header of every ward page."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.tests import journey
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.vitals.actions import acknowledge_alarm, write_alarm_changes
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.beyond_order import BEYOND_ORDER


@pytest.fixture(autouse=True)
def now_is_morning(at: datetime) -> Iterator[None]:
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def other(cast: SimpleNamespace, at: datetime) -> Infusion:
    """Another patient, in the chair without a monitor, running."""
    patient = journey.another_patient(cast, at - timedelta(minutes=70))
    return journey.running(cast, at - timedelta(minutes=20), chair=cast.plain_chair, patient=patient)


@pytest.fixture
def own(cast: SimpleNamespace, at: datetime, other: Infusion) -> Infusion:
    """The patient whose page is open: checked in."""
    return journey.arrived(cast, at - timedelta(minutes=10))


@pytest.fixture
def alarm(cast: SimpleNamespace, at: datetime) -> Callable[..., AlarmChange]:
    """One step of a high alarm ten minutes ago."""

    def write(infusion: Infusion, state: str = "raised", **other: object) -> AlarmChange:
        values = {
            "alarm": uuid4(), "parameter": "spo2_percent", "cause": "low", "priority": "high", "value": 82.0,
            "text": "SpO2 82 %, low", "happened_at": at - timedelta(minutes=10), **other,
        }  # fmt: skip
        row = AlarmChange(
            file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair, kind="clinical", state=state, **values
        )
        write_alarm_changes(changes=[row], by=SYSTEM, at=at)
        return row

    return write


def line(client: Client, page: str, *args: object) -> str:
    """The words of the line on this page."""
    html = client.get(reverse(page, args=args)).content.decode()
    return html.partition('id="house"')[2].partition("</div>")[0]


def test_each_ward_page_shows_the_worst_of_the_other_chairs(
    cast: SimpleNamespace, own: Infusion, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    alarm(other, priority="low", text="HR 112 /min, high", parameter="hr_per_min")
    alarm(other)
    alarm(own, text="SpO2 85 %, low")
    nurse = client_of(cast.nurse)

    for page, *args in [("infusion", own.pk), ("today",), ("patient", cast.patient.pk)]:
        assert "chair" in line(nurse, page, *args), page
    shown = line(nurse, "infusion", own.pk)
    assert "chair 2 · SpO2 82 %, low · since 08:50" in shown
    assert reverse("infusion", args=[other.pk]) in shown
    assert "chair 1 · SpO2 85 %, low" in line(nurse, "infusion", other.pk)


def test_once_somebody_answered_it_is_gone(
    cast: SimpleNamespace, at: datetime, own: Infusion, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    raised = alarm(other)
    acknowledge_alarm(alarm=raised.alarm, by=cast.second_nurse.pk, at=at)

    assert "alarm-flag" not in line(client_of(cast.nurse), "infusion", own.pk)


def test_who_it_went_on_to_is_told_so_and_hears_it(
    cast: SimpleNamespace, own: Infusion, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    raised = alarm(other)
    assert "data-quiet" in line(client_of(cast.second_nurse), "today")
    alarm(other, "passed on", alarm=raised.alarm, passed_to=str(cast.second_nurse.pk))

    told = line(client_of(cast.second_nurse), "today")
    assert "nobody answers: it has gone on to you" in told
    assert "data-quiet" not in told
    assert "passed on 08:50 to Sam Second" in line(client_of(cast.nurse), "today")
    assert "data-quiet" in line(client_of(cast.nurse), "today")
    for page in (reverse("infusion", args=[other.pk]), reverse("board")):
        assert "passed on 08:50 to Sam Second" in client_of(cast.nurse).get(page).content.decode()


def test_the_blind_page_shows_the_alarm_of_its_chair_and_no_amount(
    cast: SimpleNamespace, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    nurse = client_of(cast.second_nurse)
    over = alarm(other, parameter=BEYOND_ORDER, text="12.4 mg beyond the order", value=12.4)

    shown = line(nurse, "second-check", other.pk)
    assert "more given than ordered" in shown
    assert "12.4" not in nurse.get(reverse("second-check", args=[other.pk])).content.decode()
    acknowledge_alarm(alarm=over.alarm, by=cast.nurse.pk, at=over.written_at)
    alarm(other)
    assert "SpO2 82 %, low" in line(nurse, "second-check", other.pk)


def test_the_line_alone_is_fetched_without_a_sign_that_someone_is_there(
    cast: SimpleNamespace, own: Infusion, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    alarm(other)
    nurse = client_of(cast.nurse)

    answer = nurse.get(f"{reverse('house')}?but={own.pk}", headers={"X-Unattended": "yes"})

    assert "SpO2 82 %, low" in answer.content.decode()
    assert "seen_at" not in nurse.session
    assert nurse.get(f"{reverse('house')}?but=nonsense").status_code == 404


def test_another_house_hears_nothing(
    cast: SimpleNamespace, other: Infusion, alarm: Callable, client_of: Callable
) -> None:
    alarm(other)

    assert "alarm-flag" not in line(client_of(cast.stranger), "today")
    assert reverse("board") in line(client_of(cast.front_desk), "today")
