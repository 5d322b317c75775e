"""What must hold for any linear model, whatever its numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ebb.pharmacology import ConstantInfusion, Model, Participant, Regimen, TimePoint, simulate
from ebb.pharmacology.regimen import RegimenLine
from ebb.pharmacology.tests.strategies import infusions, models, patients, regimens, times

TIMES = np.arange(0.0, 400.0, 7.3)


def moved(line: RegimenLine, minutes: float) -> RegimenLine:
    if isinstance(line, ConstantInfusion):
        return replace(
            line,
            start=TimePoint(line.start.minutes + minutes, "min"),
            end=TimePoint(line.end.minutes + minutes, "min"),
        )
    return replace(line, at=TimePoint(line.at.minutes + minutes, "min"))


@settings(deadline=None)
@given(models, regimens, regimens, patients, times)
def test_two_regimens_together_give_the_sum_of_each(
    model: Model, one: Regimen, other: Regimen, patient: Participant, times_min: list[float]
) -> None:
    both = simulate(model, Regimen(one.lines + other.lines, model.drug), patient, times_min).cp_ng_ml

    alone = [simulate(model, Regimen(each.lines, model.drug), patient, times_min).cp_ng_ml for each in (one, other)]
    assert both == pytest.approx(alone[0] + alone[1], rel=1e-10, abs=1e-10)


@settings(deadline=None)
@given(models, regimens, patients, st.floats(0, 500))
def test_a_later_start_moves_the_curve_and_changes_nothing_else(
    model: Model, regimen: Regimen, patient: Participant, minutes: float
) -> None:
    now = Regimen(regimen.lines, model.drug)
    later = Regimen(tuple(moved(line, minutes) for line in regimen.lines), model.drug)

    shifted = simulate(model, later, patient, TIMES + minutes + 0.01).cp_ng_ml

    assert shifted == pytest.approx(simulate(model, now, patient, TIMES + 0.01).cp_ng_ml, rel=1e-8, abs=1e-8)


@settings(deadline=None)
@given(models, infusions(), st.floats(0.01, 0.99), patients)
def test_splitting_an_infusion_anywhere_changes_nothing(
    model: Model, infusion: ConstantInfusion, part: float, patient: Participant
) -> None:
    cut = TimePoint(infusion.start.minutes + part * (infusion.end.minutes - infusion.start.minutes), "min")
    halves = Regimen((replace(infusion, end=cut), replace(infusion, start=cut)), model.drug)

    whole = simulate(model, Regimen((infusion,), model.drug), patient, TIMES).cp_ng_ml

    assert simulate(model, halves, patient, TIMES).cp_ng_ml == pytest.approx(whole, rel=1e-10, abs=1e-12)


@settings(deadline=None)
@given(models, regimens, patients, st.sampled_from([None, 0.238]))
def test_twice_the_dose_is_twice_the_concentration(
    model: Model, regimen: Regimen, patient: Participant, ke0: float | None
) -> None:
    once = simulate(model, Regimen(regimen.lines, model.drug), patient, TIMES, ke0_per_min=ke0)
    twice = simulate(model, Regimen(regimen.lines * 2, model.drug), patient, TIMES, ke0_per_min=ke0)

    for analyte, concentrations in once.concentrations_ng_ml.items():
        assert twice.concentrations_ng_ml[analyte] == pytest.approx(2 * concentrations, rel=1e-12)


@settings(deadline=None)
@given(models, regimens, patients, times)
def test_nothing_goes_below_zero(model: Model, regimen: Regimen, patient: Participant, times_min: list[float]) -> None:
    result = simulate(model, Regimen(regimen.lines, model.drug), patient, times_min, ke0_per_min=0.238)

    assert min(values.min() for values in result.concentrations_ng_ml.values()) >= 0.0


@settings(deadline=None)
@given(models, regimens, patients, times)
def test_a_grid_or_a_single_look_see_the_same(
    model: Model, regimen: Regimen, patient: Participant, times_min: list[float]
) -> None:
    ours = Regimen(regimen.lines, model.drug)

    together = simulate(model, ours, patient, times_min).cp_ng_ml[0]

    alone = [simulate(model, ours, patient, time).cp_ng_ml[0, 0] for time in times_min]
    assert together == pytest.approx(alone, rel=1e-10, abs=1e-12)
