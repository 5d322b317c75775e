import numpy as np
import pytest

from ebb.pharmacology import (
    MODELS,
    EnantiomerError,
    Model,
    ModelError,
    Participant,
    Regimen,
    kamp_2020,
    perezruixo_2021,
    simons_2022,
    simulate,
)

ADULT = Participant(70, 40)
BOLUS = Regimen(drug="S").bolus("20 mg", at="0 min")
s_models = pytest.mark.parametrize("model", [m for m in MODELS.values() if m.drug == "S"], ids=lambda m: m.id)


@s_models
def test_nothing_is_made_of_nothing(model: Model) -> None:
    flow = simulate(model, BOLUS, ADULT, 0).system.flow_per_min[0]

    assert (flow.sum(axis=0) <= 1e-15).all()
    assert (flow - np.diag(np.diag(flow)) >= 0).all()


@s_models
def test_the_metabolite_starts_at_zero_and_outlasts_the_drug(model: Model) -> None:
    result = simulate(model, BOLUS, ADULT, [0, 1200])

    assert result.norketamine_ng_ml is not None
    assert result.norketamine_ng_ml[0, 0] == 0.0
    assert result.norketamine_ng_ml[0, 1] > result.cp_ng_ml[0, 1]


def test_the_whole_norketamine_is_the_formed_part_over_its_clearance() -> None:
    times_min = np.linspace(0, 12000, 240001)

    result = simulate(simons_2022, BOLUS, ADULT, times_min)

    assert result.norketamine_ng_ml is not None
    formed_mg = 20 * 0.8 * 223.70 / 237.73
    assert np.trapezoid(result.norketamine_ng_ml[0], times_min) == pytest.approx(1000 * formed_mg / 1.0, rel=1e-5)


def test_the_liver_clears_109_litres_an_hour() -> None:
    assert perezruixo_2021.typical(ADULT)["CL"] * 60 == pytest.approx(109, abs=0.5)


def test_the_liver_slows_with_age_above_sixty() -> None:
    flows = [perezruixo_2021.typical(Participant(70, age))["QH"] * 60 for age in (40, 60, 80)]

    assert flows == pytest.approx([151, 151, 151 - 20 * 2.19])


def test_the_result_says_how_each_model_counts_norketamine() -> None:
    basis = {
        id: simulate(model, BOLUS, ADULT, 5).basis["norketamine"] for id, model in MODELS.items() if model.drug == "S"
    }

    assert basis == {
        "fanta_2015_otto_2021": "ng/mL of S-norketamine, counted as the S-ketamine it came from",
        "simons_2022": "ng/mL of S-norketamine",
        "perezruixo_2021": "ng/mL of S-norketamine, apparent (as if all of it formed were known)",
    }


def test_a_model_without_norketamine_says_so() -> None:
    result = simulate(kamp_2020, Regimen(), ADULT, 5)

    assert result.norketamine_ng_ml is None
    with pytest.raises(ModelError, match="kamp_2020 has no 'norketamine'; it has ketamine"):
        result.of("norketamine")


def test_racemate_in_an_s_model_is_refused() -> None:
    with pytest.raises(EnantiomerError, match=r"simons_2022 is a model of S-ketamine .* take regimen.s_part\(\)"):
        simulate(simons_2022, Regimen().bolus("20 mg", at="0 min"), ADULT, 5)


def test_the_s_part_of_a_racemic_regimen_is_half_of_it() -> None:
    racemic = Regimen.parse("bolus 10 mg @0 min; infusion 0.2 mg/kg/h 0-60 min")

    halved = racemic.s_part()

    assert str(halved) == "bolus 5 mg @0 min; infusion 0.1 mg/kg/h 0-60 min"
    assert simulate(simons_2022, halved, ADULT, 5).cp_ng_ml[0, 0] > 0


def test_an_s_regimen_has_no_s_part() -> None:
    with pytest.raises(EnantiomerError, match="is of S-ketamine already"):
        BOLUS.s_part()


def test_fewer_analytes_change_nothing_in_those_that_stay() -> None:
    whole = simulate(simons_2022, BOLUS, ADULT, [5, 60])

    part = simulate(simons_2022, BOLUS, ADULT, [5, 60], analytes=["norketamine"])

    assert list(part.concentrations_ng_ml) == ["ketamine", "norketamine"]
    assert part.of("norketamine") == pytest.approx(whole.of("norketamine"), rel=1e-12)
    assert part.auc == pytest.approx(whole.auc, rel=1e-12)
    assert part.left_mg.shape < whole.left_mg.shape


def test_an_analyte_the_model_lacks_is_refused() -> None:
    with pytest.raises(ModelError, match="no 'norketamine'; there is ketamine"):
        simulate(kamp_2020, Regimen(), ADULT, 5, analytes=["norketamine"])
