import numpy as np
import pytest
from scipy.stats import norm  # type: ignore[import-untyped]

from ebb.relief.mixture import below, density

X = np.linspace(-9.0, 9.0, 20_001)


def test_the_distribution_is_right_to_a_ten_millionth() -> None:
    assert np.abs(below(X) - norm.cdf(X)).max() < 1e-7


def test_the_density_is_right() -> None:
    assert density(X) == pytest.approx(norm.pdf(X), rel=1e-12)


def test_it_rises_from_nothing_to_one() -> None:
    found = below(np.array([-np.inf, -40.0, 0.0, 40.0, np.inf]))

    assert found == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0], abs=1e-7)
    assert (np.diff(below(X)) >= -1e-9).all()


def test_the_shape_is_kept() -> None:
    assert below(np.zeros((2, 3))).shape == density(np.zeros((2, 3))).shape == (2, 3)
