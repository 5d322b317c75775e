"""The six steps of one patient's path, each with where it stands: what the file page shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebb.clinic.assessment.candidacy import Candidacy, candidacy_of, sentence
from ebb.clinic.assessment.consents import consent_of, withdrawal_of
from ebb.clinic.assessment.models import Consent
from ebb.clinic.enquiry.models import EnquiryAnswer
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.templatetags.ebb import day
from ebb.clinic.library.models import ConsentText
from ebb.clinic.people.models import Patient
from ebb.clinic.plan.models import Plan
from ebb.pathway.steps import GONE, PRESENT, State


@dataclass(frozen=True)
class Step:
    """One step: what stands, whether it is done, and the page it leads to."""

    title: str
    words: str
    done: bool
    url: str = ""


@dataclass(frozen=True)
class File:
    """Everything the file page shows of one patient."""

    candidacy: Candidacy
    consent: Consent | None
    plan: Plan | None
    infusions: list[Infusion]
    steps: list[Step]


def file_of(patient: Patient, at: datetime) -> File:
    """Where this patient is on the path at `at`. Some fifteen queries, however long the history."""
    candidacy, consent, current = candidacy_of(patient, at), consent_of(patient), ConsentText.objects.current()
    plan = patient.plans.current().prefetch_related("orders").first()
    infusions = list(patient.infusions.select_related("order__plan", "chair").order_by("-expected_at"))
    days = patient.diary.current().count()
    opened = EnquiryAnswer.objects.filter(patient=patient).select_related("enquiry").first()
    steps = [
        Step(_("Enquiry"), _opened(opened), done=True),
        Step(_("Assessment"), _concluded(candidacy), _is_eligible(candidacy), "assessment"),
        Step(_("Consent"), _signed(consent, current), _agrees(consent, current), "consent"),
        Step(_("Plan"), _planned(plan), plan is not None, "plan"),
        Step(_("Infusions"), _given(plan, infusions), _all_given(plan, infusions), "plan-visit" if plan else ""),
        Step(_("Follow-up"), _diary(days), False, "followup"),
    ]
    return File(candidacy, consent, plan, infusions, steps)


def _opened(answer: EnquiryAnswer | None) -> str:
    if answer is None:
        return _("The file was opened by the clinic.")
    return _("Asked on %(day)s.") % {"day": day(answer.enquiry.asked_at)}


def _is_eligible(candidacy: Candidacy) -> bool:
    return bool(candidacy.conclusion and candidacy.conclusion.verdict == "eligible" and not candidacy.open)


def _concluded(candidacy: Candidacy) -> str:
    last = candidacy.conclusion
    if last is None:
        return sentence(candidacy)
    values = {"verdict": last.get_verdict_display(), "day": day(last.written_at), "now": sentence(candidacy)}
    return _("Concluded %(day)s: %(verdict)s. Now: %(now)s") % values


def _signed(consent: Consent | None, current: object) -> str:
    if consent is None:
        return _("Not signed.")
    values = {"version": consent.text.version, "day": day(consent.signed_at)}
    if withdrawal := withdrawal_of(consent):
        return _("Withdrawn %(day)s.") % {"day": day(withdrawal.told_at)}
    if consent.text != current:
        return _("Version %(version)s was signed %(day)s; a newer one is in force.") % values
    return _("Version %(version)s, signed %(day)s.") % values


def _agrees(consent: Consent | None, current: object) -> bool:
    return consent is not None and consent.text == current and withdrawal_of(consent) is None


def _planned(plan: Plan | None) -> str:
    if plan is None:
        return _("No plan is signed.")
    values = {"n": plan.infusions, "day": day(plan.signed_at)}
    return ngettext("%(n)s infusion, signed %(day)s.", "%(n)s infusions, signed %(day)s.", plan.infusions) % values


def _given(plan: Plan | None, infusions: list[Infusion]) -> str:
    over, ahead = _of_plan(plan, infusions, GONE), [i for i in infusions if i.state == State.EXPECTED.value]
    if plan is None and not infusions:
        return _("None yet.")
    planned = plan.infusions if plan else len(infusions)
    words = ngettext("%(over)s of %(all)s over.", "%(over)s of %(all)s over.", planned) % {
        "over": len(over), "all": planned,
    }  # fmt: skip
    if any(infusion.state in {state.value for state in PRESENT} for infusion in infusions):
        return f"{words} {_('In the house now.')}"
    if not ahead:
        return f"{words} {_('No visit is planned.')}"
    return f"{words} {_('Next: %(day)s.') % {'day': day(min(i.expected_at for i in ahead))}}"


def _all_given(plan: Plan | None, infusions: list[Infusion]) -> bool:
    return plan is not None and len(_of_plan(plan, infusions, GONE)) >= plan.infusions


def _of_plan(plan: Plan | None, infusions: list[Infusion], states: frozenset[State]) -> list[Infusion]:
    """Those of this plan in one of these states, but for visits that never happened."""
    never = {State.CANCELLED, State.DID_NOT_COME}
    values = {state.value for state in states - never}
    return [i for i in infusions if i.state in values and (plan is None or i.order.plan_id == plan.pk)]


def _diary(days: int) -> str:
    if not days:
        return _("No diary day yet.")
    return ngettext("%(n)s diary day.", "%(n)s diary days.", days) % {"n": days}
