"""What came before today: earlier infusions, and visits that stood open when the demonstration was closed."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from ebb.clinic.demo.arrival import begin
from ebb.clinic.demo.clinic import Clinic, DemoPatient, body_of, order_for
from ebb.clinic.demo.visits import ESCORT, AttendedVisit, complete, go_home, minutes, observe, ready_at
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.plan.models import Order
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.recovery import actions as recovery
from ebb.pathway import events as e
from ebb.pathway.amounts import ends_at
from ebb.pathway.findings import Refused
from ebb.pathway.steps import BEFORE_START, GIVING, State

log = logging.getLogger(__name__)

CLOSED = "The demonstration was closed meanwhile"
STILL_IN_PROGRESS = minutes(45)
"""So long after its last entry a day still counts as in progress."""


def past_infusion(clinic: Clinic, person: DemoPatient, order: Order, *, started_at: datetime) -> None:
    """One infusion of an earlier day, from the door to the way home."""
    planned = actions.expect_visit(
        order=order, expected_at=started_at - timedelta(hours=1), by=clinic.front_desk.pk,
        at=started_at - timedelta(days=3),
    )  # fmt: skip
    nurse, second = clinic.staff["nora"], clinic.staff["sam"]
    visit = AttendedVisit(clinic, planned, nurse, second, person.body(timezone.localdate(started_at)))
    begin(visit, clinic.chairs["1"], started_at=started_at)
    stopped_at = started_at + minutes(order.duration_min)
    observe(visit, since=started_at, until=stopped_at - minutes(1), every_min=10, typed=True)
    complete(visit, at=stopped_at)
    recovery.begin_recovery(planned, by=nurse.pk, at=stopped_at + minutes(2))
    home_at = ready_at(visit, stopped_at)
    try:
        go_home(visit, at=home_at)
    except Refused as refused:
        recovery.discharge(
            planned, name=ESCORT, against=[finding.id for finding in refused.findings],
            reason="Seen by me: well, and as at arrival", by=clinic.prescriber.pk, at=home_at + minutes(1),
        )  # fmt: skip


def earlier_infusions(clinic: Clinic, person: DemoPatient, *, days_ago: tuple[int, ...], today_at: datetime) -> None:
    """A series behind the patient, under one order."""
    if not days_ago:
        return
    order = order_for(clinic, person, at=today_at - timedelta(days=max(days_ago) + 4))
    for days in sorted(days_ago, reverse=True):
        past_infusion(clinic, person, order, started_at=today_at - timedelta(days=days))


def is_in_progress(clinic: Clinic, *, now: datetime) -> bool:
    """Whether someone is being treated and something was recorded lately."""
    return (
        Infusion.objects.filter(site=clinic.site)
        .present()
        .filter(events__written_at__gt=now - STILL_IN_PROGRESS)
        .exists()
    )


def close_the_last_day(clinic: Clinic, *, now: datetime) -> None:
    """Send home who is still here, and write off who was expected and never came."""
    here = Infusion.objects.filter(site=clinic.site).select_related("patient", "order", "chair", "nurse")
    for infusion in here.present():
        _end(clinic, infusion, now)
    for infusion in here.ahead().filter(expected_at__lt=now):
        actions.did_not_come(infusion, by=clinic.front_desk.pk, at=now)


def _end(clinic: Clinic, infusion: Infusion, now: datetime) -> None:
    nurse = infusion.nurse or clinic.staff["nora"]
    visit = load(infusion)
    if visit.state in BEFORE_START:
        actions.cancel(infusion, reason=CLOSED, by=nurse.pk, at=now)
        return
    body = body_of(infusion.patient, timezone.localdate(now))
    attended = AttendedVisit(clinic, infusion, nurse, clinic.staff["sam"], body)
    at = _last_written_at(infusion) + minutes(1)
    if visit.state in GIVING:
        whole = calculated_dose(infusion.order).total_mg
        at = min(now, max(at, ends_at(whole, visit.facts, at) or at))
        actions.stop(infusion, completed=False, reason=CLOSED, by=nurse.pk, at=at)
    if load(infusion).state is State.ENDED:
        recovery.begin_recovery(infusion, by=nurse.pk, at=min(now, at + minutes(1)))
    _go(attended, now)


def _go(attended: AttendedVisit, now: datetime) -> None:
    """Home through the gate where there was time for it and it lets the patient go, else gone without."""
    infusion = attended.infusion
    at = max(ready_at(attended, load(infusion).facts.latest_at(e.Stopped)), _last_written_at(infusion) + minutes(10))
    if at <= now:
        try:
            go_home(attended, at=at)
        except Refused:
            log.info("%s leaves without the gate", infusion.pk)
        else:
            return
    actions.left_against_advice(infusion, reason=CLOSED, by=attended.nurse.pk, at=now)


def _last_written_at(infusion: Infusion) -> datetime:
    return infusion.events.order_by("-written_at").values_list("written_at", flat=True)[0]
