"""The predicted concentrations of a visit: teaching lines, driven by what the pump really did."""

from datetime import datetime, timedelta
from decimal import Decimal

from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.prediction import SHOWN, Curve, predicted

DAYS_A_YEAR = Decimal("365.25")


def curves(seen: VisitSnapshot, start: datetime, end: datetime) -> list[Curve[datetime]]:
    """What the models expect between two moments, as it is known at the sheet's."""
    patient, weighed = seen.infusion.patient, e.latest(seen.facts, e.WeightMeasured)
    lived: timedelta = seen.at.date() - patient.born_on
    return predicted(
        seen.facts,
        weight_kg=weighed.weight_kg if weighed else seen.infusion.order.weight_kg,
        age_y=float(lived.days / DAYS_A_YEAR),
        from_=start,
        to=end,
        at=min(seen.at, end),
        models=SHOWN,
        ordered_mg=seen.amounts.ordered_mg,
    )
