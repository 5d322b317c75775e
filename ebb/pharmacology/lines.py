"""The lines of a regimen, each read from its text and printed back to it."""

import re
from dataclasses import dataclass, replace

from ebb.pharmacology.errors import RegimenError, TimesError
from ebb.pharmacology.quantities import NUMBER, Dose, Instant, Rate, read_dose, read_instant, read_rate

_BOLUS = re.compile(r"bolus\s+(?P<dose>[^@]+?)\s*@\s*(?P<at>.+)")
_SPAN = re.compile(
    rf"(?P<start>{NUMBER})\s*(?P<start_unit>[a-z]+)?\s*[-–]\s*(?P<end>{NUMBER})\s*(?P<end_unit>[a-z]+)?", re.IGNORECASE
)
_INFUSION = re.compile(rf"infusion\s+(?P<rate>(?:{NUMBER})\s*[^\s\d]\S*|\S+)\s+(?P<span>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bolus:
    """A dose given at one instant."""

    dose: Dose
    at: Instant

    def __str__(self) -> str:
        return f"bolus {self.dose} @{self.at}"

    def halved(self) -> "Bolus":
        """The same with half the dose."""
        return replace(self, dose=replace(self.dose, number=self.dose.number / 2))


@dataclass(frozen=True, slots=True)
class Infusion:
    """A constant rate from `start` to `end`."""

    rate: Rate
    start: Instant
    end: Instant

    def __post_init__(self) -> None:
        if self.end.minutes <= self.start.minutes:
            raise TimesError(f"infusion {self.rate} ends at {self.end}; it must end after its start at {self.start}")

    def __str__(self) -> str:
        start = str(self.start).removesuffix(f" {self.end.unit}")
        return f"infusion {self.rate} {start}-{self.end}"

    def halved(self) -> "Infusion":
        """The same at half the rate."""
        return replace(self, rate=replace(self.rate, number=self.rate.number / 2))

    def runs_at(self, at_min: float) -> bool:
        """Whether it runs at `at_min`: its start belongs to it, its end does not."""
        return self.start.minutes <= at_min < self.end.minutes


Line = Bolus | Infusion


def read_line(text: str) -> Line:
    """Read `bolus 10 mg @0 min` or `infusion 12 mg/h 0-60 min`; raises PharmacologyError with what would be right."""
    line = " ".join(text.split())
    if bolus := _BOLUS.fullmatch(line):
        return Bolus(read_dose(bolus["dose"]), read_instant(bolus["at"]))
    if infusion := _INFUSION.fullmatch(line):
        return Infusion(read_rate(infusion["rate"]), *_read_span(infusion["span"]))
    raise RegimenError(
        f"{line!r} is not a line of a regimen; write 'bolus 10 mg @0 min' or 'infusion 12 mg/h 0-60 min'"
    )


def _read_span(text: str) -> tuple[Instant, Instant]:
    found = _SPAN.fullmatch(text)
    if not found:
        raise RegimenError(f"{text!r} is not a span of time; write it like '0-60 min'")
    end_unit = found["end_unit"] or ""
    start = read_instant(f"{found['start']} {found['start_unit'] or end_unit}")
    return start, read_instant(f"{found['end']} {end_unit}")
