"""The concentration a model expects from what the pump really did, and from what is left of the order.

A teaching line beside the patient, never a target. Up to now it follows the recorded rates; from now on the present
rate until the ordered total is in, then nothing. While the pump is paused nothing more is assumed to come.

A model of S-ketamine is given the S half of what ran. Where people's differences were published, the line is the median
of a thousand such people and the band holds 90 % of them; the same seed draws the same people on page and paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import compress
from typing import Generic, TypeVar

from ebb.pathway.amounts import ends_at
from ebb.pathway.events import BolusGiven
from ebb.pathway.visit_facts import VisitFacts
from ebb.pharmacology import (
    MODELS,
    BolusDose,
    ConstantInfusion,
    Dose,
    DoseRate,
    Model,
    Participant,
    PharmacologyError,
    Regimen,
    TimePoint,
    find_model,
    population,
    simulate,
)
from ebb.pharmacology.regimen import Drug

MINUTE = timedelta(minutes=1)
SLOW_BOLUS_MIN = 10  # shorter ones are taken as given at once; the programmes ask for 10 min [D]

PEOPLE, SEED = 1000, 1
MOST_STEPS = 24 * 60  # a day, minute by minute
BAND = (0.05, 0.5, 0.95)

SHOWN = tuple(model for model in MODELS.values() if model.shown_at_chair)
"""Whose lines a clinic sees. How far each is to be trusted stands on its card in docs/models."""

# start, end and mg/h of one stretch of infusion
Stretch = tuple[datetime, datetime, Decimal]
Minutes = tuple[float, ...]
Values = list[float]
At = TypeVar("At", datetime, float)


@dataclass(frozen=True, kw_only=True)
class Curve(Generic[At]):
    """One line of the figure, in ng/mL of `basis`, over instants or minutes. It is a forecast from `future_from` on.

    `band` holds 90 % of people at the same instants, lowest and highest; None where the model says nothing of it. From
    `outside_from` on the model is beyond what it was studied in, and `why` says in what. A curve without points could
    not be calculated, and `why` says for what reason.
    """

    model_id: str
    name: str
    drug: Drug
    analyte: str
    basis: str
    points: tuple[tuple[At, float], ...]
    band: tuple[tuple[At, float, float], ...] | None
    future_from: At | None
    outside_from: At | None
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ExpectedCurve:
    """What one model expects, on minutes since the first drug: the middle, and the ends of the band if there is one.

    `believed` is false so soon after a bolus that the model cannot be trusted yet.
    """

    middle: dict[str, Values]
    ends: dict[str, tuple[Values, Values]]
    basis: dict[str, str]
    believed: list[bool]
    outside_from: int | None
    why: tuple[str, ...]


def predicted(
    facts: VisitFacts,
    *,
    weight_kg: Decimal | float,
    age_y: float,
    from_: datetime,
    to: datetime,
    at: datetime,
    models: Sequence[Model],
    ordered_mg: Decimal,
    every_min: float = 1.0,
) -> list[Curve[datetime]]:
    """One curve a model and analyte, from `from_` until `to` or a step later, as it is known at `at`.

    `weight_kg` is the patient's actual weight, `ordered_mg` the whole ordered infusion. Empty before the first drug.
    """
    facts = facts.until(at)
    stretches = _stretches(facts, at, ordered_mg)
    boluses = facts.all_of(BolusGiven)
    moments = [start for start, _, _ in stretches] + [bolus.at for bolus in boluses]
    if not moments or min(moments) >= to:
        return []
    zero = min(moments)
    regimen = Regimen((*_infusions(stretches, boluses, zero), *_pushes(boluses, zero)))
    times = _grid(max(from_, zero), to, [*moments, *(end for _, end, _ in stretches)], timedelta(minutes=every_min))
    minutes = tuple((moment - zero) / MINUTE for moment in times)
    return _curves(models, regimen, float(weight_kg), age_y, minutes, times, at if at < times[-1] else None)


def foreseen(regimen: Regimen, *, weight_kg: float, age_y: float, minutes: Minutes) -> list[Curve[float]]:
    """One curve a shown model and analyte for a regimen that nobody has given yet, over minutes from its start."""
    return _curves(SHOWN, regimen, weight_kg, age_y, minutes, minutes, None)


def _curves(
    models: Sequence[Model],
    regimen: Regimen,
    weight_kg: float,
    age_y: float,
    minutes: Minutes,
    times: Sequence[At],
    future_from: At | None,
) -> list[Curve[At]]:
    found: list[Curve[At]] = []
    for model in models:
        try:
            expected = expect(model, regimen, Participant(weight_kg, age_y), minutes)
        except PharmacologyError as refused:
            found.append(_without_points(model, str(refused)))
        else:
            found += [_curve(model, expected, analyte, times, future_from) for analyte in expected.middle]
    return found


def expect(model: Model, regimen: Regimen, patient: Participant, minutes: Minutes) -> ExpectedCurve:
    """What the model expects of a racemic regimen. Raises PharmacologyError.

    Kept for the same question: a chair asks it again with every look at its page, and nothing in it changes until
    somebody records something.
    """
    return _expect(model.id, regimen.s_part() if model.drug == "S" else regimen, patient, minutes)


@lru_cache(maxsize=256)
def _expect(model_id: str, regimen: Regimen, patient: Participant, minutes: Minutes) -> ExpectedCurve:
    model = find_model(model_id)
    if model.omega is None:
        result = simulate(model, regimen, patient, minutes)
        middle = {analyte: values[0].tolist() for analyte, values in result.concentrations_ng_ml.items()}
        ends: dict[str, tuple[Values, Values]] = {}
    else:
        result = population(model, regimen, patient, minutes, people=PEOPLE, seed=SEED)
        parts = {analyte: result.quantiles(BAND, analyte).tolist() for analyte in result.concentrations_ng_ml}
        middle = {analyte: median for analyte, (_, median, _) in parts.items()}
        ends = {analyte: (low, high) for analyte, (low, _, high) in parts.items()}
    beyond = result.outside.points[0].tolist()
    return ExpectedCurve(
        middle=middle,
        ends=ends,
        basis=dict(model.basis),
        believed=(~result.too_soon).tolist(),
        outside_from=beyond.index(True) if True in beyond else None,
        why=tuple(reason.message for reason in result.outside.reasons),
    )


def _stretches(facts: VisitFacts, at: datetime, ordered_mg: Decimal) -> list[Stretch]:
    """What ran, and what will run at the present rate until the order is in, to the whole second below."""
    end = ends_at(ordered_mg, facts, at)
    until = at if end is None else max(at, end.replace(microsecond=0))
    return [
        (segment.start, segment.end, segment.concentration_mg_per_ml * segment.rate_ml_per_h)
        for segment in facts.segments(until)
    ]


def _infusions(
    stretches: Iterable[Stretch], boluses: Iterable[BolusGiven], zero: datetime
) -> Iterator[ConstantInfusion]:
    slow = [
        (bolus.at, bolus.at + float(bolus.duration_min) * MINUTE, bolus.dose_mg * 60 / bolus.duration_min)
        for bolus in boluses
        if bolus.duration_min >= SLOW_BOLUS_MIN
    ]
    for start, end, mg_per_h in [*stretches, *slow]:
        yield ConstantInfusion(DoseRate(float(mg_per_h), "mg/h"), _instant(start, zero), _instant(end, zero))


def _pushes(boluses: Iterable[BolusGiven], zero: datetime) -> Iterator[BolusDose]:
    for bolus in boluses:
        if bolus.duration_min < SLOW_BOLUS_MIN:
            yield BolusDose(Dose(float(bolus.dose_mg), "mg"), _instant(bolus.at, zero))


def _instant(moment: datetime, zero: datetime) -> TimePoint:
    return TimePoint((moment - zero) / MINUTE, "min")


def _grid(start: datetime, to: datetime, edges: Iterable[datetime], step: timedelta) -> list[datetime]:
    """Even steps until `to` is reached, and every moment at which the rate changes, so that no corner is cut.

    Over a visit that nobody ended for days the steps grow longer, or the page of it would not open for want of memory.
    """
    step = max(step, (to - start) / MOST_STEPS)
    even = [start + step * n for n in range(-((start - to) // step) + 1)]
    return sorted({*even, *(edge for edge in edges if start <= edge <= even[-1])})


def _curve(
    model: Model, expected: ExpectedCurve, analyte: str, times: Sequence[At], future_from: At | None
) -> Curve[At]:
    middle, ends = expected.middle[analyte], expected.ends.get(analyte)
    return Curve(
        model_id=model.id,
        name=model.title,
        drug=model.drug,
        analyte=analyte,
        basis=expected.basis[analyte],
        points=tuple(compress(zip(times, middle, strict=True), expected.believed)),
        band=tuple(compress(zip(times, *ends, strict=True), expected.believed)) if ends else None,
        future_from=future_from,
        outside_from=None if expected.outside_from is None else times[expected.outside_from],
        why=expected.why,
    )


def _without_points(model: Model, reason: str) -> Curve[At]:
    return Curve(
        model_id=model.id,
        name=model.title,
        drug=model.drug,
        analyte="ketamine",
        basis=model.basis["ketamine"],
        points=(),
        band=None,
        future_from=None,
        outside_from=None,
        why=(reason,),
    )
