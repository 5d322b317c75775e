"""How published parameters become flows between compartments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.people import Array

Parameters = Mapping[str, Array]
"""By name, in L, L/min and /min, each of shape (p,)."""

NG_PER_ML = 1000.0
"""ng/mL in one mg/L."""


@dataclass(frozen=True, eq=False)
class Read:
    """Where a concentration is read: ng/mL for each mg in compartment `state`, shape (p,)."""

    state: int
    ng_ml_per_mg: Array


@dataclass(frozen=True, eq=False)
class System:
    """Compartments holding mg: flows between them, where the drug enters, and where concentrations are read.

    flow_per_min: shape (p, n, n); off the diagonal the flow into a row from a column, on it all outflow, negative.
    reads: by analyte, "ketamine" always among them.
    """

    flow_per_min: Array
    entry: int
    reads: Mapping[str, Read]

    def with_effect_site(self, ke0_per_min: float) -> "System":
        """The same with one more compartment that follows "ketamine" at `ke0_per_min` and takes nothing from it.

        It is held in mg of the compartment it follows, so that both are read alike; its analyte is "effect site".
        Raises ModelError for a ke0 that is not above 0.
        """
        if not (np.isfinite(ke0_per_min) and ke0_per_min > 0):
            raise ModelError(f"ke0 {ke0_per_min:g} /min is impossible; it must be above 0 /min")
        size, read = self.flow_per_min.shape[1], self.reads["ketamine"]
        flow = np.pad(self.flow_per_min, ((0, 0), (0, 1), (0, 1)))
        flow[:, size, read.state] = ke0_per_min
        flow[:, size, size] = -ke0_per_min
        return System(flow, self.entry, {**self.reads, "effect site": Read(size, read.ng_ml_per_mg)})

    def only(self, analytes: Sequence[str]) -> "System":
        """The same without the compartments that none of these analytes depends on.

        Raises ModelError for an analyte that is not read here.
        """
        if unknown := [analyte for analyte in analytes if analyte not in self.reads]:
            raise ModelError(f"there is no {unknown[0]!r}; there is {', '.join(self.reads)}")
        feeds = (self.flow_per_min != 0.0).any(axis=0)
        needed = {self.entry, *(self.reads[analyte].state for analyte in analytes)}
        while more := {int(source) for state in needed for source in np.flatnonzero(feeds[state])} - needed:
            needed |= more
        order = sorted(needed)
        reads = {analyte: self.reads[analyte] for analyte in analytes}
        return System(
            np.ascontiguousarray(self.flow_per_min[:, order][:, :, order]),
            order.index(self.entry),
            {analyte: Read(order.index(read.state), read.ng_ml_per_mg) for analyte, read in reads.items()},
        )


class Network:
    """Compartments and the flows between them, written down one by one; a compartment exists once it is named."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._flows: list[tuple[int, int | None, Array, Array]] = []

    def flow(self, source: str, target: str, per_min: Array, arriving: float | Array = 1.0) -> None:
        """Move `per_min` of what `source` holds, of which the part `arriving` reaches `target`; the rest is lost."""
        self._flows.append((self._state(source), self._state(target), per_min, np.asarray(arriving)))

    def exchange(self, one: str, other: str, there_per_min: Array, back_per_min: Array) -> None:
        """Let two compartments flow into each other."""
        self.flow(one, other, there_per_min)
        self.flow(other, one, back_per_min)

    def lose(self, source: str, per_min: Array) -> None:
        """Move `per_min` of what `source` holds out of the body, or into what nobody follows."""
        self._flows.append((self._state(source), None, per_min, np.asarray(0.0)))

    def system(self, entry: str, reads: Mapping[str, tuple[str, Array]]) -> System:
        """The flows as a System; reads: by analyte, the compartment and its ng/mL for each mg."""
        people = max(per_min.size for _, _, per_min, _ in self._flows)
        matrix = np.zeros((people, len(self._names), len(self._names)))
        for source, target, per_min, arriving in self._flows:
            matrix[:, source, source] -= per_min
            if target is not None:
                matrix[:, target, source] += per_min * arriving
        found = {analyte: Read(self._state(name), ng_ml_per_mg) for analyte, (name, ng_ml_per_mg) in reads.items()}
        return System(matrix, self._state(entry), found)

    def _state(self, name: str) -> int:
        if name not in self._names:
            self._names.append(name)
        return self._names.index(name)


class Structure(Protocol):
    """One way for compartments to hang together."""

    def complete(self, parameters: Parameters) -> Parameters:
        """The parameters together with what follows from them."""
        ...

    def system(self, parameters: Parameters) -> System:
        """The flows that the parameters make."""
        ...


@dataclass(frozen=True)
class Mammillary:
    """A central compartment, 1, with `peripherals` others around it that exchange with it alone.

    Parameters either as V1, CL and Q2, V2 (Q3, V3), or as V1, k10 and k12, k21 (k13, k31).
    """

    peripherals: int

    def complete(self, parameters: Parameters) -> Parameters:
        """Both forms: CL, V1, Q2, V2 … in L and L/min, k10, k12, k21 … per minute."""
        known = dict(parameters)
        central = known["V1"]
        by_clearance = "CL" in known
        known |= {"k10": known["CL"] / central} if by_clearance else {"CL": known["k10"] * central}
        for i in range(2, self.peripherals + 2):
            out, back = f"k1{i}", f"k{i}1"
            if by_clearance:
                known |= {out: known[f"Q{i}"] / central, back: known[f"Q{i}"] / known[f"V{i}"]}
            else:
                flow = known[out] * central
                known |= {f"Q{i}": flow, f"V{i}": flow / known[back]}
        return known

    def system(self, parameters: Parameters) -> System:
        """Compartment 1 first, the peripherals after it; "ketamine" is read in 1."""
        known = self.complete(parameters)
        network = Network()
        self.exchange(network, known)
        network.lose("1", known["k10"])
        return network.system("1", {"ketamine": ("1", NG_PER_ML / known["V1"])})

    def exchange(self, network: Network, known: Parameters) -> None:
        """Write compartments "1", "2" … and the exchange between them into a network; `known` is complete."""
        for i in range(2, self.peripherals + 2):
            network.exchange("1", str(i), known[f"k1{i}"], known[f"k{i}1"])
