"""What ketamine does to an invented body: the effect model of the simulator (clinical reference 7.2), seeded.

Every coefficient is a design choice [D] shaped by published averages, and nothing here is evidence: a simulated
patient says nothing about a real one. The same person at the same second always has the same numbers, so that a
monitor that begins late continues what was written before it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import NormalDist, median

import numpy as np

from ebb.pathway.prediction import predicted
from ebb.pathway.visit_facts import VisitFacts
from ebb.pharmacology import kamp_2020

PRESSURE_LAG_MIN = 6.0  # [D] effect-site half-time of the blood pressure
DISSOCIATION_LAG_MIN = 3.0  # [D] of dissociation
HALF_RISE_NG_ML = 150.0  # [D] concentration of half the largest rise in pressure
PEAK_NG_ML = 185.0  # [S42] plasma peak of 0.5 mg/kg over 40 min
RISE_MEAN, RISE_CV = 18.0, 0.8  # [D] mmHg, lognormal between people: about +10 at that peak
DIASTOLIC_SHARE = 0.75  # [D]
HYPERTENSIVE_FACTOR = 1.3  # [D]
AGE_FACTOR_PER_YEAR, AGE_FACTOR_FROM = 0.01, 50  # [D]
HEART_MEAN, HEART_SD = 2.0, 6.0  # [D] change of heart rate at the peak
CUFF_NOISE_SD = 4.0  # [D] of one cuff reading
DISSOCIATION_FROM, DISSOCIATION_SPAN = 60.0, 400.0  # [D] ng/mL
SENSITIVITY_CV = 0.6  # [D] lognormal, mean 1
HABITUATION = 0.75  # [D] after the first visit
ANALGESIA_SHARE, ANALGESIA_HALF_NG_ML = 0.4, 100.0  # [D] acute fall of the pain score

CALM_SHARES = (0.15, 0.6)
"""Part of the people from which a calm patient is drawn; a surging one stands at SURGING_SHARE of them."""
SURGING_SHARE = 0.97


@dataclass(frozen=True, kw_only=True)
class Body:
    """One invented person: resting values, and how strongly each effect shows in them."""

    seed: str
    sys_mmhg: float
    dia_mmhg: float
    hr_per_min: float
    spo2_percent: float
    rr_per_min: float
    rise_mmhg: float
    hr_change_per_min: float
    sensitivity: float
    pain: int

    @classmethod
    def of(cls, seed: str, *, age: int, surging: bool = False) -> "Body":
        """The person this seed stands for. One who surges has high blood pressure and a strong response."""
        drawn = Random(seed)
        share = SURGING_SHARE if surging else drawn.uniform(*CALM_SHARES)
        older = 1 + AGE_FACTOR_PER_YEAR * max(0, age - AGE_FACTOR_FROM)
        rise = _lognormal(RISE_MEAN, RISE_CV, share) * older * (HYPERTENSIVE_FACTOR if surging else 1)
        sys = drawn.uniform(134, 140) if surging else drawn.uniform(114, 130)
        return cls(
            seed=seed,
            sys_mmhg=sys,
            dia_mmhg=sys * (drawn.uniform(0.55, 0.6) if surging else drawn.uniform(0.58, 0.64)),
            hr_per_min=drawn.uniform(62, 80),
            spo2_percent=drawn.uniform(96.2, 98.4),
            rr_per_min=drawn.uniform(12.5, 16.5),
            rise_mmhg=rise,
            hr_change_per_min=HEART_MEAN + HEART_SD * drawn.uniform(-1, 1),
            sensitivity=_lognormal(1.0, SENSITIVITY_CV, drawn.uniform(0.2, 0.8)),
            pain=drawn.randint(5, 7),
        )

    def continuous(self, second: float, site_ng_ml: float) -> dict[str, float]:
        """Heart rate, oxygen and breathing at a second of the clock, as a monitor shows them: whole numbers.

        `site_ng_ml` is the concentration where the circulation feels it. Breathing and oxygen hardly change [M].
        """
        hr = self.hr_per_min + self.hr_change_per_min * site_ng_ml / PEAK_NG_ML + self._wander(second, "hr", 2.2)
        spo2 = min(100.0, self.spo2_percent + self._wander(second, "spo2", 0.7))
        rr = self.rr_per_min + self._wander(second, "rr", 1.1)
        return {"hr_per_min": round(hr), "spo2_percent": round(spo2), "rr_per_min": round(rr)}

    def cuff(self, second: float, site_ng_ml: float) -> dict[str, float]:
        """One reading of the cuff, with its own error."""
        noise = Random(f"{self.seed} cuff {int(second)}")
        rise = self.rise_mmhg * site_ng_ml / (site_ng_ml + HALF_RISE_NG_ML)
        sys = self.sys_mmhg + rise + noise.gauss(0, CUFF_NOISE_SD)
        dia = self.dia_mmhg + DIASTOLIC_SHARE * rise + noise.gauss(0, CUFF_NOISE_SD)
        whole_sys, whole_dia = round(sys), round(min(dia, sys - 15))
        mean = round(whole_dia + (whole_sys - whole_dia) / 3)
        return {"nibp_sys_mmhg": whole_sys, "nibp_dia_mmhg": whole_dia, "nibp_mean_mmhg": mean}

    def settled_cuff(self, second: float, site_ng_ml: float) -> dict[str, float]:
        """The middle one of three readings, as a nurse charts who measures until it settles."""
        readings = [self.cuff(second + later, site_ng_ml) for later in (0, 20, 40)]
        return {name: median(reading[name] for reading in readings) for name in readings[0]}

    def dissociation(self, site_ng_ml: float, *, first_visit: bool) -> int:
        """The score of 0 to 4 this person would give."""
        part = min(1.0, max(0.0, (site_ng_ml - DISSOCIATION_FROM) / DISSOCIATION_SPAN))
        return min(4, round(4 * part * self.sensitivity * (1 if first_visit else HABITUATION)))

    def pain_now(self, plasma_ng_ml: float) -> int:
        """The pain score of 0 to 10, eased by what is in the blood."""
        return round(self.pain * (1 - ANALGESIA_SHARE * plasma_ng_ml / (plasma_ng_ml + ANALGESIA_HALF_NG_ML)))

    def _wander(self, second: float, what: str, width: float) -> float:
        """A slow drift and a small jitter, the same each time for the same second."""
        phases = Random(f"{self.seed} {what}")
        slow, quick = phases.uniform(150, 260), phases.uniform(25, 50)
        drift = 0.7 * math.sin(math.tau * second / slow) + 0.4 * math.sin(math.tau * second / quick)
        jitter = Random(f"{self.seed} {what} {int(second)}").uniform(-0.4, 0.4)
        return width * (drift + jitter)


def delayed(plasma: Iterable[tuple[float, float]], half_time_min: float) -> list[tuple[float, float]]:
    """The concentration at a site that follows the plasma; both as (minute, ng/mL), in order, from nothing on."""
    site: list[tuple[float, float]] = []
    for minute, level in plasma:
        before_minute, before = site[-1] if site else (minute, 0.0)
        share = 0.5 ** ((minute - before_minute) / half_time_min)
        site.append((minute, level + (before - level) * share))
    return site


def _lognormal(mean: float, cv: float, share: float) -> float:
    """The value below which this share of people lie."""
    sigma = math.sqrt(math.log(1 + cv * cv))
    return mean / math.sqrt(1 + cv * cv) * math.exp(sigma * NormalDist().inv_cdf(share))


STEP_MIN = 0.5
AHEAD = timedelta(minutes=10)


@dataclass(frozen=True)
class Levels:
    """Concentrations of ketamine in ng/mL on one grid of minutes since `zero`; empty before the first drug."""

    zero: datetime
    minutes: Sequence[float] = ()
    plasma: Sequence[float] = ()
    circulation: Sequence[float] = ()
    mind: Sequence[float] = ()

    def plasma_at(self, at: datetime) -> float:
        return self._read(self.plasma, at)

    def circulation_at(self, at: datetime) -> float:
        """Where blood pressure and heart rate follow."""
        return self._read(self.circulation, at)

    def mind_at(self, at: datetime) -> float:
        """Where dissociation follows."""
        return self._read(self.mind, at)

    def _read(self, values: Sequence[float], at: datetime) -> float:
        if not self.minutes:
            return 0.0
        return float(np.interp((at - self.zero).total_seconds() / 60, self.minutes, values, left=0.0))


def levels(
    facts: VisitFacts, *, weight_kg: Decimal, age: int, ordered_mg: Decimal, at: datetime, until: datetime
) -> Levels:
    """What `kamp_2020` expects of these facts, known at `at` and carried on to `until`."""
    curves = predicted(
        facts,
        weight_kg=weight_kg,
        age_y=age,
        from_=at - timedelta(days=1),
        to=until,
        at=at,
        models=[kamp_2020],
        ordered_mg=ordered_mg,
        every_min=STEP_MIN,
    )
    points = next((curve.points for curve in curves if curve.analyte == "ketamine"), ())
    if not points:
        return Levels(zero=at)
    zero = points[0][0]
    plasma = [((moment - zero).total_seconds() / 60, value) for moment, value in points]
    return Levels(
        zero=zero,
        minutes=[minute for minute, _ in plasma],
        plasma=[value for _, value in plasma],
        circulation=[value for _, value in delayed(plasma, PRESSURE_LAG_MIN)],
        mind=[value for _, value in delayed(plasma, DISSOCIATION_LAG_MIN)],
    )
