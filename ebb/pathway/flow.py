"""When the pump ran, with what and how fast, as far as is known today.

Hazards met here: a bag changed for one of another strength, a pump that stood still for minutes before anyone saw,
a mis-tap that was withdrawn. A pause is no segment; a withdrawn event does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.quantities import Hours, Mg, MgPerH, MgPerMl, Ml, MlPerH

MICROSECOND = timedelta(microseconds=1)
MICROSECONDS_PER_H = 3_600_000_000


@dataclass(frozen=True, kw_only=True)
class Pump:
    """What the last event left the pump at. Paused, it keeps the container and the rate it last had."""

    container: str
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal
    running: bool = True

    @property
    def mg_per_h(self) -> MgPerH:
        """What this setting gives while it runs."""
        return MgPerMl.of(self.concentration_mg_per_ml) * MlPerH.of(self.rate_ml_per_h)


@dataclass(frozen=True, kw_only=True)
class FlowSegment:
    """A time during which one container ran at one rate."""

    start: datetime
    end: datetime
    container: str
    concentration_mg_per_ml: Decimal
    rate_ml_per_h: Decimal

    @property
    def volume(self) -> Ml:
        return MlPerH.of(self.rate_ml_per_h) * hours(self.end - self.start)

    @property
    def amount(self) -> Mg:
        return MgPerMl.of(self.concentration_mg_per_ml) * self.volume

    @property
    def mg_per_h(self) -> Decimal:
        return self.concentration_mg_per_ml * self.rate_ml_per_h


def hours(length: timedelta) -> Hours:
    """A length of time as a Decimal of hours, without passing through a float."""
    return Hours(Decimal(length // MICROSECOND) / MICROSECONDS_PER_H)


def segments(events: Iterable[e.Event], until: datetime) -> list[FlowSegment]:
    """The times during which drug went in, up to `until`, in their order."""
    events = e.standing(events)
    found: list[FlowSegment] = []
    pump, since = None, until
    for event in events:
        if event.at >= until:
            break
        if (left := _after(pump, event)) != pump:
            found += _run(pump, since, event.at)
            pump, since = left, event.at
    found += _run(pump, since, until)
    for stopped_at, found_at in _stood_still(events):
        found = [piece for segment in found for piece in _without(segment, stopped_at, found_at)]
    return found


def pump_after(events: Iterable[e.Event]) -> Pump | None:
    """What these events, in the order given, leave the pump at; None before the start."""
    pump = None
    for event in events:
        pump = _after(pump, event)
    return pump


def pump_at(events: Iterable[e.Event], at: datetime) -> Pump | None:
    """What the pump stood at by `at`; not running where it was later found to have stopped by then."""
    events = e.standing(events)
    pump = pump_after(event for event in events if event.at <= at)
    if pump and any(stopped_at <= at < found_at for stopped_at, found_at in _stood_still(events)):
        return replace(pump, running=False)
    return pump


def _after(pump: Pump | None, event: e.Event) -> Pump | None:
    if isinstance(event, e.InfusionStarted):
        return Pump(
            container=event.container,
            concentration_mg_per_ml=event.concentration_mg_per_ml,
            rate_ml_per_h=event.rate_ml_per_h,
        )
    if pump is None:
        return None
    match event:
        case e.ContainerChanged(container=container, concentration_mg_per_ml=concentration, rate_ml_per_h=rate):
            return replace(pump, container=container, concentration_mg_per_ml=concentration, rate_ml_per_h=rate)
        case e.RateChanged(rate_ml_per_h=rate):
            return replace(pump, rate_ml_per_h=rate)
        case e.Resumed(rate_ml_per_h=rate):
            return replace(pump, rate_ml_per_h=rate, running=True)
        case e.Paused() | e.PumpFoundStopped() | e.Stopped() | e.TakenByAmbulance():
            return replace(pump, running=False)
    return pump


def _run(pump: Pump | None, start: datetime, end: datetime) -> list[FlowSegment]:
    if pump is None or not pump.running or pump.rate_ml_per_h == 0 or start >= end:
        return []
    return [
        FlowSegment(
            start=start,
            end=end,
            container=pump.container,
            concentration_mg_per_ml=pump.concentration_mg_per_ml,
            rate_ml_per_h=pump.rate_ml_per_h,
        )
    ]


def _stood_still(events: Iterable[e.Event]) -> list[tuple[datetime, datetime]]:
    """From the true stop of the pump to the moment someone saw it."""
    return [(event.stopped_at, event.at) for event in events if isinstance(event, e.PumpFoundStopped)]


def _without(segment: FlowSegment, start: datetime, end: datetime) -> list[FlowSegment]:
    """What is left of a segment when the time from `start` to `end` is taken out of it."""
    before = replace(segment, end=min(segment.end, start))
    behind = replace(segment, start=max(segment.start, end))
    return [piece for piece in (before, behind) if piece.start < piece.end]
