import numpy as np
import pytest
from hypothesis import given, settings

from ebb.pharmacology import Model, Participant, Regimen, kamp_2020, simulate
from ebb.pharmacology.tests.polyexponential import impulse, plasma
from ebb.pharmacology.tests.strategies import patients, racemic_models, regimens, times


@settings(deadline=None)
@given(racemic_models, regimens, patients, times)
def test_it_agrees_with_the_closed_form(
    model: Model, regimen: Regimen, patient: Participant, times_min: list[float]
) -> None:
    result = simulate(model, regimen, patient, times_min)

    expected = plasma(model, regimen, patient, np.array(times_min))
    assert result.cp_ng_ml[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_it_agrees_after_a_hundred_hours_of_changing_rates() -> None:
    regimen = Regimen.from_rates([(60.0 * i, 5.0 + (7 * i) % 16) for i in range(100)], end_min=6000)
    times_min = np.linspace(0, 7000, 14001)

    result = simulate(kamp_2020, regimen, Participant(70, 40), times_min)

    expected = plasma(kamp_2020, regimen, Participant(70, 40), times_min)
    assert result.cp_ng_ml[0] == pytest.approx(expected, rel=1e-9)


@given(racemic_models, patients)
def test_the_coefficients_of_an_impulse_add_up_to_one_over_central_volume(model: Model, patient: Participant) -> None:
    coefficients, rates = impulse(model, patient)

    known = model.typical(patient)
    assert coefficients.sum() == pytest.approx(1 / known["V1"], rel=1e-12)
    assert (coefficients / rates).sum() == pytest.approx(1 / known["CL"], rel=1e-11)
