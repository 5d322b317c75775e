"""Predicted concentrations as panels of a figure: before anything runs, and while it does."""

from collections.abc import Iterable, Iterator
from itertools import cycle
from typing import Any

from django.utils.translation import gettext as _

from ebb.figure import Curves, Line
from ebb.figure.panels import Style
from ebb.pathway.prediction import Curve

STYLES: tuple[Style, ...] = ("solid", "dashed", "dotted")


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
