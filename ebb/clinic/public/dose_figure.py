"""What the shipped models expect in the blood after a dose that a visitor chose. It knows no patient.

Only doses within programme A's usual limits are asked for, in coarse steps, for one typical person of each model: a
few milliseconds of work and nothing kept, so that a stranger's questions crowd out nothing of the chairs'.
"""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext_lazy as _

from ebb.pharmacology import MODELS, Infusion, Instant, Patient, Rate, Regimen, Result, simulate

AGE_Y = 30  # within what every model was made from; none of them changes with age below 60
AFTER_MIN = 120
EVERY_MIN = 2

MADE_FROM = {
    "kamp_2020": (_("18 studies put together; blood from artery or vein"), ["S41"]),
    "domino_1984": (_("healthy adults; we do not know where the blood was taken"), ["S94"]),
    "clements_1981_250": (_("healthy adults; we do not know where the blood was taken"), ["S95"]),
    "fanta_2015_otto_2021": (_("11 healthy men; blood from a vein"), ["S43"]),
    "simons_2022": (_("20 healthy young people; blood from an artery"), ["S97"]),
    "perezruixo_2021": (_("820 people, many with depression; blood from a vein"), ["S98"]),
}
SOURCES = {source for _words, sources in MADE_FROM.values() for source in sources}


@dataclass(frozen=True)
class Chosen:
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
class Said:
    """What one model says over the minutes and at the end of the drip, in ng/mL, and what it was made from.

    `beyond_from_min`: from then on it speaks of what it was not made from; None when it never does.
    """

    name: str
    points: list[tuple[float, float]]
    at_the_end: float
    beyond_from_min: float | None
    made_from: str
    sources: list[str]


@dataclass(frozen=True)
class Answers:
    """What the models of one drug say, side by side."""

    models: list[Said]

    @property
    def low(self) -> float:
        return min(said.at_the_end for said in self.models)

    @property
    def high(self) -> float:
        return max(said.at_the_end for said in self.models)

    @property
    def times(self) -> float:
        """How many times the lowest goes into the highest."""
        return self.high / self.low


def answers(chosen: Chosen) -> tuple[Answers, Answers]:
    """What every shipped model says of a dose of whole (racemic) ketamine; those of S-ketamine get the S half."""
    start, end = Instant(0.0, "min"), Instant(float(chosen.duration_min), "min")
    whole = Regimen((Infusion(Rate(chosen.mg_per_h, "mg/h"), start, end),))
    return _answers(whole, chosen), _answers(whole.s_part(), chosen)


def _answers(regimen: Regimen, chosen: Chosen) -> Answers:
    patient = Patient(float(chosen.weight_kg), float(AGE_Y))
    end = chosen.duration_min + AFTER_MIN
    # the end of the drip stands on the grid, so that the peak is drawn and told as it is
    minutes = np.union1d(np.arange(0, end + 1, EVERY_MIN), [chosen.duration_min, end]).astype(float)
    models = [model for model in MODELS.values() if model.drug == regimen.drug]
    return Answers([_said(simulate(model, regimen, patient, minutes, analytes=()), chosen) for model in models])


def _said(result: Result, chosen: Chosen) -> Said:
    made_from, sources = MADE_FROM[result.model.id]
    minutes = result.times_min.tolist()
    beyond = np.flatnonzero(result.outside.points[0])
    return Said(
        name=result.model.title.partition(",")[0],
        points=list(zip(minutes, result.cp_ng_ml[0].tolist(), strict=True)),
        at_the_end=float(result.at(chosen.duration_min)[0]),
        beyond_from_min=minutes[int(beyond[0])] if beyond.size else None,
        made_from=made_from,
        sources=sources,
    )
