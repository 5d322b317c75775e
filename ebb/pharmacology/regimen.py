"""What is given, and when, the way a clinic writes it; no amount above the ceilings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ebb.pharmacology.errors import AmountError, EnantiomerError, RegimenError, TimesError
from ebb.pharmacology.people import Array, Participants
from ebb.pharmacology.propagator import Input
from ebb.pharmacology.quantities import NUMBER, Dose, DoseRate, TimePoint
from ebb.pharmacology.values import Value

RATE_CEILING = Value(
    5.0,
    "mg/kg/h",
    "far below the label's induction rate of 0.5 mg/kg/min, far above any for pain; US label, Ketalar",
    "D",
)
BOLUS_CEILING = Value(4.5, "mg/kg", "largest single induction dose of the US label, Ketalar", "D")
_BOLUS = re.compile(r"bolus\s+(?P<dose>[^@]+?)\s*@\s*(?P<at>.+)")
_SPAN = re.compile(
    rf"(?P<start>{NUMBER})\s*(?P<start_unit>[a-z]+)?\s*[-–]\s*(?P<end>{NUMBER})\s*(?P<end_unit>[a-z]+)?", re.IGNORECASE
)
_INFUSION = re.compile(rf"infusion\s+(?P<rate>(?:{NUMBER})\s*[^\s\d]\S*|\S+)\s+(?P<span>.+)", re.IGNORECASE)
Drug = Literal["racemic", "S"]


def refuse_above_ceilings(bolus_mg: Array, rate_mg_per_min: Array, starts_min: Array, weight_kg: Array) -> None:
    """Refuse any bolus or total rate above its ceiling.

    bolus_mg, rate_mg_per_min: shape (p, e). starts_min: shape (e,). weight_kg: shape (p,).
    Raises AmountError with the amount, the weight and the ceiling.
    Source: RATE_CEILING and BOLUS_CEILING.
    """
    _refuse("bolus", "mg", bolus_mg, bolus_mg / weight_kg[:, None], BOLUS_CEILING, starts_min, weight_kg)
    mg_per_h = 60.0 * rate_mg_per_min
    _refuse("rate", "mg/h", mg_per_h, mg_per_h / weight_kg[:, None], RATE_CEILING, starts_min, weight_kg)


def _refuse(
    kind: str, unit: str, given: Array, per_kg: Array, ceiling: Value, starts_min: Array, weight_kg: Array
) -> None:
    above: NDArray[np.bool_] = per_kg > ceiling.x * (1 + 1e-12)
    if above.any():
        person, event = (int(i) for i in np.argwhere(above)[0])
        raise AmountError(
            f"{kind} of {given[person, event]:.6g} {unit} at {starts_min[event]:g} min is {per_kg[person, event]:.3g} "
            f"{ceiling.unit} for {weight_kg[person]:g} kg; the ceiling is {ceiling.x:g} {ceiling.unit}, check the unit"
        )


@dataclass(frozen=True, slots=True)
class BolusDose:
    """A dose given at one instant."""

    dose: Dose
    at: TimePoint

    def __str__(self) -> str:
        return f"bolus {self.dose} @{self.at}"

    def halved(self) -> "BolusDose":
        """The same with half the dose."""
        return replace(self, dose=replace(self.dose, number=self.dose.number / 2))


@dataclass(frozen=True, slots=True)
class ConstantInfusion:
    """A constant rate from `start` to `end`."""

    rate: DoseRate
    start: TimePoint
    end: TimePoint

    def __post_init__(self) -> None:
        if self.end.minutes <= self.start.minutes:
            raise TimesError(f"infusion {self.rate} ends at {self.end}; it must end after its start at {self.start}")

    def __str__(self) -> str:
        start = str(self.start).removesuffix(f" {self.end.unit}")
        return f"infusion {self.rate} {start}-{self.end}"

    def halved(self) -> "ConstantInfusion":
        """The same at half the rate."""
        return replace(self, rate=replace(self.rate, number=self.rate.number / 2))

    def runs_at(self, at_min: float) -> bool:
        """Whether it runs at `at_min`: its start belongs to it, its end does not."""
        return self.start.minutes <= at_min < self.end.minutes


RegimenLine = BolusDose | ConstantInfusion


def read_line(text: str) -> RegimenLine:
    """Read `bolus 10 mg @0 min` or `infusion 12 mg/h 0-60 min`; raises PharmacologyError with what would be right."""
    line = " ".join(text.split())
    if bolus := _BOLUS.fullmatch(line):
        return BolusDose(Dose.read(bolus["dose"]), TimePoint.read(bolus["at"]))
    if infusion := _INFUSION.fullmatch(line):
        return ConstantInfusion(DoseRate.read(infusion["rate"]), *_read_span(infusion["span"]))
    raise RegimenError(
        f"{line!r} is not a line of a regimen; write 'bolus 10 mg @0 min' or 'infusion 12 mg/h 0-60 min'"
    )


def _read_span(text: str) -> tuple[TimePoint, TimePoint]:
    found = _SPAN.fullmatch(text)
    if not found:
        raise RegimenError(f"{text!r} is not a span of time; write it like '0-60 min'")
    end_unit = found["end_unit"] or ""
    start = TimePoint.read(f"{found['start']} {found['start_unit'] or end_unit}")
    return start, TimePoint.read(f"{found['end']} {end_unit}")


@dataclass(frozen=True, slots=True)
class Regimen:
    """Boluses and infusions of racemic ketamine, or of S-ketamine when `drug` is "S"; amounts are mg of base.

    Each method returns a new regimen. Infusions that overlap add up. `str(regimen)` is the text that `parse` reads.
    """

    lines: tuple[RegimenLine, ...] = ()
    drug: Drug = "racemic"

    def bolus(self, dose: str, at: str) -> "Regimen":
        """Give `dose` (mg or mg/kg) at once, `at` so long after the start (s, min or h)."""
        return replace(self, lines=(*self.lines, BolusDose(Dose.read(dose), TimePoint.read(at))))

    def infusion(self, rate: str, start: str, end: str) -> "Regimen":
        """Run `rate` (mg/min, mg/h, mg/kg/h or ug/kg/min) from `start` to `end` (s, min or h)."""
        infusion = ConstantInfusion(DoseRate.read(rate), TimePoint.read(start), TimePoint.read(end))
        return replace(self, lines=(*self.lines, infusion))

    def rate(self, rate: str, at: str) -> "Regimen":
        """Change the infusion that runs at `at` to `rate`, until the end it already has.

        Raises RegimenError when no infusion runs then, or more than one does.
        """
        new_rate, change, running = DoseRate.read(rate), TimePoint.read(at), self._running(at)
        return self._in_place_of(running, (running.rate, running.start, change), (new_rate, change, running.end))

    def pause(self, at: str, until: str) -> "Regimen":
        """Stop the infusion that runs at `at`; it runs again at the same rate from `until` to the end it already has.

        Raises RegimenError when no infusion runs at `at`, or more than one does.
        """
        stop, resume, running = TimePoint.read(at), TimePoint.read(until), self._running(at)
        if not stop.minutes < resume.minutes < running.end.minutes:
            raise TimesError(f"pause from {stop} until {resume}: it must end after it begins and before {running.end}")
        return self._in_place_of(running, (running.rate, running.start, stop), (running.rate, resume, running.end))

    @classmethod
    def parse(cls, text: str, drug: Drug = "racemic") -> "Regimen":
        """Read lines parted by `;`, such as `bolus 10 mg @0 min; infusion 0.2 mg/kg/h 60-240 min`."""
        return cls(tuple(read_line(part) for part in text.split(";")), drug)

    @classmethod
    def from_rates(
        cls,
        rates: Sequence[tuple[float, float]],
        *,
        boluses: Sequence[tuple[float, float]] = (),
        end_min: float,
        drug: Drug = "racemic",
    ) -> "Regimen":
        """What a pump was recorded to give.

        rates: (minute, mg/h) for every change, in the order of time; each holds until the next, the last until
        `end_min`. boluses: (minute, mg). Pauses are rates of 0. Raises TimesError when the changes are out of order or
        `end_min` comes before the last of them.
        """
        lines: list[RegimenLine] = [BolusDose(Dose(mg, "mg"), TimePoint(minute, "min")) for minute, mg in boluses]
        for (start, mg_per_h), (end, _) in pairwise([*rates, (end_min, 0.0)]):
            rate = DoseRate(mg_per_h, "mg/h")
            if not start <= end:
                raise TimesError(
                    f"rate {rate} from {start:g} to {end:g} min runs backwards; write changes in order of time"
                )
            if mg_per_h and start < end:
                lines.append(ConstantInfusion(rate, TimePoint(start, "min"), TimePoint(end, "min")))
        return cls(tuple(lines), drug)

    def s_part(self) -> "Regimen":
        """The S-ketamine in a racemic regimen, which is half of every amount.

        Raises EnantiomerError when the regimen is of S-ketamine already.
        """
        if self.drug == "S":
            raise EnantiomerError(f"'{self}' is of S-ketamine already; only a racemic regimen has an S part")
        return Regimen(tuple(line.halved() for line in self.lines), "S")

    def __str__(self) -> str:
        return "; ".join(str(line) for line in self.lines)

    def given_to(self, people: Participants) -> Input:
        """Milligrams and mg/min for each of `people`, event by event, the first at 0 min.

        Raises AmountError when a bolus or the sum of running rates is above its ceiling.
        """
        infusions = [line for line in self.lines if isinstance(line, ConstantInfusion)]
        boluses = [line for line in self.lines if isinstance(line, BolusDose)]
        edges = [edge.minutes for line in infusions for edge in (line.start, line.end)]
        starts_min = np.unique([0.0, *edges, *(bolus.at.minutes for bolus in boluses)])
        rate_mg_per_min = np.zeros((len(people), starts_min.size))
        for infusion in infusions:
            running = (infusion.start.minutes <= starts_min) & (starts_min < infusion.end.minutes)
            rate_mg_per_min[:, running] += infusion.rate.mg_per_min(people.weight_kg)[:, None]
        bolus_mg = np.zeros((len(people), starts_min.size))
        for bolus in boluses:
            bolus_mg[:, np.searchsorted(starts_min, bolus.at.minutes)] += bolus.dose.mg(people.weight_kg)
        refuse_above_ceilings(bolus_mg, rate_mg_per_min, starts_min, people.weight_kg)
        return Input(starts_min, bolus_mg, rate_mg_per_min)

    def _running(self, at: str) -> ConstantInfusion:
        minute = TimePoint.read(at).minutes
        running = [line for line in self.lines if isinstance(line, ConstantInfusion) and line.runs_at(minute)]
        if len(running) != 1:
            raise RegimenError(f"{len(running) or 'no'} infusions run at {at}; there must be exactly one to change")
        return running[0]

    def _in_place_of(self, changed: ConstantInfusion, *pieces: tuple[DoseRate, TimePoint, TimePoint]) -> "Regimen":
        parts = [ConstantInfusion(rate, start, end) for rate, start, end in pieces if start.minutes < end.minutes]
        place = self.lines.index(changed)
        return replace(self, lines=(*self.lines[:place], *parts, *self.lines[place + 1 :]))
