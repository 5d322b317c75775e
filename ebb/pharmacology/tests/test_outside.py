import numpy as np

from ebb.pharmacology import Participant, Regimen, kamp_2020, simulate

ADULT, CHILD = Participant(70, 40), Participant(30, 9)
TIMES = [0, 60, 120, 121, 300]


def test_a_short_infusion_in_an_adult_lies_inside() -> None:
    outside = simulate(kamp_2020, Regimen.parse("infusion 52.5 mg/h 0-40 min"), ADULT, TIMES).outside

    assert not outside.points.any()
    assert outside.reasons == ()


def test_a_long_infusion_leaves_the_studied_range_and_stays_out() -> None:
    outside = simulate(kamp_2020, Regimen.parse("infusion 20 mg/h 0-240 min"), ADULT, TIMES).outside

    assert outside.points[0].tolist() == [False, False, False, True, True]
    assert [reason.rule for reason in outside.reasons] == ["infusion"]
    assert outside.reasons[0].message == "infusion 240 min is outside what the model was studied in: 0–120 min"


def test_the_infusion_is_counted_from_the_first_dose() -> None:
    late = simulate(kamp_2020, Regimen.parse("infusion 20 mg/h 60-240 min"), ADULT, [179, 180, 181]).outside

    assert late.points[0].tolist() == [False, False, True]


def test_a_child_lies_outside_at_every_time() -> None:
    outside = simulate(kamp_2020, Regimen.parse("bolus 5 mg @0 min"), [ADULT, CHILD], TIMES).outside

    assert outside.points.tolist() == [[False] * 5, [True] * 5]
    assert outside.reasons[0].message == "age 9 y is outside what the model was studied in: 18 y or more"


def test_nothing_given_is_nothing_outside() -> None:
    assert not np.any(simulate(kamp_2020, Regimen(), ADULT, TIMES).outside.points)
