"""The way of a demonstration's patient to a signed order, as practice patients anywhere go it."""

from datetime import datetime

from ebb.clinic.demo.files import File
from ebb.clinic.demo.house import Clinic
from ebb.clinic.plan.models import Order
from ebb.clinic.setup import practice

SHORT, EXTENDED = "A", "B"


def assess(clinic: Clinic, file: File, *, at: datetime) -> None:
    """Everything asked, nothing found that stands against it, the consent signed, and found eligible."""
    practice.assess(file.patient, _history(file), prescriber=clinic.prescriber, at=at)


def order_for(clinic: Clinic, file: File, *, extended: bool = False, at: datetime) -> Order:
    """The patient's order under this programme; a plan is signed at `at` where there is none."""
    programme = EXTENDED if extended else SHORT
    signed = file.patient.orders.filter(programme=programme).order_by("-id").first()
    if signed is not None:
        return signed
    who = {"prescriber": clinic.prescriber, "at": at}
    practice.conclude(file.patient, _history(file), **who)
    return practice.sign_order(file.patient, _history(file), programme=programme, **who)


def _history(file: File) -> practice.InventedHistory:
    return practice.InventedHistory(file.told.weight_kg, file.told.evidence, file.told.hope)
