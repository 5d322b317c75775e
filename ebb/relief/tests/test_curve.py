"""The shape of relief: rise, peak and fade, against brute force."""

import numpy as np
import pytest

from ebb.relief.conjugate import days_to_half, peak_after, relief_shape

RATIOS = [0.05, 0.2, 0.7, 1.0, 3.0, 10.0, 50.0]
"""Rise half-time over fade half-life."""


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("half_life", [0.5, 12.0, 200.0])
def test_the_peak_is_where_brute_force_finds_it(ratio: float, half_life: float) -> None:
    rise = np.array(ratio * half_life)
    since = np.linspace(0.0, 12.0 * half_life, 200_001)
    shape = relief_shape(since, rise, np.array(half_life))

    top = peak_after(rise, np.array(half_life))

    assert top == pytest.approx(since[shape.argmax()], abs=2e-4 * half_life)
    assert relief_shape(top, rise, np.array(half_life)) == pytest.approx(shape.max(), rel=1e-7)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("half_life", [0.5, 12.0, 200.0])
def test_half_of_the_peak_is_gone_when_brute_force_says(ratio: float, half_life: float) -> None:
    rise = np.array(ratio * half_life)
    since = np.linspace(0.0, 12.0 * half_life, 200_001)
    shape = relief_shape(since, rise, np.array(half_life))
    last_above = since[np.flatnonzero(shape >= 0.5 * shape.max())[-1]]

    gone = days_to_half(rise, np.array(half_life))

    assert gone == pytest.approx(last_above, abs=2e-4 * half_life)
    assert gone > peak_after(rise, np.array(half_life))


def test_nothing_happens_before_the_infusion() -> None:
    assert relief_shape(np.array([-400.0, -1.0, 0.0]), np.array(0.8), np.array(18.0)).tolist() == [0.0, 0.0, 0.0]


def test_it_rises_and_fades_by_halves() -> None:
    at_once = relief_shape(np.array([10.0, 20.0, 30.0]), np.array(1e-3), np.array(10.0))
    for_good = relief_shape(np.array([2.0, 4.0, 6.0]), np.array(2.0), np.array(1e9))

    assert at_once == pytest.approx([0.5, 0.25, 0.125])
    assert for_good == pytest.approx([0.5, 0.75, 0.875])


def test_a_quick_rise_leaves_half_gone_at_the_half_life() -> None:
    assert days_to_half(np.array(1e-4), np.array(10.0)) == pytest.approx(10.0, rel=1e-3)


def test_shapes_broadcast() -> None:
    since, rise, half_life = np.arange(4.0)[:, None], np.array([0.5, 1.0, 2.0]), np.array([5.0, 6.0, 7.0])

    shape = relief_shape(since, rise, half_life)

    assert shape.shape == (4, 3)
    assert shape[2, 1] == pytest.approx((1 - 2**-2.0) * 2 ** (-2 / 6))
    assert days_to_half(rise, half_life).shape == (3,)
