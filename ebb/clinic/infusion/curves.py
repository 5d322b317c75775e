"""The predicted concentrations of a visit: teaching lines, driven by what the pump really did."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from ebb.clinic.infusion.sheet import Sheet
from ebb.figure import Curves, Line
from ebb.pathway import events as e
from ebb.pathway.prediction import Curve, predicted
from ebb.pharmacology import domino_1984, fanta_2015_otto_2021, kamp_2020

MODELS = (kamp_2020, domino_1984, fanta_2015_otto_2021)
STYLES = {kamp_2020.id: "solid", domino_1984.id: "dashed", fanta_2015_otto_2021.id: "solid"}
DAYS_A_YEAR = Decimal("365.25")


def concentrations(seen: Sheet, start: datetime, end: datetime) -> list[Curves]:
    """A line a model, with the band between people where it has one, norketamine thin; S-ketamine apart."""
    found = [curve for curve in curves(seen, start, end) if curve.points]
    panels = [Curves(_("Predicted ketamine"), "ng/mL", [_line(curve) for curve in found if curve.drug == "racemic"])]
    if s_half := [_line(curve) for curve in found if curve.drug == "S"]:
        panels.append(Curves(_("Predicted S-ketamine, half of it"), "ng/mL", s_half, is_low=True))
    return panels


def curves(seen: Sheet, start: datetime, end: datetime) -> list[Curve]:
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
        models=MODELS,
        ordered_mg=seen.amounts.ordered_mg,
    )


def _line(curve: Curve) -> Line:
    drug = curve.analyte == "ketamine"
    return Line(
        name=curve.name if drug else _(curve.analyte),
        style=STYLES[curve.model_id] if drug else "solid",
        points=curve.points,
        future_from=curve.future_from,
        outside_from=curve.outside_from,
        band=curve.band if drug else None,
        band_name=_("90 % of people"),
        weight="main" if drug else "thin",
    )
