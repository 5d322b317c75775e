"""A forecast of the diary that is small enough to keep, and that can be scored when the days have come."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from ebb.relief.conjugate import relief_shape
from ebb.relief.diary import FURTHEST_DAY, LEAST_PAIN, MOST_PAIN, Array, ForecastError, QuestionError
from ebb.relief.mixture import LEVELS, Estimate, Mixture, below, density
from ebb.relief.posterior import Posterior
from ebb.relief.priors import Priors

FORECAST_LEVELS = (0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975)
"""The 21 quantile levels every forecast is kept with, whoever made it."""

VERSION = 1
MOST_DAYS, MOST_LETTERS, DIGITS = 92, 200, 3
_SCORE_OF_LEVEL = np.array([NormalDist().inv_cdf(level) for level in FORECAST_LEVELS])
_KEYS = ("made_on", "days", "mean", "quantiles", "priors", "assumes")

FORECAST_DAYS = 28
FURTHEST_AHEAD = 92


@dataclass(frozen=True, eq=False)
class Forecast:
    """What the diary was expected to say, noise included, held to 0..10 and kept to 0.001 points.

    made_on: the last day that was known. days: whole, rising, after made_on, shape (h,). mean: shape (h,).
    quantiles: at FORECAST_LEVELS, shape (h, 21), rising along the levels. priors: the name of those it was made with.
    assumes: what it takes for granted, such as "no further infusion". Raises ForecastError. Arrays are read-only.
    """

    made_on: int
    days: npt.NDArray[np.int64]
    mean: Array
    quantiles: Array
    priors: str = ""
    assumes: str = ""

    levels = FORECAST_LEVELS

    def __post_init__(self) -> None:
        on = _numbers("made_on", self.made_on, ())
        days = _numbers("days", self.days)
        mean = _pain("mean", self.mean, days.shape)
        quantiles = _pain("quantiles", self.quantiles, (days.size, len(FORECAST_LEVELS)))
        if not 1 <= days.size <= MOST_DAYS:
            raise ForecastError(f"a forecast has 1 to {MOST_DAYS} days, not {days.size}")
        count = np.append(on, days)
        if (np.abs(count) > FURTHEST_DAY).any() or (count != np.round(count)).any() or (np.diff(count) <= 0).any():
            raise ForecastError(f"days must be whole, rising and after made_on, day {on:g}")
        if (fall := np.diff(quantiles, axis=1) < 0).any():
            raise ForecastError(f"the quantiles of day {days[fall.any(axis=1)][0]:g} fall; each must reach the last")
        if not all(isinstance(text, str) and len(text) <= MOST_LETTERS for text in (self.priors, self.assumes)):
            raise ForecastError(f"priors and assumes are texts of at most {MOST_LETTERS} letters")
        object.__setattr__(self, "made_on", int(on))
        for name, values in (("days", days.astype(np.int64)), ("mean", mean), ("quantiles", quantiles)):
            values.flags.writeable = False
            object.__setattr__(self, name, values)

    @classmethod
    def normal(cls, made_on: int, days: Any, means: Any, sds: Any, *, priors: str = "", assumes: str = "") -> Forecast:
        """From a normal distribution a day, shape (h,) each, held to 0..10: what lies beyond is put on its end."""
        m = _numbers("means", means)
        sd = _numbers("sds", sds, m.shape)
        if not (sd > 0).all():
            raise ForecastError("every sd must be above 0")
        quantiles = np.clip(m[:, None] + sd[:, None] * _SCORE_OF_LEVEL, LEAST_PAIN, MOST_PAIN)
        return cls(made_on, days, np.clip(_held_mean(m, sd), LEAST_PAIN, MOST_PAIN), quantiles, priors, assumes)

    def estimates(self) -> tuple[Estimate, ...]:
        """Mean and 50, 80 and 95 % interval of each day."""
        bounds = self.quantiles[:, [FORECAST_LEVELS.index(level) for level in LEVELS]]
        return tuple(Estimate.of(mean, row) for mean, row in zip(self.mean, bounds, strict=True))

    def to_json(self) -> str:
        """About 4 KB for 28 days; `from_json` gives back an equal forecast."""
        fields = {name: getattr(self, name) for name in _KEYS}
        plain = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in fields.items()}
        return json.dumps({"version": VERSION, "levels": FORECAST_LEVELS, **plain}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Forecast:
        """Raises ForecastError when this is not what `to_json` wrote."""
        try:
            fields = json.loads(text)
        except (ValueError, RecursionError):
            raise ForecastError("a stored forecast is JSON text, and this is not") from None
        if not isinstance(fields, dict):
            raise ForecastError("a stored forecast is one JSON object, and this is not")
        if (version := fields.pop("version", None)) != VERSION:
            raise ForecastError(f"version {version!r} of a stored forecast is not known here; {VERSION} is")
        if fields.pop("levels", None) != list(FORECAST_LEVELS):
            raise ForecastError(f"version {VERSION} is kept at the levels {', '.join(map(str, FORECAST_LEVELS))}")
        if odd := set(_KEYS).symmetric_difference(fields):
            raise ForecastError(f"a stored forecast holds {', '.join(_KEYS)}; missing or unknown: {sorted(odd)}")
        return cls(**fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Forecast) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())


def at_most(quantiles: Array, pain: Array) -> Array:
    """The chance of a score at or below `pain`, shape (m,), from quantiles at FORECAST_LEVELS, shape (m, 21).

    Between two levels, and beyond the last, the standard score of the chance runs straight: exact for a normal
    distribution, but for the one stretch in which it was held to 0 or 10. Nothing lies outside 0..10.
    """
    reached = (quantiles <= pain[:, None]).sum(axis=1)
    left = np.clip(reached - 1, 0, len(FORECAST_LEVELS) - 2)
    rows = np.arange(len(pain))
    start, width = quantiles[rows, left], quantiles[rows, left + 1] - quantiles[rows, left]
    step = _SCORE_OF_LEVEL[left + 1] - _SCORE_OF_LEVEL[left]
    beyond = np.where(reached == 0, -np.inf, np.inf)
    along = np.divide(pain - start, width, out=beyond, where=width > 0)
    chance = below(_SCORE_OF_LEVEL[left] + along * step)
    return np.where(pain < LEAST_PAIN, 0.0, np.where(pain >= MOST_PAIN, 1.0, chance))


def _numbers(name: str, given: Any, shape: tuple[int, ...] | None = None) -> Array:
    """Finite numbers in that shape, or in a single row when None is given; else ForecastError."""
    try:
        values = np.array(given)
    except ValueError:
        raise ForecastError(f"{name} must be numbers in even rows") from None
    if values.dtype.kind not in "iuf" or not np.isfinite(values).all():
        raise ForecastError(f"{name} must be finite numbers, without gaps")
    if values.shape != shape if shape is not None else values.ndim != 1:
        wanted = "a single row" if shape is None else f"the shape {shape}"
        raise ForecastError(f"{name} must have {wanted}, not {values.shape}")
    return values.astype(float)


def _pain(name: str, given: Any, shape: tuple[int, ...]) -> Array:
    values = np.round(_numbers(name, given, shape), DIGITS) + 0.0
    if ((values < LEAST_PAIN) | (values > MOST_PAIN)).any():
        raise ForecastError(f"{name} must lie from 0 to 10, as the diary does")
    return values


def days_ahead(last_day: int, days: int = FORECAST_DAYS) -> Array:
    """The days to be forecast, shape (days,). Raises QuestionError for none or for more than 92."""
    if not 1 <= days <= FURTHEST_AHEAD:
        raise QuestionError(f"a forecast reaches 1 to {FURTHEST_AHEAD} days ahead, not {days}")
    return np.arange(1.0, days + 1.0) + last_day


@dataclass(frozen=True)
class ComingDays:
    """The diary's value on later days, noise included; infusions still planned stand in the posterior's own.

    What is left of the last day's deviation fades by phi a day: this is AR(1) conditional on the last score.
    """

    posterior: Posterior
    days: Array

    @cached_property
    def scores(self) -> Mixture:
        """With the infusions of the diary, and no other."""
        return self.posterior.linear(self._combination, plus=self._plus, noise=self._noise)

    def scores_with(self, infusion_day: float, priors: Priors) -> Mixture:
        """With one more on that day, worth what this person's next is expected to be.

        Raises QuestionError for a day before the last score: what was given belongs into the diary.
        """
        if not infusion_day >= self.posterior.scores.day[-1]:
            raise QuestionError(f"another infusion must come after the last score, not on day {infusion_day:g}")
        seen = self.posterior
        weights, constant, variance = priors.next_relief(seen.mean.shape[1] - 2)
        shape = relief_shape((self.days - infusion_day)[:, None], seen.rise, seen.half_life)
        combination = self._combination.copy()
        combination[:, :, 2:] -= shape.T[:, :, None] * weights
        return seen.linear(combination, plus=self._plus - constant * shape, noise=self._noise + variance * shape**2)

    @cached_property
    def _still(self) -> Array:
        since = self.days - self.posterior.scores.day[-1]
        return np.asarray(np.power(self.posterior.phi, since[:, None]))

    @cached_property
    def _combination(self) -> Array:
        last = self.posterior.design(self.posterior.scores.day[-1:])
        return np.asarray(self.posterior.design(self.days) - self._still.T[:, :, None] * last)

    @property
    def _plus(self) -> Array:
        return np.asarray(self._still * self.posterior.scores.pain[-1])

    @property
    def _noise(self) -> Array:
        return np.asarray(self.posterior.sigma**2 * (1.0 - self._still**2))


def forecast_of(scores: Mixture, made_on: int, days: Array, priors: Priors, assumes: str) -> Forecast:
    """A mixture of the coming scores, one a day, as the value that is kept."""
    quantiles = np.clip(scores.quantiles(FORECAST_LEVELS), LEAST_PAIN, MOST_PAIN)
    return Forecast(
        made_on, days.astype(int), _held_mean(scores.mean, scores.sd) @ scores.weight, quantiles, priors.name, assumes
    )


def _held_mean(mean: Array, sd: Array) -> Array:
    """The mean of each normal held to 0..10, in their shape.

    With a and b the standard scores of the ends, it is m (P(b) - P(a)) + sd (p(a) - p(b)) + 10 (1 - P(b)).
    """
    a, b = (LEAST_PAIN - mean) / sd, (MOST_PAIN - mean) / sd
    return np.asarray(mean * (below(b) - below(a)) + sd * (density(a) - density(b)) + MOST_PAIN * (1.0 - below(b)))


def level_curve(posterior: Posterior, days: Array, without_drug: bool = False) -> Mixture:
    """The level without noise on any days, or what it would be had no infusion been given."""
    combination = posterior.design(days)
    if without_drug:
        combination[:, :, 2:] = 0.0
    return posterior.linear(combination)


def next_day(last_day: int, infusion_days: Sequence[float]) -> float:
    """The day on which another infusion is supposed: the first after the last score and after those planned."""
    return max([float(last_day), *infusion_days]) + 1.0
