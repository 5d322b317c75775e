"""Other programs that know three compartments and an effect site, on the same patient: 70 kg, Kamp's parameters.

Each answers what `ebb.pharmacology` is asked in `pharmacology.py`: 4 h, a rate that is halved after 2 h, plasma and
effect site in ng/mL every 10 s. Rates per minute and the central volume come from the model of this repository, so
all of them work out the very same system; `.venv-bench` is where they live.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from ebb.pharmacology.people import Array

MG_PER_H = ((0, 7200, 14.0), (7200, 14400, 7.0))
"""From and until which second, and how much."""

END_S, STEP_S = 14400, 10
NG_ML = 1000.0

Answer = tuple[Array, Array]


@dataclass(frozen=True)
class Peer:
    """`run` answers Cp and Ce every 10 s, given V1 in L, k10 … k31 and ke0 per minute; `points`: times it works out."""

    name: str
    module: str
    points: int
    run: Callable[[Mapping[str, float], float], Answer]


def opentiva(known: Mapping[str, float], ke0_per_min: float) -> Answer:
    """opentiva 1.1.2: closed form, always every second."""
    from opentiva.ketamine import Klamp
    from opentiva.pump import Pump

    model = Klamp(1, 40, 70, 175)
    model.ke0 = ke0_per_min
    pump = Pump(model, drug_concentration=1, end_time=END_S + 1)
    for start, end, mg_per_h in MG_PER_H:
        pump.add_infusion(start, mg_per_h / 3600, end - start)
    return tuple(NG_ML * pump.run()[::STEP_S, 1:].T)


def pytci(known: Mapping[str, float], ke0_per_min: float) -> Answer:
    """PyTCI 1.2.0 with its exact integrator: a matrix exponential kept between equal steps."""
    from PyTCI.models.base import Three

    model = Three()
    model.v1, model.keo = known["V1"], ke0_per_min
    for rate in ("k10", "k12", "k13", "k21", "k31"):
        setattr(model, rate, known[rate])
    model.setup()
    model.set_integrator("exact")
    seen = [(0.0, 0.0)]
    for start, end, mg_per_h in MG_PER_H:
        for _ in range(start, end, STEP_S):
            model.giveoverseconds(mg_per_h / 3600, STEP_S)
            seen.append((model.x1, model.xeo))
    return tuple(NG_ML * np.array(seen).T)


def scipy(known: Mapping[str, float], ke0_per_min: float) -> Answer:
    """SciPy's solve_ivp, LSODA at a relative tolerance of 1e-9, a solve for each rate."""
    from scipy.integrate import solve_ivp

    k10, k12, k13, k21, k31 = (known[rate] for rate in ("k10", "k12", "k13", "k21", "k31"))
    leaving = -(k10 + k12 + k13)
    rates = [[leaving, k21, k31, 0], [k12, -k21, 0, 0], [k13, 0, -k31, 0], [ke0_per_min, 0, 0, -ke0_per_min]]
    flow = np.array(rates)

    state, seen = np.zeros(4), [np.zeros((4, 1))]
    for start, end, mg_per_h in MG_PER_H:
        given = np.array([mg_per_h / 60, 0, 0, 0])
        minutes = np.arange(start, end + 1, STEP_S) / 60
        solved = solve_ivp(
            lambda _, x, given=given: flow @ x + given,
            (minutes[0], minutes[-1]),
            state,
            method="LSODA",
            t_eval=minutes,
            rtol=1e-9,
            atol=1e-12,
            jac=lambda _, x: flow,
        )
        state = solved.y[:, -1]
        seen.append(solved.y[:, 1:])
    plasma, _, _, effect = np.hstack(seen) * NG_ML / known["V1"]
    return plasma, effect


PEERS = (
    Peer("opentiva, a patient at a time, every second", "opentiva", END_S + 1, opentiva),
    Peer("PyTCI, exact, a patient at a time", "PyTCI", END_S // STEP_S + 1, pytci),
    Peer("SciPy solve_ivp, LSODA at 1e-9", "scipy", END_S // STEP_S + 1, scipy),
)


def missing() -> Iterator[str]:
    """A sentence for each that cannot be measured here."""
    for peer in PEERS:
        if find_spec(peer.module) is None:
            yield f"{peer.module}: not installed here; scripts/bench installs it"
    for package in ("mrgsolve", "tci"):
        state = "found Rscript, but it is not driven from here" if shutil.which("Rscript") else "no R on this machine"
        yield f"{package} (R): not measured, {state}"
