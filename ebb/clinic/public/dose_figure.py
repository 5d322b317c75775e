"""What the shipped models expect in the blood after a dose that a visitor chose, and its figure. It knows no patient.

Only doses within programme A's usual limits are asked for, in coarse steps, for one typical person of each model: a
few milliseconds of work and nothing kept, so that a stranger's questions crowd out nothing of the chairs'.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle

import numpy as np
from django.utils.translation import gettext as _

from ebb.figure import STYLES, Curves, Figure, Line, MinutesAxis, Steps, StepSegment, Table
from ebb.pharmacology import MODELS, ConstantInfusion, DoseRate, Model, Participant, Regimen, TimePoint, simulate

AGE_Y = 30  # within what every model was made from; none of them changes with age below 60
AFTER_MIN = 120
EVERY_MIN = 2
PHONE, PAGE = 340, 700  # pixels; each page shows the drawing that fits it, so that its words stay readable


@dataclass(frozen=True)
class ChosenDose:
    """A dose for a person, as the form took it."""

    dose_mg_per_kg: Decimal
    duration_min: int
    weight_kg: int

    @property
    def mg(self) -> Decimal:
        return self.dose_mg_per_kg * self.weight_kg

    @property
    def mg_per_h(self) -> float:
        return float(self.mg * 60 / self.duration_min)


@dataclass(frozen=True)
class ModelPrediction:
    """What one model predicts over the minutes and at the end of the drip, in ng/mL.

    `beyond_from_min`: from then on it speaks of what it was not made from; None when it never does.
    """

    model: Model
    points: list[tuple[float, float]]
    at_the_end: float
    beyond_from_min: float | None

    @property
    def name(self) -> str:
        """Author and year."""
        return self.model.title.partition(",")[0]


@dataclass(frozen=True)
class DrugPredictions:
    """What the models of one drug predict, side by side."""

    models: list[ModelPrediction]

    @property
    def low(self) -> float:
        return min(prediction.at_the_end for prediction in self.models)

    @property
    def high(self) -> float:
        return max(prediction.at_the_end for prediction in self.models)

    @property
    def times(self) -> float:
        """How many times the lowest goes into the highest."""
        return self.high / self.low


@dataclass(frozen=True)
class DoseFigure:
    """A dose, what the models predict for it, and the drawing in two widths."""

    dose: ChosenDose
    whole: DrugPredictions
    s_half: DrugPredictions

    @property
    def groups(self) -> list[tuple[str, DrugPredictions]]:
        """The predictions under the names of their drugs."""
        return [(_("Whole ketamine"), self.whole), (_("Its S half"), self.s_half)]

    @property
    def svg(self) -> str:
        return self.figure(PAGE).svg()

    @property
    def narrow_svg(self) -> str:
        """The drawing for a phone; it stands on one page with the wide one, so its ids are others."""
        return self.figure(PHONE).svg(id="narrow")

    @property
    def table(self) -> Table:
        """The same to be read."""
        return self.figure(PAGE).table()

    def figure(self, width: int) -> Figure:
        """The drip above, below it what the models of whole ketamine and of its S half expect."""
        end = float(self.dose.duration_min)
        numbers = {"mg": f"{float(self.dose.mg):g}", "min": self.dose.duration_min, "kg": self.dose.weight_kg}
        return Figure(
            title=_("%(mg)s mg of ketamine over %(min)s minutes, a person of %(kg)s kg") % numbers,
            description=_("What each model expects in the blood, until two hours after the drip."),
            axis=MinutesAxis(0.0, end + AFTER_MIN),
            panels=[
                Steps(_("The drip"), "mg/h", [StepSegment(0.0, end, self.dose.mg_per_h)]),
                *(Curves(name, "ng/mL", _lines(predictions)) for name, predictions in self.groups),
            ],
            width=width,
        )


def predict(dose: ChosenDose) -> tuple[DrugPredictions, DrugPredictions]:
    """What every shipped model predicts for whole (racemic) ketamine; those of S-ketamine get the S half."""
    start, end = TimePoint(0.0, "min"), TimePoint(float(dose.duration_min), "min")
    whole = Regimen((ConstantInfusion(DoseRate(dose.mg_per_h, "mg/h"), start, end),))
    racemic, s_half = (
        DrugPredictions([_prediction(model, regimen, dose) for model in MODELS.values() if model.drug == regimen.drug])
        for regimen in (whole, whole.s_part())
    )
    return racemic, s_half


def _prediction(model: Model, regimen: Regimen, dose: ChosenDose) -> ModelPrediction:
    end = dose.duration_min + AFTER_MIN
    # the end of the drip stands on the grid, so that the peak is drawn and told as it is
    minutes = np.union1d(np.arange(0, end + 1, EVERY_MIN), [dose.duration_min, end]).astype(float)
    result = simulate(model, regimen, Participant(float(dose.weight_kg), float(AGE_Y)), minutes, analytes=())
    beyond = np.flatnonzero(result.outside.points[0])
    return ModelPrediction(
        model=model,
        points=list(zip(minutes.tolist(), result.cp_ng_ml[0].tolist(), strict=True)),
        at_the_end=float(result.at(dose.duration_min)[0]),
        beyond_from_min=float(minutes[beyond[0]]) if beyond.size else None,
    )


def _lines(predictions: DrugPredictions) -> list[Line]:
    return [
        Line(prediction.name, style, prediction.points, outside_from=prediction.beyond_from_min)
        for prediction, style in zip(predictions.models, cycle(STYLES), strict=False)
    ]
