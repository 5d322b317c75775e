"""Whether the milligrams drawn are the milligrams given and wasted, within what bags and pumps allow.

For the cabinet only: a gap blocks its close and never a recovered patient's way home (clinical reference 8.1). Stopping
early is no gap, for then more is wasted. The waste is measured before anyone sees what it should be.
"""

from dataclasses import dataclass
from decimal import Decimal

from ebb.pathway.amounts import PumpDifference
from ebb.pathway.findings import Finding, Level
from ebb.pathway.quantities import Mg, MgPerMl, Ml, shown

# Bags are overfilled and pumps are about ±5 %; professional memory, to be verified by each clinic.
TOLERANCE_SHARE = Decimal("0.05")  # [D]
TOLERANCE_ML = Decimal(1)  # [D]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """`gap_mg` is what nobody accounts for; below zero when more was given and wasted than drawn."""

    drawn_mg: Decimal
    given_mg: Decimal
    waste_mg: Decimal
    gap_mg: Decimal
    tolerance_mg: Decimal

    @property
    def within_tolerance(self) -> bool:
        return abs(self.gap_mg) <= self.tolerance_mg


def balance(
    *,
    drawn_mg: Decimal,
    given_mg: Decimal,
    waste_mg: Decimal,
    concentration_mg_per_ml: Decimal,
    share: Decimal = TOLERANCE_SHARE,
    least_ml: Decimal = TOLERANCE_ML,
) -> Balance:
    """The account of one container. The tolerance is the larger of a share of what was drawn and so many mL."""
    drawn, gone = Mg.of(drawn_mg), Mg.of(given_mg) + Mg.of(waste_mg)
    least = MgPerMl.of(concentration_mg_per_ml) * Ml.of(least_ml)
    return Balance(
        drawn_mg=drawn_mg,
        given_mg=given_mg,
        waste_mg=waste_mg,
        gap_mg=drawn.above(gone).settled or -gone.above(drawn).settled,
        tolerance_mg=max(drawn.times(share), least).settled,
    )


def judge_waste(
    *,
    drawn_mg: Decimal,
    given_mg: Decimal,
    waste_mg: Decimal | None,
    concentration_mg_per_ml: Decimal,
    actor: str,
    witness: str,
) -> list[Finding]:
    """What keeps the cabinet from closing over this container. `waste_mg` is None until it was measured."""
    found = [] if witness and witness != actor else [_no_witness(witness)]
    if waste_mg is None:
        return [*found, _not_measured()]
    account = balance(
        drawn_mg=drawn_mg,
        given_mg=given_mg,
        waste_mg=waste_mg,
        concentration_mg_per_ml=concentration_mg_per_ml,
    )
    return found if account.within_tolerance else [*found, _gap(account)]


def judge_pump(difference: PumpDifference) -> list[Finding]:
    """A remark when the pump's own volume is not what its rates come to; it blocks nothing."""
    if difference.within_tolerance:
        return []
    return [
        Finding(
            id="K-pump-volume",
            level=Level.CAUTION,
            reason="The pump shows {read} from {container}; its rates come to {reckoned}.",
            clears_when="Look at the pump and the recorded rates, and mend what was recorded wrong.",
            source="pumps about ±5 %, clinical reference 8.1",
            mark="D",
            inputs={
                "read": f"{shown(difference.read_ml)} mL",
                "container": difference.container,
                "reckoned": f"{shown(difference.reckoned_ml)} mL",
            },
        )
    ]


def _no_witness(witness: str) -> Finding:
    return Finding(
        id="K-witness",
        level=Level.STOP,
        reason="Waste is witnessed by someone other than the person who wastes it.",
        clears_when="A second person watches, and signs in to say so.",
        source="common policy, often state law; clinical reference 8.1",
        mark="M",
        state="present" if witness else "unknown",
    )


def _not_measured() -> Finding:
    return Finding(
        id="K-waste-unmeasured",
        level=Level.HOLD,
        reason="What was left over has not been measured.",
        clears_when="Draw up the rest and measure it, before looking at the expected number.",
        source="clinical reference 8.1",
        mark="D",
        state="unknown",
    )


def _gap(account: Balance) -> Finding:
    return Finding(
        id="K-short" if account.gap_mg > 0 else "K-over",
        level=Level.HOLD,
        reason="{drawn} drawn, {given} given, {waste} wasted: {gap} "
        + ("missing" if account.gap_mg > 0 else "too much")
        + ", {tolerance} allowed.",
        clears_when="The custodian finds the reason, or records the discrepancy with a witness.",
        source="clinical reference 8.1",
        mark="D",
        inputs={
            "drawn": f"{shown(account.drawn_mg)} mg",
            "given": f"{shown(account.given_mg)} mg",
            "waste": f"{shown(account.waste_mg)} mg",
            "gap": f"{shown(abs(account.gap_mg))} mg",
            "tolerance": f"{shown(account.tolerance_mg)} mg",
        },
    )
