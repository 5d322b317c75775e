"""What a regimen does in the body: the question and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ebb.pharmacology.compartments import System
from ebb.pharmacology.errors import EnantiomerError, ModelError, TimesError
from ebb.pharmacology.model import Model
from ebb.pharmacology.outside import Outside, outside
from ebb.pharmacology.people import Array, Patient, People
from ebb.pharmacology.propagator import Input, propagate
from ebb.pharmacology.regimen import Regimen

Patients = Patient | Sequence[Patient] | People

DRUG_NAMES = {"racemic": "racemic ketamine", "S": "S-ketamine"}


@dataclass(frozen=True, eq=False)
class Result:
    """Concentrations of p people at n times.

    times_min: shape (n,). concentrations_ng_ml: by analyte, each of shape (p, n), in the unit that `basis` names.
    left_mg: what the compartments still hold at the last time, shape (p, compartments).
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

    @property
    def cp_ng_ml(self) -> Array:
        """Plasma concentration of the drug given, ng/mL, shape (p, n)."""
        return self.concentrations_ng_ml["ketamine"]

    @property
    def ce_ng_ml(self) -> Array | None:
        """Effect-site concentration, ng/mL, shape (p, n); None when no ke0 was given."""
        return self.concentrations_ng_ml.get("effect site")

    @property
    def basis(self) -> str:
        """What a nanogram here is a nanogram of."""
        return f"ng/mL of {DRUG_NAMES[self.model.drug]} base"

    @property
    def outside(self) -> Outside:
        """Which points and patients lie beyond the model's studied range, and why."""
        return outside(self.model.studied, self.people, self.given, self.times_min)

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

    def at(self, time_min: float, analyte: str = "ketamine") -> Array:
        """The exact concentration at any time from 0 on, on the grid or off it, ng/mL, shape (p,)."""
        return _concentrations(self.system, self.given, read_times([time_min]))[0][analyte][:, 0]

    def time_above(self, ng_ml: float) -> Array:
        """Minutes with the plasma above `ng_ml` between the first and the last time, shape (p,).

        Crossings are placed on straight lines between neighbouring times; ask for a fine grid.
        """
        height = self.cp_ng_ml - ng_ml
        low, high = np.minimum(height[:, :-1], height[:, 1:]), np.maximum(height[:, :-1], height[:, 1:])
        rise = np.where(high > low, high - low, 1.0)
        part = np.where(low >= 0, high > 0, np.clip(high, 0.0, None) / rise)
        return np.asarray(part @ np.diff(self.times_min))


def simulate(
    model: Model, regimen: Regimen, patients: Patients, times_min: ArrayLike, *, ke0_per_min: float | None = None
) -> Result:
    """Concentrations after a regimen, exact at every time asked for.

    regimen: of the model's own drug. patients: one, several, or People, p in all. times_min: minutes from the start,
    rising, from 0 on, on any grid or none, shape (n,); a time at a bolus sees it given. ke0_per_min: adds an effect
    site that follows the plasma at this rate.
    Returns a Result with ng/mL of shape (p, n).
    Raises EnantiomerError, TimesError, AmountError or ModelError, each with the value and what would be right.
    Source: `model.source` for the numbers; for the method see `propagate`.
    """
    if regimen.drug != model.drug:
        raise EnantiomerError(
            f"{model.id} is a model of {DRUG_NAMES[model.drug]} and the regimen is of {DRUG_NAMES[regimen.drug]}; "
            f"use a model of {DRUG_NAMES[regimen.drug]} or convert the regimen first"
        )
    people, times = People.of(patients), read_times(times_min)
    system = model.structure.system(model.sized_for(people))
    if ke0_per_min is not None:
        system = system.with_effect_site(_checked_ke0(ke0_per_min))
    given = regimen.given_to(people)
    concentrations, left_mg = _concentrations(system, given, times)
    return Result(model, regimen, people, times, ke0_per_min, concentrations, left_mg, given, system)


def compare(
    models: Sequence[Model],
    regimen: Regimen,
    patient: Patients,
    times_min: ArrayLike,
    *,
    ke0_per_min: float | None = None,
) -> dict[str, Result]:
    """The same regimen through several models, side by side.

    Arguments as for `simulate`. Returns a Result for each model, by its id, in the order given.
    """
    return {model.id: simulate(model, regimen, patient, times_min, ke0_per_min=ke0_per_min) for model in models}


def read_times(times_min: ArrayLike) -> Array:
    """Times in minutes as an array, shape (n,); raises TimesError when they are not numbers rising from 0."""
    times = np.atleast_1d(np.asarray(times_min, dtype=float))
    if times.ndim != 1 or not times.size:
        raise TimesError(f"times of shape {times.shape} are no list of times; give at least one, in minutes")
    if not np.isfinite(times).all():
        raise TimesError(f"time {times[~np.isfinite(times)][0]:g} min is not a time; give minutes from the start")
    if times[0] < 0 or (np.diff(times) < 0).any():
        wrong = int(np.argmax(np.append(times[0] < 0, np.diff(times) < 0)))
        before = f"comes after {times[wrong - 1]:g} min" if wrong else "lies before the start"
        raise TimesError(f"time {times[wrong]:g} min {before}; give times in minutes from 0 on, in rising order")
    return times


def _checked_ke0(ke0_per_min: float) -> float:
    if not (np.isfinite(ke0_per_min) and ke0_per_min > 0):
        raise ModelError(f"ke0 {ke0_per_min:g} /min is impossible; it must be above 0 /min")
    return ke0_per_min


def _concentrations(system: System, given: Input, times_min: Array) -> tuple[dict[str, Array], Array]:
    reads = np.zeros((len(system.flow_per_min), len(system.reads), system.flow_per_min.shape[1]))
    for row, read in enumerate(system.reads.values()):
        reads[:, row, read.state] = read.ng_ml_per_mg
    course = propagate(system.flow_per_min, system.entry, reads, given, times_min)
    return {analyte: course.seen[:, row] for row, analyte in enumerate(system.reads)}, course.left_mg
