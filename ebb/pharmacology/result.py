"""What a simulation answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ebb.pharmacology.compartments import System
from ebb.pharmacology.drawing import figure_of
from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.model import Model
from ebb.pharmacology.outside import Flags, Outside, outside, soon_after_bolus
from ebb.pharmacology.people import Array, People
from ebb.pharmacology.propagator import Input, propagate
from ebb.pharmacology.regimen import Regimen
from ebb.pharmacology.times import read_times


@dataclass(frozen=True, eq=False)
class Result:
    """Concentrations of p people at n times.

    times_min: shape (n,). concentrations_ng_ml: by analyte, each of shape (p, n); `basis` says of what.
    left_mg: what the compartments still hold at the last time, shape (p, compartments).
    assumption: what was taken for granted beyond the model's own paper, to be shown with every picture of it.
    """

    model: Model
    regimen: Regimen
    people: People
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
    course = propagate(system.flow_per_min, system.entry, reads, given, times_min)
    return {analyte: course.seen[:, row] for row, analyte in enumerate(system.reads)}, course.left_mg
