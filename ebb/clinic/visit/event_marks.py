"""Events and alarms in the figure, each in a few words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.timeline import TimelineEntry
from ebb.figure import Mark, Marks
from ebb.pathway import events as e

EVENTS = (
    e.InfusionStarted, e.RateChanged, e.Paused, e.Resumed, e.ContainerChanged, e.PumpAlarmed, e.PumpFoundStopped,
    e.BolusGiven, e.AdjunctGiven, e.Stopped, e.EmergencyCalled, e.ConsentWithdrawn, e.OffMonitor, e.BackOnMonitor,
    e.HandoverAccepted, e.RecoveryBegun, e.WaitingForEscort, e.Discharged, e.LeftAgainstAdvice, e.TakenByAmbulance,
)  # fmt: skip
WITH_DETAIL = {kind.__name__ for kind in (e.RateChanged, e.BolusGiven, e.AdjunctGiven, e.Stopped)}
KINDS = {kind.__name__ for kind in EVENTS}
NOTE = e.Noted.__name__
SHORT = 40


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
    for alarm in seen.alarms:
        yield Mark(alarm.raised_at, _short(alarm.text), f"alarm-{alarm.priority}")


def _words(line: TimelineEntry) -> str:
    if line.kind in WITH_DETAIL and line.detail:
        return f"{line.title}: {line.detail}"
    return line.title


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
