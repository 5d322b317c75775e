"""What a start depends on, gathered from the rows of this room and those below it."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from ebb.clinic.assessment.candidacy import found_now
from ebb.clinic.assessment.consents import version_as_signed
from ebb.clinic.assessment.facts import Allergies, facts_of
from ebb.clinic.infusion.checking import agreement, is_agreed, last_prepared
from ebb.clinic.infusion.models import DayReview, Infusion
from ebb.clinic.infusion.staffing import Staffing, staffing_of
from ebb.clinic.infusion.visit import Visit, allergies_known, in_context
from ebb.clinic.people.credentials import physicians
from ebb.pathway import events as e
from ebb.pathway.body_size import judge_weight
from ebb.pathway.day_questions import day_facts, day_findings
from ebb.pathway.findings import Finding, Level
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_gate import more_findings, start_findings
from ebb.pathway.start_patient import consent_withdrawn


def facts_for_start(visit: Visit, at: datetime, review: DayReview, allergies: Allergies) -> StartFacts:
    """Everything the start gate asks beyond the events at the chair. Four queries, whatever was written."""
    infusion, made = in_context(visit.infusion), last_prepared(visit)
    signed_at, withdrawn_at = infusion.consent_signed_at, infusion.consent_withdrawn_at
    signed = version_as_signed(infusion.consent_signed_version, withdrawn=withdrawn_at is not None)
    versions = infusion.consent_current_version, signed
    known = facts_of(infusion.patient, at, allergies=allergies, consent_versions=versions)
    reviewed_at = infusion.medicines_reviewed_at
    today = day_findings(
        review.answers(),
        review.last_doses,
        medicines_reviewed_today=reviewed_at is not None and timezone.localdate(reviewed_at) == timezone.localdate(at),
    )
    found = found_now(infusion.patient, day_facts(known, review.answers()))
    overridden = visit.facts.latest(e.FindingOverridden)
    return replace(
        people_facts(infusion, staffing_of(infusion.site, at, infusion_running=infusion.site_gives)),
        has_capacity=review.has_capacity,
        consent_current_version=known.consent_current_version,
        consent_signed_version=known.consent_signed_version,
        consent_signed_on=timezone.localdate(signed_at) if signed_at else None,
        consent_withdrawn_on=timezone.localdate(withdrawn_at) if withdrawn_at else None,
        childbearing_potential=review.childbearing_potential,
        weight_measured_at=infusion.weighed_before_at,
        usual=frozenset(filter(None, review.usually_low.split(","))),
        takes_insulin_or_sulfonylurea=review.takes_insulin_or_sulfonylurea,
        glucose_measured=review.glucose_mg_per_dl is not None,
        avoid_limb=review.avoid_limb,
        second_check_agreed=is_agreed(agreement(visit, made.container)) if made else None,
        physicians=physicians(at) if overridden else frozenset(),
        open_findings=(*_weight_findings(visit), *today, *found),
    )


def people_facts(infusion: Infusion, staffing: Staffing) -> StartFacts:
    """Who is around: whether a supervisor is on site, and how many patients the nurse has, this one counted."""
    infusion = in_context(infusion)
    return StartFacts(
        supervisor_on_site=staffing.is_supervised,
        unconfirmed_supervisor=staffing.unconfirmed_supervisor,
        anaesthesia_attends=staffing.anaesthesia_attends,
        first_infusion=is_first(infusion) or infusion.new_to_nurse,
        patients_of_nurse=infusion.others_of_nurse + 1 if infusion.nurse_id else None,
    )


def open_at_start(
    visit: Visit, at: datetime, *, review: DayReview | None = None, allergies: Allergies | None = None
) -> list[Finding]:
    """What stands against starting now, cautions too. Four queries, three more for what is not in hand."""
    return start_findings(known_now(visit, at, review=review, allergies=allergies), visit.facts, at)


def open_for_more(visit: Visit, at: datetime) -> list[Finding]:
    """What stands against a resumption or a bolus, whatever its amount. As many queries as a start asks."""
    return more_findings(known_now(visit, at), visit.facts, at)


def known_now(
    visit: Visit, at: datetime, *, review: DayReview | None = None, allergies: Allergies | None = None
) -> StartFacts:
    """Everything the gates ask, with what is not in hand looked up."""
    review = review or visit.infusion.latest_review() or DayReview()
    return facts_for_start(visit, at, review, allergies or allergies_known(visit.infusion, at))


def withdrawn(visit: Visit) -> list[Finding]:
    """What stands against giving more once the patient took the consent back; less is never held up."""
    withdrawn_at = in_context(visit.infusion).consent_withdrawn_at
    return consent_withdrawn(timezone.localdate(withdrawn_at) if withdrawn_at else None)


def _weight_findings(visit: Visit) -> list[Finding]:
    """Whether today's weight can be believed beside the one before it: asked at the scales, signed before the start."""
    today = visit.facts.latest(e.WeightMeasured)
    if today is None:
        return []
    found = judge_weight(today.weight_kg, weight_before(visit))
    return [finding for finding in found if finding.level is not Level.CAUTION]


def weight_before(visit: Visit) -> Decimal:
    """The weight of an earlier visit, else the one the order was signed for."""
    order = visit.infusion.order
    return in_context(visit.infusion).weighed_before_kg or order.actual_weight_kg or order.weight_kg


def is_first(infusion: Infusion) -> bool:
    """Whether this patient was never given an infusion before, here or at an earlier visit."""
    return not in_context(infusion).seen_before
