import json
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm  # type: ignore[import-untyped]

from ebb.relief.diary import ForecastError
from ebb.relief.forecast import FORECAST_LEVELS, Forecast, at_most


def month(**changed: Any) -> Forecast:
    given: dict[str, Any] = {
        "made_on": 30,
        "days": range(31, 59),
        "means": np.linspace(3.3, 6.1, 28),
        "sds": [1.3] * 28,
    }
    return Forecast.normal(**given | changed, priors="published", assumes="an infusion on day 28")


def stored(**changed: Any) -> str:
    return json.dumps(json.loads(month().to_json()) | changed)


def test_a_normal_forecast_has_the_quantiles_of_its_normal() -> None:
    forecast = Forecast.normal(0, [1], [5.0], [1.2])

    assert forecast.quantiles[0] == pytest.approx(norm.ppf(FORECAST_LEVELS, 5.0, 1.2), abs=6e-4)
    assert forecast.mean[0] == 5.0


def test_what_lies_beyond_the_scale_is_put_on_its_ends() -> None:
    forecast = Forecast.normal(0, [1, 2], [0.4, 9.9], [2.0, 3.0])

    draws = np.random.default_rng(1).normal([0.4, 9.9], [2.0, 3.0], (400_000, 2)).clip(0, 10)
    assert forecast.mean == pytest.approx(draws.mean(axis=0), abs=0.01)
    assert forecast.quantiles == pytest.approx(np.quantile(draws, FORECAST_LEVELS, axis=0).T, abs=0.03)
    assert forecast.quantiles[0, 0] == 0.0
    assert forecast.quantiles[1, -1] == 10.0


def test_its_estimates_are_its_own_quantiles() -> None:
    estimate = Forecast.normal(0, [1], [5.0], [1.0]).estimates()[0]

    assert estimate.mean == 5.0
    assert estimate.i50 == pytest.approx((4.326, 5.674))
    assert estimate.i80 == pytest.approx((3.718, 6.282))
    assert estimate.i95 == pytest.approx((3.040, 6.960))


def test_it_comes_back_from_json_as_it_went_in_a_few_kilobytes() -> None:
    text = month().to_json()

    back = Forecast.from_json(text)

    assert back == month()
    assert hash(back) == hash(month())
    assert back.to_json() == text
    assert (back.priors, back.assumes) == ("published", "an infusion on day 28")
    assert len(text) < 5000


def test_another_forecast_is_not_equal() -> None:
    assert month() != month(sds=[1.31] * 28)
    assert month() != month(made_on=29)


def test_nobody_can_change_it_afterwards() -> None:
    with pytest.raises(ValueError, match="read-only"):
        month().quantiles[0, 0] = 1.0


def test_chances_follow_the_normal_between_and_beyond_the_levels() -> None:
    pain = np.arange(-1.0, 12.0, 0.25)

    chance = at_most(np.repeat(Forecast.normal(0, [1], [4.0], [1.5]).quantiles, len(pain), axis=0), pain)

    expected = np.where(pain < 0, 0.0, np.where(pain >= 10, 1.0, norm.cdf(pain, 4.0, 1.5)))
    assert chance == pytest.approx(expected, abs=5e-4)


def test_a_point_forecast_leaves_no_chance_elsewhere() -> None:
    chance = at_most(np.full((3, 21), 6.0), np.array([5.999, 6.0, 6.001]))

    assert chance.tolist() == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"version": 2}, "version 2 .* not known"),
        ({"levels": [0.5]}, "kept at the levels"),
        ({"sigma": 1.0}, "unknown: .'sigma'."),
        ({"quantiles": [[1.0] * 21] * 27}, r"quantiles must have the shape \(28, 21\)"),
        ({"quantiles": [[1.0] * 21] * 27 + [[1.0] * 20]}, "even rows"),
        ({"quantiles": [[3.0] * 20 + [2.9]] * 28}, "quantiles of day 31 fall"),
        ({"quantiles": [[3.0] * 20 + [10.1]] * 28}, "from 0 to 10"),
        ({"mean": [float("nan")] * 28}, "finite numbers"),
        ({"mean": ["3"] * 28}, "finite numbers"),
        ({"mean": None}, "finite numbers"),
        ({"mean": [10**400] * 28}, "finite numbers"),
        ({"days": list(range(30, 58))}, "after made_on, day 30"),
        ({"days": [day + 0.5 for day in range(31, 59)]}, "whole"),
        ({"made_on": "30"}, "finite numbers"),
        ({"priors": 7}, "texts of at most"),
        ({"assumes": "x" * 201}, "texts of at most"),
    ],
)
def test_it_refuses_a_stored_forecast_that_cannot_be(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ForecastError, match=message):
        Forecast.from_json(stored(**changed))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000, '{"version":1}'])
def test_it_refuses_what_is_no_stored_forecast(text: str) -> None:
    with pytest.raises(ForecastError, match=r"stored forecast|kept at the levels"):
        Forecast.from_json(text)


@pytest.mark.parametrize("changed", [{"sds": [0.0] * 28}, {"sds": [1.0]}, {"days": []}, {"days": range(31, 200)}])
def test_it_refuses_a_normal_that_cannot_be(changed: dict[str, Any]) -> None:
    with pytest.raises(ForecastError):
        month(**changed)
