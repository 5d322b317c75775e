"""A general sampler on relief's own model: NumPyro's No-U-Turn sampler.

It draws from exactly the posterior that `ebb.relief` works out on a grid, under the same priors, and shares no line
with it but the covariance of the reliefs. Days are whole numbers in rising order, pain is any real number: it is
neither rounded nor held to 0 and 10. `.venv-bench` has the package.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ebb.relief import Priors, Spread

Array = NDArray[np.float64]
Compiled = Callable[..., Any]


@dataclass(frozen=True)
class Draws:
    """From the posterior, shape (chains, samples); `relief` has a last axis more, of k infusions. Days and points."""

    baseline: Array
    drift_per_30d: Array
    relief: Array
    rise_days: Array
    half_life_days: Array
    phi: Array
    sigma: Array
    diverged: int
    compile_s: float
    cpu_s: float

    def worst(self) -> tuple[float, float]:
        """The largest split r-hat and the smallest effective sample size of all."""
        from numpyro.diagnostics import split_gelman_rubin

        alone = (self.baseline, self.drift_per_30d, self.rise_days, self.half_life_days, self.phi, self.sigma)
        each = np.concatenate([np.stack(alone, axis=-1), self.relief], axis=-1)
        return float(np.max(split_gelman_rubin(each))), effective_draws(each)


def effective_draws(values: Array) -> float:
    """The effective sample size of values of shape (chains, samples); the smallest of several in a last axis."""
    from numpyro.diagnostics import effective_sample_size

    return float(np.min(effective_sample_size(values)))


def nuts(
    days: Array, pain: Array, infusion_days: Array, priors: Priors, *, warmup: int, samples: int, chains: int, seed: int
) -> Draws:
    """Draws from the posterior of one diary.

    days, pain: shape (n,); infusion_days: shape (k,), k at least 1, rising. `compile_s` is the time to compile for this
    n, k, these priors and lengths, and 0 when that was done before; `cpu_s` is the processor's time for the sampling,
    warm-up included.
    """
    import jax

    new = _compiled.cache_info().misses
    ready, compile_s = _compiled(len(days), len(infusion_days), priors, warmup, samples, chains)
    compile_s = compile_s if _compiled.cache_info().misses > new else 0.0
    keys = jax.random.split(jax.random.key(seed), chains)
    start = time.process_time()
    drawn, diverged = jax.block_until_ready(ready(keys, *_arguments(days, pain, infusion_days)))
    cpu_s = time.process_time() - start
    z = {name: np.asarray(values) for name, values in drawn.items()}
    root = np.linalg.cholesky(priors.relief_covariance(len(infusion_days)))
    return Draws(
        baseline=z["baseline"],
        drift_per_30d=z["drift"],
        relief=priors.relief.mean + z["relief"] @ root.T,
        rise_days=np.exp(z["log_rise"]),
        half_life_days=np.exp(z["log_half_life"]),
        phi=np.tanh(z["artanh_phi"]),
        sigma=np.exp(z["log_sigma"]),
        diverged=int(diverged.sum()),
        compile_s=compile_s,
        cpu_s=cpu_s,
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

    root = np.linalg.cholesky(priors.relief_covariance(infusions))

    def drawn(name: str, spread: Spread) -> Any:
        return numpyro.sample(name, Normal(spread.mean, spread.sd))

    def model(days: Any, pain: Any, infusion_days: Any) -> None:
        baseline = drawn("baseline", priors.baseline)
        drift = drawn("drift", Spread(0.0, priors.drift_sd))
        relief = priors.relief.mean + root @ numpyro.sample("relief", Normal(0, 1).expand([infusions]).to_event(1))
        rise = jnp.exp(drawn("log_rise", priors.log_rise))
        half_life = jnp.exp(drawn("log_half_life", priors.log_half_life))
        phi = jnp.tanh(drawn("artanh_phi", priors.artanh_phi))
        sigma = jnp.exp(drawn("log_sigma", priors.log_sigma))
        since = jnp.maximum(days[:, None] - infusion_days, 0)
        curve = (1 - 2 ** (-since / rise)) * 2 ** (-since / half_life)
        expected = baseline + drift * (days - infusion_days[0]) / 30 - curve @ relief
        remembered = phi ** jnp.diff(days)
        carried = remembered * (pain - expected)[:-1]
        mean = expected.at[1:].add(carried)
        spread = sigma * jnp.concatenate([jnp.ones(1), jnp.sqrt(1 - remembered**2)])
        numpyro.sample("pain", Normal(mean, spread), obs=pain)

    return model
