"""What a ward may do in any order, and a plain account of what must never follow from it.

The account is written from the sentence of the house, not from the rules: no start, resumption or higher rate while a
STOP is open, an override unsigned, the check not blind or not after the last change, or no supervisor on site in ratio;
and none of these keeps back a stop, a pause, a lower rate, a rescue drug or an emergency.
"""

from dataclasses import dataclass, field
from decimal import Decimal

NURSES = ("nurse-1", "nurse-2")
ORDERED = Decimal(60)  # mL/h of 1 mg/mL: the order's own rate
BEYOND = Decimal(63)
TENFOLD = Decimal(600)
RATES = (Decimal(30), Decimal(45), ORDERED, BEYOND, TENFOLD)


@dataclass
class Account:
    """What a bystander would have counted."""

    most_patients: int = 1
    patients: int = 1
    supervisor: bool = True
    where: str = "before"  # before, running, paused or ended
    rate: Decimal = Decimal(0)
    stop: bool = False
    positive: bool = False
    drowsy: bool = False
    override: bool = False
    signed: bool = False
    withdrawn: bool = False
    vein_unwell: bool = False
    made: bool = False
    label_read: bool = False
    time_out: bool = False
    entered: dict[str, Decimal] = field(default_factory=dict)
    agreed_ml_per_h: Decimal | None = None

    def check(self, who: str, rate: Decimal) -> None:
        """Two people, each once; once two are in the pair is full, and whoever enters again begins a new one."""
        if len(self.entered) == 2:
            self.entered, self.agreed_ml_per_h = {}, None
        self.entered[who] = rate
        if len(self.entered) == 2 and len(set(self.entered.values())) == 1:
            self.agreed_ml_per_h = rate

    def change(self) -> None:
        """A container made up, or the pump set: what was checked before is no check of it."""
        self.entered, self.agreed_ml_per_h = {}, None

    def against_more(self) -> list[str]:
        """What stands against any more drug."""
        unmet = {
            "a STOP is open": self.stop or self.vein_unwell or self.withdrawn,
            "an override is unsigned": self.override and not self.signed,
            "no supervisor is on site": not self.supervisor,
            "the nurse has too many patients": self.patients > self.most_patients,
        }
        return [reason for reason, stands in unmet.items() if stands]

    def against_start(self) -> list[str]:
        unmet = {
            "a STOP of the day is open": self.positive or self.drowsy,
            "the check is not blind, or not after the last change": self.agreed_ml_per_h != ORDERED,
            "the label is unread": not self.label_read,
            "no time-out was held": not self.time_out,
        }
        return [*self.against_more(), *(reason for reason, stands in unmet.items() if stands)]

    def against_rate(self, rate: Decimal) -> list[str]:
        unchecked = rate > ORDERED and self.agreed_ml_per_h != rate
        found = ["the check is not blind, or not after the last change"] if unchecked else []
        return [*self.against_more(), *found, *(["ten times the order"] if rate == TENFOLD else [])]

    def never_blocked(self) -> list[str]:
        """What must be recorded here, whatever else stands."""
        urgent = {"before": [], "running": ["stop", "pause", "lower"], "paused": ["stop"], "ended": []}
        return ["rescue", "emergency", *urgent[self.where]]
