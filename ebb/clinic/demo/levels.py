"""How much drug an invented body feels at a moment: the predicted plasma level, and the slower sites behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np

from ebb.clinic.demo.body import DISSOCIATION_LAG_MIN, PRESSURE_LAG_MIN, delayed
from ebb.pathway.prediction import predicted
from ebb.pathway.visit_facts import VisitFacts
from ebb.pharmacology import kamp_2020

STEP_MIN = 0.5
AHEAD = timedelta(minutes=10)


@dataclass(frozen=True)
class Levels:
    """Concentrations of ketamine in ng/mL on one grid of minutes since `zero`; empty before the first drug."""

    zero: datetime
    minutes: Sequence[float] = ()
    plasma: Sequence[float] = ()
    circulation: Sequence[float] = ()
    mind: Sequence[float] = ()

    def plasma_at(self, at: datetime) -> float:
        return self._read(self.plasma, at)

    def circulation_at(self, at: datetime) -> float:
        """Where blood pressure and heart rate follow."""
        return self._read(self.circulation, at)

    def mind_at(self, at: datetime) -> float:
        """Where dissociation follows."""
        return self._read(self.mind, at)

    def _read(self, values: Sequence[float], at: datetime) -> float:
        if not self.minutes:
            return 0.0
        return float(np.interp((at - self.zero).total_seconds() / 60, self.minutes, values, left=0.0))


def levels(
    facts: VisitFacts, *, weight_kg: Decimal, age: int, ordered_mg: Decimal, at: datetime, until: datetime
) -> Levels:
    """What `kamp_2020` expects of these facts, known at `at` and carried on to `until`."""
    curves = predicted(
        facts,
        weight_kg=weight_kg,
        age_y=age,
        from_=at - timedelta(days=1),
        to=until,
        at=at,
        models=[kamp_2020],
        ordered_mg=ordered_mg,
        every_min=STEP_MIN,
    )
    points = next((curve.points for curve in curves if curve.analyte == "ketamine"), ())
    if not points:
        return Levels(zero=at)
    zero = points[0][0]
    plasma = [((moment - zero).total_seconds() / 60, value) for moment, value in points]
    return Levels(
        zero=zero,
        minutes=[minute for minute, _ in plasma],
        plasma=[value for _, value in plasma],
        circulation=[value for _, value in delayed(plasma, PRESSURE_LAG_MIN)],
        mind=[value for _, value in delayed(plasma, DISSOCIATION_LAG_MIN)],
    )
