"""Visits that stood open when the demonstration was closed are brought to an end, by the actions like all else."""

import logging
from datetime import datetime

from django.utils import timezone

from ebb.clinic.demo.files import body_of
from ebb.clinic.demo.house import Clinic
from ebb.clinic.demo.recovering import begin_recovery, go_home, ready_at
from ebb.clinic.demo.visits import Attended, minutes
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.plan.orders import calculated_dose
from ebb.pathway import events as e
from ebb.pathway.amounts import ends_at
from ebb.pathway.findings import Refused
from ebb.pathway.steps import BEFORE_START, GIVING, State

log = logging.getLogger(__name__)

CLOSED = "The demonstration was closed meanwhile"
AT_WORK = minutes(45)
"""So long after its last entry a day still counts as in progress."""


def is_in_progress(clinic: Clinic, *, now: datetime) -> bool:
    """Whether someone is being treated and something was recorded lately."""
    return Infusion.objects.filter(site=clinic.site).present().filter(events__written_at__gt=now - AT_WORK).exists()


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
    attended = Attended(clinic, infusion, nurse, clinic.staff["sam"], body)
    at = _last_written_at(infusion) + minutes(1)
    if visit.state in GIVING:
        whole = calculated_dose(infusion.order).total_mg
        at = min(now, max(at, ends_at(whole, visit.facts, at) or at))
        actions.stop(infusion, completed=False, reason=CLOSED, by=nurse.pk, at=at)
    if load(infusion).state is State.ENDED:
        begin_recovery(attended, at=min(now, at + minutes(1)))
    _go(attended, now)


def _go(attended: Attended, now: datetime) -> None:
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
