"""Predicted concentrations as panels of a figure, before and while an infusion runs: for teaching, never a target."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from django.utils.translation import gettext as _

from ebb.figure import STYLES, Curves, Figure, Line, MinutesAxis, Steps, StepSegment
from ebb.pathway.orders import DoseCalculation
from ebb.pathway.prediction import Curve, foreseen
from ebb.pharmacology import ConstantInfusion, DoseRate, Regimen, TimePoint

AFTER_MIN = 120
WIDTH = 640


def panels(curves: Iterable[Curve[Any]]) -> list[Curves]:
    """A line a model, with the band between people where it has one, norketamine thin; S-ketamine apart and lower."""
    drawn = [curve for curve in curves if curve.points]
    racemic, s_half = (list(_lines(curve for curve in drawn if curve.drug == drug)) for drug in ("racemic", "S"))
    apart = [Curves(_("Predicted S-ketamine, half of it"), "ng/mL", s_half, is_low=True)] if s_half else []
    return [Curves(_("Predicted ketamine"), "ng/mL", racemic), *apart]


def _lines(curves: Iterable[Curve[Any]]) -> Iterator[Line]:
    styles = cycle(STYLES)
    for curve in curves:
        is_drug = curve.analyte == "ketamine"
        yield Line(
            name=curve.name if is_drug else _(curve.analyte),
            style=next(styles) if is_drug else "solid",
            points=curve.points,
            future_from=curve.future_from,
            outside_from=curve.outside_from,
            band=curve.band if is_drug else None,
            band_name=_("90 % of people"),
            weight="main" if is_drug else "thin",
        )


@dataclass(frozen=True)
class Preview:
    """The figure; by model the highest concentration, and of what; why a model is to be doubted or says nothing."""

    figure: Figure | None
    peaks: list[tuple[str, str, float]]
    doubts: list[str]


def preview(order: DoseCalculation, *, weight_kg: float, age_y: float) -> Preview:
    """The order given as calculated, at one rate from beginning to end."""
    end = float(order.duration_min)
    given = ConstantInfusion(DoseRate(float(order.mg_per_h), "mg/h"), TimePoint(0.0, "min"), TimePoint(end, "min"))
    minutes = tuple(float(minute) for minute in range(int(end) + AFTER_MIN + 1))
    curves = foreseen(Regimen((given,)), weight_kg=weight_kg, age_y=age_y, minutes=minutes)
    of_the_drug = [curve for curve in curves if curve.analyte == "ketamine"]
    drawn = [curve for curve in of_the_drug if curve.points]
    return Preview(
        figure=_figure(order, curves, end) if drawn else None,
        peaks=[(curve.name, curve.basis, max(value for _, value in curve.points)) for curve in drawn],
        doubts=[f"{curve.name}: {why}" for curve in of_the_drug for why in curve.why],
    )


def _figure(order: DoseCalculation, curves: Sequence[Curve[float]], end: float) -> Figure:
    return Figure(
        title=_("What the order would lead to"),
        description=_("Rate and expected concentrations over %(min)s minutes.") % {"min": round(end + AFTER_MIN)},
        axis=MinutesAxis(0.0, end + AFTER_MIN),
        panels=[
            Steps(_("Rate"), "mg/h", [StepSegment(0.0, end, float(order.mg_per_h), planned=True)]),
            *panels(curves),
        ],
        width=WIDTH,
    )
