"""What the pump is set to, and what ran through it: a setting, the event that changes it, a time at one rate."""

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

    def ran(self, start: datetime, end: datetime) -> "list[FlowSegment]":
        """What went in at this setting between two moments; empty when it stood still."""
        if not self.running or self.rate_ml_per_h == 0 or start >= end:
            return []
        return [
            FlowSegment(
                start=start,
                end=end,
                container=self.container,
                concentration_mg_per_ml=self.concentration_mg_per_ml,
                rate_ml_per_h=self.rate_ml_per_h,
            )
        ]


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


def pump_after(pump: Pump | None, event: e.Event) -> Pump | None:
    """What this event leaves the pump at; None before the start."""
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


def without(segment: FlowSegment, start: datetime, end: datetime) -> list[FlowSegment]:
    """What is left of a segment when the time from `start` to `end` is taken out of it."""
    before = replace(segment, end=min(segment.end, start))
    behind = replace(segment, start=max(segment.start, end))
    return [piece for piece in (before, behind) if piece.start < piece.end]
