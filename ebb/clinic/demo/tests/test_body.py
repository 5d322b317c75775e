from statistics import mean

import pytest

from ebb.clinic.demo.body import DISSOCIATION_LAG_MIN, PEAK_NG_ML, Body, delayed


@pytest.fixture
def calm() -> Body:
    return Body.of("P-0001", age=52)


@pytest.fixture
def surging() -> Body:
    return Body.of("P-0001", age=66, surging=True)


def test_the_same_seed_is_the_same_person(calm: Body):
    assert calm == Body.of("P-0001", age=52)
    assert calm != Body.of("P-0002", age=52)


def test_a_second_has_one_set_of_numbers(calm: Body):
    assert calm.continuous(1000, 80) == calm.continuous(1000, 80)
    assert calm.cuff(1000, 80) == calm.cuff(1000, 80)


def test_without_drug_the_day_gate_would_pass():
    for number in range(50):
        resting = Body.of(f"P-{number}", age=60)
        cuffs = [resting.cuff(second, 0) for second in range(0, 3600, 300)]
        steady = [resting.continuous(second, 0) for second in range(0, 3600, 60)]

        assert all(90 <= cuff["nibp_sys_mmhg"] < 150 for cuff in cuffs)
        assert all(values["spo2_percent"] >= 94 for values in steady)
        assert all(50 <= values["hr_per_min"] <= 100 for values in steady)
        assert all(10 <= values["rr_per_min"] <= 20 for values in steady)


def test_one_who_will_surge_may_still_start():
    for number in range(50):
        resting = Body.of(f"P-{number}", age=66, surging=True)
        charted = [resting.settled_cuff(second, 0) for second in range(0, 36_000, 300)]

        assert all(cuff["nibp_sys_mmhg"] < 150 and cuff["nibp_dia_mmhg"] < 95 for cuff in charted)


def test_pressure_rises_with_the_drug_by_about_ten():
    bodies = [Body.of(f"P-{number}", age=45) for number in range(200)]
    rises = [body.cuff(0, PEAK_NG_ML)["nibp_sys_mmhg"] - body.cuff(0, 0)["nibp_sys_mmhg"] for body in bodies]

    assert 4 < mean(rises) < 12


def test_a_surge_passes_180_at_the_peak(surging: Body):
    cuffs = [surging.cuff(second, PEAK_NG_ML) for second in range(0, 1200, 120)]

    assert mean(cuff["nibp_sys_mmhg"] for cuff in cuffs) > 180
    assert all(cuff["nibp_sys_mmhg"] > cuff["nibp_mean_mmhg"] > cuff["nibp_dia_mmhg"] for cuff in cuffs)


def test_oxygen_never_passes_a_hundred(calm: Body):
    assert max(calm.continuous(second, 300)["spo2_percent"] for second in range(2000)) <= 100


def test_dissociation_comes_with_the_drug_and_less_on_a_later_visit(calm: Body):
    assert calm.dissociation(0, first_visit=True) == 0
    assert calm.dissociation(460, first_visit=False) <= calm.dissociation(460, first_visit=True) <= 4


def test_pain_eases_while_the_drug_is_there(calm: Body):
    assert calm.pain_now(0) == calm.pain
    assert calm.pain_now(PEAK_NG_ML) < calm.pain


def test_a_site_is_halfway_after_its_half_time():
    steady = [(0.0, 0.0), (0.0, 100.0), (DISSOCIATION_LAG_MIN, 100.0), (600.0, 100.0)]

    site = [level for _, level in delayed(steady, DISSOCIATION_LAG_MIN)]

    assert site[2] == pytest.approx(50)
    assert site[3] == pytest.approx(100)
