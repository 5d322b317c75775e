import numpy as np
import pytest
from scipy.stats import norm  # type: ignore[import-untyped]

from ebb.relief.diary import DiaryError, ForecastError
from ebb.relief.forecast import Forecast
from ebb.relief.score import ScoresByDay, compare, crps, score
from ebb.relief.track_record import TrackRecord

Pair = tuple[Forecast, ScoresByDay]
DAYS = range(1, 29)


def drawn(
    forecasts: int, sd: float = 1.5, stated: float = 1.0, *, whole: bool = True, shared: float = 0.0, seed: int = 1
) -> list[Pair]:
    """Scores from normals, `shared` of their variance common to a forecast's days; forecast with sd times `stated`."""
    rng = np.random.default_rng(seed)
    pairs: list[Pair] = []
    for _ in range(forecasts):
        means = rng.uniform(0.0, 10.0, 28)
        noise = np.sqrt(shared) * rng.normal() + np.sqrt(1.0 - shared) * rng.normal(size=28)
        pain = (means + sd * noise).clip(0.0, 10.0)
        written = pain.round() if whole else pain
        pairs.append(
            (Forecast.normal(0, DAYS, means, [sd * stated] * 28), dict(zip(DAYS, written.tolist(), strict=True)))
        )
    return pairs


def verdicts(record: TrackRecord) -> set[str]:
    return {coverage.verdict for coverage in record.coverage}


@pytest.mark.parametrize("pain", [5.0, 5.3, 4.2, 6.6, 3.0, 2.0, 8.9])
def test_the_score_of_a_normal_is_the_closed_form(pain: float) -> None:
    z = (pain - 5.0) / 0.8

    scored = crps(Forecast.normal(0, [1], [5.0], [0.8]), {1: pain})

    expected = 0.8 * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - np.pi**-0.5)
    assert scored == pytest.approx(expected, rel=0.008)


def test_a_point_forecast_scores_its_distance() -> None:
    point = Forecast(0, np.array([1]), np.array([6.0]), np.full((1, 21), 6.0))

    assert crps(point, {1: 4.0}) == pytest.approx(2.0)
    assert crps(point, {1: 6.0}) == 0.0


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("sd", [0.6, 1.5, 4.0])
def test_draws_from_the_forecasts_fill_the_tenths_evenly(sd: float, whole: bool) -> None:
    record = score(drawn(600, sd, whole=whole))

    assert record.deciles == pytest.approx([0.1] * 10, abs=4 * (0.09 / record.days) ** 0.5)
    assert sum(record.deciles) == pytest.approx(1.0)


def test_draws_from_the_forecasts_are_as_promised_and_without_bias() -> None:
    record = score(drawn(200))

    assert verdicts(record) == {"as promised"}
    assert record.bias is not None
    assert record.bias.low < 0.0 < record.bias.high
    assert "Within chance, that is what they promised." in record.sentence


def test_low_pain_piled_up_at_zero_does_not_look_like_doubt() -> None:
    rng = np.random.default_rng(3)
    forecast = Forecast.normal(0, DAYS, [-1.0] * 28, [1.5] * 28)
    pairs = [(forecast, dict(zip(DAYS, rng.normal(-1.0, 1.5, 28).clip(0.0).round(), strict=True))) for _ in range(100)]

    record = score(pairs)

    assert record.coverage[0].share > 0.7
    assert verdicts(record) == {"as promised"}


def test_overconfident_forecasts_are_shown_as_such() -> None:
    record = score(drawn(60, stated=0.5))

    assert verdicts(record) == {"too narrow"}
    assert record.coverage[2].share < 0.8
    assert min(record.deciles[0], record.deciles[-1]) > 0.15
    assert record.sentence.endswith("the forecasts were too narrow, at 50 %, 80 %, 95 %.")


def test_timid_forecasts_are_shown_as_such() -> None:
    record = score(drawn(60, stated=2.0))

    assert [coverage.verdict for coverage in record.coverage[:2]] == ["too wide", "too wide"]
    assert max(record.deciles[0], record.deciles[-1]) < 0.07


def test_too_narrow_for_whole_scores_is_too_narrow() -> None:
    assert verdicts(score(drawn(200, 0.3))) == {"too narrow"}


def test_days_that_move_together_widen_the_uncertainty() -> None:
    alone, together = score(drawn(60)).coverage[1], score(drawn(60, shared=0.8)).coverage[1]

    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_the_uncertainty_of_a_share_holds_its_truth() -> None:
    records = [score(drawn(20, shared=0.5, seed=seed)).coverage[1] for seed in range(100)]

    assert sum(record.low <= record.expected <= record.high for record in records) >= 84


def test_all_held_is_not_taken_for_certainty() -> None:
    record = score(drawn(12, stated=8.0))

    assert record.coverage[2].share == 1.0
    assert 0.6 < record.coverage[2].low < 0.9


def test_forecasts_of_one_patient_count_as_one_draw() -> None:
    pairs = drawn(10) * 4

    apart, together = score(pairs), score(pairs, whose=list(range(10)) * 4)

    assert (apart.clusters, together.clusters, together.forecasts) == (40, 10, 40)
    assert apart.crps is not None
    assert together.crps is not None
    assert together.crps.se == pytest.approx(2 * apart.crps.se, rel=0.05)


def test_missing_days_are_counted_and_never_scored() -> None:
    forecast, scores = drawn(1)[0]
    written = {day: pain for day, pain in scores.items() if day not in (3, 4, 27, 28)}

    record = score([(forecast, written)])

    assert (record.days, record.missed, record.awaited) == (24, 2, 2)
    assert record.crps is not None
    assert record.crps.mean == crps(forecast, written)
    assert record.sentence.endswith("Days skipped in the diary, and not scored: 2.")


def test_days_outside_the_forecast_are_left_alone() -> None:
    forecast, scores = drawn(1)[0]

    assert crps(forecast, {-3: 0.0, **scores, 29: 9.5, 30: 10.0}) == pytest.approx(crps(forecast, scores), rel=1e-12)


def test_each_week_ahead_has_its_own_score() -> None:
    forecast = Forecast.normal(10, range(11, 39), [5.0] * 28, [1.0] * 28)
    scores = {day: 5.0 + (day - 11) // 7 for day in range(11, 39) if day != 25}

    weeks = score([(forecast, scores)]).weeks

    assert [(week.first, week.last, week.days) for week in weeks] == [(1, 7, 7), (8, 14, 7), (15, 21, 6), (22, 28, 7)]
    expected = [crps(forecast, {11: 5.0 + step}) for step in range(4)]
    assert [week.crps.mean for week in weeks if week.crps] == pytest.approx(expected)


def test_too_little_is_said_in_words() -> None:
    few, none = score(drawn(3)), score([(drawn(1)[0][0], {})])

    assert "Too little to judge by: independent forecasts 3, needed 10." in few.sentence
    assert none.sentence == "Too little to say: no day that was forecast has been written."
    assert (none.days, none.awaited, none.crps) == (0, 28, None)
    assert score([]).days == 0


def test_the_better_of_two_is_named_with_its_doubt() -> None:
    pairs = drawn(40)
    good, scores = [forecast for forecast, _ in pairs], [scores for _, scores in pairs]
    flat = [Forecast.normal(0, DAYS, [5.0] * 28, [2.5] * 28) for _ in pairs]

    first_better, alike = compare(good, flat, scores), compare(good, good, scores)

    assert first_better.difference.high < 0.0
    assert first_better.difference.mean == pytest.approx(first_better.first - first_better.second)
    assert first_better.sentence.startswith("The first is better by")
    assert compare(flat, good, scores).sentence.startswith("The second is better by")
    assert alike.sentence.startswith("The two cannot be told apart")


@pytest.mark.parametrize(("made_on", "days"), [(0, range(1, 28)), (0, range(2, 30)), (-1, DAYS)])
def test_a_competitor_of_other_days_is_refused(made_on: int, days: range) -> None:
    forecast, scores = drawn(1)[0]
    other = Forecast.normal(made_on, days, [5.0] * len(days), [1.0] * len(days))

    with pytest.raises(ForecastError, match="only forecasts of the same days"):
        compare([forecast], [other], [scores])


def test_a_competitor_who_lacks_a_forecast_is_refused() -> None:
    forecast, scores = drawn(1)[0]

    with pytest.raises(ForecastError, match="each needs all three"):
        compare([forecast, forecast], [forecast], [scores, scores])


@pytest.mark.parametrize("pain", [-0.1, 10.5, float("nan"), float("inf")])
def test_it_refuses_a_score_that_cannot_be(pain: float) -> None:
    with pytest.raises(DiaryError, match="from 0 to 10"):
        crps(drawn(1)[0][0], {1: pain})


def test_it_refuses_to_score_nothing() -> None:
    with pytest.raises(ForecastError, match="nothing to score"):
        crps(drawn(1)[0][0], {40: 5.0})
    with pytest.raises(ForecastError, match="2 labels for 1 forecasts"):
        score(drawn(1), whose=["a", "b"])
