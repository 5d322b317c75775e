"""What a start depends on, gathered from the rows of this room and those below it."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.assessment.candidacy import candidacy_of
from ebb.clinic.assessment.consents import consent_of, withdrawal_of
from ebb.clinic.infusion.checking import agreement, is_agreed, last_prepared
from ebb.clinic.infusion.models import DayReview, Event, Infusion
from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.credentials import physicians
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level
from ebb.pathway.limits import judge_weight
from ebb.pathway.start_chair import chair_findings
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_gate import start_findings
from ebb.pathway.start_patient import consent_withdrawn

STARTED = e.InfusionStarted.__name__
WEIGHED = e.WeightMeasured.__name__
AROUND = ("start.supervisor", "start.supervisor_unconfirmed", "start.ratio")


def facts_for_start(visit: Visit, at: datetime) -> StartFacts:
    """Everything the start gate asks beyond the events at the chair. Some twenty queries, whatever was written."""
    infusion, review = visit.infusion, visit.infusion.reviews.order_by("-id").first() or DayReview()
    made = last_prepared(visit)
    consent, text = consent_of(infusion.patient), ConsentText.objects.current()
    withdrawal = withdrawal_of(consent)
    first, patients = _nurse_load(infusion)
    staffing = staffing_of(infusion.site, at)
    return StartFacts(
        has_capacity=review.has_capacity,
        consent_current_version=str(text.version) if text else None,
        consent_signed_version=str(consent.text.version) if consent else None,
        consent_signed_on=timezone.localdate(consent.signed_at) if consent else None,
        consent_withdrawn_on=timezone.localdate(withdrawal.told_at) if withdrawal else None,
        childbearing_potential=review.childbearing_potential,
        weight_measured_at=None if visit.facts.latest(e.WeightMeasured) else _weighed_before(visit)[0],
        usual=frozenset(filter(None, review.usually_low.split(","))),
        takes_insulin_or_sulfonylurea=review.takes_insulin_or_sulfonylurea,
        glucose_measured=review.glucose_mg_per_dl is not None,
        avoid_limb=review.avoid_limb,
        second_check_agreed=is_agreed(agreement(visit, made.container)) if made else None,
        supervisor_on_site=staffing.is_supervised,
        unconfirmed_supervisor=staffing.unconfirmed_supervisor,
        first_infusion=first,
        patients_of_nurse=patients,
        physicians=physicians(at),
        open_findings=(*weight_findings(visit), *_found_since_planning(infusion, at)),
    )


def open_at_start(visit: Visit, at: datetime) -> list[Finding]:
    """What stands against starting now, cautions too."""
    return start_findings(facts_for_start(visit, at), visit.facts, at)


def withdrawn(visit: Visit) -> list[Finding]:
    """What stands against giving more once the patient took the consent back. One query; less is never held up."""
    withdrawal = withdrawal_of(consent_of(visit.infusion.patient))
    return consent_withdrawn(timezone.localdate(withdrawal.told_at) if withdrawal else None)


def people_findings(visit: Visit, at: datetime) -> list[Finding]:
    """Whether a supervisor is on site and the nurse has hands enough, for a start or an increase."""
    found = chair_findings(facts_for_start(visit, at), visit.facts)
    return [finding for finding in found if finding.id in AROUND]


def _found_since_planning(infusion: Infusion, at: datetime) -> list[Finding]:
    """What candidacy finds today and nobody signed: a medicine or illness that came after the plan.

    What is not known was for the plan to ask; today only what is there counts.
    """
    return [finding for finding in candidacy_of(infusion.patient, at).open if finding.state == "present"]


def weight_findings(visit: Visit) -> list[Finding]:
    """Whether today's weight can be believed beside the one before it: asked at the scales, signed before the start."""
    today = visit.facts.latest(e.WeightMeasured)
    if today is None:
        return []
    found = judge_weight(today.weight_kg, weight_before(visit))
    return [finding for finding in found if finding.level is not Level.CAUTION]


def weight_before(visit: Visit) -> Decimal:
    """The weight of an earlier visit, else the one the order was signed for. Two queries."""
    order = visit.infusion.order
    return _weighed_before(visit)[1] or order.actual_weight_kg or order.weight_kg


def _weighed_before(visit: Visit) -> tuple[datetime | None, Decimal | None]:
    """When an earlier visit last measured the weight, and what it was. Two queries."""
    infusion = visit.infusion
    earlier = Event.objects.filter(infusion__patient=infusion.patient_id).exclude(infusion=infusion)
    withdrawn = set(earlier.filter(kind=e.Superseded.__name__).values_list("event_id", flat=True))
    weighed = earlier.filter(kind=WEIGHED).order_by("-id").values_list("pk", "happened_at", "weight_kg")
    return next(((at, kg) for pk, at, kg in weighed if str(pk) not in withdrawn), (None, None))


def is_first(infusion: Infusion) -> bool:
    """Whether this patient was never given an infusion before, here or at an earlier visit. One query."""
    return (
        not Event.objects.filter(infusion__patient=infusion.patient_id, kind=STARTED)
        .exclude(infusion=infusion)
        .exists()
    )


def _nurse_load(infusion: Infusion) -> tuple[bool, int | None]:
    """Whether the nurse watches a first infusion, and how many patients with this one. Three queries at most."""
    first = is_first(infusion)
    if infusion.nurse_id is None:
        return first, None
    others = Infusion.objects.giving().filter(nurse=infusion.nurse_id).exclude(pk=infusion.pk)
    return first or any(is_first(other) for other in others), others.count() + 1
