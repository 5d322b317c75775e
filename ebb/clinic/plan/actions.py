"""The signing of a plan."""

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ebb.clinic.assessment.candidacy import candidacy_of, is_signable
from ebb.clinic.assessment.facts import answers_of
from ebb.clinic.assessment.models import Conclusion
from ebb.clinic.people.models import Credential, Patient
from ebb.clinic.plan.models import Order, Plan
from ebb.clinic.plan.orders import ORDERED, Draft, as_ordered
from ebb.clinic.record.actions import write_entry
from ebb.pathway.body_size import judge_body, judge_weight
from ebb.pathway.events import InfusionStarted
from ebb.pathway.findings import Finding, Refused, blocking, by_force, policy_finding
from ebb.pathway.limits import judge_order, judge_series
from ebb.pathway.orders import OrderError
from ebb.pathway.quantities import QuantityError

CONCLUSION_DAYS = 90  # [D] history and examination hold as long

# id: (reason, what would clear it), all clinic policy [D]
REASONS = {
    "plan.amount": ("{problem}", "Correct the amount and its unit."),
    "plan.not-concluded": ("The assessment was not concluded as eligible.", "A prescriber concludes it first."),
    "plan.conclusion-old": (
        "The assessment was concluded {days} days ago; it holds for {most}.",
        "Ask again what may have changed, and conclude anew.",
    ),
    "plan.conclusion-used": (
        "What a physician let stand was signed for the plan before.",
        "Conclude the assessment anew; an override is signed once for each plan.",
    ),
    "plan.reason": ("Soft limits are passed and no reason was given.", "Give a reason, or stay within the limits."),
    "plan.physician": ("Passing a soft limit needs a physician's credential of today.", "A physician signs."),
}

refusal = partial(policy_finding, REASONS)


@transaction.atomic
def sign_plan(
    *, patient: Patient, draft: Draft, diagnosis: str, goal: str, medicines: str = "", physical_therapy: str = "",
    lifestyle: str = "", override_reason: str = "", by: UUID, at: datetime,
) -> Order:  # fmt: skip
    """Sign a course of care with its one order; the plan before, if any, is superseded.

    Refused while candidacy is open, beyond a hard limit, and beyond a soft one without a physician's reason.
    """
    found = standing_against(patient, at) + limits_of(patient, draft, at)
    soft = [finding for finding in found if is_signable(finding)]
    missing = _unsigned(soft, override_reason, by, at)
    if missing or any(finding not in soft for finding in blocking(found)):
        raise Refused(*by_force([*found, *missing]))
    before = patient.plans.current().first()
    who = {"patient": patient, "signed_by_id": by, "signed_at": at}
    care = {"medicines": medicines, "physical_therapy": physical_therapy, "lifestyle": lifestyle}
    plan = Plan.objects.create(
        diagnosis=diagnosis, goal=goal, infusions=draft.infusions, supersedes=before, **care, **who
    )
    order = Order.objects.create(
        plan=plan, override_reason=override_reason.strip() if soft else "", first_visit=is_first_visit(patient),
        **_row(draft), **who,
    )  # fmt: skip
    write_entry(chain=patient.pk, verb="plan signed", facts=[plan, order], by=by, at=at)
    return order


def standing_against(patient: Patient, at: datetime) -> list[Finding]:
    """What stands against any plan for this patient now: open findings, and a conclusion missing or used up."""
    candidacy = candidacy_of(patient, at)
    conclusion = candidacy.conclusion
    if conclusion is None or conclusion.verdict != Conclusion.Verdict.ELIGIBLE:
        return by_force([*candidacy.open, refusal("plan.not-concluded")])
    found = list(candidacy.open)
    days = (timezone.localdate(at) - timezone.localdate(conclusion.written_at)).days
    if days > CONCLUSION_DAYS:
        found.append(refusal("plan.conclusion-old", days=days, most=CONCLUSION_DAYS))
    if candidacy.signed and patient.plans.filter(signed_at__gte=conclusion.written_at).exists():
        found.append(refusal("plan.conclusion-used"))
    return by_force(found)


def limits_of(patient: Patient, draft: Draft, at: datetime) -> list[Finding]:
    """Every limit this draft breaks for this patient, the most forceful first. Three queries.

    Raises Refused for what is no amount at all.
    """
    before, first_visit = patient.orders.order_by("-pk").first(), is_first_visit(patient)
    last = None if first_visit or before is None else as_ordered(before)
    on = timezone.localdate(at)
    earliest_days = [on + timedelta(days=number) for number in range(draft.infusions)]  # one infusion a day
    try:
        found = judge_weight(draft.weight_kg, _last_weight_kg(patient, before))
        if draft.height_cm is not None:
            found += judge_body(draft.weight_kg, draft.height_cm)
        found += judge_order(draft.order(), weight_kg=draft.dosing_weight(), first_visit=first_visit, last=last)
        found += judge_series(draft.rules, on=on + timedelta(days=draft.infusions), series=earliest_days[:-1])
    except (OrderError, QuantityError) as error:
        raise Refused(refusal("plan.amount", problem=error)) from error
    return by_force(found)


def is_first_visit(patient: Patient) -> bool:
    """Whether no infusion of this patient was ever started here, by the record. One query."""
    return not patient.infusions.filter(events__kind=InfusionStarted.__name__).exists()


def _last_weight_kg(patient: Patient, order: Order | None) -> Decimal | None:
    """The weight the assessment holds, else the one the last order was written for. One query."""
    weighed = answers_of(patient).get("weight_kg")
    if weighed is not None and weighed.number is not None:
        return Decimal(str(weighed.number))
    return order and (order.actual_weight_kg or order.weight_kg)


def _unsigned(soft: list[Finding], reason: str, by: UUID, at: datetime) -> list[Finding]:
    """What is missing to pass these soft limits. One query."""
    if not soft:
        return []
    if not reason.strip():
        return [refusal("plan.reason")]
    physicians = Credential.objects.on(timezone.localdate(at)).filter(kind=Credential.Kind.PHYSICIAN)
    return [] if physicians.filter(user_id=by).exists() else [refusal("plan.physician")]


def _row(draft: Draft) -> dict[str, object]:
    names = (*ORDERED, "weight_reason", "height_cm")
    return {name: getattr(draft, name) for name in names} | {
        "programme_version": draft.rules.version,
        "weight_kg": draft.dosing_weight(),
        "actual_weight_kg": draft.weight_kg,
    }
