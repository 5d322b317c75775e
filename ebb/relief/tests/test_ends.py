"""Scores piled up at 0 and 10: what reading them as "beyond the end" mends."""

from functools import cache

import numpy as np
import pytest

from ebb.relief.conjugate import DiaryScores, relief_shape
from ebb.relief.posterior import beyond_the_ends, posterior
from ebb.relief.priors import PUBLISHED
from ebb.relief.worlds.invented import noise, whole_number

DAY, GIVEN, PEOPLE = np.arange(-14.0, 29.0), np.array([0.0]), 60


@cache
def errors(baseline: float, points: float, half_life: float, ask: int, reading: str) -> tuple[float, float]:
    """Mean error and 95 % coverage of the baseline (0) or the points (2), of scores as lived, written or mended."""
    rng = np.random.default_rng(31)
    level = baseline - points * relief_shape(DAY, np.array(0.8), np.array(half_life))
    truth = (baseline, 0.0, points)[ask]
    found = []
    for _ in range(PEOPLE):
        lived = level + noise(rng, DAY.size, 0.4, 1.2)
        scores = DiaryScores(DAY, lived if reading == "lived" else whole_number(lived), GIVEN, 0.0)
        seen = posterior(beyond_the_ends(scores, PUBLISHED) if reading == "mended" else scores, PUBLISHED)
        one = seen.linear(np.eye(3)[ask : ask + 1]).estimates()[0]
        found.append((one.mean - truth, one.i95[0] <= truth <= one.i95[1]))
    bias, coverage = np.mean(found, axis=0)
    return float(bias), float(coverage)


@pytest.mark.parametrize(
    ("baseline", "points", "half_life", "ask"),
    [(4.0, 4.5, 60.0, 2), (6.0, 6.0, 40.0, 2), (9.7, 3.0, 20.0, 0), (9.7, 3.0, 20.0, 2)],
)
def test_it_takes_away_half_of_the_bias_and_keeps_coverage(
    baseline: float, points: float, half_life: float, ask: int
) -> None:
    lived, written, mended = (
        errors(baseline, points, half_life, ask, reading) for reading in ("lived", "written", "mended")
    )

    assert abs(mended[0] - lived[0]) < 0.5 * abs(written[0] - lived[0])
    assert mended[1] >= max(written[1], 0.85)


def test_scores_away_from_the_ends_are_left_alone() -> None:
    scores = DiaryScores(DAY, np.full(DAY.size, 0.5), GIVEN, 0.0)

    assert beyond_the_ends(scores, PUBLISHED) is scores


def test_only_ends_are_replaced_and_only_outwards() -> None:
    rng = np.random.default_rng(2)
    pain = whole_number(np.where(DAY <= 0, 9.5, 1.0) + noise(rng, DAY.size, 0.4, 1.2))
    scores = DiaryScores(DAY, pain, GIVEN, 0.0)

    read = beyond_the_ends(scores, PUBLISHED).pain

    low, high = pain == 0.0, pain == 10.0
    assert low.any()
    assert high.any()
    assert read[~low & ~high].tolist() == pain[~low & ~high].tolist()
    assert (read[low] <= 0.5).all()
    assert (read[high] >= 9.5).all()
    assert (np.abs(read - pain) < 4.0).all()


def test_low_and_high_ends_are_mirror_images() -> None:
    rng = np.random.default_rng(3)
    pain = whole_number(2.0 + noise(rng, DAY.size, 0.4, 1.5))

    low = beyond_the_ends(DiaryScores(DAY, pain, np.empty(0), 0.0), PUBLISHED).pain
    high = beyond_the_ends(DiaryScores(DAY, 10.0 - pain, np.empty(0), 0.0), PUBLISHED).pain

    # The prior of the baseline is centred on 5.5, not on 5: the mirror is all but exact.
    assert 10.0 - high == pytest.approx(low, abs=0.02)
