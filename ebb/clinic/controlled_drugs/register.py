"""Whether a vial in the hand is one of the register."""

from decimal import Decimal
from functools import partial

from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.people.models import Site
from ebb.pathway.findings import Finding, Refused, policy_finding
from ebb.pathway.quantities import shown

SOURCE = "making up the container, clinical reference 2.1"

# id: (reason, what would clear it)
REASONS = {
    "register.unknown-lot": (
        "Lot {lot} is not on the register of this site.",
        "Read the lot again. If it stands so on the vial, do not use it until two people have counted it in.",
    ),
    "register.other-strength": (
        "Lot {lot} is on the register at {known} mg/mL, not at {strength} mg/mL.",
        "Put the vial aside and look at its label with a second person; nothing is drawn up from it.",
    ),
    "register.more-than-counted": (
        "{drawn} mL cannot come from lot {lot}: {counted} mL of it at {strength} mg/mL were counted.",
        "Read the syringe and the lot again.",
    ),
}

refusal = partial(policy_finding, REASONS, source=SOURCE)


def lot_on_register(site: Site, *, lot: str, vial_mg_per_ml: Decimal, drawn_ml: Decimal) -> str:
    """The lot of this vial as the register writes it. Raises Refused where the vial cannot be one of the register.

    One query.
    """
    counted = [line for line in LedgerLine.objects.filter(site=site, lot__iexact=lot.strip()) if line.vials]
    if problem := _not_among(counted, lot.strip(), vial_mg_per_ml, drawn_ml):
        raise Refused(problem)
    return counted[0].lot


def _not_among(counted: list[LedgerLine], lot: str, vial_mg_per_ml: Decimal, drawn_ml: Decimal) -> Finding | None:
    if not counted:
        return refusal("register.unknown-lot", lot=lot or "–")
    same = [line for line in counted if line.strength_mg_per_ml == vial_mg_per_ml]
    if not same:
        known = ", ".join(sorted({shown(line.strength_mg_per_ml) for line in counted}))
        return refusal("register.other-strength", lot=lot, known=known, strength=shown(vial_mg_per_ml))
    in_all = sum(line.volume_ml * line.vials for line in same)
    if drawn_ml > in_all:
        amounts = {"drawn": shown(drawn_ml), "counted": shown(in_all), "strength": shown(vial_mg_per_ml)}
        return refusal("register.more-than-counted", lot=lot, **amounts)
    return None
