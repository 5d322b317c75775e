"""The big numbers of a page: a column each, but for the two of a blood pressure, which are read as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ebb.clinic.visit.current_vitals import Vital
from ebb.pathway.vital_signs import VITAL_SIGNS

TILES = [
    (("hr_per_min",), _("HR"), "/min", "hr"),
    (("spo2_percent",), _("SpO2"), "%", "spo2"),
    (("nibp_sys_mmhg", "nibp_dia_mmhg"), _("BP"), "mmHg", "bp"),
    (("rr_per_min",), _("RR"), "/min", "rr"),
]


@dataclass(frozen=True, kw_only=True)
class Tile:
    """`epoch` and `lasts_s` let the page's script grey the number by itself when nothing new comes."""

    columns: str
    name: str
    unit: str
    trace: str
    text: str
    stale: bool
    typed: bool
    epoch: float | None
    lasts_s: int
    age: str


def tiles_of(vitals: Iterable[Vital]) -> list[Tile]:
    by_column = {vital.column: vital for vital in vitals}
    return [_tile([by_column[column] for column in columns], name, unit, trace) for columns, name, unit, trace in TILES]


def _tile(parts: Sequence[Vital], name: str, unit: str, trace: str) -> Tile:
    oldest = max(parts, key=lambda part: (part.age is None, part.age))
    known = all(part.value is not None for part in parts)
    return Tile(
        columns=" ".join(part.column for part in parts),
        name=name,
        unit=unit,
        trace=trace,
        text="/".join(f"{part.value:.0f}" for part in parts) if known else "–",
        stale=any(part.state != "fresh" for part in parts),
        typed=any(part.typed for part in parts),
        epoch=oldest.at.timestamp() if known else None,
        lasts_s=int(VITAL_SIGNS[oldest.column].age_limit(charted=oldest.typed).stale_s),
        age=_age(oldest.age) if known else "",
    )


def _age(age: timedelta) -> str:
    """45 s, 31 min: the same words as the page's script."""
    seconds = round(age.total_seconds())
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"
