import numpy as np
import pytest

from ebb.pharmacology import (
    MODELS,
    ModelError,
    Omega,
    Participant,
    Regimen,
    Value,
    domino_1984,
    fanta_2015_otto_2021,
    kamp_2020,
    population,
    simons_2022,
    simulate,
)

ADULT = Participant(70, 40)
SHORT = Regimen.parse("infusion 30 mg/h 0-40 min", drug="S")
TIMES = [5, 40, 120]
assert fanta_2015_otto_2021.omega is not None
OTTO = fanta_2015_otto_2021.omega


def variance(x: float, unit: str = "1") -> Value:
    return Value(x, unit, "invented for this test", "D")


def test_the_same_seed_draws_the_same_people() -> None:
    one, other, third = (population(simons_2022, SHORT, ADULT, TIMES, people=50, seed=seed) for seed in (4, 4, 5))

    assert (one.cp_ng_ml == other.cp_ng_ml).all()
    assert (one.cp_ng_ml != third.cp_ng_ml).any()


def test_the_typical_person_lies_in_the_middle_of_the_band() -> None:
    low, middle, high = population(simons_2022, SHORT, ADULT, TIMES, people=4000, seed=1).quantiles()

    typical = simulate(simons_2022, SHORT, ADULT, TIMES).cp_ng_ml[0]
    assert middle == pytest.approx(typical, rel=0.02)
    assert (low < typical).all()
    assert (typical < high).all()


def test_the_spread_of_a_sample_approaches_the_published_one() -> None:
    factors = OTTO.factors(200_000, seed=3)

    spread = factors["CL_NK"].std() / factors["CL_NK"].mean()
    together = np.cov(np.log(factors["V1"]), np.log(factors["CL"]))
    assert spread == pytest.approx(np.sqrt(np.expm1(0.1032)), rel=0.01)
    assert together == pytest.approx(np.array([[0.0842, 0.0226], [0.0226, 0.0260]]), rel=0.03)
    assert np.corrcoef(np.log(factors["V1"]), np.log(factors["CL_NK"]))[0, 1] == pytest.approx(0, abs=0.01)


def test_no_variance_gives_the_typical_person() -> None:
    still = Omega({"CL": variance(0.0), "V1": variance(0.0)}, {("CL", "V1"): variance(0.0)})

    assert all((factor == 1.0).all() for factor in still.factors(10, seed=1).values())


def test_a_coefficient_of_variation_is_that_of_the_sample() -> None:
    factors = Omega({"CL": variance(120.0, "%CV")}).factors(400_000, seed=2)["CL"]

    assert factors.std() / factors.mean() == pytest.approx(1.2, rel=0.03)


def test_contradicting_covariances_are_refused() -> None:
    with pytest.raises(ModelError, match="must be positive"):
        Omega({"CL": variance(0.01), "V1": variance(0.01)}, {("CL", "V1"): variance(0.02)})


@pytest.mark.parametrize("id", ["kamp_2020", "domino_1984", "clements_1981_250"])
def test_a_model_without_published_variability_gets_no_band(id: str) -> None:
    with pytest.raises(ModelError, match=f"{id} has no published variability between people"):
        population(MODELS[id], Regimen(), ADULT, TIMES, people=10, seed=1)


def test_borrowed_variability_says_from_whom() -> None:
    regimen = Regimen.parse("infusion 30 mg/h 0-40 min")

    result = population(kamp_2020, regimen, ADULT, TIMES, people=10, seed=1, borrow=fanta_2015_otto_2021)

    assert result.assumption == "variability between people borrowed from fanta_2015_otto_2021"
    assert simulate(kamp_2020, regimen, ADULT, TIMES).assumption is None


def test_borrowed_variability_reaches_a_model_of_rate_constants() -> None:
    bolus = Regimen().bolus("10 mg", at="0 min")
    result = population(domino_1984, bolus, ADULT, 90000.0, people=20, seed=1, borrow=fanta_2015_otto_2021)

    clearances = 10 / result.auc
    factors = OTTO.factors(20, seed=1)["CL"]
    assert clearances * 1000 == pytest.approx(domino_1984.typical(ADULT)["CL"] * factors, rel=1e-9)


def test_it_refuses_an_empty_population() -> None:
    with pytest.raises(ModelError, match="ask for 1 or more"):
        population(simons_2022, SHORT, ADULT, TIMES, people=0, seed=1)


@pytest.mark.parametrize("people", [1, 2, 21, 1000])
def test_the_band_lies_between_the_same_people_as_numpy_says(people: int) -> None:
    result = population(simons_2022, SHORT, ADULT, TIMES, people=people, seed=1)

    band = result.quantiles((0.0, 0.05, 0.333, 0.5, 1.0), "norketamine")

    expected = np.quantile(result.of("norketamine"), (0.0, 0.05, 0.333, 0.5, 1.0), axis=0)
    assert band == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("part", [-0.01, 1.5, float("nan")])
def test_it_refuses_a_part_that_is_none(part: float) -> None:
    result = population(simons_2022, SHORT, ADULT, TIMES, people=3, seed=1)

    with pytest.raises(ModelError, match="ask for parts from 0 to 1"):
        result.quantiles((part,))
