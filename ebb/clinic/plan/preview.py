"""The concentrations an order would lead to, as models expect them: for teaching, never a target."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ebb.clinic.plan.expected import panels
from ebb.figure import Figure, MinutesAxis, Steps, StepSegment
from ebb.pathway.orders import DoseCalculation
from ebb.pathway.prediction import Curve, foreseen
from ebb.pharmacology import ConstantInfusion, DoseRate, Regimen, TimePoint

AFTER_MIN = 120
WIDTH = 640


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
