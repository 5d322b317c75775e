"""Two others for the same diary: a sampler on relief's own model, and forecasts by a local level.

`nuts` draws from exactly the posterior that `ebb.relief` works out on a grid, by NumPyro's No-U-Turn sampler; it shares
no line with it. `local_level` forecasts as a time-series package would, knowing nothing of infusions. Days are whole
numbers in rising order, pain is any real number: neither is rounded or cut at 0 and 10. `.venv-bench` has both.
"""

import importlib.util
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Compiled = Callable[..., Any]

ROUNDING_SD = 12**-0.5
"""Of a score known to the whole number only: the least spread a forecast of such scores can claim."""


@dataclass(frozen=True)
class Peer:
    name: str
    run: Callable[..., object]


def peers() -> Iterator[Peer | str]:
    """Those that are installed, and a sentence for each that is not."""
    there = (("numpyro", "NumPyro, NUTS", nuts), ("statsmodels", "statsmodels, local level", local_level))
    for module, name, run in there:
        found = importlib.util.find_spec(module) is not None
        yield Peer(name, run) if found else f"{module}: not installed here; scripts/bench installs it"


@dataclass(frozen=True)
class Priors:
    """Points of pain, days, and points per 30 days; pairs are mean and sd of a normal on the named scale."""

    baseline_mean: float
    baseline_sd: float
    drift_sd: float
    relief_mean: float
    person_sd: float
    infusion_sd: float
    infusion_rho: float
    log_rise: tuple[float, float]
    log_fade: tuple[float, float]
    atanh_phi: tuple[float, float]
    log_sigma: tuple[float, float]

    def relief_root(self, infusions: int) -> Array:
        """Cholesky root of the covariance of the reliefs, shape (K, K)."""
        apart = np.abs(np.subtract.outer(np.arange(infusions), np.arange(infusions)))
        return np.linalg.cholesky(self.person_sd**2 + self.infusion_sd**2 * self.infusion_rho**apart)


@dataclass(frozen=True)
class Draws:
    """From the posterior, shape (chains, samples); `relief` has a last axis more, of K infusions. Days and points."""

    baseline: Array
    drift_per_30d: Array
    relief: Array
    rise_days: Array
    fade_days: Array
    phi: Array
    sigma: Array
    diverged: int
    compile_s: float
    run_s: float

    def worst(self) -> tuple[float, float]:
        """The largest split r-hat and the smallest effective sample size of all."""
        from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

        alone = (self.baseline, self.drift_per_30d, self.rise_days, self.fade_days, self.phi, self.sigma)
        each = np.concatenate([np.stack(alone, axis=-1), self.relief], axis=-1)
        return float(np.max(split_gelman_rubin(each))), float(np.min(effective_sample_size(each)))


def nuts(
    days: Array, pain: Array, infusion_days: Array, priors: Priors, *, warmup: int, samples: int, chains: int, seed: int
) -> Draws:
    """Draws from the posterior of one diary.

    days, pain: shape (n,); infusion_days: shape (K,), K at least 1, rising. `compile_s` is the time to compile for this
    n, K, these priors and lengths, and 0 when that was done before; `run_s` is the sampling, warm-up included.
    """
    import jax

    new = _compiled.cache_info().misses
    ready, compile_s = _compiled(len(days), len(infusion_days), priors, warmup, samples, chains)
    compile_s = compile_s if _compiled.cache_info().misses > new else 0.0
    keys = jax.random.split(jax.random.key(seed), chains)
    start = time.perf_counter()
    drawn, diverged = jax.block_until_ready(ready(keys, *_arguments(days, pain, infusion_days)))
    run_s = time.perf_counter() - start
    z = {name: np.asarray(values) for name, values in drawn.items()}
    return Draws(
        baseline=z["baseline"],
        drift_per_30d=z["drift"],
        relief=priors.relief_mean + z["relief"] @ priors.relief_root(len(infusion_days)).T,
        rise_days=np.exp(z["log_rise"]),
        fade_days=np.exp(z["log_fade"]),
        phi=np.tanh(z["atanh_phi"]),
        sigma=np.exp(z["log_sigma"]),
        diverged=int(diverged.sum()),
        compile_s=compile_s,
        run_s=run_s,
    )


def _arguments(days: Array, pain: Array, infusion_days: Array) -> tuple[Array, Array, Array]:
    """What is compiled for: whole days, for a negative phi has no other power."""
    return np.asarray(days, np.int64), np.asarray(pain, np.float64), np.asarray(infusion_days, np.int64)


@cache
def _compiled(n: int, infusions: int, priors: Priors, warmup: int, samples: int, chains: int) -> tuple[Compiled, float]:
    """All chains as one program, and the seconds it took to make.

    One chain after the other: side by side they wait at each step for the one that goes furthest, and are slower.
    """
    import jax
    import numpyro
    from numpyro.infer import NUTS

    numpyro.enable_x64()

    def chain(key: Any, diary: Any) -> Any:
        kernel = NUTS(_model(priors, infusions), dense_mass=True, target_accept_prob=0.9)
        state = kernel.init(key, warmup, None, diary, {})

        def step(state: Any, _: None) -> Any:
            state = kernel.sample(state, diary, {})
            return state, (state.z, state.diverging)

        state, _ = jax.lax.scan(step, state, length=warmup)
        return jax.lax.scan(step, state, length=samples)[1]

    start = time.perf_counter()
    keys = jax.random.split(jax.random.key(0), chains)
    shapes = _arguments(np.arange(n), np.zeros(n), np.zeros(infusions))
    every = jax.jit(lambda keys, *diary: jax.lax.map(lambda key: chain(key, diary), keys))
    return every.lower(keys, *shapes).compile(), time.perf_counter() - start


def _model(priors: Priors, infusions: int) -> Callable[..., None]:
    """Pain as baseline, drift, relief and noise that remembers the last entry across the gap since."""
    import jax.numpy as jnp
    import numpyro
    from numpyro.distributions import Normal

    root = priors.relief_root(infusions)

    def model(days: Any, pain: Any, infusion_days: Any) -> None:
        baseline = numpyro.sample("baseline", Normal(priors.baseline_mean, priors.baseline_sd))
        drift = numpyro.sample("drift", Normal(0, priors.drift_sd))
        relief = priors.relief_mean + root @ numpyro.sample("relief", Normal(0, 1).expand([infusions]).to_event(1))
        rise = jnp.exp(numpyro.sample("log_rise", Normal(*priors.log_rise)))
        fade = jnp.exp(numpyro.sample("log_fade", Normal(*priors.log_fade)))
        phi = jnp.tanh(numpyro.sample("atanh_phi", Normal(*priors.atanh_phi)))
        sigma = jnp.exp(numpyro.sample("log_sigma", Normal(*priors.log_sigma)))
        since = jnp.maximum(days[:, None] - infusion_days, 0)
        curve = (1 - 2 ** (-since / rise)) * 2 ** (-since / fade)
        expected = baseline + drift * (days - infusion_days[0]) / 30 - curve @ relief
        kept = phi ** jnp.diff(days)
        carried = kept * (pain - expected)[:-1]
        mean = expected.at[1:].add(carried)
        spread = sigma * jnp.concatenate([jnp.ones(1), jnp.sqrt(1 - kept**2)])
        numpyro.sample("pain", Normal(mean, spread), obs=pain)

    return model


@dataclass(frozen=True)
class Forecast:
    """Of the diary value itself, noise included: a normal for each day, shape (ahead,). `how` names what was fitted."""

    days: Array
    mean: Array
    sd: Array
    how: str


def local_level(days: Array, pain: Array, *, ahead: int = 14) -> Forecast:
    """The days after the last entry, by a local level fitted by maximum likelihood, missing days left out.

    days, pain: shape (n,). When L-BFGS does not converge Nelder-Mead is tried; when that fails too, or all entries are
    alike or fewer than 3, the forecast is the plain mean and sd of the diary, never less than `ROUNDING_SD`.
    """
    every = np.full(int(days[-1] - days[0]) + 1, np.nan)
    every[np.asarray(days - days[0], int)] = pain
    coming = days[-1] + 1 + np.arange(ahead)
    for method in ("lbfgs", "nm") if len(pain) > 2 and np.ptp(pain) > 0 else ():
        fitted = _fitted(every, method)
        if fitted is None:
            continue
        told = fitted.get_forecast(ahead)
        if np.isfinite(told.se_mean).all() and (told.se_mean > 0).all():
            return Forecast(coming, told.predicted_mean, told.se_mean, f"local level, {method}")
    sd = max(float(np.std(pain)), ROUNDING_SD)
    return Forecast(coming, np.full(ahead, np.mean(pain)), np.full(ahead, sd), "plain mean")


def _fitted(every: Array, method: str) -> Any:
    """The fit, or None when the optimiser did not get there."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fitted = UnobservedComponents(every, "local level").fit(disp=False, method=method, maxiter=500)
        except (np.linalg.LinAlgError, ValueError):
            return None
    return fitted if fitted.mle_retvals["converged"] else None
