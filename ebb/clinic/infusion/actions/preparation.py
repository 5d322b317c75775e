"""From the patient in the chair to a container that two people checked: everything before the start."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from ebb.clinic.controlled_drugs.register import lot_on_register
from ebb.clinic.infusion.actions.recording import (
    EntryTiming,
    happened_at,
    hold,
    record,
    record_event,
    require_place,
    require_reason,
)
from ebb.clinic.infusion.checking import agreement, is_agreed, left_of_order, prepared_containers, reads_vial
from ebb.clinic.infusion.models import DayReview, Event, Infusion
from ebb.clinic.infusion.refusals import missing_credential, refusal, refusing_bad_amounts, require_confirmation
from ebb.clinic.infusion.start import open_at_start
from ebb.clinic.infusion.visit import Visit, clock
from ebb.clinic.people.credentials import NURSING, PHYSICIAN
from ebb.clinic.plan.orders import as_ordered, programme_of
from ebb.clinic.record.actions import write_entry
from ebb.pathway import events as e
from ebb.pathway.containers import judge_label, judge_volume, mix
from ebb.pathway.findings import Finding, Level, Refused, blocking, refuse
from ebb.pathway.limits import judge_concentration
from ebb.pathway.orders import delivered_dose, same_rate
from ebb.pathway.second_check import judge_as_ordered
from ebb.pathway.start_chair import two_identifiers


class DayAnswers(TypedDict, total=False):
    """The columns of a DayReview; what is left out was not asked."""

    acute_respiratory_infection: bool | None
    fever_today: bool | None
    vomiting_today: bool | None
    unwell_since_last_visit: bool | None
    intoxicated_today: bool | None
    alcohol_today: bool | None
    street_drugs_since_yesterday: bool | None
    ketamine_elsewhere: bool | None
    bladder_symptoms: bool | None
    thoughts_of_death: bool | None
    medicine_changed: bool | None
    stimulant_today: bool | None
    fell_since_last_visit: bool | None
    last_doses: str | None

    has_capacity: bool | None
    childbearing_potential: bool | None
    takes_insulin_or_sulfonylurea: bool | None
    glucose_mg_per_dl: int | None
    avoid_limb: str
    usually_low: str
    activity_before: int | None
    usual_oxygen: bool | None


@transaction.atomic
def review_day(infusion: Infusion, *, by: UUID, at: datetime, **answers: Unpack[DayAnswers]) -> DayReview:
    """Record what was asked and looked up again today; a newer review stands in place of the one before."""
    visit = hold(infusion)
    require_place(visit, e.TimeOutHeld)
    when = {"happened_at": at, "written_at": at, "by": by}
    review = DayReview.objects.create(infusion=visit.infusion, **answers, **when)
    write_entry(chain=visit.infusion.patient_id, verb="day reviewed", facts=[review], by=by, at=at)
    return review


@transaction.atomic
def prepare_container(
    infusion: Infusion, *, container: str, lot: str, vial_mg_per_ml: Decimal, drawn_ml: Decimal, diluent_ml: Decimal,
    rate_ml_per_h: Decimal, syringe_pump: bool = False, confirmed: bool = False, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record a bag or syringe drawn up for this patient from a vial of the register, not yet mixed.

    What it will hold is calculated. Its strength must be one the programme allows, and its rate must come to the order:
    to the order's own rate before the start (less is asked about once more), to no more than the present rate while the
    infusion runs. Less in it than is left of the order is asked about too.
    """
    visit = hold(infusion)
    require_place(visit, e.ContainerPrepared)
    vial = {"vial_mg_per_ml": vial_mg_per_ml, "drawn_ml": drawn_ml}
    lot = lot_on_register(visit.infusion.site, lot=lot, **vial)
    with refusing_bad_amounts():
        solution = mix(**vial, diluent_ml=diluent_ml)
        strength = {"concentration_mg_per_ml": solution.concentration_mg_per_ml, "rate_ml_per_h": rate_ml_per_h}
        programme = programme_of(visit.infusion.order)
        found = judge_concentration(programme, solution.concentration_mg_per_ml, syringe_pump=syringe_pump)
        found += _label_used(visit, container) or _rate_against_order(visit, **strength, at=timing["at"])
        left = left_of_order(visit, happened_at(timing))
        found += judge_volume(solution, container=container.strip(), remaining_mg=left)
    require_confirmation(found, confirmed=confirmed)
    made = {"lot": lot, "volume_ml": solution.volume_ml, **vial, "diluent_ml": diluent_ml, **strength}
    return record(visit, e.ContainerPrepared, container=container, **made, **timing)


def _label_used(visit: Visit, container: str) -> list[Finding]:
    if not container.strip():
        return [refusal("visit.label")]
    used = prepared_containers(visit).get(container.strip())
    return [refusal("visit.label-used", container=used.container, clock=clock(used.at))] if used else []


def _rate_against_order(
    visit: Visit, *, concentration_mg_per_ml: Decimal, rate_ml_per_h: Decimal, at: datetime
) -> list[Finding]:
    order, pump = visit.infusion.order, visit.facts.pump_at(at)
    if pump is None:
        made = {"rate_ml_per_h": rate_ml_per_h, "concentration_mg_per_ml": concentration_mg_per_ml}
        return judge_as_ordered(as_ordered(order), weight_kg=order.weight_kg, **made)
    back = delivered_dose(rate_ml_per_h, concentration_mg_per_ml, order.weight_kg)
    present = pump.mg_per_h.value
    if back.mg_per_h < present or same_rate(back.mg_per_h, present):
        return []
    amounts = {"rate": rate_ml_per_h, "mg_per_h": f"{back.mg_per_h:.2f}", "present": f"{present:.2f}"}
    return [refusal("visit.rate-above-present", **amounts)]


@transaction.atomic
def enter_check(
    infusion: Infusion, *, container: str, weight_kg: Decimal, concentration_mg_per_ml: Decimal,
    rate_ml_per_h: Decimal, volume_ml: Decimal, vial_mg_per_ml: Decimal | None = None,
    drawn_ml: Decimal | None = None, **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record what one person read and worked out alone. Nothing of another person's check comes back with it."""
    visit = hold(infusion)
    refuse(missing_credential(timing["by"], timing["at"], NURSING))
    made = _made(visit, container)
    if reads_vial(visit, made) and (vial_mg_per_ml is None or drawn_ml is None):
        raise Refused(refusal("visit.vial-unread", container=container))
    numbers = {
        "container": container, "weight_kg": weight_kg, "concentration_mg_per_ml": concentration_mg_per_ml,
        "rate_ml_per_h": rate_ml_per_h, "volume_ml": volume_ml, "vial_mg_per_ml": vial_mg_per_ml, "drawn_ml": drawn_ml,
    }  # fmt: skip
    return record(visit, e.CheckEntered, **numbers, **timing)


@transaction.atomic
def check_label(
    infusion: Infusion, *, container: str, concentration_mg_per_ml: Decimal, **timing: Unpack[EntryTiming]
) -> Event:
    """Record that the container was mixed once both checks agreed, and what another person than who drew it up read
    on its label.
    """
    visit = hold(infusion)
    require_place(visit, e.LabelChecked)
    refuse(missing_credential(timing["by"], timing["at"], NURSING))
    made = _made(visit, container)
    if is_agreed(agreement(visit, container)) is not True:
        raise Refused(refusal("visit.not-checked", Level.HOLD, container=container))
    if made.by == str(timing["by"]):
        raise Refused(refusal("visit.own-label", container=container))
    with refusing_bad_amounts():
        refuse(judge_label(made, concentration_mg_per_ml))
    label = {"container": container, "concentration_mg_per_ml": concentration_mg_per_ml}
    return record(visit, e.LabelChecked, **label, **timing)


def _made(visit: Visit, container: str) -> e.ContainerPrepared:
    made = prepared_containers(visit).get(container)
    if made is None:
        raise Refused(refusal("visit.not-prepared", container=container))
    return made


def hold_time_out(infusion: Infusion, *, identifiers: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record that everyone stopped and the patient stated two identifiers against wristband, order and container."""
    named = two_identifiers(identifiers)
    refuse([] if named else [refusal("visit.identifiers", given=identifiers.strip() or "none")])
    return record_event(infusion, e.TimeOutHeld, identifiers=identifiers, **timing)


@transaction.atomic
def override_finding(infusion: Infusion, *, finding: str, reason: str, **timing: Unpack[EntryTiming]) -> Event:
    """Let an open OVERRIDE stand, by a physician with a reason. A STOP and a wait cannot be signed away."""
    visit = hold(infusion)
    refuse(missing_credential(timing["by"], timing["at"], PHYSICIAN))
    require_reason(reason)
    found = next((one for one in open_at_start(visit, timing["at"]) if one.id == finding), None)
    if found is None:
        raise Refused(refusal("visit.no-finding", finding=finding))
    if found.level is not Level.OVERRIDE or found.state == "unknown":
        raise Refused(refusal("visit.not-signable", finding=found.text, clears=found.remedy))
    return record(visit, e.FindingOverridden, finding=finding, reason=reason, **timing)


@transaction.atomic
def declare_prepared(infusion: Infusion, **timing: Unpack[EntryTiming]) -> Event:
    """Record that everything before the start is met or signed; refused with what is not."""
    visit = hold(infusion)
    require_place(visit, e.Prepared)
    refuse(blocking(open_at_start(visit, timing["at"])))
    return record(visit, e.Prepared, **timing)
