"""Who is expected, who comes, and what is asked and measured before anything is prepared."""

from datetime import date, datetime
from decimal import Decimal
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ebb.clinic.assessment import actions as assessment
from ebb.clinic.assessment.facts import PREGNANCY_TEST
from ebb.clinic.infusion.actions.recording import EntryTiming, hold, plain_action, record, record_event, require_reason
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.refusals import missing_credential, refusal, refusing_bad_amounts, require_confirmation
from ebb.clinic.infusion.start import weight_before
from ebb.clinic.infusion.visit import clock
from ebb.clinic.people.credentials import NURSING
from ebb.clinic.people.models import Chair, Patient
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.plan.orders import programme_of
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.versions import version_of
from ebb.clinic.vitals.models import Message
from ebb.pathway import events as e
from ebb.pathway.body_size import judge_weight
from ebb.pathway.findings import Finding, Level, refuse
from ebb.pathway.limits import judge_series
from ebb.pathway.start_chair import two_identifiers
from ebb.pathway.steps import State

NO_VISIT = (State.CANCELLED.value, State.DID_NOT_COME.value)
HUNDRED_GRAMS = Decimal("0.1")

try_cannula = plain_action(e.CannulaTried)  # one attempt at a vein, the failed ones too
place_cuff = plain_action(e.CuffPlaced)
set_comfort = plain_action(e.ComfortSet)
monitors_on = plain_action(e.MonitorsOn)  # not connected means its values are typed
check_rescue_kit = plain_action(e.RescueKitChecked)


@transaction.atomic
def expect_visit(*, order: Order, expected_at: datetime, by: UUID, at: datetime) -> Infusion:
    """Plan one infusion of a series under its signed order; no patient has two on one day [D, section 2.3]."""
    Patient.objects.select_for_update().get(pk=order.patient_id)
    refuse(_not_in_the_series(order, timezone.localdate(expected_at)))
    infusion = Infusion.objects.create(
        site_id=order.patient.site_id, patient_id=order.patient_id, order=order, expected_at=expected_at
    )
    write_entry(chain=order.patient_id, verb="visit expected", facts=[version_of(infusion)], by=by, at=at)
    return infusion


def _not_in_the_series(order: Order, day: date) -> list[Finding]:
    """What stands against one more visit of this plan; its soft limits were weighed when it was signed."""
    plan = order.plan
    visits = Infusion.objects.filter(patient_id=order.patient_id).exclude(state__in=NO_VISIT)
    days = {True: [], False: []}
    for own_plan, expected_at in visits.values_list("order__plan", "expected_at"):
        days[own_plan == plan.pk].append(timezone.localdate(expected_at))
    found = judge_series(programme_of(order), on=day, series=days[True], earlier=days[False])
    hard = [finding for finding in found if finding.level is Level.STOP]
    if Plan.objects.filter(supersedes=plan).exists():
        hard.append(refusal("visit.plan-superseded"))
    elif len(days[True]) >= plan.infusions:
        hard.append(refusal("visit.series-full", infusions=plan.infusions))
    return hard


@transaction.atomic
def check_in(infusion: Infusion, *, chair: Chair, identifiers: str, **timing: Unpack[EntryTiming]) -> Event:
    """Seat the patient in a free chair of this site, identified by two things they said themselves.

    Whoever checks the patient in is the responsible nurse until a hand-over is accepted.
    """
    visit = hold(infusion)
    Chair.objects.select_for_update().get(pk=chair.pk)
    not_a_nurse = missing_credential(timing["by"], timing["at"], NURSING)
    refuse([*not_a_nurse, *_not_seatable(visit.infusion, chair, identifiers)])
    last = Message.objects.order_by("-pk").values_list("pk", flat=True).first()
    visit.infusion.messages_after = last or 0
    visit.infusion.save(update_fields=["messages_after"])
    seated = [version_of(visit.infusion)]
    return record(visit, e.CheckedIn, beside=seated, chair=str(chair.pk), identifiers=identifiers, **timing)


def _not_seatable(infusion: Infusion, chair: Chair, identifiers: str) -> list[Finding]:
    found = []
    if chair.site_id != infusion.site_id:
        found.append(refusal("visit.other-site", thing=f"Chair {chair.name}"))
    elif chair.infusions.seated().exclude(pk=infusion.pk).exists():
        found.append(refusal("visit.chair-taken", Level.HOLD, chair=chair.name))
    if not two_identifiers(identifiers):
        found.append(refusal("visit.identifiers", given=identifiers.strip() or "none"))
    return found


@transaction.atomic
def measure_weight(
    infusion: Infusion, *, weight_kg: Decimal, confirmed: bool = False, **timing: Unpack[EntryTiming]
) -> Event:
    """Record today's weight. An impossible one is refused, an unusual one asked about once more."""
    visit = hold(infusion)
    with refusing_bad_amounts():
        found = judge_weight(weight_kg, weight_before(visit))
    require_confirmation(found, confirmed=confirmed)
    return record(visit, e.WeightMeasured, weight_kg=weight_kg.quantize(HUNDRED_GRAMS), **timing)


def state_intake(
    infusion: Infusion, *, clear_fluid_at: datetime, solid_food_at: datetime, light_meal: bool = False,
    **timing: Unpack[EntryTiming],
) -> Event:  # fmt: skip
    """Record when the patient last drank clear fluid and last ate, and whether that meal was a light one."""
    ahead = [when for when in (clear_fluid_at, solid_food_at) if when > timing["at"]]
    refuse(refusal("visit.in-the-future", clock=clock(when)) for when in ahead)
    intake = {"clear_fluid_at": clear_fluid_at, "solid_food_at": solid_food_at, "light_meal": light_meal}
    return record_event(infusion, e.IntakeStated, **intake, **timing)


def name_escort(infusion: Infusion, *, name: str, phone: str, **timing: Unpack[EntryTiming]) -> Event:
    """Record the adult who takes the patient home, reachable by phone."""
    refuse([refusal("visit.escort")] if not (name.strip() and phone.strip()) else [])
    return record_event(infusion, e.EscortNamed, name=name, phone=phone, **timing)


@transaction.atomic
def record_pregnancy_test(infusion: Infusion, *, result: str, reason: str = "", **timing: Unpack[EntryTiming]) -> Event:
    """Record a test of today: negative, positive, not_applicable with the reason, or refused.

    What a test says goes to the patient's file too: a positive one stands there until a newer one is negative.
    """
    if result == "not_applicable":
        require_reason(reason)
    test = record_event(infusion, e.PregnancyTested, result=result, reason=reason, **timing)
    if result in ("positive", "negative"):
        known = {PREGNANCY_TEST: result}
        assessment.answer(patient=infusion.patient, answers=known, by=timing["by"], at=timing["at"])
    return test
