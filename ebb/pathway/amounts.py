"""How much drug went in: the integral of what the pump did, container by container, never the order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ebb.pathway.events import BolusGiven, PumpVolumeRead
from ebb.pathway.flow import MICROSECOND, MICROSECONDS_PER_H, FlowSegment, pump_after
from ebb.pathway.quantities import Mg, MgPerH, Ml
from ebb.pathway.visit_facts import VisitFacts

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


def given(facts: VisitFacts, at: datetime) -> Given:
    """What the patient has had by `at`. A bolus counts whole from the moment it was begun."""
    return facts.once("given", at, lambda: _given(facts, at))


def _given(facts: VisitFacts, at: datetime) -> Given:
    flow = facts.segments(at)
    infused = sum((segment.amount for segment in flow), NO_MG)
    boluses = sum((Mg.of(bolus.dose_mg) for bolus in facts.all_of(BolusGiven) if bolus.at <= at), NO_MG)
    pump = facts.pump_at(at)
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


def remaining_mg(order_mg: Decimal, facts: VisitFacts, at: datetime) -> Decimal:
    """What is left of the ordered infusion, zero when all is in. A bolus goes beside the order and leaves it whole."""
    return Mg.of(order_mg).above(Mg.of(given(facts, at).infused_mg)).settled


def ends_at(order_mg: Decimal, facts: VisitFacts, at: datetime) -> datetime | None:
    """When the ordered total will be in at the present rate; None while nothing runs."""
    rate = MgPerH.of(given(facts, at).rate_mg_per_h)
    if rate.value == 0:
        return None
    left = Mg.of(remaining_mg(order_mg, facts, at)) / rate
    return at + round(left.value * MICROSECONDS_PER_H) * MICROSECOND


def pump_differences(facts: VisitFacts) -> list[PumpDifference]:
    """Every reading of the pump's volume beside what the rates make of it for the container then hanging."""
    found, pump = [], None
    for event in facts:
        if isinstance(event, PumpVolumeRead) and pump is not None:
            found.append(_difference(event, pump.container, facts.segments(event.at)))
        pump = pump_after(pump, event)
    return found


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
