"""How much drug went in: the integral of what the pump did, container by container, never the order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ebb.pathway.events import BolusGiven, Event, PumpVolumeRead, standing
from ebb.pathway.flow import MICROSECOND, MICROSECONDS_PER_H, pump_after, pump_at
from ebb.pathway.flow import FlowSegment as FlowSegment
from ebb.pathway.flow import segments as segments
from ebb.pathway.quantities import Mg, MgPerH, Ml

NO_MG, NO_ML = Mg.of(0), Ml.of(0)
PUMP_SHARE = Decimal("0.05")  # pumps are about ±5 %; professional memory, to be verified [D]
PUMP_LEAST_ML = Decimal(1)  # [D]


@dataclass(frozen=True, kw_only=True)
class FromContainer:
    """What came out of one container."""

    mg: Decimal
    volume_ml: Decimal


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the patient had by a moment. `total_mg` is infusion and boluses; `volume_ml` is infusion alone.

    `container` and the rates are those of the moment; the rates are zero while nothing runs.
    """

    total_mg: Decimal
    infused_mg: Decimal
    boluses_mg: Decimal
    volume_ml: Decimal
    by_container: Mapping[str, FromContainer]
    container: str
    rate_ml_per_h: Decimal
    rate_mg_per_h: Decimal


@dataclass(frozen=True, kw_only=True)
class PumpDifference:
    """The pump's own volume beside the one calculated from the rates; positive when the pump shows more."""

    at: datetime
    container: str
    read_ml: Decimal
    calculated_ml: Decimal
    difference_ml: Decimal
    within_tolerance: bool


def given(events: Iterable[Event], at: datetime) -> Given:
    """What the patient has had by `at`. A bolus counts whole from the moment it was begun."""
    events = standing(events)
    flow = segments(events, at)
    infused = sum((segment.amount for segment in flow), NO_MG)
    boluses = sum((Mg.of(b.dose_mg) for b in events if isinstance(b, BolusGiven) and b.at <= at), NO_MG)
    pump = pump_at(events, at)
    running = pump if pump and pump.running else None
    return Given(
        total_mg=(infused + boluses).settled,
        infused_mg=infused.settled,
        boluses_mg=boluses.settled,
        volume_ml=sum((segment.volume for segment in flow), NO_ML).settled,
        by_container=_by_container(flow),
        container=pump.container if pump else "",
        rate_ml_per_h=running.rate_ml_per_h if running else Decimal(0),
        rate_mg_per_h=running.mg_per_h.settled if running else Decimal(0),
    )


def remaining_mg(order_mg: Decimal, events: Iterable[Event], at: datetime) -> Decimal:
    """What is left of the ordered infusion, zero when all is in. A bolus goes beside the order and leaves it whole."""
    return Mg.of(order_mg).above(Mg.of(given(events, at).infused_mg)).settled


def ends_at(order_mg: Decimal, events: Iterable[Event], at: datetime) -> datetime | None:
    """When the ordered total will be in at the present rate; None while nothing runs."""
    events = list(events)
    rate = MgPerH.of(given(events, at).rate_mg_per_h)
    if rate.value == 0:
        return None
    left = Mg.of(remaining_mg(order_mg, events, at)) / rate
    return at + round(left.value * MICROSECONDS_PER_H) * MICROSECOND


def pump_differences(events: Iterable[Event]) -> list[PumpDifference]:
    """Every reading of the pump's volume beside what the rates make of it for the container then hanging."""
    events = standing(events)
    found = []
    for place, event in enumerate(events):
        pump = pump_after(events[:place])
        if isinstance(event, PumpVolumeRead) and pump is not None:
            found.append(_difference(event, pump.container, segments(events, event.at)))
    return found


def pump_difference(events: Iterable[Event]) -> PumpDifference | None:
    """The last reading of the pump's volume beside the calculated one; None when it was never read."""
    found = pump_differences(events)
    return found[-1] if found else None


def _by_container(flow: Iterable[FlowSegment]) -> dict[str, FromContainer]:
    mg: dict[str, Mg] = {}
    ml: dict[str, Ml] = {}
    for segment in flow:
        mg[segment.container] = mg.get(segment.container, NO_MG) + segment.amount
        ml[segment.container] = ml.get(segment.container, NO_ML) + segment.volume
    return {container: FromContainer(mg=mg[container].settled, volume_ml=ml[container].settled) for container in mg}


def _difference(reading: PumpVolumeRead, container: str, flow: Iterable[FlowSegment]) -> PumpDifference:
    calculated = sum((segment.volume for segment in flow if segment.container == container), NO_ML).settled
    difference = reading.volume_ml - calculated
    return PumpDifference(
        at=reading.at,
        container=container,
        read_ml=reading.volume_ml,
        calculated_ml=calculated,
        difference_ml=difference,
        within_tolerance=abs(difference) <= max(PUMP_SHARE * calculated, PUMP_LEAST_ML),
    )
