"""Forecasts as a time-series package makes them, knowing nothing of infusions: statsmodels' local level.

Days are whole numbers in rising order, pain is any real number: it is neither rounded nor held to 0 and 10.
`.venv-bench` has the package.
"""

import importlib.util
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ROUNDING_SD = 12**-0.5
"""Of a score known to the whole number only: the least spread a forecast of such scores can claim."""


@dataclass(frozen=True)
class Normals:
    """Of the diary value itself, noise included: a normal for each day, shape (ahead,). `how` names what was fitted."""

    days: Array
    mean: Array
    sd: Array
    how: str


def installed() -> bool:
    return importlib.util.find_spec("statsmodels") is not None


def local_level(days: Array, pain: Array, *, ahead: int = 14) -> Normals:
    """The days after the last entry, by a local level fitted by maximum likelihood, missing days left out.

    days, pain: shape (n,). When L-BFGS does not converge Nelder-Mead is tried; when that fails too, or all entries are
    alike or fewer than 3, the forecast is the plain mean and sd of the diary, never less than `ROUNDING_SD`.
    """
    every = np.full(int(days[-1] - days[0]) + 1, np.nan)
    every[np.asarray(days - days[0], int)] = pain
    coming = days[-1] + 1 + np.arange(ahead)
    for method in ("lbfgs", "nm") if len(pain) > 2 and np.ptp(pain) > 0 else ():
        fitted = _fitted(every, method)
        if fitted is None:
            continue
        told = fitted.get_forecast(ahead)
        if np.isfinite(told.se_mean).all() and (told.se_mean > 0).all():
            return Normals(coming, told.predicted_mean, told.se_mean, f"local level, {method}")
    sd = max(float(np.std(pain)), ROUNDING_SD)
    return Normals(coming, np.full(ahead, np.mean(pain)), np.full(ahead, sd), "plain mean")


def _fitted(every: Array, method: str) -> Any:
    """The fit, or None when the optimiser did not get there."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = UnobservedComponents(every, "local level").fit(disp=False, method=method, maxiter=500)
        except (np.linalg.LinAlgError, ValueError):
            return None
    return fitted if fitted.mle_retvals["converged"] else None
