"""The vials of the invented clinic: one for each container, and a further lot counted in when one is used up."""

from datetime import datetime

from ebb.clinic.controlled_drugs.actions import count_opening
from ebb.clinic.controlled_drugs.models import LedgerLine
from ebb.clinic.demo.clinic import LOT_BEGINS, VIALS, Clinic
from ebb.clinic.infusion.models import Event
from ebb.pathway.events import ContainerPrepared


def lot_in_use(clinic: Clinic, *, at: datetime) -> str:
    """The lot to draw from. Where its last vial is gone, the custodian and a nurse count in the next. Two queries."""
    last = LedgerLine.objects.at(clinic.site).filter(lot__startswith=LOT_BEGINS)[0]
    if vials_used(last.lot) < last.vials:
        return last.lot
    number = int(last.lot.removeprefix(LOT_BEGINS)) + 1
    further = VIALS | {"lot": f"{LOT_BEGINS}{number}"}
    return count_opening(
        site=clinic.site, **further, by=clinic.staff["cora"].pk, witness=clinic.staff["nora"].pk, at=at
    ).lot


def vials_used(lot: str) -> int:
    """How many vials of this lot went into a container; what is left in an opened one is thrown away. One query."""
    return Event.objects.filter(kind=ContainerPrepared.__name__, lot=lot).count()
