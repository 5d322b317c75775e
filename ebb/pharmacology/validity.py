"""How near a model comes to what was measured in people it was not made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ebb.pharmacology.model import Model, Sampling
from ebb.pharmacology.people import Participant
from ebb.pharmacology.regimen import Drug, Regimen
from ebb.pharmacology.simulation import simulate
from ebb.pharmacology.values import Value

SIMONS = "Simons P, doctoral thesis, Leiden 2024, page 21"
WANG = "Wang J et al., Drug Des Devel Ther 2019;13:4135, abstract"
ENOUGH = 3
"""Fewer independent checks than this make no median."""
LONG_AFTER_MIN = 60.0 * 24 * 60
ADULT = Participant(70, 40)
"""Whom the models are asked about where the source names nobody's weight and age."""


@dataclass(frozen=True)
class Observation:
    """One published average: a concentration at `time_min`, or the whole area after the dose when that is None.

    measured: in ng/mL, or ng/mL x min for an area. fitted_by: the models estimated from these very data, for which it
    is no test. taken: what the source leaves open and is taken for granted here.
    """

    id: str
    drug: Drug
    people: str
    regimen: str
    time_min: float | None
    measured: Value
    patient: Participant = ADULT
    sampling: Sampling = "not seen"
    fitted_by: tuple[str, ...] = ()
    taken: str = ""

    @property
    def given(self) -> Regimen:
        """The regimen as it was given, in the drug that was given."""
        return Regimen.parse(self.regimen, drug=self.drug)


OBSERVATIONS: tuple[Observation, ...] = (
    Observation(
        id="zarate_2006",
        drug="racemic",
        people="depressed patients, 0.5 mg/kg over 40 min",
        regimen="infusion 0.75 mg/kg/h 0-40 min",
        time_min=40,
        measured=Value(
            185, "ng/mL", "Zarate 2006, as Zanos P et al., Pharmacol Rev 2018;70:621, table 1 prints it", "V2"
        ),
        taken="that the peak is at the end of the infusion; weight 70 kg",
    ),
    Observation(
        id="long_sedation_1990",
        drug="racemic",
        people="9 sedated patients with healthy liver and kidneys, third day of 1.1-1.3 mg/kg/h",
        regimen="infusion 1.2 mg/kg/h 0-72 h",
        time_min=72 * 60,
        measured=Value(
            1200,
            "ng/mL",
            "Effects of enzyme induction, renal and cardiac function on ketamine plasma kinetics in patients with "
            "ketamine long-term analgosedation, abstract (1.2 +/- 0.3 ug/mL)",
            "V",
        ),
        taken="the middle of the stated rates; weight 70 kg",
    ),
    Observation(
        id="wang_2019_racemic",
        drug="racemic",
        people="patients before gastroscopy, 1 mg/kg in 10 s",
        regimen="bolus 1 mg/kg @0 min",
        time_min=None,
        measured=Value(58821, "ng/mL x min", f"{WANG}: 500/18.4 + 500/15.8 by its clearances of S and R", "D"),
        taken="weight 70 kg",
    ),
    Observation(
        id="wang_2019_s",
        drug="S",
        people="patients before gastroscopy, 0.5 mg/kg in 10 s",
        regimen="bolus 0.5 mg/kg @0 min",
        time_min=None,
        measured=Value(27624, "ng/mL x min", f"{WANG}: 500/18.1 by its clearance of S-ketamine", "D"),
        taken="weight 70 kg",
    ),
    Observation(
        id="simons_2022_first",
        drug="S",
        people="20 volunteers after 50 mg of oral film, 20 mg over 20 min; 95 % interval 259-287",
        regimen="infusion 60 mg/h 0-20 min",
        patient=Participant(73, 24),
        time_min=20,
        measured=Value(273, "ng/mL", SIMONS, "V"),
        sampling="arterial",
        fitted_by=("simons_2022",),
        taken="that nothing is left of the oral film six hours later",
    ),
    Observation(
        id="simons_2022_second",
        drug="S",
        people="20 volunteers after 100 mg of oral film, 20 mg over 20 min; 95 % interval 251-269",
        regimen="infusion 60 mg/h 0-20 min",
        patient=Participant(73, 24),
        time_min=20,
        measured=Value(260, "ng/mL", SIMONS, "V"),
        sampling="arterial",
        fitted_by=("simons_2022",),
        taken="that nothing is left of the oral film six hours later",
    ),
)


@dataclass(frozen=True)
class ValidityCheck:
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
class ValidityCard:
    """What is known of one model's truth; `checks` is empty where no measurement was found."""

    model: Model
    checks: tuple[ValidityCheck, ...]

    @property
    def independent(self) -> tuple[ValidityCheck, ...]:
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


def validity(model: Model, observations: Sequence[Observation] = OBSERVATIONS) -> ValidityCard:
    """A model's predictions against every published measurement of its own drug.

    Returns a ValidityCard; concentrations in ng/mL, whole areas in ng/mL x min.
    Source: `Observation.measured`; median errors after Varvel JR et al., J Pharmacokinet Biopharm 1992;20:63.
    """
    return ValidityCard(model, tuple(_check(model, each) for each in observations if each.drug == model.drug))


def _check(model: Model, observation: Observation) -> ValidityCheck:
    time_min = LONG_AFTER_MIN if observation.time_min is None else observation.time_min
    result = simulate(model, observation.given, observation.patient, time_min)
    predicted = result.auc if observation.time_min is None else result.cp_ng_ml[:, 0]
    caveats = [reason.message for reason in result.outside.reasons]
    if {model.sampling, observation.sampling} == {"arterial", "venous"}:
        caveats.append(f"measured in {observation.sampling} blood, the model is {model.sampling}")
    if observation.taken:
        caveats.append(f"taken for granted: {observation.taken}")
    return ValidityCheck(observation, float(predicted[0]), model.id not in observation.fitted_by, tuple(caveats))
