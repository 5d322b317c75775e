"""Mass, clearance and steady state."""

import numpy as np
import pytest
from hypothesis import given, settings

from ebb.pharmacology import MODELS, Model, Participant, Regimen, simulate
from ebb.pharmacology.tests.strategies import models, patients, racemic_models, regimens

FOREVER_MIN = 60.0 * 24 * 60


@settings(deadline=None)
@given(racemic_models, regimens, patients)
def test_what_was_given_is_still_there_or_was_cleared(model: Model, regimen: Regimen, patient: Participant) -> None:
    result = simulate(model, regimen, patient, np.arange(0.0, 500.0, 3.0))

    cleared_mg = model.typical(patient)["CL"] * result.auc / 1000
    assert cleared_mg + result.left_mg.sum(axis=1) == pytest.approx(result.given.given_mg(498.0), rel=1e-12)


@settings(deadline=None)
@given(models, regimens, patients)
def test_the_whole_area_is_the_dose_over_the_clearance(model: Model, regimen: Regimen, patient: Participant) -> None:
    result = simulate(model, Regimen(regimen.lines, model.drug), patient, FOREVER_MIN)

    dose_mg = result.given.given_mg(FOREVER_MIN)
    assert result.auc == pytest.approx(1000 * dose_mg / model.typical(patient)["CL"], rel=1e-9)


@settings(deadline=None)
@given(models, patients)
def test_a_steady_rate_settles_at_the_rate_over_the_clearance(model: Model, patient: Participant) -> None:
    result = simulate(
        model, Regimen(drug=model.drug).infusion("0.2 mg/kg/h", "0 min", "1440 h"), patient, FOREVER_MIN - 1
    )

    settled = 1000 * (0.2 * patient.weight_kg / 60) / model.typical(patient)["CL"]
    assert result.cp_ng_ml[0, 0] == pytest.approx(settled, rel=1e-12)


def test_kamp_settles_at_238_ng_ml_under_20_mg_per_h() -> None:
    result = simulate(
        MODELS["kamp_2020"], Regimen().infusion("20 mg/h", "0 min", "1440 h"), Participant(70, 40), 80000.0
    )

    assert result.cp_ng_ml[0, 0] == pytest.approx(238, abs=0.5)


@pytest.mark.parametrize(
    ("model", "analyte", "hours"),
    [
        ("domino_1984", "ketamine", 1.9),
        ("clements_1981_250", "ketamine", 3.0),
        ("kamp_2020", "ketamine", 3.1),
        ("simons_2022", "ketamine", 3.2),
        ("simons_2022", "norketamine", 3.6),
        ("fanta_2015_otto_2021", "ketamine", 7.4),
        ("perezruixo_2021", "ketamine", 11.0),
    ],
)
def test_the_last_half_life_is_the_published_one(model: str, analyte: str, hours: float) -> None:
    bolus = Regimen(drug=MODELS[model].drug).bolus("10 mg", at="0 min")

    late = simulate(MODELS[model], bolus, Participant(70, 40), [8000, 8060]).of(analyte)[0]

    assert np.log(2) / np.log(late[0] / late[1]) == pytest.approx(hours, abs=0.06)


def test_fine_steps_add_up_to_the_exact_area() -> None:
    times_min = np.linspace(0, 300, 30001)

    result = simulate(MODELS["kamp_2020"], Regimen.parse("infusion 30 mg/h 0-100 min"), Participant(70, 40), times_min)

    assert result.auc[0] == pytest.approx(np.trapezoid(result.cp_ng_ml[0], times_min), rel=1e-6)
