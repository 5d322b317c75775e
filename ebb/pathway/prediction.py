"""The concentration a model expects from what the pump really did, and from what is left of the order.

A teaching line beside the patient, never a target. Up to now it follows the recorded rates; from now on the present
rate until the ordered total is in, then nothing. While the pump is paused nothing more is assumed to come.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.pathway.amounts import ends_at, given
from ebb.pathway.events import BolusGiven, Event, standing
from ebb.pathway.flow import segments
from ebb.pharmacology import (
    Bolus,
    Dose,
    Infusion,
    Instant,
    Model,
    Patient,
    PharmacologyError,
    Rate,
    Regimen,
    Result,
    simulate,
)

MINUTE = timedelta(minutes=1)
SLOW_BOLUS_MIN = 10  # shorter ones are taken as given at once; the programmes ask for 10 min [D]

# start, end and mg/h of one stretch of infusion
Stretch = tuple[datetime, datetime, Decimal]


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One line of the figure, in ng/mL. It is a forecast from `future_from` on.

    From `outside_from` on the model is beyond what it was studied in, and `why` says in what. A curve without points
    could not be reckoned, and `why` says for what reason.
    """

    model_id: str
    name: str
    analyte: str
    points: tuple[tuple[datetime, float], ...]
    future_from: datetime | None
    outside_from: datetime | None
    why: tuple[str, ...]


def predicted(
    events: Iterable[Event],
    *,
    weight_kg: Decimal | float,
    age_y: float,
    from_: datetime,
    to: datetime,
    at: datetime,
    models: Sequence[Model],
    ordered_mg: Decimal,
    every_min: float = 1.0,
) -> list[Curve]:
    """One curve a model and analyte, between `from_` and `to`, as it is known at `at`; none before the first drug.

    `weight_kg` is the patient's actual weight, `ordered_mg` the whole ordered infusion.
    """
    told = [event for event in standing(events) if event.at <= at]
    stretches = [*_past(told, at), *_future(told, at, ordered_mg)]
    boluses = [event for event in told if isinstance(event, BolusGiven)]
    moments = [start for start, _, _ in stretches] + [bolus.at for bolus in boluses]
    if not moments or min(moments) >= to:
        return []
    zero = min(moments)
    regimen = Regimen((*_infusions(stretches, boluses, zero), *_pushes(boluses, zero)))
    edges = [edge for start, end, _ in stretches for edge in (start, end)] + [at, *moments]
    times = _grid(max(from_, zero), to, edges, timedelta(minutes=every_min))
    minutes = [(moment - zero) / MINUTE for moment in times]
    found: list[Curve] = []
    for model in models:
        try:
            patient = Patient(weight_kg=float(weight_kg), age_y=age_y)
            result = simulate(model, regimen, patient, minutes)
        except PharmacologyError as refused:
            found.append(_without_points(model, str(refused)))
        else:
            found += [_curve(model, result, analyte, times, at) for analyte in result.concentrations_ng_ml]
    return found


def _past(events: Sequence[Event], at: datetime) -> list[Stretch]:
    return [
        (segment.start, segment.end, segment.concentration_mg_per_ml * segment.rate_ml_per_h)
        for segment in segments(events, at)
    ]


def _future(events: Sequence[Event], at: datetime, ordered_mg: Decimal) -> list[Stretch]:
    end = ends_at(ordered_mg, events, at)
    return [] if end is None or end <= at else [(at, end, given(events, at).rate_mg_per_h)]


def _infusions(stretches: Iterable[Stretch], boluses: Iterable[BolusGiven], zero: datetime) -> Iterator[Infusion]:
    slow = [
        (bolus.at, bolus.at + float(bolus.duration_min) * MINUTE, bolus.dose_mg * 60 / bolus.duration_min)
        for bolus in boluses
        if bolus.duration_min >= SLOW_BOLUS_MIN
    ]
    for start, end, mg_per_h in [*stretches, *slow]:
        yield Infusion(Rate(float(mg_per_h), "mg/h"), _instant(start, zero), _instant(end, zero))


def _pushes(boluses: Iterable[BolusGiven], zero: datetime) -> Iterator[Bolus]:
    for bolus in boluses:
        if bolus.duration_min < SLOW_BOLUS_MIN:
            yield Bolus(Dose(float(bolus.dose_mg), "mg"), _instant(bolus.at, zero))


def _instant(moment: datetime, zero: datetime) -> Instant:
    return Instant((moment - zero) / MINUTE, "min")


def _grid(start: datetime, end: datetime, edges: Iterable[datetime], step: timedelta) -> list[datetime]:
    """Even steps, and every moment at which the rate changes, so that no corner of a curve is cut."""
    even = [start + step * n for n in range((end - start) // step + 1)]
    return sorted({*even, end, *(edge for edge in edges if start <= edge <= end)})


def _curve(model: Model, result: Result, analyte: str, times: Sequence[datetime], at: datetime) -> Curve:
    values = result.concentrations_ng_ml[analyte][0].tolist()
    beyond = [moment for moment, left in zip(times, result.outside.points[0].tolist(), strict=True) if left]
    return Curve(
        model_id=model.id,
        name=model.title,
        analyte=analyte,
        points=tuple(zip(times, values, strict=True)),
        future_from=at if at < times[-1] else None,
        outside_from=beyond[0] if beyond else None,
        why=tuple(reason.message for reason in result.outside.reasons),
    )


def _without_points(model: Model, reason: str) -> Curve:
    return Curve(
        model_id=model.id,
        name=model.title,
        analyte="ketamine",
        points=(),
        future_from=None,
        outside_from=None,
        why=(reason,),
    )
