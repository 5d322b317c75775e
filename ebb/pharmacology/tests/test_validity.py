import pytest

from ebb.pharmacology import MODELS, OBSERVATIONS, Model, ValidityCard, validity
from ebb.pharmacology.validity import Observation

models = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


def error_of(model: str, observation: str) -> float:
    checks = {check.observation.id: check for check in validity(MODELS[model]).checks}
    return checks[observation].error_percent


@pytest.mark.parametrize(
    ("model", "percent"), [("kamp_2020", 36.8), ("domino_1984", 29.9), ("clements_1981_250", -4.2)]
)
def test_the_185_of_half_a_milligram_per_kg_is_missed_by_so_much(model: str, percent: float) -> None:
    assert error_of(model, "zarate_2006") == pytest.approx(percent, abs=0.1)


def test_an_area_is_checked_by_the_clearance() -> None:
    assert error_of("clements_1981_250", "wang_2019_racemic") == pytest.approx(
        100 * (1000 / (0.0109 * 1.7522) / 58821 - 1), abs=1e-3
    )


def test_a_models_own_data_are_no_test_of_it() -> None:
    card = validity(MODELS["simons_2022"])

    assert {check.observation.id for check in card.checks if not check.independent} == {
        "simons_2022_first",
        "simons_2022_second",
    }
    assert [check.observation.id for check in card.independent] == ["wang_2019_s"]


def test_medians_are_given_only_when_there_are_enough() -> None:
    kamp, simons = validity(MODELS["kamp_2020"]), validity(MODELS["simons_2022"])

    errors = sorted(check.error_percent for check in kamp.independent)
    assert kamp.mdpe_percent == errors[1]
    assert kamp.mdape_percent == sorted(abs(error) for error in errors)[1]
    assert (simons.mdpe_percent, simons.mdape_percent) == (None, None)


def test_other_blood_and_other_durations_are_said() -> None:
    checks = {check.observation.id: check for check in validity(MODELS["perezruixo_2021"]).checks}

    assert "measured in arterial blood, the model is venous" in checks["simons_2022_first"].caveats
    assert any("4320 min is outside" in caveat for caveat in validity(MODELS["kamp_2020"]).checks[1].caveats)


def test_where_nothing_was_found_the_card_says_so() -> None:
    assert validity(MODELS["kamp_2020"], observations=()).summary.startswith("none found")


def test_the_summary_names_the_worst() -> None:
    assert validity(MODELS["kamp_2020"]).summary == "3 found; the worst is +37 % (zarate_2006)"


@models
def test_every_model_has_a_card(model: Model) -> None:
    card = validity(model)

    assert isinstance(card, ValidityCard)
    assert card.independent
    assert all(check.observation.drug == model.drug for check in card.checks)


@pytest.mark.parametrize("observation", OBSERVATIONS, ids=lambda observation: observation.id)
def test_each_measurement_says_where_it_was_seen(observation: Observation) -> None:
    assert observation.measured.source
    assert observation.people
    assert set(observation.fitted_by) <= set(MODELS)
