import numpy as np
import pytest

from ebb.pharmacology import (
    ModelError,
    Participant,
    Regimen,
    domino_1984,
    kamp_2020,
    ke0_from_tpeak,
    simons_2022,
    simulate,
)
from ebb.pharmacology.effects import (
    acute_pain,
    analgesia_index_site,
    crps_pain,
    drug_high,
    eeg_slowing_by_racemate,
    nmda_receptor,
)

ADULT = Participant(70, 40)


def test_a_ke0_belongs_to_the_model_it_was_estimated_with() -> None:
    assert analgesia_index_site.ke0_per_min(domino_1984) == 0.238
    with pytest.raises(ModelError, match="estimated with domino_1984; with kamp_2020 it is an assumption"):
        analgesia_index_site.ke0_per_min(kamp_2020)


def test_norketamine_takes_back_part_of_the_relief() -> None:
    effect = acute_pain.at({"ketamine": [100.0, 100.0], "norketamine": [0.0, 50.0]})

    assert effect.values == pytest.approx([-3.8, -2.3])
    assert effect.unit == "cm of VAS"
    assert "Olofsen" in effect.source
    assert "disputed" in effect.doubts


def test_a_missing_analyte_is_refused() -> None:
    with pytest.raises(ModelError, match="needs concentrations of norketamine too"):
        acute_pain.at({"ketamine": 100.0})


def test_half_of_the_effect_comes_at_c50() -> None:
    assert drug_high.c50.x == pytest.approx(71, abs=0.5)
    assert drug_high.at([0.0, drug_high.c50.x, 1e9]).values == pytest.approx([0, 0.5, 1], abs=1e-6)
    assert eeg_slowing_by_racemate.at(2000).values == pytest.approx(3.8)


def test_occupancy_at_the_peak_of_a_short_infusion() -> None:
    effect = nmda_receptor.occupied_by_racemate(250)

    assert float(effect.values) == pytest.approx(0.58, abs=0.005)
    assert "Illustrative" in effect.doubts


def test_occupancy_refuses_what_it_has_no_ki_for() -> None:
    with pytest.raises(ModelError, match="no Ki for midazolam"):
        nmda_receptor.occupied({"midazolam": 1.0})


def test_slow_relief_outlasts_the_drug_by_weeks() -> None:
    hundred_hours = Regimen.parse("infusion 20 mg/h 0-100 h", drug="S")
    times_min = np.array([100 * 60, 100 * 60 + 10.9 * 1440])

    result = simulate(simons_2022, hundred_hours, ADULT, times_min, ke0_per_min=crps_pain.ke0_per_min)

    assert result.ce_ng_ml is not None
    assert result.cp_ng_ml[0, 1] < 1e-6
    assert result.ce_ng_ml[0, 1] == pytest.approx(result.ce_ng_ml[0, 0] / 2, rel=0.03)
    assert crps_pain.at(result.ce_ng_ml[0]).values[1] > 0.5


def test_slow_relief_is_told_with_its_counter_evidence() -> None:
    assert "Goldberg 2010" in crps_pain.at(5.0).doubts


@pytest.mark.parametrize("tpeak_min", [0.5, 1.83, 10.0])
def test_a_ke0_from_the_time_of_the_peak_makes_that_peak(tpeak_min: float) -> None:
    ke0 = ke0_from_tpeak(domino_1984, tpeak_min, ADULT)

    times_min = np.linspace(0, 20, 20001)
    result = simulate(domino_1984, Regimen().bolus("10 mg", at="0 min"), ADULT, times_min, ke0_per_min=ke0)
    assert result.ce_ng_ml is not None
    assert times_min[int(result.ce_ng_ml[0].argmax())] == pytest.approx(tpeak_min, abs=2e-3)


@pytest.mark.parametrize("tpeak_min", [0.0, -1.0, float("nan"), 1e6])
def test_an_impossible_time_of_the_peak_is_refused(tpeak_min: float) -> None:
    with pytest.raises(ModelError, match="no ke0 of kamp_2020 makes a peak"):
        ke0_from_tpeak(kamp_2020, tpeak_min, ADULT)
