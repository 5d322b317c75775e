"""The concentration an order would lead to, as two models expect it: for teaching, never a target."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from ebb.figure import Curves, Figure, Line, MinutesAxis, Steps, StepSegment
from ebb.pathway.orders import Reckoning
from ebb.pharmacology import (
    Infusion,
    Instant,
    Model,
    Patient,
    PharmacologyError,
    Rate,
    Regimen,
    domino_1984,
    kamp_2020,
    simulate,
)

MODELS: tuple[tuple[Model, Literal["solid", "dashed"]], ...] = ((kamp_2020, "solid"), (domino_1984, "dashed"))
AFTER_MIN = 120
WIDTH = 640


@dataclass(frozen=True)
class Preview:
    """The figure, the highest concentration by each model, and why a model said nothing."""

    figure: Figure | None
    peaks: list[tuple[str, float]]
    silent: list[str]


def preview(order: Reckoning, *, weight_kg: float, age_y: float) -> Preview:
    """The order given as reckoned, at one rate from beginning to end."""
    end = float(order.duration_min)
    minutes = [float(minute) for minute in range(int(end) + AFTER_MIN + 1)]
    given = Infusion(Rate(float(order.mg_per_h), "mg/h"), Instant(0.0, "min"), Instant(end, "min"))
    lines, peaks, silent = [], [], []
    for model, style in MODELS:
        try:
            result = simulate(model, Regimen((given,)), Patient(weight_kg=weight_kg, age_y=age_y), minutes)
        except PharmacologyError as refused:
            silent.append(f"{model.title}: {refused}")
            continue
        values = result.concentrations_ng_ml["ketamine"][0].tolist()
        lines.append(Line(model.title, style, list(zip(minutes, values, strict=True))))
        peaks.append((model.title, max(values)))
        silent += [f"{model.title}: {reason.message}" for reason in result.outside.reasons]
    return Preview(_figure(order, lines, end) if lines else None, peaks, silent)


def _figure(order: Reckoning, lines: list[Line], end: float) -> Figure:
    rate = Steps(_("Rate"), "mg/h", [StepSegment(0.0, end, float(order.mg_per_h), planned=True)])
    expected = Curves(_("Expected"), "ng/mL", lines)
    return Figure(
        title=_("What the order would lead to"),
        description=_("Rate and expected concentration over %(min)s minutes.") % {"min": round(end + AFTER_MIN)},
        axis=MinutesAxis(0.0, end + AFTER_MIN),
        panels=[rate, expected],
        width=WIDTH,
    )
