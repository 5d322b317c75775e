"""Ebb's exact posterior beside draws from it by NUTS: how far apart, and how long each takes."""

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.nuts import Array, Draws, installed, nuts
from bench.relief_people import NAMES, person
from bench.rounds import in_turn
from ebb.relief import PUBLISHED, Diary, Estimate, ReliefResult, fit
from ebb.relief.worlds import WEEKLY_SIX, Calendar

CHAINS, WARMUP = 4, 500
FIRST_WEEKS = 14
CALENDAR = Calendar(WEEKLY_SIX.infusion_days, known_days=45)
LEFT_OUT = 5
"""Days left out at random, so that each diary has 90 entries and gaps; of one length, NUTS is compiled once."""

WORLDS_ASKED = NAMES[1:]


@dataclass(frozen=True)
class Apart:
    """One answer: how far Ebb is from NUTS in NUTS's own standard errors and in sds of the posterior, for the mean and
    the 2.5 and 97.5 % quantiles, shape (3,) each."""

    name: str
    errors: Array
    sds: Array
    error_in_sds: Array


def beside_nuts(count: int, samples: int, rounds: int, seed: int) -> None:
    if not installed():
        print("\nnumpyro: not installed here; scripts/bench installs it")
        return
    print(f"\nBeside NUTS: {CHAINS} chains, {WARMUP} steps of warm-up, {samples:,} draws each, dense mass matrix,")
    print("acceptance 0.9, one after the other in one process, 64 bit; 90 entries, 6 infusions, the same priors.")
    print("  world: s of the processor to sample; largest r-hat; least effective draws; diverged; how far apart, in")
    print("  standard errors and in sds of the posterior")
    everything: list[Apart] = []
    ratios, a_thousand = [], []
    for place, (world, diary) in enumerate(_diaries(count, seed)):
        result = fit(diary)
        read = result.posterior.scores
        drawn = nuts(
            read.day, read.pain, read.infusion_day, PUBLISHED, warmup=WARMUP, samples=samples, chains=CHAINS, seed=place
        )
        if drawn.compile_s:
            print(f"  compiled in {drawn.compile_s:.1f} s, counted nowhere")
        r_hat, least = drawn.worst()
        ours = in_turn({"ebb": lambda diary=diary: _answers(fit(diary))}, rounds)["ebb"].cpu_median(1.0)
        ratios.append(drawn.cpu_s / ours)
        a_thousand.append(drawn.cpu_s / least * 1000 / ours)
        apart = list(_apart(_answers(result), drawn))
        everything += apart
        furthest = max(apart, key=lambda one: float(np.abs(one.errors).max()))
        print(
            f"  {world}: {drawn.cpu_s:.2f}; {r_hat:.4f}; {least:,.0f}; {drawn.diverged}; root mean square "
            f"{_rms([one.errors for one in apart]):.2f}, {_rms([one.sds for one in apart]):.4f}; furthest "
            f"{furthest.name}: {', '.join(f'{error:+.1f}' for error in furthest.errors)} (mean, 2.5 %, 97.5 %)"
        )
    _summary(everything, ratios, a_thousand)


def _summary(everything: list[Apart], ratios: list[float], a_thousand: list[float]) -> None:
    print("  each answer over all diaries: root mean square in standard errors of mean, 2.5 %, 97.5 %; in sds the same")
    for name in dict.fromkeys(one.name for one in everything):
        same = [one for one in everything if one.name == name]
        errors, sds = (_each([getattr(one, which) for one in same]) for which in ("errors", "sds"))
        print(f"    {name}: {', '.join(f'{x:.2f}' for x in errors)}; {', '.join(f'{x:.4f}' for x in sds)}")
    within = np.abs(np.concatenate([one.errors for one in everything]))
    share = f"{np.mean(within <= 2):.1%}"
    print(f"  of {within.size} differences {share} within 2 standard errors, largest {within.max():.1f}")
    apart = _rms([one.sds[:1] for one in everything])
    chance = _rms([one.error_in_sds[:1] for one in everything])
    own = math.sqrt(max(apart**2 - chance**2, 0.0))
    print(f"  means: {apart:.4f} sds apart; by chance NUTS itself would be {chance:.4f} off")
    if own:
        print(f"    what is left, {own:.4f}, is what {1 / own**2:,.0f} independent draws would be off by chance")
    print(f"  processor's time of NUTS over that of Ebb's fit and these answers: {_told(ratios)}")
    print(f"    for 1,000 effective draws of the worst: {_told(a_thousand)}")


def _diaries(count: int, seed: int) -> Iterator[tuple[str, Diary]]:
    rng = np.random.default_rng([seed, 2])
    for place in range(count):
        world = WORLDS_ASKED[place % len(WORLDS_ASKED)]
        calendar = Calendar(CALENDAR.infusion_days, known_days=CALENDAR.known_days + 30)
        diary = person(rng, world, calendar).diary
        kept = np.sort(rng.choice(min(len(diary.days), 90 + LEFT_OUT), 90, replace=False))
        days, pain = (np.array(values)[kept] for values in (diary.days, diary.pain))
        yield world, Diary.of(days.tolist(), pain.tolist(), calendar.infusion_days)


def _answers(result: ReliefResult) -> dict[str, Estimate]:
    one_by_one = {f"points {place}": one.points for place, one in enumerate(result.infusions, start=1)}
    alone = {"baseline": result.baseline, "drift": result.drift_per_30d, "half-life": result.half_life_days}
    return alone | one_by_one | {"first 14 days, last": result.infusions[-1].first_weeks}


def _apart(answers: dict[str, Estimate], drawn: Draws) -> Iterator[Apart]:
    one_by_one = {f"points {place + 1}": drawn.relief[..., place] for place in range(drawn.relief.shape[-1])}
    alone = {"baseline": drawn.baseline, "drift": drawn.drift_per_30d, "half-life": drawn.half_life_days}
    since = np.arange(1.0, FIRST_WEEKS + 1)[:, None, None]
    shape = (1 - 2 ** (-since / drawn.rise_days)) * 2 ** (-since / drawn.half_life_days)
    theirs = alone | one_by_one | {"first 14 days, last": drawn.relief[..., -1] * shape.mean(axis=0)}
    for name, draws in theirs.items():
        ours = answers[name]
        mean, mean_error = float(draws.mean()), float(draws.std()) / math.sqrt(_effective(draws))
        low, high = (_quantile(draws, level) for level in (0.025, 0.975))
        apart = np.array([ours.mean - mean, ours.i95[0] - low[0], ours.i95[1] - high[0]])
        errors = np.array([mean_error, low[1], high[1]])
        yield Apart(name, apart / errors, apart / draws.std(), errors / draws.std())


def _quantile(draws: Array, level: float) -> tuple[float, float]:
    """Of the draws, with its Monte-Carlo error: half of what one error to either side spans.

    Source: Vehtari and others 2021, Bayesian Analysis 16:667, section 4.4, by a normal instead of a beta distribution.
    """
    at = float(np.quantile(draws, level))
    reach = math.sqrt(level * (1 - level) / _effective((draws <= at).astype(float)))
    below, above = np.quantile(draws, [max(level - reach, 0.0), min(level + reach, 1.0)])
    return at, float(above - below) / 2


def _effective(draws: Array) -> float:
    from numpyro.diagnostics import effective_sample_size

    return float(effective_sample_size(draws))


def _rms(values: list[Array]) -> float:
    return float(np.sqrt(np.mean(np.concatenate(values) ** 2)))


def _each(values: list[Array]) -> Array:
    return np.asarray(np.sqrt(np.mean(np.array(values) ** 2, axis=0)))


def _told(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):,.0f} times ({min(ratios):,.0f} to {max(ratios):,.0f})"
