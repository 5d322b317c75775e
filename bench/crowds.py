"""Whom the kinetics are measured on: a crowd of different people, and a thousand alike as the clinic draws them."""

from collections.abc import Iterator

import numpy as np

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


def cast(people: int) -> Participants:
    """So many adults of 45 to 120 kg, the first of them 70 kg."""
    weights = np.random.default_rng(1).uniform(45, 120, people)
    weights[0] = 70
    return Participants(weights, np.full(people, 40.0))


def kamp(people: Participants) -> SimulationResult:
    return simulate(kamp_2020, GIVEN, people, EVERY_10_S, ke0_per_min=KE0_PER_MIN)


def highest(people: Participants) -> list[float]:
    return [float(kamp(some).cmax.max()) for some in blocks(people)]


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
