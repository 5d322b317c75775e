"""Ebb's exact posterior beside draws from it by NUTS: how far apart, and how long each takes."""

import importlib.util
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.nuts import Array, Draws, effective_draws, nuts
from bench.relief_worlds import NAMES, WHOLE, invent
from bench.rounds import in_turn
from ebb.relief import PUBLISHED, Diary, Estimate, ReliefResult, fit
from ebb.relief.result import FIRST_WEEKS
from ebb.relief.worlds import WEEKLY_SIX, Calendar

CHAINS, WARMUP = 4, 500
CALENDAR = Calendar(WEEKLY_SIX.infusion_days, known_days=75)
ENTRIES, LEFT_OUT = 90, 5
"""Days left out at random, so that each diary has gaps; of one length, NUTS is compiled once."""

SAMPLER_WORLDS = NAMES[NAMES.index(WHOLE) :]


@dataclass(frozen=True)
class Difference:
    """One answer: how far Ebb is from NUTS in NUTS's own standard errors and in sds of the posterior, for the mean and
    the 2.5 and 97.5 % quantiles, shape (3,) each."""

    name: str
    errors: Array
    sds: Array
    error_in_sds: Array


def beside_nuts(count: int, samples: int, rounds: int, seed: int) -> None:
    if importlib.util.find_spec("numpyro") is None:
        print("\nnumpyro: not installed here; scripts/bench installs it")
        return
    print(f"\nBeside NUTS: {CHAINS} chains, {WARMUP} steps of warm-up, {samples:,} draws each, dense mass matrix,")
    print("acceptance 0.9, one after the other in one process, 64 bit; 90 entries, 6 infusions, the same priors.")
    print("  world: s of the processor to sample; largest r-hat; least effective draws; diverged; how far apart, in")
    print("  standard errors and in sds of the posterior")
    everything: list[Difference] = []
    ratios, a_thousand = [], []
    for place, (world, diary) in enumerate(_diaries(count, seed)):
        result = fit(diary)
        scores = result.posterior.scores
        days = scores.day, scores.pain, scores.infusion_day
        draws = nuts(*days, PUBLISHED, warmup=WARMUP, samples=samples, chains=CHAINS, seed=place)
        if draws.compile_s:
            print(f"  compiled in {draws.compile_s:.1f} s, counted nowhere")
        r_hat, least = draws.worst()
        ours = in_turn({"ebb": lambda diary=diary: _answers(fit(diary))}, rounds)["ebb"].cpu_median(1.0)
        ratios.append(draws.cpu_s / ours)
        a_thousand.append(draws.cpu_s / least * 1000 / ours)
        differences = list(_differences(_answers(result), draws))
        everything += differences
        furthest = max(differences, key=lambda one: float(np.abs(one.errors).max()))
        print(
            f"  {world}: {draws.cpu_s:.2f}; {r_hat:.4f}; {least:,.0f}; {draws.diverged}; root mean square "
            f"{_rms([one.errors for one in differences]):.2f}, {_rms([one.sds for one in differences]):.4f}; furthest "
            f"{furthest.name}: {', '.join(f'{error:+.1f}' for error in furthest.errors)} (mean, 2.5 %, 97.5 %)"
        )
    _print_summary(everything)
    print(f"  processor's time of NUTS over that of Ebb's fit and these answers: {_times(ratios)}")
    print(f"    for 1,000 effective draws of the worst: {_times(a_thousand)}")


def _print_summary(everything: list[Difference]) -> None:
    print("  each answer over all diaries: root mean square in standard errors of mean, 2.5 %, 97.5 %; in sds the same")
    for name in dict.fromkeys(one.name for one in everything):
        same = [one for one in everything if one.name == name]
        errors = ", ".join(f"{_rms(values):.2f}" for values in zip(*(one.errors for one in same), strict=True))
        sds = ", ".join(f"{_rms(values):.4f}" for values in zip(*(one.sds for one in same), strict=True))
        print(f"    {name}: {errors}; {sds}")
    within = np.abs(np.concatenate([one.errors for one in everything]))
    share = f"{np.mean(within <= 2):.1%}"
    print(f"  of {within.size} differences {share} within 2 standard errors, largest {within.max():.1f}")
    means = _rms([one.sds[0] for one in everything])
    chance = _rms([one.error_in_sds[0] for one in everything])
    print(f"  means: {means:.4f} sds apart; by chance NUTS itself would be {chance:.4f} off")
    if means > chance:
        own = means**2 - chance**2
        print(f"    what is left, {own**0.5:.4f}, is what {1 / own:,.0f} independent draws would be off by chance")


def _diaries(count: int, seed: int) -> Iterator[tuple[str, Diary]]:
    rng = np.random.default_rng([seed, 2])
    for place in range(count):
        world = SAMPLER_WORLDS[place % len(SAMPLER_WORLDS)]
        diary = invent(rng, world, CALENDAR).diary
        entries = np.sort(rng.choice(min(len(diary.days), ENTRIES + LEFT_OUT), ENTRIES, replace=False))
        yield world, Diary.of(diary.day[entries], diary.score[entries], CALENDAR.infusion_days)


def _answers(result: ReliefResult) -> dict[str, Estimate]:
    each = {f"points {place}": one.points for place, one in enumerate(result.infusions, start=1)}
    alone = {"baseline": result.baseline, "drift": result.drift_per_30d, "half-life": result.half_life_days}
    return alone | each | {"first 14 days, last": result.infusions[-1].first_weeks}


def _differences(answers: dict[str, Estimate], draws: Draws) -> Iterator[Difference]:
    each = {f"points {place + 1}": draws.relief[..., place] for place in range(draws.relief.shape[-1])}
    alone = {"baseline": draws.baseline, "drift": draws.drift_per_30d, "half-life": draws.half_life_days}
    since = np.arange(1.0, FIRST_WEEKS + 1)[:, None, None]
    shape = (1 - 2 ** (-since / draws.rise_days)) * 2 ** (-since / draws.half_life_days)
    first_weeks = draws.relief[..., -1] * shape.mean(axis=0)
    for name, drawn in (alone | each | {"first 14 days, last": first_weeks}).items():
        ours, sd = answers[name], float(drawn.std())
        (low, low_error), (high, high_error) = (_quantile(drawn, level) for level in (0.025, 0.975))
        apart = np.array([ours.mean - drawn.mean(), ours.i95[0] - low, ours.i95[1] - high])
        errors = np.array([sd / math.sqrt(effective_draws(drawn)), low_error, high_error])
        yield Difference(name, apart / errors, apart / sd, errors / sd)


def _quantile(draws: Array, level: float) -> tuple[float, float]:
    """Of the draws, with its Monte-Carlo error: half of what one error to either side spans.

    Source: Vehtari and others 2021, Bayesian Analysis 16:667, section 4.4, by a normal instead of a beta distribution.
    """
    at = float(np.quantile(draws, level))
    error = math.sqrt(level * (1 - level) / effective_draws((draws <= at).astype(float)))
    below, above = np.quantile(draws, [max(level - error, 0.0), min(level + error, 1.0)])
    return at, float(above - below) / 2


def _rms(values: Sequence[Array]) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


def _times(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):,.0f} times ({min(ratios):,.0f} to {max(ratios):,.0f})"
