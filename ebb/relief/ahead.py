"""What the diary will say: the next days' scores, noise included, with and without another infusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ebb.relief.curve import relief_shape
from ebb.relief.diary import LEAST_PAIN, MOST_PAIN, Array
from ebb.relief.errors import QuestionError
from ebb.relief.forecast import FORECAST_LEVELS, Forecast
from ebb.relief.mixture import Mixture
from ebb.relief.normal import below, density
from ebb.relief.posterior import Posterior
from ebb.relief.priors import Priors

FORECAST_DAYS = 28
FURTHEST_AHEAD = 92


def days_ahead(last_day: int, days: int = FORECAST_DAYS) -> Array:
    """The days to be forecast, shape (days,). Raises QuestionError for none or for more than 92."""
    if not 1 <= days <= FURTHEST_AHEAD:
        raise QuestionError(f"a forecast reaches 1 to {FURTHEST_AHEAD} days ahead, not {days}")
    return np.arange(1.0, days + 1.0) + last_day


@dataclass(frozen=True)
class Coming:
    """The diary's value on later days, noise included; infusions still planned stand in the posterior's own.

    What is left of the last day's deviation fades by phi a day: this is AR(1) conditional on the last score.
    """

    posterior: Posterior
    days: Array

    @cached_property
    def scores(self) -> Mixture:
        """With the infusions of the diary, and no other."""
        return self.posterior.linear(self._ask, plus=self._plus, noise=self._noise)

    def scores_with(self, infusion_day: float, priors: Priors) -> Mixture:
        """With one more on that day, worth what this person's next is expected to be.

        Raises QuestionError for a day before the last score: what was given belongs into the diary.
        """
        if not infusion_day >= self.posterior.scores.day[-1]:
            raise QuestionError(f"another infusion must come after the last score, not on day {infusion_day:g}")
        seen = self.posterior
        weights, constant, variance = priors.next_relief(seen.mean.shape[1] - 2)
        shape = relief_shape((self.days - infusion_day)[:, None], seen.rise, seen.half_life)
        ask = self._ask.copy()
        ask[:, :, 2:] -= shape.T[:, :, None] * weights
        return seen.linear(ask, plus=self._plus - constant * shape, noise=self._noise + variance * shape**2)

    @cached_property
    def _still(self) -> Array:
        since = self.days - self.posterior.scores.day[-1]
        return np.asarray(np.power(self.posterior.phi, since[:, None]))

    @cached_property
    def _ask(self) -> Array:
        last = self.posterior.design(self.posterior.scores.day[-1:])
        return np.asarray(self.posterior.design(self.days) - self._still.T[:, :, None] * last)

    @property
    def _plus(self) -> Array:
        return np.asarray(self._still * self.posterior.scores.pain[-1])

    @property
    def _noise(self) -> Array:
        return np.asarray(self.posterior.sigma**2 * (1.0 - self._still**2))


def forecast(scores: Mixture, made_on: int, days: Array, priors: Priors, assumes: str) -> Forecast:
    """A mixture of the coming scores, one a day, as the value that is kept."""
    quantiles = np.clip(scores.quantiles(FORECAST_LEVELS), LEAST_PAIN, MOST_PAIN)
    return Forecast(made_on, days.astype(int), _mean_on_the_scale(scores), quantiles, priors.name, assumes)


def _mean_on_the_scale(scores: Mixture) -> Array:
    """The mean of scores held to the scale, day by day; as in `Forecast.normal`, over all components."""
    low, high = (LEAST_PAIN - scores.mean) / scores.sd, (MOST_PAIN - scores.mean) / scores.sd
    inside = below(high) - below(low)
    held = scores.mean * inside + scores.sd * (density(low) - density(high)) + MOST_PAIN * (1.0 - below(high))
    return np.asarray(held @ scores.weight)


def curve(posterior: Posterior, days: Array, without_drug: bool = False) -> Mixture:
    """The level without noise on any days, or what it would be had no infusion been given."""
    ask = posterior.design(days)
    if without_drug:
        ask[:, :, 2:] = 0.0
    return posterior.linear(ask)


def next_day(last_day: int, infusion_days: Sequence[float]) -> float:
    """The day on which another infusion is supposed: the first after the last score and after those planned."""
    return max([float(last_day), *infusion_days]) + 1.0
