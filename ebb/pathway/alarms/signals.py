"""A signal that is lost: a probe off, a value that no longer comes, a monitor that fell silent.

Never more than medium, and one alarm a cause: while the whole monitor is silent its parameters do not alarm singly.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ebb.pathway.alarms.condition import AlarmCondition, highest
from ebb.pathway.alarms.inputs import Priority, Transition, rank
from ebb.pathway.events import BackOnMonitor, OffMonitor
from ebb.pathway.visit_facts import VisitFacts
from ebb.pathway.vital_signs import VITAL_SIGNS

OFF_MONITOR_FOR = timedelta(minutes=10)  # [D] section 3.3: to the toilet and back without an alarm

# Signals that come all the time; one column stands for each source. A cuff is silent between readings by nature.
SIGNALS = tuple(
    column
    for _, column in sorted((sign.signal_order, column) for column, sign in VITAL_SIGNS.items() if sign.signal_order)
)
DELAYS = {Priority.LOW: timedelta(seconds=15), Priority.MEDIUM: timedelta(seconds=30)}  # [D]


@dataclass(frozen=True, kw_only=True)
class Signal(AlarmCondition):
    """One source: lost since when, if it is, and the alarm that stands for it."""

    lost_at: datetime | None = None

    kind = "technical"


def found(signal: Signal, lost_from: datetime, at: datetime, value: float | None) -> tuple[Signal, list[Transition]]:
    """A number came at `at`: an alarm ends. Unless another follows, it is lost from `lost_from` on."""
    return replace(signal, lost_at=lost_from).end(at, value)


def lost(signal: Signal, at: datetime) -> Signal:
    """The monitor says that it cannot measure this; an earlier loss stays the beginning."""
    return signal if signal.lost_at and signal.lost_at <= at else replace(signal, lost_at=at)


def due_at(signal: Signal) -> datetime | None:
    """When the loss, if it goes on, next changes something."""
    if signal.lost_at is None:
        return None
    delays = [delay for priority, delay in DELAYS.items() if priority.rank > rank(signal.active)]
    return signal.lost_at + min(delays) if delays else None


def wait(signal: Signal, at: datetime) -> tuple[Signal, list[Transition]]:
    """What the loss leads to once the time is `at`."""
    if signal.lost_at is None:
        return signal, []
    return signal.climb(highest(priority for priority, delay in DELAYS.items() if signal.lost_at + delay <= at), at)


def off_monitor_until(facts: VisitFacts) -> datetime | None:
    """Until when a silent monitor is no alarm, since the patient is away from it; None when they are not."""
    away = facts.unended(OffMonitor, BackOnMonitor)
    return away.at + OFF_MONITOR_FOR if away else None
