"""How near a model comes to what was measured in people it was not made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ebb.pharmacology.catalogue import MODELS
from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.model import Model
from ebb.pharmacology.observations import OBSERVATIONS, Observation
from ebb.pharmacology.simulation import simulate

ENOUGH = 3
"""Fewer independent checks than this make no median."""

LONG_AFTER_MIN = 60.0 * 24 * 60

DEFAULT_ID = "kamp_2020"


@dataclass(frozen=True)
class Check:
    """One prediction beside its measurement.

    predicted: in the unit of the measurement. error_percent: (predicted - measured) / measured. independent: whether
    the model was made without these data. caveats: why the two might differ for reasons other than the model.
    """

    observation: Observation
    predicted: float
    independent: bool
    caveats: tuple[str, ...]

    @property
    def error_percent(self) -> float:
        measured = self.observation.measured.x
        return 100.0 * (self.predicted - measured) / measured


@dataclass(frozen=True)
class Card:
    """What is known of one model's truth; `checks` is empty where no measurement was found."""

    model: Model
    checks: tuple[Check, ...]

    @property
    def independent(self) -> tuple[Check, ...]:
        """The checks that test the model rather than repeat its own data."""
        return tuple(check for check in self.checks if check.independent)

    @property
    def mdpe_percent(self) -> float | None:
        """Median prediction error, the bias; None with too few independent checks."""
        errors = [check.error_percent for check in self.independent]
        return median(errors) if len(errors) >= ENOUGH else None

    @property
    def mdape_percent(self) -> float | None:
        """Median absolute prediction error, the inaccuracy; None with too few independent checks."""
        errors = [abs(check.error_percent) for check in self.independent]
        return median(errors) if len(errors) >= ENOUGH else None

    @property
    def summary(self) -> str:
        """One line in words."""
        if not self.independent:
            return "none found: no published measurement that the model was not made from"
        worst = max(self.independent, key=lambda check: abs(check.error_percent))
        return f"{len(self.independent)} found; the worst is {worst.error_percent:+.0f} % ({worst.observation.id})"


def validity(model: Model, observations: Sequence[Observation] = OBSERVATIONS) -> Card:
    """A model's predictions against every published measurement of its own drug.

    Returns a Card; concentrations in ng/mL, whole areas in ng/mL x min.
    Source: `Observation.measured`; median errors after Varvel JR et al., J Pharmacokinet Biopharm 1992;20:63.
    """
    return Card(model, tuple(_check(model, each) for each in observations if each.drug == model.drug))


def default_model() -> Model:
    """The model shown when nobody chose one; raises ModelError should it have no independent check."""
    model = MODELS[DEFAULT_ID]
    if not validity(model).independent:
        raise ModelError(f"{model.id} was never held against independent measurements; it cannot be the default")
    return model


def _check(model: Model, observation: Observation) -> Check:
    time_min = LONG_AFTER_MIN if observation.time_min is None else observation.time_min
    result = simulate(model, observation.given, observation.patient, time_min)
    predicted = result.auc if observation.time_min is None else result.cp_ng_ml[:, 0]
    caveats = [reason.message for reason in result.outside.reasons]
    if {model.sampling, observation.sampling} == {"arterial", "venous"}:
        caveats.append(f"measured in {observation.sampling} blood, the model is {model.sampling}")
    if observation.taken:
        caveats.append(f"taken for granted: {observation.taken}")
    return Check(observation, float(predicted[0]), model.id not in observation.fitted_by, tuple(caveats))
