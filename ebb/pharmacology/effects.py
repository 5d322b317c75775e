"""From a concentration to what it does; every answer carries its source and its doubts.

Published effects are research output beside a curve: never a dose, never a target.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ebb.pharmacology.errors import ModelError
from ebb.pharmacology.model import Model
from ebb.pharmacology.people import Array, Participant
from ebb.pharmacology.regimen import Drug, Regimen
from ebb.pharmacology.simulation import simulate
from ebb.pharmacology.values import Value

UM_PER_NG_ML = 1.0 / 237.73
"""Micromol per litre in one ng/mL of ketamine base (237.73 g/mol)."""

MINUTES_PER_DAY = 1440.0


@dataclass(frozen=True, eq=False)
class Effect:
    """Some effect at some concentrations: `values` in `unit`, of the shape asked for, with source and doubts."""

    values: Array
    unit: str
    source: str
    doubts: str


@dataclass(frozen=True)
class EffectSite:
    """How fast an effect follows the plasma, as estimated together with one kinetic model and no other."""

    ke0: Value
    model_id: str
    effect: str

    def ke0_per_min(self, model: Model) -> float:
        """For use with `simulate`; raises ModelError for any model but the one it was estimated with."""
        if model.id != self.model_id:
            raise ModelError(
                f"ke0 {self.ke0.x:g} /min was estimated with {self.model_id}; with {model.id} it is an assumption, "
                "which simulate(..., ke0_per_min=…) takes as yours"
            )
        return self.ke0.x


@dataclass(frozen=True)
class Linear:
    """An effect that grows in proportion: the sum of slope x concentration over analytes.

    slopes: by analyte, in `unit` for each ng/mL. drug: whose concentration it was estimated from.
    """

    name: str
    drug: Drug
    unit: str
    slopes: Mapping[str, Value]
    doubts: str

    def at(self, concentrations_ng_ml: Mapping[str, ArrayLike]) -> Effect:
        """The effect at concentrations of every analyte in `slopes`, ng/mL, all of one shape; returns that shape."""
        if missing := self.slopes.keys() - concentrations_ng_ml.keys():
            raise ModelError(f"{self.name} needs concentrations of {', '.join(sorted(missing))} too")
        total = sum(
            slope.x * np.asarray(concentrations_ng_ml[name], dtype=float) for name, slope in self.slopes.items()
        )
        return Effect(np.asarray(total), self.unit, next(iter(self.slopes.values())).source, self.doubts)


@dataclass(frozen=True)
class Emax:
    """An effect that levels off: emax x C^gamma / (c50^gamma + C^gamma), with c50 in ng/mL."""

    name: str
    drug: Drug
    unit: str
    emax: Value
    c50: Value
    gamma: Value
    doubts: str

    def at(self, concentration_ng_ml: ArrayLike) -> Effect:
        """The effect at concentrations in ng/mL, of any shape; returns that shape."""
        driven = (np.asarray(concentration_ng_ml, dtype=float) / self.c50.x) ** self.gamma.x
        return Effect(np.asarray(self.emax.x * driven / (1.0 + driven)), self.unit, self.c50.source, self.doubts)


@dataclass(frozen=True)
class SlowSite:
    """Relief that comes and goes over days: a site that follows the plasma slowly, and an Emax on it.

    half_life: in days. responders: the part of people in whom it acts at all; placebo: the part who respond to
    placebo.
    """

    name: str
    drug: Drug
    half_life: Value
    c50: Value
    responders: Value
    placebo: Value
    doubts: str

    @property
    def ke0_per_min(self) -> float:
        """For use with `simulate`."""
        return math.log(2.0) / (self.half_life.x * MINUTES_PER_DAY)

    def at(self, ce_ng_ml: ArrayLike) -> Effect:
        """The part of the largest relief in a responder, at slow-site concentrations in ng/mL; returns their shape."""
        held = np.asarray(ce_ng_ml, dtype=float)
        return Effect(held / (held + self.c50.x), "part of the largest relief", self.c50.source, self.doubts)


@dataclass(frozen=True)
class Receptor:
    """Competition for one receptor: occupancy x / (1 + x), x the sum of unbound concentration / Ki.

    ki: by enantiomer or metabolite, uM. unbound: by the same, the part not bound to protein; 1 where it is missing.
    """

    name: str
    ki: Mapping[str, Value]
    unbound: Mapping[str, Value]
    doubts: str

    def occupied(self, concentrations_um: Mapping[str, ArrayLike]) -> Effect:
        """The part of receptors occupied at total plasma concentrations in uM, by enantiomer or metabolite."""
        if unknown := concentrations_um.keys() - self.ki.keys():
            raise ModelError(f"{self.name} has no Ki for {', '.join(sorted(unknown))}; it has {', '.join(self.ki)}")
        unbound = {name: self.unbound[name].x if name in self.unbound else 1.0 for name in concentrations_um}
        driven = sum(
            np.asarray(total, dtype=float) * unbound[name] / self.ki[name].x
            for name, total in concentrations_um.items()
        )
        source = next(iter(self.ki.values())).source
        return Effect(np.asarray(driven / (1.0 + driven)), "part occupied", source, self.doubts)

    def occupied_by_racemate(self, racemic_ng_ml: ArrayLike) -> Effect:
        """The same for racemic ketamine in ng/mL, half of it taken as S and half as R."""
        half_um = np.asarray(racemic_ng_ml, dtype=float) * UM_PER_NG_ML / 2.0
        return self.occupied({"S-ketamine": half_um, "R-ketamine": half_um})


def ke0_from_tpeak(model: Model, tpeak_min: float, patient: Participant) -> float:
    """The ke0 (per minute) with which the effect of a bolus is greatest after `tpeak_min` minutes.

    Raises ModelError when no ke0 between 1e-5 and 1e3 per minute does it.
    Source: at its peak the effect site equals the plasma (Minto CF et al., Anesthesiology 2003;99:324).
    """
    bolus = Regimen(drug=model.drug).bolus("1 mg", at="0 min")

    def still_rising(ke0: float) -> bool:
        result = simulate(model, bolus, patient, tpeak_min, ke0_per_min=ke0)
        return bool(result.cp_ng_ml[0, 0] > result.of("effect site")[0, 0])

    low, high = 1e-5, 1e3
    if not (np.isfinite(tpeak_min) and tpeak_min > 0) or not still_rising(low) or still_rising(high):
        raise ModelError(f"no ke0 of {model.id} makes a peak after {tpeak_min:g} min; try a time of a few minutes")
    while high / low > 1 + 1e-12:
        middle = math.sqrt(low * high)
        low, high = (middle, high) if still_rising(middle) else (low, middle)
    return math.sqrt(low * high)


SHAPE = Value(1.0, "1", "no steepness was seen in the source; 1 is taken", "D")
WHOLE = Value(1.0, "1", "the effect is given as a part of its largest", "D")

NAVARRETE = "Navarrete 2025, J Clin Monit Comput 39:349, preprint abstract; 20 people, 0.1 mg/kg"
analgesia_index_site = EffectSite(
    ke0=Value(0.238, "/min", f"{NAVARRETE}; 0.20 to 0.28", "V"),
    model_id="domino_1984",
    effect="analgesia nociception index",
)

OLOFSEN = "Olofsen 2012, abstract; 12 men, S-ketamine 20 mg/h"
acute_pain = Linear(
    name="change of acute pain",
    drug="S",
    unit="cm of VAS",
    slopes={
        "ketamine": Value(-3.8 / 100, "cm per ng/mL", f"{OLOFSEN}; -3.8 cm per 100 ng/mL at the effect site", "V"),
        "norketamine": Value(1.5 / 50, "cm per ng/mL", f"{OLOFSEN}; +1.5 cm per 50 ng/mL: it opposes", "V"),
    },
    doubts="Experimental pain in volunteers. Simons 2022 found no effect of norketamine, so its sign is disputed.",
)

SIMONS = "Simons 2022 part 2, Front Pain Res 3:946487, abstract"


def _in_volunteers(name: str, c50_nmol_per_ml: float) -> Emax:
    return Emax(
        name=name,
        drug="S",
        unit="part of the largest effect",
        emax=WHOLE,
        c50=Value(c50_nmol_per_ml * 237.73, "ng/mL", f"{SIMONS}; {c50_nmol_per_ml} nmol/mL", "V"),
        gamma=SHAPE,
        doubts="Volunteers; 237.73 g/mol turns nmol/mL into ng/mL. Analgesia of chronic pain was not studied.",
    )


antinociception_most_sensitive = _in_volunteers("relief of experimental pain, most sensitive test", 1.2)
antinociception_least_sensitive = _in_volunteers("relief of experimental pain, least sensitive test", 1.7)
drug_high = _in_volunteers("feeling high", 0.3)

SCHUTTLER = "Schuttler 1987, abstract"


def _eeg_slowing(drug: Drug, emax_hz: float, c50_ug_per_ml: float, spread: float) -> Emax:
    return Emax(
        name="slowing of the EEG",
        drug=drug,
        unit="Hz",
        emax=Value(emax_hz, "Hz", SCHUTTLER, "V"),
        c50=Value(1000 * c50_ug_per_ml, "ng/mL", f"{SCHUTTLER}; {c50_ug_per_ml} +/- {spread}, ug/mL", "V"),
        gamma=SHAPE,
        doubts="Anaesthetic concentrations, far above those for pain.",
    )


eeg_slowing_by_s = _eeg_slowing("S", 8.3, 0.8, 0.4)
eeg_slowing_by_racemate = _eeg_slowing("racemic", 7.6, 2.0, 0.5)

DAHAN = "Dahan 2011, Eur J Pain 15:258, abstract; 30 people with CRPS, 100 h of S-ketamine"
crps_pain = SlowSite(
    name="relief of CRPS pain",
    drug="S",
    half_life=Value(10.9, "d", f"{DAHAN}; +/- 4.0, 5.3 to 20.5 days", "V"),
    c50=Value(10.5, "ng/mL", f"{DAHAN}; +/- 4.8, 4.4 to 21.2 ng/mL", "V"),
    responders=Value(0.67, "1", f"{DAHAN}; +/- 0.10", "V"),
    placebo=Value(0.23, "1", f"{DAHAN}; +/- 0.09", "V"),
    doubts=(
        "One study of one condition. Against it: Goldberg 2010 (16 people with CRPS, racemic 10-40 mg/h for 5 days) "
        "found that plasma ketamine and norketamine do not explain the response."
    ),
)

EBERT = "Ebert 1997, abstract; displacement of MK-801 in rat brain"
UNBOUND = "seen in another author's text only"
nmda_receptor = Receptor(
    name="NMDA receptor",
    ki={
        "S-ketamine": Value(0.3, "uM", EBERT, "V"),
        "R-ketamine": Value(1.4, "uM", EBERT, "V"),
        "S-norketamine": Value(1.7, "uM", EBERT, "V"),
        "R-norketamine": Value(13.0, "uM", EBERT, "V"),
    },
    unbound={"S-ketamine": Value(0.65, "1", UNBOUND, "V2"), "R-ketamine": Value(0.71, "1", UNBOUND, "V2")},
    doubts="Illustrative only: rat tissue, simple competition, and no measure of how much block relieves pain.",
)
