"""Good and bad days: noise that remembers the day before."""

from __future__ import annotations

import math

import numpy as np

from ebb.relief.diary import Array


def noise(rng: np.random.Generator, days: int, phi: float, sigma: float, eve: float | None = None) -> Array:
    """AR(1) in points with standard deviation `sigma` and correlation `phi` from day to day, shape (days,).

    eve: the noise of the day before, when it is known.
    """
    today = sigma * rng.standard_normal() if eve is None else eve
    news = sigma * math.sqrt(1.0 - phi**2) * rng.standard_normal(days)
    course = np.empty(days)
    for row, new in enumerate(news):
        course[row] = today = phi * today + new
    return course
