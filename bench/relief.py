"""How quick, how right and how useful relief is: one diary, beside a sampler, beside other forecasts, in every world.

    scripts/bench relief [--only times sampler forecasts coverage clinic] [--rounds 15] [--people 200] ...

One process and one thread, but for the clinic. Times are of the processor, with the clock's beside them. The sampler
and the local level live in `.venv-bench`; run with another Python, those that are missing are named and left out.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import argparse
import platform
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.relief_clinic import clinics
from bench.relief_forecasts import forecasts
from bench.relief_sampler import beside_nuts
from bench.relief_worlds import NAMES, ON_THE_SCALE, coverage
from bench.rounds import in_turn
from ebb.relief import PUBLISHED, Diary, Spread, fit, report
from ebb.relief.conjugate import FINE, WIDE
from ebb.relief.worlds import WEEKLY_SIX, Calendar, own

SECTIONS = ("times", "sampler", "forecasts", "coverage", "clinic")

MS = 1e-3
DIARIES = {
    "90 days, 6 infusions": Calendar(WEEKLY_SIX.infusion_days, known_days=40),
    "400 days, 6 infusions": Calendar(WEEKLY_SIX.infusion_days, known_days=350),
    "90 days, 1 infusion": Calendar((0.0,), known_days=75),
    "471 days, 60 infusions": Calendar(tuple(7.0 * week for week in range(60)), known_days=43),
}
MILD = replace(PUBLISHED, drift_sd=0.1, relief=Spread(0.5, 0.3), visit_sd=0.1)
"""Of people like the published ones, those who rarely leave the scale."""


def main() -> None:
    options = _options()
    threads = os.environ["OPENBLAS_NUM_THREADS"]
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {threads} thread of OpenBLAS")
    sections = {
        "times": lambda: times(options.rounds, options.seed),
        "sampler": lambda: beside_nuts(options.diaries, options.samples, options.rounds, options.seed),
        "forecasts": lambda: forecasts(options.people, options.seed, options.worlds, options.learn_from),
        "coverage": lambda: coverage(options.people, options.seed, options.worlds),
        "clinic": lambda: clinics(options.patients, options.processes, options.seed),
    }
    for name in options.only or SECTIONS:
        before, start = _load(), time.perf_counter()
        sections[name]()
        took = time.perf_counter() - start
        print(f"({name} took {took:.0f} s; load average {before} before, {_load()} after)", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How quick, how right and how useful relief is.")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--rounds", type=int, default=15, help="how often each timed thing is done")
    parser.add_argument("--diaries", type=int, default=10, help="given to the sampler")
    parser.add_argument("--samples", type=int, default=5000, help="it draws in each of four chains")
    parser.add_argument("--people", type=int, default=200, help="in each world, with each number of infusions")
    parser.add_argument("--learn-from", type=int, default=0, help="others of a world whose priors its forecasts use")
    parser.add_argument("--worlds", nargs="+", choices=NAMES, default=NAMES, metavar="WORLD")
    parser.add_argument("--patients", type=int, nargs="+", default=[1000, 3000, 10_000], help="in the clinics, in turn")
    parser.add_argument("--processes", type=int, default=2, help="that answer a clinic")
    parser.add_argument("--seed", type=int, default=20261122)
    return parser.parse_args()


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def times(rounds: int, seed: int) -> None:
    """How long one diary takes: fitted alone, and with every answer."""
    wide, fine = (int(np.prod(points)) for points in (WIDE, FINE))
    print(f"\nOne diary, {wide:,} points of the grid to find where and {fine:,} to say what, ms:")
    works: dict[str, Callable[[], object]] = {}
    for name, diary in _diaries(seed).items():
        works[f"{name}: fit"] = lambda diary=diary: fit(diary)
        works[f"{name}: fit and every answer"] = lambda diary=diary: report(fit(diary))
    for name, seconds in in_turn(works, rounds).items():
        print(f"  {name}: {seconds.summary(MS)}")


def _diaries(seed: int) -> dict[str, Diary]:
    """Whole scores of people who stay on the scale; the first also with a share at its ends."""
    rng = np.random.default_rng(seed)
    diaries = {}
    for name, calendar in DIARIES.items():
        diary = _without_ends(rng, calendar)
        diaries[f"{name}, none at the ends"] = diary
        if len(diaries) == 1:
            lower = tuple(max(pain - min(diary.pain) - 1.0, ON_THE_SCALE[0]) for pain in diary.pain)
            diaries[f"{name}, {lower.count(ON_THE_SCALE[0])} scores of 0"] = replace(diary, pain=lower)
    return diaries


def _without_ends(rng: np.random.Generator, calendar: Calendar) -> Diary:
    while True:
        diary = own(rng, MILD, calendar, whole_numbers=True, level_within=(2.5, 7.5)).diary
        if min(diary.pain) > ON_THE_SCALE[0] and max(diary.pain) < ON_THE_SCALE[1]:
            return diary


if __name__ == "__main__":
    main()
