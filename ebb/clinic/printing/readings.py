"""Out of the thousands of readings of a visit those that the schedule asked for, all that were typed, and the extremes.

Nothing is averaged: each number is one that was read, at the minute beside it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from ebb.clinic.printing.timeline import stay
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.alarms.answering import BEGINNINGS
from ebb.pathway.observations import ObservationItem
from ebb.pathway.schedule import DEPARTURES, course_of
from ebb.pathway.visit_facts import VisitFacts

TRACED = ("hr_per_min", "spo2_percent", "rr_per_min", "etco2_mmhg")
COLUMNS = (*TRACED, "sys_mmhg", "dia_mmhg", "temp_c")
# So near must the monitor's numbers lie to stand in one row; so near to its moment must a reading lie to serve it.
BESIDE = timedelta(seconds=30)
SERVES = timedelta(minutes=3)
Extreme = tuple[str, str]
EXTREMES: dict[Extreme, str] = {
    ("spo2_percent", "lowest"): gettext_noop("lowest SpO2"),
    ("hr_per_min", "lowest"): gettext_noop("lowest HR"),
    ("hr_per_min", "highest"): gettext_noop("highest HR"),
    ("rr_per_min", "lowest"): gettext_noop("lowest RR"),
    ("sys_mmhg", "lowest"): gettext_noop("lowest BP"),
    ("sys_mmhg", "highest"): gettext_noop("highest BP"),
}
RAISED: Extreme = ("alarm", "raised")
MARKS: dict[Extreme, str] = {**EXTREMES, RAISED: gettext_noop("alarm")}
ALARMED = {
    "nibp_sys_mmhg": "sys_mmhg",
    "nibp_dia_mmhg": "dia_mmhg",
    "abp_sys_mmhg": "sys_mmhg",
    "abp_dia_mmhg": "dia_mmhg",
}
# How long before and after an alarm the readings beside it are printed [D].
AROUND = timedelta(minutes=1)
Point = tuple[datetime, float]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read at one moment. None was not measured. `by` is who typed it, empty where the monitor sent it."""

    at: datetime
    hr_per_min: float | None = None
    spo2_percent: float | None = None
    rr_per_min: float | None = None
    etco2_mmhg: float | None = None
    sys_mmhg: float | None = None
    dia_mmhg: float | None = None
    temp_c: float | None = None
    by: str = ""


@dataclass(frozen=True)
class Sent:
    """What the monitor sent while the patient was here: each trace's measured points, and the pressures."""

    traces: dict[str, list[Point]]
    pressures: list[Reading]

    @property
    def has_carbon_dioxide(self) -> bool:
        return bool(self.traces["etco2_mmhg"])

    def near(self, column: str, at: datetime) -> float | None:
        """The number of a trace nearest to a moment, None when none lies beside it."""
        points = self.traces[column]
        place = bisect_left(points, (at,))
        beside = [point for point in points[max(place - 1, 0) : place + 1] if abs(point[0] - at) <= BESIDE]
        return min(beside, key=lambda point: abs(point[0] - at))[1] if beside else None

    def at(self, moment: datetime, **pressure: float | None) -> Reading:
        """One row: what the traces showed then, with a pressure where one was taken."""
        return Reading(at=moment, **{column: self.near(column, moment) for column in TRACED}, **pressure)


def typed(seen: VisitSnapshot) -> list[Reading]:
    """Every set that a person charted and that counts."""
    return [
        Reading(
            at=fact.at,
            hr_per_min=_number(fact.hr_per_min),
            spo2_percent=_number(fact.spo2_percent),
            rr_per_min=_number(fact.rr_per_min),
            sys_mmhg=_number(fact.nibp_sys_mmhg),
            dia_mmhg=_number(fact.nibp_dia_mmhg),
            temp_c=_number(fact.temp_c),
            by=fact.by,
        )
        for fact in seen.facts.all_of(e.VitalsCharted)
    ]


def sent(seen: VisitSnapshot, start: datetime, end: datetime) -> Sent:
    """The monitor's numbers between two moments."""
    traces = {
        column: [(at, value) for at, value in seen.series.trace(column) if value is not None and start <= at <= end]
        for column in TRACED
    }
    found = Sent(traces, [])
    taken = [one for one in seen.series.pressures if start <= one.at <= end]
    found.pressures.extend(found.at(one.at, sys_mmhg=one.sys, dia_mmhg=one.dia) for one in taken)
    return found


def chosen(seen: VisitSnapshot, charted: Sequence[Reading], monitor: Sent) -> dict[Reading, list[Extreme]]:
    """The rows to print in their order, each with what is extreme in it."""
    rows = {one.at: one for one in charted}
    for moment in schedule_times(seen):
        served = any(abs(at - moment) <= SERVES for at in rows)
        if not served and (row := _serving(moment, monitor)) is not None:
            rows[row.at] = row
    marked: dict[datetime, list[Extreme]] = {}
    for column, end in EXTREMES:
        if (row := _extreme(column, end, charted, monitor)) is not None:
            shown = _already(rows, row, column) or row
            rows[shown.at] = shown
            marked.setdefault(shown.at, []).append((column, end))
    for at, column, value in beginnings(seen):
        row = alarmed(at, column, value, charted, monitor, rows)
        rows[row.at] = row
        marked.setdefault(row.at, []).append(RAISED)
        for beside in (monitor.at(at - AROUND), monitor.at(at + AROUND)):
            if beside.at not in rows and any(getattr(beside, name) is not None for name in COLUMNS):
                rows[beside.at] = beside
    return {rows[at]: marked.get(at, []) for at in sorted(rows)}


def beginnings(seen: VisitSnapshot) -> list[tuple[datetime, str, float]]:
    """When an alarm on a vital sign was raised or grew, with the column it stands in and the number that did it."""
    steps = [step for alarm in seen.alarms for step in alarm.steps if step.state in BEGINNINGS]
    found = [(step.happened_at, ALARMED.get(step.parameter, step.parameter), step.value) for step in steps]
    return sorted((at, column, value) for at, column, value in found if value is not None and column in COLUMNS)


def alarmed(
    at: datetime, column: str, value: float, charted: Sequence[Reading], monitor: Sent, rows: Mapping[datetime, Reading]
) -> Reading:
    """The row that shows the number an alarm was raised with: a reading that has it, else the row with it filled in."""
    read = [one for one in [*rows.values(), *charted, *monitor.pressures] if getattr(one, column) == value]
    near = min((one for one in read if abs(one.at - at) <= SERVES), key=lambda one: abs(one.at - at), default=None)
    return near or replace(rows.get(at) or monitor.at(at), **{column: value})


def _serving(moment: datetime, monitor: Sent) -> Reading | None:
    """What the monitor has for a moment of the schedule: the nearest pressure with the traces beside it, or these."""
    near = [one for one in monitor.pressures if abs(one.at - moment) <= SERVES]
    row = min(near, key=lambda one: abs(one.at - moment)) if near else monitor.at(moment)
    return row if any(getattr(row, column) is not None for column in COLUMNS) else None


def _extreme(column: str, end: str, charted: Sequence[Reading], monitor: Sent) -> Reading | None:
    """The first reading at one end of a column; None where all are the same."""
    points = [(one.at, value) for one in [*charted, *monitor.pressures] if (value := getattr(one, column)) is not None]
    points = sorted([*points, *monitor.traces.get(column, [])])
    values = {value for _at, value in points}
    if len(values) < 2:
        return None
    sought = min(values) if end == "lowest" else max(values)
    at = next(at for at, value in points if value == sought)
    return next((one for one in [*charted, *monitor.pressures] if one.at == at), None) or monitor.at(at)


def _already(rows: dict[datetime, Reading], row: Reading, column: str) -> Reading | None:
    """A row that shows this very number already."""
    value = getattr(row, column)
    return next((one for one in rows.values() if getattr(one, column) == value), None)


def _number(value: object) -> float | None:
    return None if value is None else float(value)


def schedule_times(seen: VisitSnapshot) -> list[datetime]:
    """From the start, through the infusion and the recovery, at the intervals of the programme; none before a start."""
    here = VisitFacts.of(fact for fact in seen.facts if not isinstance(fact, DEPARTURES))
    course = course_of(here, seen.at, programme=seen.infusion.order.programme, first_visit=seen.first_visit)
    if course is None or course.started_at is None:
        return []
    end = stay(seen)[1]
    return list(_walk(course, course.started_at, end))


def _walk(course: object, start: datetime, end: datetime) -> Iterator[datetime]:
    """Each phase counts its own intervals from its beginning."""
    moment = start
    while moment <= end:
        yield moment
        after, boundary = moment + course.every(ObservationItem.PRESSURE, moment), course.next_phase_at(moment)
        moment = boundary if boundary and boundary < after else after
