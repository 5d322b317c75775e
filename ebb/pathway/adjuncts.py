"""Drugs given beside the infusion: what they are by ingredient, how long they keep a patient, what dose is usual.

Doses from memory, verify with a pharmacist [M]; the waits and the question about a dose are clinic policy [D].
Source: clinical reference 2.4.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.pathway.candidacy.medicines import match
from ebb.pathway.events import AdjunctGiven

SEDATING = frozenset({
    "benzodiazepine", "opioid", "ketamine", "gabapentinoid", "sedative", "z-drug", "muscle relaxant",
    "sedating antihistamine", "sedating antipsychotic",
})  # fmt: skip
PRESSURE = "antihypertensive"
REVERSAL = "reversal"

WAIT_MIN = {"iv": 60, "im": 60, "po": 90, "sl": 90}  # [D] after a sedative or antihypertensive, by route
CLONIDINE_BY_MOUTH_MIN = 120  # [D]
LONGEST_MIN = 120  # [D] after a drug nobody can name, and by a route that is not listed
AFTER_REVERSAL_MIN = 120  # [S57] by whatever route

# The most that is usual, in mg [M]. By nose or inhaled nothing is listed, so nothing is asked.
USUAL_MAX_MG = {
    "midazolam": Decimal(2),
    "lorazepam": Decimal(1),
    "clonidine": Decimal("0.1"),
    "ondansetron": Decimal(4),
    "glycopyrrolate": Decimal("0.2"),
    "labetalol": Decimal(10),
    "hydralazine": Decimal(10),
    "naloxone": Decimal("0.1"),
}
ASK_ABOVE = 3  # [D] times the usual maximum
NOT_LISTED = frozenset({"nasal", "inhaled"})
MG = {"mg": Decimal(1), "µg": Decimal("0.001"), "g": Decimal(1000)}

ORDER_SET = ("midazolam", "lorazepam", "clonidine", "ondansetron", "glycopyrrolate", "labetalol", "hydralazine",
             "naloxone", "flumazenil", "oxygen")  # fmt: skip
"""What a form offers by name; any other drug can be typed."""


@dataclass(frozen=True)
class Wait:
    """How long a patient is watched after one drug; `is_reversal` where what it reversed may come back."""

    drug: str
    given_at: datetime
    minutes: int
    is_reversal: bool

    @property
    def over_at(self) -> datetime:
        return self.given_at + timedelta(minutes=self.minutes)


def wait_after(given: AdjunctGiven) -> Wait | None:
    """None after a drug that is known to need none. A text that is not fully understood waits longest."""
    found = match([given.drug])
    route = given.route.casefold().strip()
    is_reversal = REVERSAL in found.classes
    minutes = 0
    if found.classes & {*SEDATING, PRESSURE}:
        by_mouth = "clonidine" in found.ingredients and route == "po"
        minutes = CLONIDINE_BY_MOUTH_MIN if by_mouth else WAIT_MIN.get(route, LONGEST_MIN)
    if found.unmatched:
        minutes = max(minutes, LONGEST_MIN)
    if is_reversal:
        minutes = max(minutes, AFTER_REVERSAL_MIN)
    name = f"{', '.join(sorted(found.ingredients)) or given.drug} {given.route}".strip()
    return Wait(name, given.at, minutes, is_reversal) if minutes else None


def usual_exceeded(given: AdjunctGiven) -> Decimal | None:
    """The usual maximum in mg where the dose is more than three times that; None where there is nothing to ask."""
    if given.unit not in MG or given.route.casefold().strip() in NOT_LISTED:
        return None
    dose_mg = given.dose * MG[given.unit]
    usual = [USUAL_MAX_MG[name] for name in match([given.drug]).ingredients if name in USUAL_MAX_MG]
    return next((most for most in usual if dose_mg > ASK_ABOVE * most), None)
