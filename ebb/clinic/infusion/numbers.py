"""What a connected monitor said during one visit.

Only this patient's own: messages of the chair they sat in, that came while they sat there (`Message.file`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from ebb.clinic.infusion.visit import Visit
from ebb.clinic.vitals.models import Message
from ebb.pathway import events as e

COLUMNS = (
    "hr_per_min", "pulse_per_min", "spo2_percent", "rr_per_min", "etco2_mmhg", "nibp_sys_mmhg", "nibp_dia_mmhg",
    "abp_sys_mmhg", "abp_dia_mmhg", "temp_c",
)  # fmt: skip
CHARTED = ("hr_per_min", "spo2_percent", "rr_per_min", "nibp_sys_mmhg", "nibp_dia_mmhg", "temp_c")
CUFF = ("nibp_sys_mmhg", "nibp_dia_mmhg")


@dataclass(frozen=True)
class Sample:
    """The numbers of one message. None was not measured."""

    id: int
    received_at: datetime
    cuff_at: datetime
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class Reading:
    """One number and when it was taken. `typed` was charted by a person."""

    value: Decimal
    at: datetime
    typed: bool = False


def samples(visit: Visit, *, after_id: int = 0) -> list[Sample]:
    """The messages of this visit in their order, those after `after_id`. One query."""
    rows = _own(visit).filter(pk__gt=after_id).order_by("pk")
    return [
        Sample(pk, received_at, cuff_at or taken_at or received_at, dict(zip(COLUMNS, numbers, strict=True)))
        for pk, received_at, taken_at, cuff_at, *numbers in rows.values_list(
            "pk", "received_at", "taken_at", "nibp_taken_at", *COLUMNS
        )
    ]


def as_charted(readings: Mapping[str, Reading]) -> e.VitalsCharted | None:
    """Monitor numbers in the shape of a charted set, as old as its oldest number; None when there are none."""
    found = {column: readings[column] for column in CHARTED if column in readings}
    if not found:
        return None
    values = {column: reading.value for column, reading in found.items()}
    oldest = min(reading.at for reading in found.values())
    return e.VitalsCharted(id="", at=oldest, by="", source="monitor", **values)


def monitor_at(visit: Visit) -> datetime | None:
    """When this visit's monitor last sent numbers. One query."""
    return _own(visit).order_by("-pk").values_list("received_at", flat=True).first()


def _own(visit: Visit) -> QuerySet[Message]:
    arrived, infusion = visit.latest(e.CheckedIn), visit.infusion
    if arrived is None:
        return Message.objects.none()
    return Message.objects.filter(
        chair=arrived.chair, pk__gt=infusion.messages_after, file=infusion.patient_id, kind=Message.Kind.VITALS
    )
