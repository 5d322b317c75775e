import numpy as np
import pytest

from ebb.pharmacology.propagator import timetable

EVERY_10_S = np.arange(1441) / 6


def test_steps_alike_but_for_rounding_take_the_length_of_the_longest_stretch() -> None:
    plan = timetable(np.array([0.0, 120.0, 240.0]), EVERY_10_S)

    assert plan.steps_min.size == 2
    assert plan.steps_min[1] == pytest.approx(1 / 6, rel=1e-15, abs=0.0)


def test_it_knows_how_long_its_stretches_are() -> None:
    plan = timetable(np.array([0.0, 30.0]), np.arange(61.0))

    assert [leg.looks for leg in plan.legs] == [1, 29, 0, 1, 30]
    assert plan.paces == {1: 30}
