"""What a simulation answers, as numbers and as a figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ebb.figure import STYLES, Curves, Figure, Line, Mark, Marks, MinutesAxis, Panel, Steps, StepSegment, Style
from ebb.pharmacology.compartments import System
from ebb.pharmacology.errors import ModelError, TimesError
from ebb.pharmacology.model import Model
from ebb.pharmacology.outside import Flags, Outside, outside, soon_after_bolus
from ebb.pharmacology.people import Array, Participants
from ebb.pharmacology.propagator import Input, propagate
from ebb.pharmacology.regimen import Regimen

LONGEST_MIN = 60.0 * 24 * 365 * 10
"""Ten years: longer than any course of infusions, and short enough for the arithmetic."""


def read_times(times_min: ArrayLike) -> Array:
    """Times in minutes as an array, shape (n,); raises TimesError when they are not numbers rising from 0."""
    try:
        times = np.atleast_1d(np.asarray(times_min, dtype=float))
    except (TypeError, ValueError):
        raise TimesError(f"{times_min!r} are no times; give numbers, in minutes from the start") from None
    if times.ndim != 1 or not times.size:
        raise TimesError(f"times of shape {times.shape} are no list of times; give at least one, in minutes")
    if not np.isfinite(times).all():
        raise TimesError(f"time {times[~np.isfinite(times)][0]:g} min is not a time; give minutes from the start")
    if times.max() > LONGEST_MIN:
        raise TimesError(f"time {times.max():g} min is beyond the ten years that can be foreseen ({LONGEST_MIN:g} min)")
    wrong = np.append(times[0] < 0, np.diff(times) < 0)
    if wrong.any():
        place = int(np.argmax(wrong))
        why = f"comes after {times[place - 1]:g} min" if place else "lies before the start"
        raise TimesError(f"time {times[place]:g} min {why}; give times in minutes from 0 on, in rising order")
    return times


@dataclass(frozen=True, eq=False)
class SimulationResult:
    """Concentrations of p people at n times.

    times_min: shape (n,). concentrations_ng_ml: by analyte, each of shape (p, n); `basis` says of what.
    left_mg: what the compartments still hold at the last time, shape (p, compartments).
    assumption: what was taken for granted beyond the model's own paper, to be shown with every picture of it.
    """

    model: Model
    regimen: Regimen
    people: Participants
    times_min: Array
    ke0_per_min: float | None
    concentrations_ng_ml: Mapping[str, Array]
    left_mg: Array
    given: Input
    system: System
    assumption: str | None = None

    @property
    def cp_ng_ml(self) -> Array:
        """Plasma concentration of the drug given, ng/mL, shape (p, n)."""
        return self.concentrations_ng_ml["ketamine"]

    @property
    def ce_ng_ml(self) -> Array | None:
        """Effect-site concentration, ng/mL, shape (p, n); None when no ke0 was given."""
        return self.concentrations_ng_ml.get("effect site")

    @property
    def norketamine_ng_ml(self) -> Array | None:
        """Plasma concentration of norketamine, ng/mL, shape (p, n); None when the model has none. Read its basis."""
        return self.concentrations_ng_ml.get("norketamine")

    @property
    def basis(self) -> dict[str, str]:
        """By analyte, what a nanogram is a nanogram of: models count metabolites differently."""
        of = {**self.model.basis, "effect site": self.model.basis["ketamine"]}
        return {analyte: f"ng/mL of {of[analyte]}" for analyte in self.concentrations_ng_ml}

    @property
    def outside(self) -> Outside:
        """Which points and patients lie beyond the model's studied range, and why."""
        return outside(self.model.studied, self.people, self.given, self.times_min)

    @property
    def too_soon(self) -> Flags:
        """Which times lie so soon after a bolus that this model is not to be believed, shape (n,)."""
        return soon_after_bolus(self.model.blind_after_bolus, self.given, self.times_min)

    @property
    def cmax(self) -> Array:
        """Highest plasma concentration among `times_min`, ng/mL, shape (p,)."""
        return np.asarray(self.cp_ng_ml.max(axis=1))

    @property
    def auc(self) -> Array:
        """Exact area under the plasma concentration from 0 to the last time, ng/mL times min, shape (p,).

        Source: the integral of a linear system from its own balance, flow x integral = left - given.
        """
        balance = self.left_mg.copy()
        balance[:, self.system.entry] -= self.given.given_mg(float(self.times_min[-1]))
        dwelt_mg_min = np.linalg.solve(self.system.flow_per_min, balance[:, :, None])[:, :, 0]
        read = self.system.reads["ketamine"]
        return np.asarray(dwelt_mg_min[:, read.state] * read.ng_ml_per_mg)

    def of(self, analyte: str) -> Array:
        """The concentrations of one analyte, ng/mL, shape (p, n); raises ModelError, naming those there are."""
        if analyte not in self.concentrations_ng_ml:
            raise ModelError(f"{self.model.id} has no {analyte!r}; it has {', '.join(self.concentrations_ng_ml)}")
        return self.concentrations_ng_ml[analyte]

    def at(self, time_min: float, analyte: str = "ketamine") -> Array:
        """The exact concentration at any time from 0 on, on the grid or off it, ng/mL, shape (p,)."""
        self.of(analyte)
        return concentrations(self.system, self.given, read_times([time_min]))[0][analyte][:, 0]

    def quantiles(self, parts: Sequence[float] = (0.05, 0.5, 0.95), analyte: str = "ketamine") -> Array:
        """The concentrations below which these parts of the people lie, time by time, ng/mL, shape (parts, n).

        Raises ModelError for a part that is not from 0 to 1.
        Source: linear interpolation between order statistics (type 7 of Hyndman and Fan, Am Stat 1996;50:361).
        """
        if impossible := [part for part in parts if not 0.0 <= part <= 1.0]:
            raise ModelError(f"{impossible[0]:g} of the people is no part of them; ask for parts from 0 to 1")
        # Each time's people side by side in memory and sorted: several times quicker than np.quantile, which selects.
        rising = np.array(self.of(analyte).T, order="C")
        rising.sort(axis=1)
        places = np.asarray(parts) * (len(self.people) - 1)
        below = places.astype(int)
        low, high = rising[:, below], rising[:, np.minimum(below + 1, len(self.people) - 1)]
        return np.asarray(low + (places - below) * (high - low)).T

    def plot(self, width: int = 960) -> str:
        """The rate and every concentration over time, as one SVG that stands alone; `width` in pixels."""
        return figure_of([self], width).svg("print")

    def time_above(self, ng_ml: float) -> Array:
        """Minutes with the plasma above `ng_ml` between the first and the last time, shape (p,).

        Crossings are placed on straight lines between neighbouring times; ask for a fine grid.
        """
        height = self.cp_ng_ml - ng_ml
        low, high = np.minimum(height[:, :-1], height[:, 1:]), np.maximum(height[:, :-1], height[:, 1:])
        rise = np.where(high > low, high - low, 1.0)
        part = np.where(low >= 0, high > 0, np.clip(high, 0.0, None) / rise)
        return np.asarray(part @ np.diff(self.times_min))


def concentrations(system: System, given: Input, times_min: Array) -> tuple[dict[str, Array], Array]:
    """By analyte, ng/mL of shape (p, n), and the amounts left at the last time, shape (p, compartments)."""
    reads = np.zeros((len(system.flow_per_min), len(system.reads), system.flow_per_min.shape[1]))
    for row, read in enumerate(system.reads.values()):
        reads[:, row, read.state] = read.ng_ml_per_mg
    seen, left_mg = propagate(system.flow_per_min, system.entry, reads, given, times_min)
    return {analyte: seen[:, row] for row, analyte in enumerate(system.reads)}, left_mg


def figure_of(results: Sequence[SimulationResult], width: int = 960) -> Figure:
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


def _rates(result: SimulationResult, end: float) -> Panel:
    starts = result.given.starts_min
    ends = np.append(starts[1:], max(end, float(starts[-1])))
    rates = 60.0 * result.given.rate_mg_per_min[0]
    segments = [
        StepSegment(float(start), min(float(stop), end), float(rate))
        for start, stop, rate in zip(starts, ends, rates, strict=True)
        if rate > 0 and start < end
    ]
    return Steps("Rate", "mg/h", segments)


def _boluses(result: SimulationResult, end: float) -> Iterator[Panel]:
    marks = [
        Mark(float(start), f"bolus {mg:.3g} mg")
        for start, mg in zip(result.given.starts_min, result.given.bolus_mg[0], strict=True)
        if mg > 0 and start <= end
    ]
    if marks:
        yield Marks("Boluses", marks)


def _concentrations(results: Sequence[SimulationResult]) -> Iterator[Panel]:
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


def _line(result: SimulationResult, analyte: str, style: Style) -> Line:
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


def _notes(result: SimulationResult) -> Iterator[str]:
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
