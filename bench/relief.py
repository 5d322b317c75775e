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
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.relief_clinic import clinics
from bench.relief_coverage import coverage
from bench.relief_forecasts import forecasts
from bench.relief_people import NAMES
from bench.relief_sampler import beside_nuts
from bench.relief_times import times

SECTIONS = ("times", "sampler", "forecasts", "coverage", "clinic")


def main() -> None:
    asked = _asked()
    threads = os.environ["OPENBLAS_NUM_THREADS"]
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {threads} thread of OpenBLAS")
    sections = {
        "times": lambda: times(asked.rounds, asked.seed),
        "sampler": lambda: beside_nuts(asked.diaries, asked.samples, asked.rounds, asked.seed),
        "forecasts": lambda: forecasts(asked.people, asked.seed, asked.worlds, asked.learn_from),
        "coverage": lambda: coverage(asked.people, asked.seed, asked.worlds),
        "clinic": lambda: clinics(asked.patients, asked.processes, asked.seed),
    }
    for name in asked.only or SECTIONS:
        before, start = _load(), time.perf_counter()
        sections[name]()
        took = time.perf_counter() - start
        print(f"({name} took {took:.0f} s; load average {before} before, {_load()} after)", flush=True)


def _asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description="How quick, how right and how useful relief is.")
    ask.add_argument("--only", nargs="+", choices=SECTIONS, metavar="SECTION", help=", ".join(SECTIONS))
    ask.add_argument("--rounds", type=int, default=15, help="how often each timed thing is done")
    ask.add_argument("--diaries", type=int, default=10, help="that the sampler is asked about")
    ask.add_argument("--samples", type=int, default=5000, help="it draws in each of four chains")
    ask.add_argument("--people", type=int, default=200, help="in each world, with each number of infusions")
    ask.add_argument("--learn-from", type=int, default=0, help="others of a world whose priors its forecasts use")
    ask.add_argument("--worlds", nargs="+", choices=NAMES, default=NAMES, metavar="WORLD")
    ask.add_argument("--patients", type=int, nargs="+", default=[1000, 3000, 10_000], help="in the clinics, in turn")
    ask.add_argument("--processes", type=int, default=2, help="that answer a clinic")
    ask.add_argument("--seed", type=int, default=20261122)
    return ask.parse_args()


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    main()
