"""What the picture's description tells someone who does not see it."""

import numpy as np

from ebb.relief.diary import Diary
from ebb.relief.drawing import figure_of, title_of
from ebb.relief.result import ReliefResult, fit
from ebb.relief.worlds import WEEKLY_SIX, linear_fade

USUAL = fit(linear_fade(np.random.default_rng(1), WEEKLY_SIX).diary)


def described(result: ReliefResult) -> str:
    return figure_of(result).description


def test_it_tells_verdict_baseline_half_life_and_forecasts_with_their_intervals() -> None:
    said = described(USUAL)

    baseline, half_life, last = USUAL.baseline, USUAL.half_life_days, USUAL.forecast().estimates()[-1]
    another = USUAL.forecast_with().estimates()[-1]
    assert f"Relief: {USUAL.verdict.why}." in said
    assert f"at the start: {baseline.mean:.1f} (95 %: {baseline.i95[0]:.1f} to {baseline.i95[1]:.1f})." in said
    assert f"in days: {half_life.mean:.1f} (95 %: {half_life.i95[0]:.1f} to {half_life.i95[1]:.1f})." in said
    assert f"score on day 123 {last.mean:.1f} (80 %: {last.i80[0]:.1f} to {last.i80[1]:.1f}, noise included)." in said
    assert f"With an infusion on day 96: score on day 123 {another.mean:.1f} " in said


def test_it_tells_each_infusions_points() -> None:
    said = described(USUAL)

    for infusion in USUAL.infusions:
        low, high = infusion.points.i95
        assert f"day {infusion.day:g}: {infusion.points.mean:.1f} (95 %: {low:.1f} to {high:.1f})" in said


def test_of_many_infusions_it_tells_the_latest_and_says_so() -> None:
    days = np.arange(120)
    result = fit(Diary.of(days, 5 + days % 3, range(20, 110, 9)))

    said = described(result)

    assert "from the latest 8 of 10 infusions" in said
    assert "day 29: " not in said
    assert "day 101: " in said


def test_it_warns_before_the_numbers_when_the_model_fits_badly() -> None:
    days = np.arange(80)
    result = fit(Diary.of(days, np.where(days < 50, 3, 8) + days % 2, [14, 21]))

    said = described(result)

    assert not result.fit.fits
    assert said.index(f"The model fits this diary badly, so mind its numbers: {result.fit.why}.") < said.index("start:")
    assert "fits this diary badly" not in described(USUAL)


def test_a_number_next_to_nothing_has_no_sign() -> None:
    result = fit(Diary.of(range(40), [0] * 40, [10, 17]))

    assert "-0.0" not in described(result)


def test_an_infusion_on_the_last_day_was_given() -> None:
    result = fit(Diary.of(range(20), [5, 6] * 10, [19]))

    assert title_of(result.diary) == "Pain and relief, 1 infusion"
    assert "day 19: " in described(result)
    assert "Planned" not in described(result)
