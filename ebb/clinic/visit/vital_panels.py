"""Vitals in the figure: the monitor's traces and the typed numbers, with this person's own limits."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from ebb.clinic.infusion.monitor_messages import SHOWN
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.figure import Gap, Pressure, Pressures, Trace, Traces
from ebb.pathway import events as e
from ebb.pathway.alarms import Priority, limits_for
from ebb.pathway.alarms.limits import Limit, on_side

ALWAYS = ("hr_per_min", "spo2_percent", "rr_per_min")
IF_MEASURED = ("etco2_mmhg",)
TYPED = "typed"
TYPED_GAP_S = 20 * 60
SHOWN_RANGE = {"hr_per_min": (50.0, 120.0), "spo2_percent": (88.0, 100.0), "rr_per_min": (6.0, 24.0)}

Point = tuple[datetime, float | None]


def traces(seen: VisitSnapshot) -> Traces:
    """A lane for each number, whether it was sent or typed."""
    limits = limits_for(seen.baseline)
    points = {column: _points(seen, column) for column in (*ALWAYS, *IF_MEASURED)}
    shown = [column for column in points if column in ALWAYS or any(value is not None for _at, value in points[column])]
    lanes = [_lane(seen, column, points[column], limits) for column in shown]
    return Traces(_("Vitals"), lanes, gaps=gaps(seen))


def _lane(seen: VisitSnapshot, column: str, points: Sequence[Point], limits: Sequence[Limit]) -> Trace:
    name, unit = SHOWN[column]
    return Trace(
        key=column,
        name=str(name),
        unit=unit,
        points=points,
        low=_medium(limits, column, "low"),
        high=_medium(limits, column, "high"),
        gap_s=None if seen.series.last_id else TYPED_GAP_S,
        shown=SHOWN_RANGE.get(column),
    )


def _points(seen: VisitSnapshot, column: str) -> list[Point]:
    sent = seen.series.trace(column)
    if column not in ALWAYS:
        return sent
    charted = [fact for fact in seen.facts if isinstance(fact, e.VitalsCharted) and fact.source == TYPED]
    typed = [(fact.at, float(value)) for fact in charted if (value := getattr(fact, column)) is not None]
    return sorted([*sent, *typed], key=lambda point: point[0])


def pressures(seen: VisitSnapshot) -> Pressures:
    """Every pressure once: from the cuff, an arterial line, or typed."""
    limits = limits_for(seen.baseline)
    readings = [Pressure(one.at, one.sys, one.dia, "line" if one.line else "cuff") for one in seen.series.pressures]
    readings += [
        Pressure(fact.at, float(fact.nibp_sys_mmhg), float(fact.nibp_dia_mmhg), TYPED)
        for fact in seen.facts
        if isinstance(fact, e.VitalsCharted) and fact.source == TYPED and fact.nibp_sys_mmhg is not None
    ]
    return Pressures(
        _("Blood pressure"),
        sorted(readings, key=lambda reading: reading.at),
        limit_sys=_medium(limits, "nibp_sys_mmhg", "high"),
        low_sys=_medium(limits, "nibp_sys_mmhg", "low"),
        limit_dia=_medium(limits, "nibp_dia_mmhg", "high"),
    )


def gaps(seen: VisitSnapshot) -> list[Gap]:
    """Where the monitor was lost."""
    return [Gap(gap.start, gap.end or seen.at, _("monitor lost")) for gap in seen.gaps]


def _medium(limits: Sequence[Limit], parameter: str, side: str) -> float | None:
    """The bound that calls for someone to come."""
    found = [limit.bound for limit in on_side(limits, parameter, side) if limit.priority is Priority.MEDIUM]
    return found[0] if found else None
