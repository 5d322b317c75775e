"""Predictions as a figure: the rate above, the concentrations below, on one axis of minutes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from ebb.figure import Curves, Figure, Line, Mark, Marks, MinutesAxis, Panel, Steps, StepSegment
from ebb.figure.panels import Style
from ebb.pharmacology.model import Model
from ebb.pharmacology.outside import Flags, Outside
from ebb.pharmacology.people import Array, People
from ebb.pharmacology.propagator import Input
from ebb.pharmacology.regimen import Regimen

STYLES: tuple[Style, ...] = ("solid", "dashed", "dotted")


class Drawable(Protocol):
    """What of a Result is drawn."""

    @property
    def model(self) -> Model: ...
    @property
    def regimen(self) -> Regimen: ...
    @property
    def people(self) -> People: ...
    @property
    def times_min(self) -> Array: ...
    @property
    def concentrations_ng_ml(self) -> Mapping[str, Array]: ...
    @property
    def basis(self) -> dict[str, str]: ...
    @property
    def given(self) -> Input: ...
    @property
    def outside(self) -> Outside: ...
    @property
    def too_soon(self) -> Flags: ...
    @property
    def assumption(self) -> str | None: ...
    def quantiles(self, parts: Sequence[float] = ..., analyte: str = ...) -> Array: ...


def figure_of(results: Sequence[Drawable], width: int = 960) -> Figure:
    """Results of one person, or of populations, side by side.

    Of many people the median is drawn, for the drug itself with the band that holds 90 % of them. What lies outside
    a model's studied range is drawn as such, and the description says why; what comes too soon after a bolus is not
    drawn. Concentrations on different bases get panels of their own.
    """
    first = results[0]
    end = max(float(result.times_min[-1]) for result in results)
    person = f"{first.people.weight_kg[0]:g} kg, {first.people.age_y[0]:g} years"
    notes = [note for result in results for note in _notes(result)]
    return Figure(
        title=f"Predicted ketamine concentration, {person}",
        description=". ".join([f"{first.regimen} to {person}", *notes]) + ".",
        axis=MinutesAxis(0.0, max(end, 1.0)),
        panels=[_rates(first, end), *_boluses(first, end), *_concentrations(results)],
        width=width,
    )


def _rates(result: Drawable, end: float) -> Panel:
    starts = result.given.starts_min
    ends = np.append(starts[1:], max(end, float(starts[-1])))
    rates = 60.0 * result.given.rate_mg_per_min[0]
    segments = [
        StepSegment(float(start), min(float(stop), end), float(rate))
        for start, stop, rate in zip(starts, ends, rates, strict=True)
        if rate > 0 and start < end
    ]
    return Steps("Rate", "mg/h", segments)


def _boluses(result: Drawable, end: float) -> Iterator[Panel]:
    marks = [
        Mark(float(start), f"bolus {mg:.3g} mg")
        for start, mg in zip(result.given.starts_min, result.given.bolus_mg[0], strict=True)
        if mg > 0 and start <= end
    ]
    if marks:
        yield Marks("Boluses", marks)


def _concentrations(results: Sequence[Drawable]) -> Iterator[Panel]:
    drugs: dict[str, list[Line]] = {}
    for place, result in enumerate(results):
        lines = drugs.setdefault(result.basis["ketamine"], [])
        # The drug and its first metabolite share a style and differ in weight; a second metabolite needs its own.
        lines += [
            _line(result, analyte, STYLES[(place + max(order - 1, 0)) % len(STYLES)])
            for order, analyte in enumerate(result.concentrations_ng_ml)
        ]
    for basis, lines in drugs.items():
        yield Curves(basis.removeprefix("ng/mL of "), "ng/mL", lines)


def _line(result: Drawable, analyte: str, style: Style) -> Line:
    believed = ~result.too_soon
    low, middle, high = result.quantiles((0.05, 0.5, 0.95), analyte)[:, believed].tolist()
    minutes = result.times_min[believed].tolist()
    beyond = np.flatnonzero(result.outside.points[0, believed])
    is_drug = analyte == "ketamine"
    many = is_drug and len(result.people) > 1
    return Line(
        name=result.model.title if is_drug else f"{result.model.title}: {analyte}",
        style=style,
        points=list(zip(minutes, middle, strict=True)),
        outside_from=minutes[int(beyond[0])] if beyond.size else None,
        band=list(zip(minutes, low, high, strict=True)) if many else None,
        weight="main" if is_drug else "thin",
        band_name=f"90 % of people, {result.model.title}" if many else None,
    )


def _notes(result: Drawable) -> Iterator[str]:
    yield from (f"{result.model.title}: {reason.message}" for reason in result.outside.reasons)
    yield from (
        f"{result.model.title}: {analyte} in {basis}"
        for analyte, basis in result.basis.items()
        if analyte not in ("ketamine", "effect site")
    )
    if result.too_soon.any() and result.model.blind_after_bolus:
        yield f"{result.model.title}: the first {result.model.blind_after_bolus.x:g} min after a bolus are left out"
    if result.assumption:
        yield f"{result.model.title}: {result.assumption}"
