"""Worlds the model was not made for: what it still promises there, and what it does not.

Promised are 95 % intervals of the next 28 days' scores, of the relief in the fortnight after the first infusion and in
the week after the last: 90 % of the truths or more. With 80 people, 85 % is one and a half standard errors below 90 %;
the pooled share has no such slack. With 400 people the least was 91 %.

Not promised, and not asserted: `points`, the A of the curve's own form, on a plateau with six infusions (70 %); the
baseline of those chosen on a bad week (85 %) or who skip bad days (86 %); a drifting level weeks ahead without noise.
"""

from functools import cache

import numpy as np
import pytest

from ebb.relief.diary import Array
from ebb.relief.response import relief_over, week_after
from ebb.relief.result import ReliefResult, fit
from ebb.relief.worlds import ONE_ALONE, WEEKLY_SIX, WORLDS
from ebb.relief.worlds.invented import InventedPerson

PEOPLE = 80
CALENDARS = {"one": ONE_ALONE, "six": WEEKLY_SIX}
EVERYWHERE = [(world, often) for world in WORLDS for often in CALENDARS]


@cache
def people(world: str, often: str) -> list[tuple[InventedPerson, ReliefResult]]:
    rng = np.random.default_rng(3)
    drawn = [WORLDS[world](rng, CALENDARS[often]) for _ in range(PEOPLE)]
    return [(person, fit(person.diary)) for person in drawn]


def held(person: InventedPerson, result: ReliefResult, days: Array) -> bool:
    """Whether the 95 % interval of the mean relief over these days holds the truth."""
    truth = person.relief[np.isin(person.day, days)].mean()
    interval = result.posterior.linear(relief_over(result.posterior, days)).estimates()[0].i95
    return bool(interval[0] <= truth <= interval[1])


@pytest.mark.parametrize(("world", "often"), EVERYWHERE)
def test_forecasts_hold_the_coming_scores(world: str, often: str) -> None:
    inside = []
    for person, result in people(world, often):
        forecast = result.forecast()
        low, high = forecast.quantiles[:, 0], forecast.quantiles[:, -1]
        inside.append(((low <= person.later[1]) & (person.later[1] <= high)).mean())

    assert np.mean(inside) >= 0.90


def test_relief_lies_within_its_intervals_in_every_world() -> None:
    early, late = np.arange(1.0, 15.0), {often: week_after(CALENDARS[often].infusion_days[-1]) for often in CALENDARS}

    shares = np.array(
        [
            np.mean([[held(*one, early), held(*one, late[often])] for one in people(world, often)], axis=0)
            for world, often in EVERYWHERE
        ]
    )

    assert shares.min() >= 0.85
    assert (shares.mean(axis=0) >= 0.92).all()


@pytest.mark.parametrize(("world", "often"), [(w, o) for w, o in EVERYWHERE if w in ("drift", "bad_week")])
def test_nobody_is_called_a_responder_where_the_drug_does_nothing(world: str, often: str) -> None:
    results = [result for _, result in people(world, often)]

    called = np.mean([result.verdict.word == "relief" for result in results])
    likely = np.mean([(result.p_responder_30 or 0.0) > 0.5 for result in results])

    assert called <= 0.05
    assert likely <= 0.05


def test_it_says_of_more_plateaus_than_usual_that_the_curve_fits_badly() -> None:
    badly = [not result.fit.fits for _, result in people("plateau", "one")]

    assert np.mean(badly) >= 0.15
