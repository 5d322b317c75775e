import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm  # type: ignore[import-untyped]

from ebb.pharmacology.transitions import exponential


def flows(size: int, seed: int, fastest_per_min: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    flow = rng.uniform(0, fastest_per_min, (size, size))
    np.fill_diagonal(flow, 0.0)
    np.fill_diagonal(flow, -flow.sum(axis=0) * rng.uniform(1.0, 1.5, size))
    return flow


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000), st.floats(1e-6, 300))
def test_it_agrees_with_an_independent_exponential(size: int, seed: int, fastest: float) -> None:
    flow = flows(size, seed, fastest)

    assert exponential(flow) == pytest.approx(expm(flow), rel=1e-9, abs=1e-13)


def test_it_takes_slow_and_fast_ones_together() -> None:
    many = np.stack([flows(4, seed, fastest) for seed, fastest in enumerate([1e-9, 0.1, 3.0, 900.0])])

    together = exponential(many.reshape(2, 2, 4, 4)).reshape(4, 4, 4)

    assert together == pytest.approx(np.stack([exponential(flow) for flow in many]), rel=1e-14)


def test_a_chain_of_equal_steps_has_no_eigenvectors_and_needs_none() -> None:
    chain = np.diag(np.full(4, -2.0)) + np.diag(np.full(3, 2.0), -1)

    passed = exponential(chain)[3, 0]

    assert passed == pytest.approx(2.0**3 / 6 * np.exp(-2.0), rel=1e-14)


def test_it_keeps_the_digits_of_the_smallest_entry() -> None:
    chain = np.diag(np.full(6, -1e-3)) + np.diag(np.full(5, 1e-3), -1)

    passed = exponential(chain)[5, 0]

    assert passed == pytest.approx(1e-15 / 120 * np.exp(-1e-3), rel=1e-13)


def test_no_time_changes_nothing() -> None:
    assert exponential(np.zeros((3, 3))).tolist() == np.eye(3).tolist()
