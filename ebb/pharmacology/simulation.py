"""What a regimen does in the body of one person, of several, or of a thousand like one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ebb.pharmacology.compartments import Parameters
from ebb.pharmacology.errors import EnantiomerError, ModelError
from ebb.pharmacology.model import Model
from ebb.pharmacology.people import Participant, Participants
from ebb.pharmacology.regimen import Regimen
from ebb.pharmacology.result import SimulationResult, concentrations, read_times

Patients = Participant | Sequence[Participant] | Participants

DRUG_NAMES = {"racemic": "racemic ketamine", "S": "S-ketamine"}


def simulate(
    model: Model,
    regimen: Regimen,
    patients: Patients,
    times_min: ArrayLike,
    *,
    ke0_per_min: float | None = None,
    analytes: Sequence[str] | None = None,
) -> SimulationResult:
    """Concentrations after a regimen, exact at every time asked for.

    regimen: of the model's own drug. patients: one, several, or Participants, p in all. times_min: minutes from the
    start, rising, from 0 on, on any grid or none, shape (n,); a time at a bolus sees it given. ke0_per_min: adds an
    effect site that follows the plasma at this rate. analytes: which metabolites to follow beside ketamine, all of
    them when None; fewer are quicker.
    Returns a SimulationResult with ng/mL of shape (p, n).
    Raises EnantiomerError, TimesError, AmountError or ModelError, each with the value and what would be right.
    Source: `model.source` for the numbers; for the method see `propagate`.
    """
    people = Participants.of(patients)
    return _answer(model, regimen, people, times_min, model.sized_for(people), ke0_per_min, analytes, None)


def population(
    model: Model,
    regimen: Regimen,
    patient: Participant,
    times_min: ArrayLike,
    *,
    people: int,
    seed: int,
    ke0_per_min: float | None = None,
    analytes: Sequence[str] | None = None,
    borrow: Model | None = None,
) -> SimulationResult:
    """Concentrations in so many people of one weight and age who differ as published.

    regimen, times_min, ke0_per_min, analytes: as for `simulate`. seed: the same seed draws the same people. borrow:
    for a model without published variability, the model whose is taken instead; the result's `assumption` says so.
    Returns a SimulationResult with ng/mL of shape (people, n); its `quantiles` make the band. Residual error is left
    out: the band is of true concentrations, not of measured ones.
    Raises ModelError when the model has no published variability and none is borrowed; otherwise as `simulate`.
    Source: `model.omega`, log-normal, full covariance.
    """
    lender = model if borrow is None else borrow
    if people < 1:
        raise ModelError(f"{people} people make no population; ask for 1 or more")
    if seed < 0:
        raise ModelError(f"seed {seed} draws nobody; it must be a whole number from 0 on")
    if lender.omega is None:
        raise ModelError(f"{lender.id} has no published variability between people; name a model to borrow it from")
    alike = Participants(np.full(people, patient.weight_kg), np.full(people, patient.age_y))
    parameters = dict(model.sized_for(alike))
    for name, factor in lender.omega.factors(people, seed).items():
        if name in parameters:
            parameters[name] = parameters[name] * factor
    assumption = None if lender is model else f"variability between people borrowed from {lender.id}"
    return _answer(model, regimen, alike, times_min, parameters, ke0_per_min, analytes, assumption)


def compare(
    models: Sequence[Model],
    regimen: Regimen,
    patient: Patients,
    times_min: ArrayLike,
    *,
    ke0_per_min: float | None = None,
) -> dict[str, SimulationResult]:
    """The same regimen through several models, side by side.

    Arguments as for `simulate`. Returns a SimulationResult for each model, by its id, in the order given.
    """
    return {model.id: simulate(model, regimen, patient, times_min, ke0_per_min=ke0_per_min) for model in models}


def _answer(
    model: Model,
    regimen: Regimen,
    people: Participants,
    times_min: ArrayLike,
    parameters: Parameters,
    ke0_per_min: float | None,
    analytes: Sequence[str] | None,
    assumption: str | None,
) -> SimulationResult:
    if regimen.drug != model.drug:
        conversion = "take regimen.s_part()" if model.drug == "S" else "use a model of S-ketamine"
        raise EnantiomerError(
            f"{model.id} is a model of {DRUG_NAMES[model.drug]} and the regimen is of {DRUG_NAMES[regimen.drug]}; "
            f"{conversion}"
        )
    times = read_times(times_min)
    system = model.structure.system(parameters)
    if analytes is not None:
        system = system.only(list(dict.fromkeys(("ketamine", *analytes))))
    if ke0_per_min is not None:
        system = system.with_effect_site(ke0_per_min)
    given = regimen.given_to(people)
    seen, left_mg = concentrations(system, given, times)
    return SimulationResult(model, regimen, people, times, ke0_per_min, seen, left_mg, given, system, assumption)
