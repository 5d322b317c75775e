"""The panels of a visit's figure: rate, vital signs with this person's own limits, scores, events and alarms."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from ebb.clinic.visit.monitor_series import LINE_EVERY
from ebb.clinic.visit.outages import OUTAGES
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.timeline import TimelineEntry
from ebb.figure import Gap, Mark, Marks, Pressure, Pressures, ScoreRow, Scores, Steps, StepSegment, Trace, Traces
from ebb.pathway import events as e
from ebb.pathway.alarms import Priority, limits_of
from ebb.pathway.alarms.answering import BEGINNINGS
from ebb.pathway.alarms.limits import AlarmLimit, on_side
from ebb.pathway.flow import FlowSegment
from ebb.pathway.scales import SCALES
from ebb.pathway.vital_signs import AGE_LIMITS, CHARTED, CONTINUOUS, TRACED, VITAL_SIGNS, SignKind

TYPED = "typed"
TYPED_GAP_S = 20 * 60
LINE_STALE_S = LINE_EVERY.total_seconds() + CONTINUOUS.stale_s
EVENTS = (
    e.InfusionStarted, e.RateChanged, e.Paused, e.Resumed, e.ContainerChanged, e.PumpAlarmed, e.PumpFoundStopped,
    e.BolusGiven, e.AdjunctGiven, e.Stopped, e.EmergencyCalled, e.ConsentWithdrawn, e.OffMonitor, e.BackOnMonitor,
    e.SymptomsReported, e.SymptomsGone,
    e.HandoverAccepted, e.RecoveryBegun, e.WaitingForEscort, e.Discharged, e.LeftAgainstAdvice, e.TakenByAmbulance,
)  # fmt: skip
WITH_DETAIL = {kind.__name__ for kind in (e.RateChanged, e.BolusGiven, e.AdjunctGiven, e.Stopped, e.SymptomsReported)}
KINDS = {kind.__name__ for kind in EVENTS}
NOTE = e.Noted.__name__
SHORT = 40

Point = tuple[datetime, float | None]


def rate(seen: VisitSnapshot) -> Steps:
    """What ran, in mg/h so that a stronger bag shows; pauses at zero, the rest of the order as planned."""
    ran = seen.facts.segments(seen.at)
    steps = [StepSegment(one.start, one.end, float(one.mg_per_h), label=_ml_per_h(one)) for one in ran]
    steps += [
        StepSegment(earlier.end, later.start, 0.0) for earlier, later in pairwise(ran) if later.start > earlier.end
    ]
    if ran and seen.paused_since and seen.at > ran[-1].end:
        steps.append(StepSegment(ran[-1].end, seen.at, 0.0))
    ends_at = seen.amounts.ends_at
    if ends_at and ends_at > seen.at:
        steps.append(StepSegment(seen.at, ends_at, float(seen.amounts.given.rate_mg_per_h), planned=True, label=""))
    return Steps(_("Rate"), "mg/h", sorted(steps, key=lambda step: step.start))


def _ml_per_h(segment: FlowSegment) -> str:
    return f"{segment.rate_ml_per_h.normalize():f} mL/h"


def scores(seen: VisitSnapshot) -> Scores:
    """A row a scale; what the ward must act on stands out, what was not asked is a dash."""
    rows = []
    for name, scale in SCALES.items():
        asked = [fact for fact in seen.facts.all_of(e.Scored) if fact.scale == name]
        values = [
            (
                fact.at,
                "–" if fact.score is None else str(fact.score),
                bool(scale.priority(fact.score, distress=fact.distress)),
            )
            for fact in asked
        ]
        rows.append(ScoreRow(name, _(scale.title), values))
    return Scores(_("Scores"), rows)


def traces(seen: VisitSnapshot) -> Traces:
    """A lane for each number, whether it was sent or typed."""
    limits = limits_of(seen.facts, seen.baseline)
    points = {column: _points(seen, column) for column in TRACED}
    shown = [column for column in TRACED if column in CHARTED or any(value is not None for _, value in points[column])]
    lanes = [_lane(seen, column, points[column], limits) for column in shown]
    return Traces(_("Vitals"), lanes, gaps=gaps(seen))


def _lane(seen: VisitSnapshot, column: str, points: Sequence[Point], limits: Sequence[AlarmLimit]) -> Trace:
    sign = VITAL_SIGNS[column]
    return Trace(
        key=column,
        name=_(sign.label),
        unit=sign.unit,
        points=points,
        low=_medium(limits, column, "low"),
        high=_medium(limits, column, "high"),
        gap_s=None if seen.series.last_id else TYPED_GAP_S,
        shown=sign.drawn_range,
    )


def _points(seen: VisitSnapshot, column: str) -> list[Point]:
    sent = seen.series.trace(column)
    if column not in CHARTED:
        return sent
    charted = [fact for fact in seen.facts.all_of(e.VitalsCharted) if fact.source == TYPED]
    typed = [(fact.at, float(value)) for fact in charted if (value := getattr(fact, column)) is not None]
    return sorted([*sent, *typed], key=lambda point: point[0])


def pressures(seen: VisitSnapshot) -> Pressures:
    """Every pressure once: from the cuff, an arterial line, or typed."""
    limits = limits_of(seen.facts, seen.baseline)
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
        stale_s=AGE_LIMITS[SignKind.CUFF].stale_s,
        line_stale_s=LINE_STALE_S,
    )


def gaps(seen: VisitSnapshot) -> list[Gap]:
    """Where the monitor was lost, and where nobody watched."""
    lost = [Gap(gap.start, gap.end or seen.at, _("monitor lost")) for gap in seen.gaps]
    return lost + [Gap(one.began_at, one.ended_at, _(OUTAGES[one.process])) for one in seen.outages]


def _medium(limits: Sequence[AlarmLimit], parameter: str, side: str) -> float | None:
    """The bound that calls for someone to come."""
    found = [limit.bound for limit in on_side(limits, parameter, side) if limit.priority is Priority.MEDIUM]
    return found[0] if found else None


def event_marks(seen: VisitSnapshot) -> Marks:
    """What happened and counts, notes, and when each alarm was raised."""
    return Marks(_("Events"), sorted([*_events(seen), *_alarms(seen)], key=lambda mark: mark.at))


def _events(seen: VisitSnapshot) -> Iterator[Mark]:
    for line in seen.timeline:
        if line.superseded_by is not None:
            continue
        if line.kind == NOTE:
            yield Mark(line.happened_at, _short(line.detail), "note")
        elif line.kind in KINDS:
            yield Mark(line.happened_at, _short(_words(line)))


def _alarms(seen: VisitSnapshot) -> Iterator[Mark]:
    """A mark for each time an alarm was raised or grew, with the number that did it."""
    for step in (step for alarm in seen.alarms for step in alarm.steps if step.state in BEGINNINGS):
        yield Mark(step.happened_at, _short(step.text), f"alarm-{step.priority}")


def _words(line: TimelineEntry) -> str:
    if line.kind in WITH_DETAIL and line.detail:
        return f"{line.title}: {line.detail}"
    return line.title


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
