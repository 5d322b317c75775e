"""What a connected monitor said during one visit.

Only this patient's own: messages of the chair they sat in, that came while they sat there (`Message.file`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.vitals.models import Message, MessageQuerySet
from ebb.pathway import events as e
from ebb.pathway.vital_signs import CHARTED, VITAL_SIGNS

LEAVING = (e.WaitingForEscort, e.Discharged, e.LeftAgainstAdvice, e.TakenByAmbulance)


@dataclass(frozen=True)
class MonitorNumbers:
    """The numbers of one message. None was not measured. `cuff_own_time` is that of its cuff reading, if it has one;
    `late_at` is when they were measured, if not when they came. All times are of our clock."""

    id: int
    received_at: datetime
    taken_at: datetime
    cuff_own_time: datetime | None
    values: Mapping[str, float | None]
    late_at: datetime | None = None


@dataclass(frozen=True)
class VitalReading:
    """One number and when it was taken. `typed` was charted by a person, `taken_over` if from the monitor."""

    value: Decimal
    at: datetime
    typed: bool = False
    taken_over: bool = False


def messages_of(infusion: Infusion, chair: object, sent: MessageQuerySet | None = None) -> MessageQuerySet:
    """What the monitor of this chair sent of this visit's patient since check-in: of `sent`, or else its numbers."""
    of_monitor = Message.objects.vitals() if sent is None else sent
    return of_monitor.filter(chair=chair, file=infusion.patient_id, pk__gt=infusion.messages_after)


def samples(after: Mapping[Visit, int]) -> dict[Visit, list[MonitorNumbers]]:
    """The messages of each visit in their order, those after the given id. One query for all of them."""
    places = {(UUID(arrived.chair), visit.infusion.patient_id): visit for visit in after if (arrived := _seat(visit))}
    found: dict[Visit, list[MonitorNumbers]] = {visit: [] for visit in after}
    if not places:
        return found
    wanted = Q()
    for (chair, file), visit in places.items():
        came = Q(chair=chair, file=file, pk__gt=max(after[visit], visit.infusion.messages_after))
        left_at = _left_at(visit)
        wanted |= came if left_at is None else came & Q(received_at__lte=left_at)
    rows = Message.objects.with_late().filter(wanted)
    own = ("chair_id", "file", "pk", "received_at", "taken_at", "nibp_taken_at")
    marks = ("clock_behind_s", "placed_at", "set_aside")
    for chair, file, pk, received_at, taken_at, cuff_at, behind_s, late_at, aside, *numbers in rows.values_list(
        *own, *marks, *VITAL_SIGNS
    ):
        visit, kept_apart = places[chair, file], (aside or "").split()
        if late_at is not None and late_at < visit.facts.latest_at(e.CheckedIn):
            continue
        behind = timedelta(seconds=behind_s or 0)
        values = {
            column: None if column in kept_apart else value for column, value in zip(VITAL_SIGNS, numbers, strict=True)
        }
        found[visit].append(
            MonitorNumbers(
                pk, received_at, taken_at + behind if taken_at else received_at, cuff_at and cuff_at + behind, values,
                late_at,
            )
        )  # fmt: skip
    return found


def as_charted(readings: Mapping[str, VitalReading]) -> list[e.VitalsCharted]:
    """Monitor numbers in the shape of charted ones, each as old as it is: a cuff is older than the rest."""
    found = [(column, readings[column]) for column in CHARTED if column in readings]
    return [
        e.VitalsCharted(id="", at=reading.at, by="", source="monitor", **{column: reading.value})
        for column, reading in found
    ]


def monitor_at(visit: Visit) -> datetime | None:
    """When this visit's monitor last sent numbers. One query."""
    return _own(visit).order_by("-pk").values_list("received_at", flat=True).first()


def messages_between(visit: Visit, start: datetime, end: datetime) -> int:
    """How often this visit's monitor sent numbers between two times. One query."""
    return _own(visit).filter(received_at__range=(start, end)).count()


def _own(visit: Visit) -> MessageQuerySet:
    """The messages with numbers that came since this patient took the chair."""
    arrived = _seat(visit)
    return messages_of(visit.infusion, arrived.chair) if arrived else Message.objects.none()


def _left_at(visit: Visit) -> datetime | None:
    """When the patient left the chair; what it heard later belongs to a later visit, perhaps of the same patient."""
    return next((fact.at for fact in visit.facts.all_of(*LEAVING)), None)


def _seat(visit: Visit) -> e.CheckedIn | None:
    return visit.facts.latest(e.CheckedIn)
