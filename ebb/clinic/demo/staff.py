"""The invented staff as one process: they look at each chair and do what is next, unless a visitor took it over.

Nothing is remembered that the record does not say, so staff who were stopped and started again go on where it stands.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from ebb.clinic.demo import visits
from ebb.clinic.demo.clinic import find_clinic
from ebb.clinic.demo.front_desk import plan_appointments, seat_next
from ebb.clinic.demo.staff_tasks import STOP_BEFORE, AtChair, Task, next_task
from ebb.clinic.demo.staff_visits import DO, attended, observe, order_in_at
from ebb.clinic.demo.takeover import taken_over
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.setup.practice import may_conceive
from ebb.clinic.visit.alarms import Alarm
from ebb.clinic.visit.cards import Card, cards
from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.pathway.alarms.answering import unanswered
from ebb.pathway.findings import Refused
from ebb.pathway.steps import BEFORE_START

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
AT_ONCE = timedelta(seconds=1)
ANSWER_AFTER = timedelta(seconds=20)
"""So long an alarm stands before the nurse is there."""
TRY_AGAIN = timedelta(minutes=1)
"""After a refusal, such as a nurse who has as many patients as the rules allow."""


class InventedStaff:
    """The staff of the demonstration. Belongs to one thread."""

    def __init__(self) -> None:
        self.clinic = find_clinic()
        self._refused: dict[tuple[UUID, Task], datetime] = {}

    def turn(self, at: datetime) -> datetime:
        """Do what is to be done now, at most one thing at each chair; returns when to look again."""
        with timezone.override(self.clinic.site.zone):
            board = cards(self.clinic.site, at)
            theirs = taken_over(at)
            ours = [card for card in board if card.infusion and card.infusion.pk not in theirs]
            did = [self._look_after(card, ours, at) for card in ours]
            seat_next(self.clinic, [card.chair for card in board if card.infusion is None], at=at)
            plan_appointments(self.clinic, at=at)
        if any(did):
            return at + AT_ONCE
        stops = [card.amounts.ends_at - STOP_BEFORE / 2 for card in ours if card.amounts.ends_at]
        return max(at + AT_ONCE / 4, min([at + LOOK_EVERY, *stops]))

    def _look_after(self, card: Card, ours: Iterable[Card], at: datetime) -> bool:
        """Answer the chair's alarms and do its next task; whether anything was done."""
        visit = attended(self.clinic, card.infusion, at=at)
        late = [alarm for alarm in card.alarms if not alarm.acknowledged and _stood(alarm, at) > ANSWER_AFTER]
        for alarm in late:
            self._answer(visit, alarm, at)
        task = next_task(_at_chair(card, ours, at), at)
        if task is None or self._refused.get((card.infusion.pk, task), at) > at:
            return bool(late)
        try:
            with transaction.atomic():
                observe(visit, card.due, at=at) if task is Task.OBSERVE else DO[task](visit, at)
        except Refused as refused:
            self._refused[card.infusion.pk, task] = at + TRY_AGAIN
            log.debug("%s refused at %s: %s", task, card.infusion.pk, ", ".join(one.id for one in refused.findings))
        return True

    def _answer(self, visit: visits.AttendedVisit, alarm: Alarm, at: datetime) -> None:
        """Acknowledge it, and measure the pressure again where the alarm asks for that."""
        try:
            acknowledge_alarm(alarm=alarm.id, by=visit.nurse.pk, at=at)
            if alarm.measure_again:
                visits.chart(visit, at=at, felt=visit.levels(at))
        except Refused as refused:
            log.debug("alarm %s: %s", alarm.id, ", ".join(one.id for one in refused.findings))


def _stood(alarm: Alarm, at: datetime) -> timedelta:
    """How long nobody has answered it, however often it came and went meanwhile."""
    return at - unanswered(alarm.steps)[0].happened_at


def _at_chair(card: Card, ours: Iterable[Card], at: datetime) -> AtChair:
    """One query for a patient who was not started yet."""
    infusion: Infusion = card.infusion
    pressures = [one for one in card.alarms if one.is_open and "bp_" in one.parameter and one.cause == "high"]
    return AtChair(
        facts=card.facts,
        programme=infusion.order.programme,
        first_visit=not infusion.seen_before,
        day_reviewed=card.state not in BEFORE_START or infusion.latest_review() is not None,
        may_conceive=may_conceive(infusion.patient, at),
        ordered_ml_per_h=calculated_dose(infusion.order, visits.STRENGTH).ml_per_h,
        ends_at=order_in_at(card.facts, card.amounts.ordered_mg, at),
        due=card.due,
        pressure_alarm=min((one.priority for one in pressures), key=("high", "medium", "low").index, default=""),
        elsewhere={other.state for other in ours if other is not card},
    )


def keep_staffing(stopping: threading.Event, *, now: Callable[[], datetime] = timezone.now) -> None:
    """Look after the chairs until `stopping` is set, also when the database is not to be had for a while."""
    staff = InventedStaff()
    while not stopping.is_set():
        again_at = now() + LOOK_EVERY
        try:
            again_at = staff.turn(now())
        except OperationalError as error:
            log.error("the invented staff could not reach the database: %s", type(error).__name__)
            connection.close()
        stopping.wait(max(0.0, (again_at - now()).total_seconds()))
