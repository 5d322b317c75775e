import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.pharmacology import Model, ModelError, Participant, Regimen, domino_1984, kamp_2020, simulate
from ebb.pharmacology.tests.polyexponential import impulse
from ebb.pharmacology.tests.strategies import patients, racemic_models

BOLUS = Regimen().bolus("10 mg", at="0 min")
TIMES = np.array([0.0, 0.5, 1, 2, 5, 10, 30, 60, 120])


@settings(deadline=None)
@given(racemic_models, patients, st.integers(0, 1))
def test_a_site_as_fast_as_the_drug_declines_is_like_any_other(model: Model, patient: Participant, which: int) -> None:
    coefficients, rates = impulse(model, patient)
    ke0 = float(rates[which])

    result = simulate(model, BOLUS, patient, TIMES, ke0_per_min=ke0)

    others = [i for i in range(rates.size) if i != which]
    expected = coefficients[which] * ke0 * TIMES * np.exp(-ke0 * TIMES)
    for i in others:
        expected += coefficients[i] * ke0 * (np.exp(-rates[i] * TIMES) - np.exp(-ke0 * TIMES)) / (ke0 - rates[i])
    assert result.ce_ng_ml is not None
    assert result.ce_ng_ml[0] == pytest.approx(1e4 * expected, rel=1e-9, abs=1e-9)


def test_it_is_smooth_across_the_drugs_own_rate() -> None:
    rate = float(impulse(kamp_2020, Participant(70, 40))[1][1])
    results = [
        simulate(kamp_2020, BOLUS, Participant(70, 40), TIMES, ke0_per_min=rate * (1 + away)).ce_ng_ml
        for away in (-1e-12, 0.0, 1e-12)
    ]

    assert results[0] == pytest.approx(results[1], rel=1e-11)
    assert results[2] == pytest.approx(results[1], rel=1e-11)


def test_it_starts_at_zero_and_takes_nothing_from_the_plasma() -> None:
    without = simulate(domino_1984, BOLUS, Participant(70, 40), TIMES)

    with_site = simulate(domino_1984, BOLUS, Participant(70, 40), TIMES, ke0_per_min=0.238)

    assert with_site.ce_ng_ml is not None
    assert with_site.ce_ng_ml[0, 0] == 0.0
    assert with_site.cp_ng_ml == pytest.approx(without.cp_ng_ml, rel=1e-12)
    assert without.ce_ng_ml is None


def test_its_whole_area_is_that_of_the_plasma() -> None:
    times_min = np.linspace(0, 6000, 120001)

    result = simulate(
        domino_1984, Regimen.parse("infusion 35 mg/h 0-60 min"), Participant(70, 40), times_min, ke0_per_min=0.238
    )

    assert result.ce_ng_ml is not None
    assert np.trapezoid(result.ce_ng_ml[0], times_min) == pytest.approx(result.auc[0], rel=1e-6)


@pytest.mark.parametrize("ke0", [0.0, -0.1, float("nan"), float("inf")])
def test_it_refuses_an_impossible_ke0(ke0: float) -> None:
    with pytest.raises(ModelError, match="above 0 /min"):
        simulate(kamp_2020, BOLUS, Participant(70, 40), TIMES, ke0_per_min=ke0)
