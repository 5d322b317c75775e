"""The invented staff at work in the database: through the clinic's own actions, and never at a chair taken over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from ebb.clinic.demo.cabinet import lot_in_use, vials_used
from ebb.clinic.demo.clinic import VIALS, find_clinic
from ebb.clinic.demo.staff import InventedStaff
from ebb.clinic.demo.staff_tasks import Task
from ebb.clinic.demo.staff_visits import DO, attended
from ebb.clinic.demo.takeover import KEPT_FOR, taken_over
from ebb.clinic.demo.tests.proof import verified
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.lib.models import Installation, Submission
from ebb.clinic.people.actions import leave_site
from ebb.clinic.visit.alarms import alarms_of
from ebb.clinic.visit.cards import Card, cards
from ebb.clinic.vitals.actions import write_alarm_changes
from ebb.clinic.vitals.models import AlarmChange

STEPS = {"checked in", "prepared", "running", "recovering"}


def played(since: datetime, **length: float) -> Iterator[tuple[datetime, list[Card]]]:
    """The staff at work, with the board every two minutes."""
    staff, at, shown_at = InventedStaff(), since, since
    while at < since + timedelta(**length):
        at = max(staff.turn(at), at + timedelta(milliseconds=250))
        if at >= shown_at:
            yield at, cards(staff.clinic.site, at)
            shown_at = at + timedelta(minutes=2)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look once a minute: time is advanced, not waited for."""
    monkeypatch.setattr("ebb.clinic.demo.staff.LOOK_EVERY", timedelta(minutes=1))


def at_chair(name: str) -> Infusion:
    return Infusion.objects.get(chair__name=name)


def entries(infusion: Infusion) -> int:
    return Event.objects.filter(infusion=infusion).count()


def raised(infusion: Infusion, at: datetime, alarm: UUID | None = None) -> AlarmChange:
    change = AlarmChange(
        alarm=alarm or uuid4(), file=infusion.patient_id, infusion=infusion.pk, chair=infusion.chair,
        parameter="nibp_sys_mmhg", kind="clinical", cause="high", priority="high", state="raised", value=190.0,
        text="Systolic pressure 190 mmHg", happened_at=at,
    )  # fmt: skip
    write_alarm_changes(changes=[change], by=infusion.patient_id, at=at)
    return change


def test_left_alone_it_shows_no_nonsense(made: datetime, slowly: None):
    was_here = set(Infusion.objects.seated().values_list("pk", flat=True))

    for at, board in played(made, minutes=45):
        there = [card for card in board if card.infusion]
        assert [card for card in there if card.amounts.given.total_mg > card.amounts.ordered_mg] == []
        assert [one for card in there for one in card.due if one.state == "missed twice"] == []
        assert {str(card.state) for card in there} >= STEPS
        assert Infusion.objects.ahead().filter(expected_at__lte=at).exists()

    assert Infusion.objects.filter(pk__in=was_here, state="discharged").exists()
    assert Infusion.objects.seated().exclude(pk__in=was_here).exists()
    assert vials_used(VIALS["lot"]) <= VIALS["vials"]
    assert verified(at).faults == []


def test_staff_who_were_killed_go_on_where_things_stand(made: datetime, slowly: None):
    first = at_chair("1")
    for _ in played(made, minutes=10):
        pass
    before = entries(first)

    for _, board in played(made + timedelta(minutes=40), minutes=2):
        there = [card for card in board if card.infusion]

    first.refresh_from_db()
    assert first.state in ("ended", "recovering")
    assert entries(first) > before
    assert [card for card in there if card.amounts.beyond] == []


def test_an_alarm_is_acknowledged_and_acted_on(made: datetime):
    running = at_chair("1")
    raised(running, made)
    staff = InventedStaff()

    staff.turn(made + timedelta(seconds=19))
    assert not alarms_of(AlarmChange.objects.filter(infusion=running.pk).order_by("id"), {})[0].acknowledged
    staff.turn(made + timedelta(seconds=25))

    [alarm] = alarms_of(AlarmChange.objects.filter(infusion=running.pk).order_by("id"), {})
    assert alarm.acknowledged
    running.refresh_from_db()
    assert running.state == "paused"


def test_a_supervisor_is_there_when_it_resumes(made: datetime):
    clinic, held = find_clinic(), at_chair("3")
    leave_site(site=clinic.site, person=clinic.prescriber, by=clinic.prescriber.pk, at=made)

    DO[Task.RESUME](attended(clinic, held, at=made), made + timedelta(minutes=17))

    held.refresh_from_db()
    assert held.state == "running"


def test_an_alarm_that_comes_again_and_again_is_answered_as_soon(made: datetime):
    running = at_chair("1")
    first = raised(running, made)
    raised(running, made + timedelta(seconds=15), first.alarm)

    InventedStaff().turn(made + timedelta(seconds=21))

    assert AlarmChange.objects.filter(alarm=first.alarm, state="acknowledged").count() == 1


@pytest.fixture
def visitor(made: datetime, client: Client) -> Iterator[Client]:
    """Someone who came in as Nora, at the moment of the demonstration."""
    with time_machine.travel(made, tick=False):
        client.force_login(find_clinic().staff["nora"])
        yield client


def record_nausea(visitor: Client, infusion: Infusion) -> None:
    answer = visitor.post(f"/infusion/{infusion.pk}/do/score/", {"form_key": uuid4(), "scale": "nausea", "value": "1"})
    assert answer.status_code == 302


def test_a_chair_that_a_visitor_took_over_is_left_to_them(made: datetime, visitor: Client, slowly: None):
    theirs, page = at_chair("1"), f"/infusion/{at_chair('1').pk}/"
    assert "Record something here yourself" in visitor.get(page).content.decode()
    record_nausea(visitor, theirs)
    before = entries(theirs)

    raised(theirs, made)
    for _ in played(made, minutes=12):
        pass

    assert entries(theirs) == before
    assert not AlarmChange.objects.filter(infusion=theirs.pk, state="acknowledged").exists()
    assert "You have taken over chair 1: the invented staff leave it to you." in visitor.get(page).content.decode()


def test_the_staff_come_back_an_hour_after_the_last_entry(made: datetime, visitor: Client):
    theirs = at_chair("1")
    record_nausea(visitor, theirs)

    assert taken_over(made + KEPT_FOR - timedelta(seconds=1)) == {theirs.pk}
    assert taken_over(made + KEPT_FOR) == set()
    InventedStaff().turn(made + KEPT_FOR)
    theirs.refresh_from_db()
    assert theirs.state == "paused"


def test_a_form_that_was_refused_or_is_about_something_else_takes_over_nothing(made: datetime, visitor: Client):
    visitor.post(f"/infusion/{at_chair('1').pk}/do/score/", {"form_key": uuid4(), "scale": "nausea", "value": "11"})
    Submission.objects.create(key=uuid4(), path="/today/monitors/", outcome="/", at=made)

    assert taken_over(made) == set()


def test_a_lot_that_is_used_up_is_followed_by_the_next(made: datetime, monkeypatch: pytest.MonkeyPatch):
    clinic = find_clinic()
    assert lot_in_use(clinic, at=made) == "DEMO-24"

    monkeypatch.setattr("ebb.clinic.demo.cabinet.vials_used", lambda lot: 40 if lot == "DEMO-24" else 0)

    assert lot_in_use(clinic, at=made) == "DEMO-25"
    assert lot_in_use(clinic, at=made) == "DEMO-25"


def test_a_clinic_of_ones_own_has_no_invented_staff(db: None, at: datetime):
    Installation.objects.create(pk=1, made_by_demo=False, made_at=at)

    with pytest.raises(CommandError, match="a clinic's own"):
        call_command("staff")
