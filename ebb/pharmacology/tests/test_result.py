import numpy as np
import pytest

from ebb.pharmacology import (
    Participant,
    Participants,
    Regimen,
    clements_1981_250,
    compare,
    domino_1984,
    kamp_2020,
    simulate,
)

SHORT = Regimen.parse("infusion 52.5 mg/h 0-40 min")
ADULT = Participant(70, 40)
GRID = np.arange(0.0, 241.0)


def test_it_knows_the_concentration_between_its_points() -> None:
    result = simulate(kamp_2020, SHORT, ADULT, [0, 240])

    assert result.at(40)[0] == pytest.approx(253.0518348, rel=1e-9)
    assert result.at(61.25)[0] == simulate(kamp_2020, SHORT, ADULT, 61.25).cp_ng_ml[0, 0]


def test_it_knows_the_effect_site_between_its_points() -> None:
    result = simulate(kamp_2020, SHORT, ADULT, [0, 240], ke0_per_min=0.238)

    assert result.at(40, "effect site")[0] == pytest.approx(242.5850104, rel=1e-9)


def test_the_highest_point_is_at_the_end_of_the_infusion() -> None:
    assert simulate(kamp_2020, SHORT, ADULT, GRID).cmax[0] == pytest.approx(253.0518348, rel=1e-9)


def test_a_sample_at_the_instant_of_a_bolus_sees_it() -> None:
    result = simulate(kamp_2020, Regimen.parse("bolus 25 mg @10 min"), ADULT, [0, 10])

    assert result.cp_ng_ml[0] == pytest.approx([0, 1000])


def test_time_above_counts_both_sides_of_the_peak() -> None:
    result = simulate(kamp_2020, SHORT, ADULT, np.linspace(0, 240, 24001))

    above = result.time_above(100)[0]

    inside = result.times_min[result.cp_ng_ml[0] > 100]
    assert above == pytest.approx(inside[-1] - inside[0], abs=0.02)


def test_time_above_counts_what_stays_above_from_first_to_last() -> None:
    result = simulate(kamp_2020, SHORT, ADULT, [20, 25, 40])

    assert result.time_above(50)[0] == 20
    assert result.time_above(0)[0] == 20
    assert result.time_above(1000)[0] == 0


def test_many_people_are_one_answer_each() -> None:
    patients = [Participant(50, 30), Participant(70, 40), Participant(120, 60)]

    together = simulate(kamp_2020, SHORT, patients, GRID)

    alone = [simulate(kamp_2020, SHORT, patient, GRID).cp_ng_ml[0] for patient in patients]
    assert together.cp_ng_ml == pytest.approx(np.array(alone), rel=1e-13)
    assert together.cmax.shape == together.auc.shape == together.time_above(50).shape == (3,)


def test_people_by_the_thousand_are_taken_in_blocks() -> None:
    people = Participants(np.linspace(40, 150, 5000), np.full(5000, 45.0))

    result = simulate(kamp_2020, SHORT, people, np.sort(np.random.default_rng(7).uniform(0, 240, 60)))

    last = simulate(kamp_2020, SHORT, Participant(150, 45), result.times_min)
    assert result.cp_ng_ml[-1] == pytest.approx(last.cp_ng_ml[0], rel=1e-12)


def test_comparing_gives_each_models_own_answer() -> None:
    side_by_side = compare([kamp_2020, domino_1984, clements_1981_250], SHORT, ADULT, [40])

    assert {id: round(float(result.cp_ng_ml[0, 0])) for id, result in side_by_side.items()} == {
        "kamp_2020": 253,
        "domino_1984": 240,
        "clements_1981_250": 177,
    }


def test_it_says_what_a_nanogram_is_of() -> None:
    assert simulate(kamp_2020, SHORT, ADULT, 5).basis == {"ketamine": "ng/mL of racemic ketamine base"}
