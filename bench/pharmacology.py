"""How quick the kinetics are: beside other programs, with more and more people, for a band, for one chair.

    scripts/bench pharmacology [--rounds 7] [--most 100000]

Everything runs in this one process on one thread, in turn, round after round. Times are of the processor (median and
range), with the clock's median beside them: on a busy machine only the first can be compared. The other programs live
in `.venv-bench`; run with another Python, this names those it does not find.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import platform
import resource
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.crowds import BLOCK, EVERY_10_S, GIVEN, KE0_PER_MIN, band, cast, chair, highest, kamp
from bench.peers import Answer, Peer, peers
from bench.rounds import Seconds, in_turn
from ebb.pharmacology import Participant, SimulationResult, kamp_2020, simons_2022, simulate
from ebb.pharmacology.people import Array

US, MS, MIB = 1e-6, 1e-3, 2**20


def beside_peers(rounds: int) -> None:
    print("\n4 h at 10 s, plasma and effect site, us a person:")
    thousand = cast(1000)

    def ours() -> Answer:
        result = kamp(thousand)
        assert result.ce_ng_ml is not None
        return result.cp_ng_ml[0], result.ce_ng_ml[0]

    found = list(peers(kamp_2020.typical(Participant(70, 40)), KE0_PER_MIN))
    others = [peer for peer in found if isinstance(peer, Peer)]
    timed = in_turn({"ebb": ours} | {peer.name: peer.run for peer in others}, rounds)
    us = timed["ebb"].cpu_median(US) / 1000
    print(f"  Ebb, 1,000 people at once: {timed['ebb'].told(1000 * US)}")
    for peer in others:
        theirs = timed[peer.name].cpu_median(US)
        times, a_point = theirs / us, theirs / peer.points / (us / EVERY_10_S.size)
        print(f"  {peer.name}: {timed[peer.name].told(US)}")
        print(f"    Ebb is {times:,.0f} times as quick a person, {a_point:,.0f} times a point of {peer.points:,}")
        plasma, effect = (apart(*pair) for pair in zip(ours(), peer.run(), strict=True))
        print(f"    largest difference above 1 ng/mL: {plasma:.1e} of the plasma, {effect:.1e} of the effect site")
    for missing in found:
        if isinstance(missing, str):
            print(f"  {missing}")


def apart(ours: Array, theirs: Array) -> float:
    there = ours > 1
    return float((np.abs(ours - theirs)[there] / ours[there]).max())


def with_metabolites(rounds: int) -> None:
    print("\nSimons, 11 compartments, ketamine and both metabolites, 4 h at 10 s, us a person:")
    people, regimen = cast(1000), GIVEN.s_part()
    timed = in_turn({"simons": lambda: simulate(simons_2022, regimen, people, EVERY_10_S)}, rounds)
    print(f"  1,000 people: {timed['simons'].told(1000 * US)}")


def growing(rounds: int, most: int) -> None:
    print("\nMore people, us a person; MiB of the answer and at the peak beside it:")
    for number in (size for size in (1, 10, 100, 1000, 10_000, 100_000) if size <= most):
        people = cast(number)
        seconds = in_turn({"all": lambda people=people: kamp(people)}, rounds if number < BLOCK else min(rounds, 3))
        answer, beside = memory(lambda people=people: kamp(people))
        print(f"  {number:,}: {seconds['all'].told(number * US)}; {answer:.1f} and {beside:.1f}")
    people = cast(most)
    seconds = in_turn({"blocks": lambda: highest(people)}, min(rounds, 3))
    tracemalloc.start()
    highest(people)
    print(f"  {most:,}, {BLOCK:,} at a time, keeping the highest: {seconds['blocks'].told(most * US)}; ", end="")
    print(f"{tracemalloc.get_traced_memory()[1] / MIB:.0f} at the peak in all")
    tracemalloc.stop()
    print(f"  largest this process ever was: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def memory(work: Callable[[], SimulationResult]) -> tuple[float, float]:
    """MiB of the concentrations, and of all else at the peak."""
    tracemalloc.start()
    result = work()
    peak, answer = tracemalloc.get_traced_memory()[1], 2 * result.cp_ng_ml.nbytes
    tracemalloc.stop()
    return answer / MIB, (peak - answer) / MIB


def drawn(rounds: int) -> None:
    print("\n1,000 people drawn, ms:")
    works: dict[str, Callable[[], object]] = {"band": band, "chair": chair}
    timed: dict[str, Seconds] = in_turn(works, 3 * rounds)
    print(f"  a band of three quantiles (sorted, type 7) at 241 times, Simons: {timed['band'].told(MS)}")
    print(f"  one chair after an event, three S models with norketamine, 241 times: {timed['chair'].told(MS)}")


def main() -> None:
    ask = argparse.ArgumentParser(description="How quick the kinetics are.")
    ask.add_argument("--rounds", type=int, default=7)
    ask.add_argument("--most", type=int, default=100_000, help="people in the largest answer; 100,000 take 2.2 GiB")
    asked = ask.parse_args()
    threads = os.environ["OPENBLAS_NUM_THREADS"]
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {threads} thread of OpenBLAS")
    print(f"load average {told_load()} before")
    beside_peers(asked.rounds)
    with_metabolites(asked.rounds)
    drawn(asked.rounds)
    growing(asked.rounds, asked.most)
    print(f"\nload average {told_load()} after")


def told_load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    main()
