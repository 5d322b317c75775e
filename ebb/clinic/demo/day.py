"""One day in progress: a chair at each step from the door to the way home, one of them free, others on their way."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.demo.arrival import arrive, begin, declare_prepared, prepare
from ebb.clinic.demo.clinic import Clinic, DemoPatient, be_supervised, order_for
from ebb.clinic.demo.monitors import SimulatedMonitor, scenario_of
from ebb.clinic.demo.visits import AttendedVisit, complete, confirm, look_after, minutes, observe, score
from ebb.clinic.gateway.fast_path import BedAssignment, message_store
from ebb.clinic.gateway.incoming import understand
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.recovery import actions as recovery
from ebb.pathway.events import CheckedIn

EVERY = timedelta(seconds=10)
"""How far apart the messages written afterwards stand; a live monitor sends each second."""
BATCH = 500
SEATS = 6
COME_IN_MIN = (-5, 25, 55)
"""When those are expected who are not seated yet: one is waiting already."""
PATIENTS_A_DAY = SEATS + len(COME_IN_MIN)

# 0.2, then 0.3 mg/kg/h for 82 kg in a bag of 1 mg/mL; a first step within the programme's 0.1 in 30 min.
LOW_PER_KG, FULL_PER_KG = Decimal("0.2"), Decimal("0.3")


def fill_the_day(clinic: Clinic, people: Sequence[DemoPatient], *, now: datetime) -> None:
    """Seat six patients and expect the others; there are `PATIENTS_A_DAY`. Chair 7 stays free."""
    short, extended, surging, after, first_to_come, ready, *later, arrived = people
    recovering(clinic, after, now=now)
    running_short(clinic, short, now=now)
    running_extended(clinic, extended, now=now)
    held(clinic, surging, now=now)
    prepared(clinic, ready, now=now)
    checked_in(clinic, arrived, now=now)
    for person, wait in zip([first_to_come, *later], COME_IN_MIN, strict=True):
        expect(clinic, person, expected_at=_on_the_day_of(now, now + minutes(wait)), now=now)
    be_supervised(clinic, now)


def running_short(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 1: programme A, a quarter of an hour in."""
    visit = _attended(clinic, person, "1", nurse="nora", second="sam", now=now)
    started_at = now - minutes(16)
    begin(visit, clinic.chairs["1"], started_at=started_at)
    observe(visit, since=started_at, until=now - minutes(1), every_min=5, typed=False)
    _send_since_arrival(visit, now=now)


def running_extended(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 2: programme B, begun low, raised after half an hour, held for a moment since."""
    visit = _attended(clinic, person, "2", nurse="sam", second="nora", extended=True, now=now)
    started_at, raised_at, paused_at = now - minutes(78), now - minutes(44), now - minutes(24)
    weight, by = visit.order.weight_kg, {"by": visit.nurse.pk}
    begin(visit, clinic.chairs["2"], started_at=started_at, ml_per_h=LOW_PER_KG * weight)
    observe(visit, since=started_at, until=raised_at, every_min=8, typed=False)
    be_supervised(clinic, raised_at)
    raised = actions.change_rate(
        visit.infusion, rate_ml_per_h=FULL_PER_KG * weight, reason="Tolerated well", **by, at=raised_at
    )
    confirm(visit, raised, at=raised_at + minutes(0.5))
    observe(visit, since=raised_at, until=paused_at - minutes(1), every_min=5, typed=False)
    paused = actions.pause(visit.infusion, reason="Sits up, line checked", **by, at=paused_at)
    confirm(visit, paused, at=paused_at + minutes(0.4))
    resumed = actions.resume(visit.infusion, **by, at=paused_at + minutes(5))
    confirm(visit, resumed, at=paused_at + minutes(5.4))
    observe(visit, since=paused_at + minutes(5), until=now - minutes(2), every_min=8, typed=False)
    _send_since_arrival(visit, now=now)


def held(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 3: programme A, paused a moment ago for a high blood pressure; nobody has confirmed the pump yet."""
    visit = _attended(clinic, person, "3", nurse="tess", second="sam", now=now)
    started_at, paused_at = now - minutes(27), now - minutes(3)
    begin(visit, clinic.chairs["3"], started_at=started_at)
    observe(visit, since=started_at, until=paused_at - minutes(2), every_min=6, typed=False)
    by = {"by": visit.nurse.pk}
    actions.pause(visit.infusion, reason="High blood pressure, measured again", **by, at=paused_at)
    actions.note(visit.infusion, text="No headache, no chest pain. Prescriber told.", **by, at=paused_at + minutes(1))
    score(visit, at=paused_at + minutes(1.5), scales=("sedation", "dissociation"), felt=visit.levels(now))
    _send_since_arrival(visit, now=now)


def recovering(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 4: programme A over for half an hour, nearly ready to go home."""
    visit = _attended(clinic, person, "4", nurse="tess", second="nora", now=now)
    started_at, stopped_at = now - minutes(78), now - minutes(38)
    begin(visit, clinic.chairs["4"], started_at=started_at)
    observe(visit, since=started_at, until=stopped_at - minutes(1), every_min=9, typed=False)
    complete(visit, at=stopped_at)
    recovery.begin_recovery(visit.infusion, by=visit.nurse.pk, at=stopped_at + minutes(2))
    look_after(visit, at=stopped_at + minutes(15), awake=False)
    look_after(visit, at=stopped_at + minutes(30), awake=True)
    _send_since_arrival(visit, now=now)


def prepared(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 6, without a monitor: everything before the start is done, checked and declared."""
    visit = _attended(clinic, person, "6", nurse="uma", second="vera", now=now)
    arrived_at = now - minutes(35)
    arrive(visit, clinic.chairs["6"], at=arrived_at)
    prepare(visit, at=arrived_at + minutes(20))
    declare_prepared(visit, at=now - minutes(4))


def checked_in(clinic: Clinic, person: DemoPatient, *, now: datetime) -> None:
    """Chair 5: asked, weighed and measured; nothing is drawn up yet."""
    visit = _attended(clinic, person, "5", nurse="vera", second="uma", now=now)
    arrive(visit, clinic.chairs["5"], at=now - minutes(17))
    _send_since_arrival(visit, now=now)


def expect(
    clinic: Clinic, person: DemoPatient, *, expected_at: datetime, now: datetime, extended: bool = False
) -> Infusion:
    """Put a visit on today's list, with an order that is ready."""
    order = order_for(clinic, person, extended=extended, at=now - timedelta(days=1))
    return actions.expect_visit(
        order=order, expected_at=expected_at, by=clinic.front_desk.pk, at=now - timedelta(hours=20)
    )


def _attended(
    clinic: Clinic, person: DemoPatient, chair: str, *, nurse: str, second: str, now: datetime, extended: bool = False
) -> AttendedVisit:
    planned = expect(
        clinic, person, expected_at=_on_the_day_of(now, now - timedelta(hours=1)), now=now, extended=extended
    )
    body = person.body(timezone.localdate(now), surging=scenario_of(chair).surging)
    return AttendedVisit(clinic, planned, clinic.staff[nurse], clinic.staff[second], body)


def _send_since_arrival(visit: AttendedVisit, *, now: datetime) -> None:
    """Store what the chair's monitor sent since the patient sat down: through the gateway's own reading and storing,
    with the time the messages would have come at.
    """
    visit.infusion.refresh_from_db()
    chair = visit.infusion.chair
    arrived_at = visit.infusion.events.get(kind=CheckedIn.__name__).happened_at
    monitor = SimulatedMonitor(chair.bed, visit.body, visit.levels(now), scenario_of(chair.name), arrived_at)
    assigned, last_at, read = BedAssignment(chair.pk, visit.infusion.patient_id), arrived_at - EVERY, []
    for number in range(math.ceil((now - arrived_at) / EVERY)):
        at = arrived_at + number * EVERY
        payload = monitor.message(at, every_s=(at - last_at).total_seconds())
        if payload is not None:
            last_at = at
            read.append((understand(payload, peer="127.0.0.1", at=at, assume_tz=UTC), assigned))
    store = message_store()
    for start in range(0, len(read), BATCH):
        store.add(read[start : start + BATCH])


def _on_the_day_of(now: datetime, at: datetime) -> datetime:
    """`at`, or the edge of the day of `now` where it lies beyond it: a clinic opened near midnight has one day too."""
    local, day = timezone.localtime(at), timezone.localtime(now)
    if local.date() == day.date():
        return at
    edge = {"hour": 0, "minute": 1} if local < day else {"hour": 23, "minute": 59}
    return day.replace(**edge, second=0, microsecond=0)
