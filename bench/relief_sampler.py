"""Ebb's exact posterior beside draws from it by NumPyro's No-U-Turn sampler: how far apart, how long each takes.

The sampler draws under the same priors and shares no line with `ebb.relief` but the covariance of the reliefs.
`.venv-bench` has the package.
"""

import importlib.util
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.relief_worlds import NAMES, WHOLE, invent
from bench.rounds import in_turn
from ebb.relief import PUBLISHED, Diary, Estimate, ReliefResult, Spread, fit
from ebb.relief.conjugate import DiaryScores
from ebb.relief.diary import Array
from ebb.relief.result import FIRST_WEEKS
from ebb.relief.worlds import WEEKLY_SIX, Calendar

CHAINS, WARMUP = 4, 500
CALENDAR = Calendar(WEEKLY_SIX.infusion_days, known_days=75)
ENTRIES, LEFT_OUT = 90, 5
"""Days left out at random, so that each diary has gaps; of one length, NUTS is compiled once."""

INFUSIONS = len(CALENDAR.infusion_days)
ROOT = np.linalg.cholesky(PUBLISHED.relief_covariance(INFUSIONS))
SAMPLER_WORLDS = NAMES[NAMES.index(WHOLE) :]

Draws = dict[str, Array]
"""From the posterior, shape (chains, samples); `relief` has a last axis more, of the infusions. Days and points."""


def model(days: Any, pain: Any, infusion_days: Any) -> None:
    """Pain as baseline, drift, relief and noise that remembers the last entry across the gap since.

    Days are whole numbers in rising order, for a negative phi has no other power; pain is any real number, neither
    rounded nor held to 0 and 10.
    """
    import jax.numpy as jnp
    import numpyro
    from numpyro.distributions import Normal

    def drawn(name: str, spread: Spread) -> Any:
        return numpyro.sample(name, Normal(spread.mean, spread.sd))

    baseline = drawn("baseline", PUBLISHED.baseline)
    drift = drawn("drift", Spread(0.0, PUBLISHED.drift_sd))
    relief = PUBLISHED.relief.mean + ROOT @ numpyro.sample("relief", Normal(0, 1).expand([INFUSIONS]).to_event(1))
    rise = jnp.exp(drawn("log_rise", PUBLISHED.log_rise))
    half_life = jnp.exp(drawn("log_half_life", PUBLISHED.log_half_life))
    phi = jnp.tanh(drawn("artanh_phi", PUBLISHED.artanh_phi))
    sigma = jnp.exp(drawn("log_sigma", PUBLISHED.log_sigma))
    since = jnp.maximum(days[:, None] - infusion_days, 0)
    curve = (1 - 2 ** (-since / rise)) * 2 ** (-since / half_life)
    expected = baseline + drift * (days - infusion_days[0]) / 30 - curve @ relief
    remembered = phi ** jnp.diff(days)
    mean = expected.at[1:].add(remembered * (pain - expected)[:-1])
    spread = sigma * jnp.concatenate([jnp.ones(1), jnp.sqrt(1 - remembered**2)])
    numpyro.sample("pain", Normal(mean, spread), obs=pain)


def compiled(samples: int) -> Callable[..., Any]:
    """NUTS on the model for a diary of this bench's length, all chains as one program.

    One chain after the other: side by side they wait at each step for the one that goes furthest, and are slower.
    """
    import jax
    import numpyro
    from numpyro.infer import NUTS

    numpyro.enable_x64()

    def chain(key: Any, diary: Any) -> Any:
        kernel = NUTS(model, dense_mass=True, target_accept_prob=0.9)
        state = kernel.init(key, WARMUP, None, diary, {})

        def step(state: Any, _: None) -> Any:
            state = kernel.sample(state, diary, {})
            return state, (state.z, state.diverging)

        state, _ = jax.lax.scan(step, state, length=WARMUP)
        return jax.lax.scan(step, state, length=samples)[1]

    every = jax.jit(lambda keys, *diary: jax.lax.map(lambda key: chain(key, diary), keys))
    keys = jax.random.split(jax.random.key(0), CHAINS)
    return every.lower(keys, np.arange(ENTRIES), np.zeros(ENTRIES), np.arange(INFUSIONS)).compile()


def nuts(sampler: Callable[..., Any], scores: DiaryScores, seed: int) -> tuple[Draws, int, float]:
    """Draws from the posterior of a diary, how many diverged, and the seconds of the processor they took."""
    import jax

    keys = jax.random.split(jax.random.key(seed), CHAINS)
    start = time.process_time()
    z, diverged = jax.block_until_ready(
        sampler(keys, scores.day.astype(int), scores.pain, scores.infusion_day.astype(int))
    )
    cpu_s = time.process_time() - start
    draws = {name: np.asarray(values) for name, values in z.items()}
    draws["relief"] = PUBLISHED.relief.mean + draws["relief"] @ ROOT.T
    draws["rise"], draws["half-life"] = np.exp(draws.pop("log_rise")), np.exp(draws.pop("log_half_life"))
    return draws, int(diverged.sum()), cpu_s


def effective_draws(values: Array) -> float:
    """The effective sample size of values of shape (chains, samples)."""
    from numpyro.diagnostics import effective_sample_size

    return float(effective_sample_size(values))


def worst(draws: Draws) -> tuple[float, float]:
    """The largest split r-hat and the smallest effective sample size of all."""
    from numpyro.diagnostics import summary

    each = summary(draws).values()
    return max(float(np.max(one["r_hat"])) for one in each), min(float(np.min(one["n_eff"])) for one in each)


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
    start = time.perf_counter()
    sampler = compiled(samples)
    print(f"  compiled in {time.perf_counter() - start:.1f} s, counted nowhere")
    for place, (world, diary) in enumerate(_diaries(count, seed)):
        result = fit(diary)
        draws, diverged, cpu_s = nuts(sampler, result.posterior.scores, place)
        r_hat, least = worst(draws)
        ours = in_turn({"ebb": lambda diary=diary: _answers(fit(diary))}, rounds)["ebb"].cpu_median(1.0)
        ratios.append(cpu_s / ours)
        a_thousand.append(cpu_s / least * 1000 / ours)
        differences = list(_differences(_answers(result), draws))
        everything += differences
        furthest = max(differences, key=lambda one: float(np.abs(one.errors).max()))
        print(
            f"  {world}: {cpu_s:.2f}; {r_hat:.4f}; {least:,.0f}; {diverged}; root mean square "
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
    relief = draws["relief"]
    each = {f"points {place + 1}": relief[..., place] for place in range(relief.shape[-1])}
    alone = {name: draws[name] for name in ("baseline", "drift", "half-life")}
    since = np.arange(1.0, FIRST_WEEKS + 1)[:, None, None]
    shape = (1 - 2 ** (-since / draws["rise"])) * 2 ** (-since / draws["half-life"])
    first_weeks = relief[..., -1] * shape.mean(axis=0)
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
