"""The invented nurse at one visit: who it is, who checks with them, and each task as the actions that do it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from django.utils import timezone

from ebb.clinic.demo import arrival, visits
from ebb.clinic.demo.clinic import Clinic, be_supervised, body_of
from ebb.clinic.demo.day import LOW_PER_KG
from ebb.clinic.demo.monitors import scenario_of
from ebb.clinic.demo.staff_tasks import Task, to_observe
from ebb.clinic.demo.visits import ESCORT, STRENGTH, AttendedVisit
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.people.models import User
from ebb.clinic.plan.orders import calculated_dose
from ebb.clinic.recovery import actions as recovery
from ebb.clinic.visit.discharge import gate_of
from ebb.pathway import events as e
from ebb.pathway.amounts import ends_at, given
from ebb.pathway.at_the_pump import AT_THE_PUMP, unconfirmed
from ebb.pathway.beyond_order import beyond_order
from ebb.pathway.iv_site import WELL
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import Due
from ebb.pathway.steps import GIVING, State
from ebb.pathway.visit_facts import VisitFacts

SLOWER = Decimal("0.75")
AWAKE_AFTER = visits.minutes(20)
SCALES = {
    ObservationItem.SEDATION: ("sedation", "dissociation"),
    ObservationItem.PAIN: ("pain",),
    ObservationItem.NAUSEA: ("nausea",),
}


def attended(clinic: Clinic, infusion: Infusion, *, at: datetime) -> AttendedVisit:
    """The visit in the hands of its nurse, or of the one with the fewest patients while it has none."""
    nurse = infusion.nurse or _least_busy(clinic)
    second = next(one for one in clinic.nurses if one.pk != nurse.pk)
    surging = infusion.chair is not None and scenario_of(infusion.chair.name).surging
    body = body_of(infusion.patient, timezone.localdate(at), surging=surging)
    return AttendedVisit(clinic, infusion, nurse, second, body)


def _least_busy(clinic: Clinic) -> User:
    """The nurse with the fewest patients. One query."""
    seated = Infusion.objects.seated().filter(site=clinic.site)
    patients = Counter(seated.values_list("nurse_id", flat=True))
    return min(clinic.nurses, key=lambda nurse: patients[nurse.pk])


def observe(visit: AttendedVisit, due: Iterable[Due], *, at: datetime) -> None:
    items = to_observe(due, at)
    state = load(visit.infusion).state
    felt = visit.levels(at) if state not in (State.CHECKED_IN, State.PREPARED) else None
    if items - {*SCALES, ObservationItem.IV_SITE}:
        visits.chart(visit, at=at, felt=felt)
    scales = [scale for item in SCALES if item in items for scale in SCALES[item]]
    visits.score(visit, at=at, scales=tuple(scales), felt=felt)
    if ObservationItem.IV_SITE in items:
        actions.check_iv_site(visit.infusion, result=WELL, by=visit.nurse.pk, at=at)
    if ObservationItem.SEDATION in items and state not in GIVING and felt:
        visits.score_aldrete(visit, at=at, awake=_is_awake(visit, at))


def _is_awake(visit: AttendedVisit, at: datetime) -> bool:
    return at - load(visit.infusion).facts.latest_at(e.Stopped) >= AWAKE_AFTER


def order_in_at(facts: VisitFacts, order_mg: Decimal, at: datetime) -> datetime | None:
    """When the ordered amount is in, or was, at the rate of `at`; None while nothing runs."""
    beyond = beyond_order(order_mg, facts, at)
    if beyond is None:
        return ends_at(order_mg, facts, at)
    rate = given(facts, at).rate_mg_per_h
    if not rate:
        return None
    return max(at - timedelta(hours=float(beyond.over_mg / rate)), facts.latest_at(*AT_THE_PUMP))


def _draw_up(visit: AttendedVisit, at: datetime) -> None:
    """Programme B begins low; it is raised when it was tolerated."""
    low = (LOW_PER_KG * visit.order.weight_kg).quantize(Decimal("0.1")) if visit.order.programme == "B" else None
    arrival.draw_up(visit, at=at, ml_per_h=low)


def _start(visit: AttendedVisit, at: datetime) -> None:
    arrival.start(visit, at=at)


def _raise(visit: AttendedVisit, at: datetime) -> None:
    be_supervised(visit.clinic, at)
    rate = calculated_dose(visit.order, STRENGTH).ml_per_h
    actions.change_rate(visit.infusion, rate_ml_per_h=rate, reason="Tolerated well", by=visit.nurse.pk, at=at)


def _pause(visit: AttendedVisit, at: datetime) -> None:
    actions.pause(visit.infusion, reason="High blood pressure, measured again", by=visit.nurse.pk, at=at)
    visits.chart(visit, at=at, felt=visit.levels(at))


def _resume(visit: AttendedVisit, at: datetime) -> None:
    """At three quarters of the rate before, after the vital signs were charted once more."""
    be_supervised(visit.clinic, at)
    visits.chart(visit, at=at, felt=visit.levels(at))
    rate = load(visit.infusion).facts.pump_at(at).rate_ml_per_h
    slower = (rate * SLOWER).quantize(Decimal("0.1"), ROUND_DOWN)
    actions.resume(visit.infusion, rate_ml_per_h=slower, reason="Pressure settled", by=visit.nurse.pk, at=at)


def _confirm(visit: AttendedVisit, at: datetime) -> None:
    waits = unconfirmed(load(visit.infusion).facts)
    visits.confirm(visit, visit.infusion.events.get(pk=waits.id), at=at)


def _find_stopped(visit: AttendedVisit, at: datetime) -> None:
    full_at = order_in_at(load(visit.infusion).facts, calculated_dose(visit.order).total_mg, at)
    text = "Pump stopped at its limit of volume"
    actions.pump_found_stopped(visit.infusion, text=text, stopped_at=full_at, by=visit.nurse.pk, at=at)


def _stop(visit: AttendedVisit, at: datetime) -> None:
    actions.stop(visit.infusion, completed=True, by=visit.nurse.pk, at=at)


def _stop_early(visit: AttendedVisit, at: datetime) -> None:
    reason = "Does not go on: decided with the patient"
    actions.stop(visit.infusion, completed=False, reason=reason, by=visit.nurse.pk, at=at)


def _read_volume(visit: AttendedVisit, at: datetime) -> None:
    shows = given(load(visit.infusion).facts, at).volume_ml + visits.PUMP_SHOWS_MORE_ML
    actions.read_pump_volume(
        visit.infusion, volume_ml=shows.quantize(Decimal("0.1")), confirmed=True, by=visit.nurse.pk, at=at
    )


def _find_well(visit: AttendedVisit, at: datetime) -> None:
    visits.look_after(visit, at=at, awake=_is_awake(visit, at))
    visits.find_ready(visit, at=at)


def _discharge_against(visit: AttendedVisit, at: datetime) -> None:
    against = [finding.id for finding in gate_of(load(visit.infusion), at).open_findings]
    recovery.discharge(
        visit.infusion, name=ESCORT, against=against, reason="Seen by me: well, and as at arrival",
        by=visit.clinic.prescriber.pk, at=at,
    )  # fmt: skip


DO: Mapping[Task, Callable[[AttendedVisit, datetime], object]] = {
    Task.REVIEW_DAY: lambda visit, at: arrival.review_day(visit, at=at),
    Task.WEIGH: lambda visit, at: arrival.weigh(visit, at=at),
    Task.STATE_INTAKE: lambda visit, at: arrival.state_intake(visit, at=at),
    Task.NAME_ESCORT: lambda visit, at: arrival.name_escort(visit, at=at),
    Task.TEST_PREGNANCY: lambda visit, at: arrival.test_pregnancy(visit, at=at),
    Task.MONITORS_ON: lambda visit, at: arrival.put_monitors_on(visit, visit.infusion.chair, at=at),
    Task.PLACE_CUFF: lambda visit, at: arrival.place_cuff(visit, at=at),
    Task.PLACE_CANNULA: lambda visit, at: arrival.place_cannula(visit, at=at),
    Task.SET_COMFORT: lambda visit, at: arrival.set_comfort(visit, at=at),
    Task.CHECK_RESCUE_KIT: lambda visit, at: arrival.check_rescue_kit(visit, at=at),
    Task.DRAW_UP: _draw_up,
    Task.CHECK: lambda visit, at: arrival.check(visit, visit.nurse, at=at),
    Task.SECOND_CHECK: lambda visit, at: arrival.check(visit, visit.second, at=at),
    Task.READ_LABEL: lambda visit, at: arrival.read_label(visit, at=at),
    Task.TIME_OUT: lambda visit, at: arrival.hold_time_out(visit, at=at),
    Task.DECLARE_PREPARED: lambda visit, at: arrival.declare_prepared(visit, at=at),
    Task.START: _start,
    Task.RAISE: _raise,
    Task.PAUSE: _pause,
    Task.RESUME: _resume,
    Task.CONFIRM: _confirm,
    Task.FIND_STOPPED: _find_stopped,
    Task.STOP: _stop,
    Task.STOP_EARLY: _stop_early,
    Task.READ_VOLUME: _read_volume,
    Task.BEGIN_RECOVERY: lambda visit, at: recovery.begin_recovery(visit.infusion, by=visit.nurse.pk, at=at),
    Task.FIND_WELL: _find_well,
    Task.DISCHARGE: lambda visit, at: recovery.discharge(visit.infusion, name=ESCORT, by=visit.nurse.pk, at=at),
    Task.DISCHARGE_AGAINST: _discharge_against,
    Task.CANCEL: lambda visit, at: actions.cancel(
        visit.infusion, reason="Not today: another day was agreed", by=visit.nurse.pk, at=at
    ),
    Task.LEAVE: lambda visit, at: actions.left_against_advice(
        visit.infusion, reason="Did not want to wait longer", by=visit.nurse.pk, at=at
    ),
}
"""Every task but to observe, which needs to know what is due."""
