from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.infusion import actions
from ebb.clinic.infusion.chart_actions import CHART_ACTIONS, URGENT_ACTIONS
from ebb.clinic.infusion.forms.base import ChartForm
from ebb.clinic.infusion.forms.preparation import WithdrawalForm
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.refusals import Unconfirmed
from ebb.clinic.infusion.visit import load
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed, clinical_only, patient_or_404, staff_only
from ebb.clinic.people.forms import SigningForm
from ebb.clinic.people.models import CLINICAL, Role
from ebb.clinic.people.recording_actor import urgent
from ebb.clinic.people.tablet import unlock_context
from ebb.clinic.record.actions import note_look
from ebb.clinic.visit.check_page import ENTERED_HERE, check_context
from ebb.clinic.visit.forms import HouseForm
from ebb.clinic.visit.page import RefusedEntry, context_of
from ebb.clinic.visit.tablet_access import infusion_for_actor_or_404, recorded
from ebb.clinic.visit.templatetags.house import line
from ebb.clinic.vitals.actions import acknowledge_alarm
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway.at_the_pump import unconfirmed
from ebb.pathway.findings import Refused, refusal_in
from ebb.pathway.steps import AFTER_END

AFTER_WHICH_NOBODY_IS_THERE = ("did-not-come", "cancel", "left", "ambulance")


@clinical_only
def infusion(request: HttpRequest, infusion_id: UUID) -> HttpResponse:
    """The page at the chair: what is so, what is due, and what can be recorded next. Opening it leaves an entry."""
    infusion = infusion_or_404(request, infusion_id)
    now = timezone.now()
    note_look(chain=infusion.patient_id, by=request.user.pk, at=now)
    return render(request, "visit/infusion.html", context_of(request, infusion, now))


@clinical_only
def second_check(request: HttpRequest, infusion_id: UUID) -> HttpResponse:
    """The blind check on a page of its own. Opening it leaves an entry."""
    infusion = infusion_or_404(request, infusion_id)
    now = timezone.now()
    note_look(chain=infusion.patient_id, by=request.user.pk, at=now)
    return render(request, "visit/second_check.html", check_context(request, infusion, now))


@clinical_only
@acts
def do(request: HttpRequest, infusion_id: UUID, action: str) -> HttpResponse:
    """Record one action, or show the page again with the reasons and what was typed. After the end comes recovery."""
    wanted = CHART_ACTIONS.get(action)
    if wanted is None or not request.roles & wanted.roles:
        raise Http404
    infusion = infusion_or_404(request, infusion_id)
    page = "second-check" if action in ENTERED_HERE else "infusion"
    if request.method != "POST":
        return redirect(page, infusion_id)
    now = timezone.now()
    form = filled(action, request, infusion, now)
    if not form.is_valid() or not is_signed(request, wanted.signed, form):
        return shown_again(request, infusion, now, action, form, [])
    try:
        wanted.act(infusion, by=request.user.pk, at=now, **form.action_arguments())
    except Refused as refused:
        return shown_again(
            request, infusion, now, action, form, refused.findings, is_question=isinstance(refused, Unconfirmed)
        )
    visit = load(infusion)
    if action in AFTER_WHICH_NOBODY_IS_THERE and unconfirmed(visit.facts) is None:
        return redirect("today")
    return redirect("recovery" if visit.state in AFTER_END else page, infusion_id)


@urgent
@acts
def do_at_once(request: HttpRequest, infusion_id: UUID, action: str) -> HttpResponse:
    """Record what must never wait. What its form lacks is noted as it was typed, and who did it asked for, after."""
    wanted = URGENT_ACTIONS.get(action)
    if wanted is None or request.method != "POST":
        raise Http404
    infusion, actor = infusion_for_actor_or_404(request, infusion_id)
    now = timezone.now()
    form = filled(action, request, infusion, now)
    entry = {"by": actor.id, "at": now, "locked_tablet": None if actor.known else True}
    try:
        if form.is_valid():
            wanted.act(infusion, **form.action_arguments(), **entry)
        else:
            actions.note(infusion, text=_as_typed(action, form), **entry)
            messages.warning(request, _("Noted at once as typed. Complete it when there is time."))
    except Refused as refused:
        if not actor.known:
            context = unlock_context(request) | {"findings": refused.findings}
            return render(request, "people/unlock.html", context, status=422)
        return shown_again(request, infusion, now, action, form, refused.findings)
    if actor.known:
        return redirect("infusion", infusion_id)
    messages.success(request, recorded(infusion, now))
    return redirect(f"{reverse('unlock')}?next={reverse('infusion', args=[infusion_id])}")


@clinical_only
@acts
def acknowledge(request: HttpRequest, infusion_id: UUID, alarm_id: UUID) -> HttpResponse:
    """Take note of an alarm by name; it stays until what raised it is over."""
    infusion = infusion_or_404(request, infusion_id)
    if request.method != "POST" or not AlarmChange.objects.filter(infusion=infusion.pk, alarm=alarm_id).exists():
        raise Http404
    try:
        acknowledge_alarm(alarm=alarm_id, by=request.user.pk, at=timezone.now())
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("infusion", infusion_id)


@staff_only
def house(request: HttpRequest) -> HttpResponse:
    """The line about the other chairs by itself, for a page that is open."""
    form = HouseForm(request.GET)
    if not form.is_valid():
        raise Http404
    return render(request, "visit/_house.html", line(request, **form.cleaned_data))


@allowed(*CLINICAL, Role.FRONT_DESK)
@acts
def withdraw_consent(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Record that a patient took the consent back; whoever is at the chair is then led there."""
    patient = patient_or_404(request, patient_id)
    form = WithdrawalForm(request.POST or None)
    context = {"patient": patient, "form": form, "consent": consent_of(patient)}
    if request.method == "POST" and form.is_valid():
        with refusal_in(context):
            actions.withdraw_consent(patient=patient, by=request.user.pk, at=timezone.now(), **form.cleaned_data)
            here = Infusion.objects.present().filter(patient=patient).first()
            return (
                redirect("infusion", here.pk) if here and request.roles & CLINICAL else redirect("patient", patient_id)
            )
    status = 422 if request.method == "POST" else 200
    return render(request, "visit/withdraw_consent.html", context, status=status)


def infusion_or_404(request: HttpRequest, infusion_id: UUID) -> Infusion:
    """An infusion of the asker's own site; another's and a missing one look alike."""
    return get_object_or_404(Infusion.objects.with_context(), site=request.site, pk=infusion_id)


def filled(action: str, request: HttpRequest, infusion: Infusion, now: datetime) -> ChartForm:
    """The action's form with what was typed; some choices depend on the infusion."""
    wanted = (CHART_ACTIONS | URGENT_ACTIONS)[action].form
    about = {"infusion": infusion} if wanted.about_the_infusion else {}
    return wanted(now, request.POST, ids=action, **about)


def is_signed(request: HttpRequest, wanted: bool, form: ChartForm) -> bool:
    """Whether nothing is to be signed, or the password beside the form is the signer's own; else the form says so."""
    signature = SigningForm(request.user, request.POST)
    if not wanted or signature.is_valid():
        return True
    for problem in signature.errors["password"]:
        form.add_error(None, problem)
    return False


def shown_again(
    request: HttpRequest, infusion: Infusion, now: datetime, action: str, form: ChartForm, findings: list, *,
    is_question: bool = False,
) -> HttpResponse:  # fmt: skip
    """The same page with the refused form in place of a fresh one."""
    refused_entry = RefusedEntry(action=action, form=form, findings=findings, is_question=is_question)
    if action in ENTERED_HERE:
        return render(
            request, "visit/second_check.html", check_context(request, infusion, now, refused_entry), status=422
        )
    return render(request, "visit/infusion.html", context_of(request, infusion, now, refused_entry), status=422)


def _as_typed(action: str, form: ChartForm) -> str:
    typed = ", ".join(f"{name} {value}" for name, value in form.data.items() if value and name in form.fields)
    return f"{action}: {typed or '-'}"[:1000]
