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
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

import numpy as np

from bench.peers import PEERS, Answer, missing
from bench.rounds import Seconds, in_turn
from ebb.pharmacology import (
    Participant,
    Participants,
    Regimen,
    SimulationResult,
    fanta_2015_otto_2021,
    kamp_2020,
    perezruixo_2021,
    population,
    simons_2022,
    simulate,
)
from ebb.pharmacology.people import Array

US, MS, MIB = 1e-6, 1e-3, 2**20
KE0_PER_MIN = 0.238
GIVEN = Regimen.parse("infusion 14 mg/h 0-120 min; infusion 7 mg/h 120-240 min")
EVERY_10_S = np.arange(1441) / 6
BLOCK = 10_000

PEOPLE = 1000
EVERY_MINUTE = np.arange(241.0)
PATIENT = Participant(weight_kg=70, age_y=40)

RECORDED = Regimen.from_rates(
    [(0, 20), (17 + 25 / 60, 0), (31 + 10 / 60, 14), (62.5, 18), (97 + 20 / 60, 12)],
    boluses=[(12 + 5 / 60, 5)],
    end_min=180,
).s_part()
"""A pause, a rescue bolus and changes of rate, to the second; the last is the event just recorded."""


def adults(people: int) -> Participants:
    """So many adults of 45 to 120 kg, the first of them 70 kg."""
    weights = np.random.default_rng(1).uniform(45, 120, people)
    weights[0] = 70
    return Participants(weights, np.full(people, 40.0))


def kamp_of(people: Participants) -> SimulationResult:
    return simulate(kamp_2020, GIVEN, people, EVERY_10_S, ke0_per_min=KE0_PER_MIN)


def highest(people: Participants) -> list[float]:
    return [float(kamp_of(some).cmax.max()) for some in blocks(people)]


def blocks(people: Participants) -> Iterator[Participants]:
    for first in range(0, len(people), BLOCK):
        some = slice(first, first + BLOCK)
        yield Participants(people.weight_kg[some], people.age_y[some])


def band() -> None:
    """The 5 %, 50 % and 95 % of a thousand people, from drawing them to the three curves."""
    population(simons_2022, RECORDED, PATIENT, EVERY_MINUTE, people=PEOPLE, seed=1, analytes=()).quantiles()


def chair() -> None:
    """All that is drawn anew after an event: three models, ketamine with its band, norketamine's median."""
    for model in (fanta_2015_otto_2021, simons_2022, perezruixo_2021):
        everyone = population(model, RECORDED, PATIENT, EVERY_MINUTE, people=PEOPLE, seed=1, analytes=("norketamine",))
        everyone.quantiles()
        everyone.quantiles((0.5,), "norketamine")


def beside_peers(rounds: int) -> None:
    print("\n4 h at 10 s, plasma and effect site, us a person:")
    thousand = adults(1000)

    def ours() -> Answer:
        result = kamp_of(thousand)
        assert result.ce_ng_ml is not None
        return result.cp_ng_ml[0], result.ce_ng_ml[0]

    known = kamp_2020.typical(Participant(70, 40))
    others = {peer.name: peer for peer in PEERS if find_spec(peer.module)}
    works = {name: partial(peer.run, known, KE0_PER_MIN) for name, peer in others.items()}
    timed = in_turn({"ebb": ours} | works, rounds)
    us = timed["ebb"].cpu_median(US) / 1000
    print(f"  Ebb, 1,000 people at once: {timed['ebb'].summary(1000 * US)}")
    for name, peer in others.items():
        theirs = timed[name].cpu_median(US)
        times, a_point = theirs / us, theirs / peer.points / (us / EVERY_10_S.size)
        print(f"  {name}: {timed[name].summary(US)}")
        print(f"    Ebb is {times:,.0f} times as quick a person, {a_point:,.0f} times a point of {peer.points:,}")
        plasma, effect = (apart(*pair) for pair in zip(ours(), works[name](), strict=True))
        print(f"    largest difference above 1 ng/mL: {plasma:.1e} of the plasma, {effect:.1e} of the effect site")
    for sentence in missing():
        print(f"  {sentence}")


def apart(ours: Array, theirs: Array) -> float:
    there = ours > 1
    return float((np.abs(ours - theirs)[there] / ours[there]).max())


def with_metabolites(rounds: int) -> None:
    print("\nSimons, 11 compartments, ketamine and both metabolites, 4 h at 10 s, us a person:")
    people, regimen = adults(1000), GIVEN.s_part()
    timed = in_turn({"simons": lambda: simulate(simons_2022, regimen, people, EVERY_10_S)}, rounds)
    print(f"  1,000 people: {timed['simons'].summary(1000 * US)}")


def growing(rounds: int, most: int) -> None:
    print("\nMore people, us a person; MiB of the answer and at the peak beside it:")
    for number in (size for size in (1, 10, 100, 1000, 10_000, 100_000) if size <= most):
        people = adults(number)
        seconds = in_turn({"all": lambda people=people: kamp_of(people)}, rounds if number < BLOCK else min(rounds, 3))
        answer, beside = memory(lambda people=people: kamp_of(people))
        print(f"  {number:,}: {seconds['all'].summary(number * US)}; {answer:.1f} and {beside:.1f}")
    people = adults(most)
    seconds = in_turn({"blocks": lambda: highest(people)}, min(rounds, 3))
    tracemalloc.start()
    highest(people)
    print(f"  {most:,}, {BLOCK:,} at a time, keeping the highest: {seconds['blocks'].summary(most * US)}; ", end="")
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
    print(f"  a band of three quantiles (sorted, type 7) at 241 times, Simons: {timed['band'].summary(MS)}")
    print(f"  one chair after an event, three S models with norketamine, 241 times: {timed['chair'].summary(MS)}")


def main() -> None:
    parser = argparse.ArgumentParser(description="How quick the kinetics are.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=int, default=100_000, help="people in the largest answer; 100,000 take 2.2 GiB")
    options = parser.parse_args()
    threads = os.environ["OPENBLAS_NUM_THREADS"]
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {threads} thread of OpenBLAS")
    print(f"load average {load_average()} before")
    beside_peers(options.rounds)
    with_metabolites(options.rounds)
    drawn(options.rounds)
    growing(options.rounds, options.most)
    print(f"\nload average {load_average()} after")


def load_average() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    main()
