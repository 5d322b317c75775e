from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ebb.clinic.assessment import actions
from ebb.clinic.assessment.candidacy import candidacy_of, groups, sentence
from ebb.clinic.assessment.consents import consent_of
from ebb.clinic.assessment.facts import answers_of, is_valid
from ebb.clinic.assessment.forms import LINES, ConcludeForm, ConsentForm, TopicForm
from ebb.clinic.assessment.history import history_of
from ebb.clinic.assessment.models import HistoryItem, ListReviewed, Medicine
from ebb.clinic.assessment.questions import TOPICS
from ebb.clinic.lib.keys import acts
from ebb.clinic.library.models import ConsentText
from ebb.clinic.library.reading import blocks
from ebb.clinic.people.access import allowed, clinical_only, patient_or_404
from ebb.clinic.people.models import Patient, Role
from ebb.clinic.record.actions import note_look
from ebb.pathway.findings import refusal_in

prescribers_only = allowed(Role.PRESCRIBER)


@clinical_only
def assessment(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Candidacy at a glance: one sentence, then the findings in order of force."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    note_look(chain=patient.pk, by=request.user.pk, at=now)
    return render(request, "assessment/assessment.html", _at_a_glance(request, patient))


@prescribers_only
@acts
def conclude(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A prescriber declares what the assessment came to, and signs what may stand."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    form = ConcludeForm(request.user, candidacy_of(patient, now).to_sign, request.POST or None)
    context = _at_a_glance(request, patient) | {"form": form}
    if request.method == "POST" and form.is_valid():
        with refusal_in(context):
            actions.conclude(patient=patient, by=request.user.pk, at=now, **form.action_arguments())
            return redirect("assessment", patient.pk)
    return render(request, "assessment/assessment.html", context, status=422 if request.method == "POST" else 200)


@clinical_only
@acts
def ask(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What is asked and measured, list by list and topic by topic."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    topic = request.POST.get("topic", "")
    known = {fact: answer.value for fact, answer in answers_of(patient).items() if is_valid(answer, now)}
    known = {fact: value for fact, value in known.items() if value is not None}
    forms = {name: TopicForm(name, known, request.POST if name == topic else None) for name in TOPICS}
    refused: dict[str, object] = {}
    if topic in forms and forms[topic].is_valid():
        with refusal_in(refused):
            actions.answer(patient=patient, answers=forms[topic].action_arguments(), by=request.user.pk, at=now)
            messages.success(request, _("Recorded: %(topic)s.") % {"topic": forms[topic].title})
            return redirect(f"{reverse('assessment-ask', args=[patient.pk])}#{topic}")
    if request.method != "POST":
        note_look(chain=patient.pk, by=request.user.pk, at=now)
    context = {
        "patient": patient,
        "history": history_of(patient, now),
        "adding": {name: form(prefix=name) for name, (_kind, form) in LINES.items()},
        "topics": forms.values(),
        "topic": topic,
        "sentence": sentence(candidacy_of(patient, now)),
    }
    return render(request, "assessment/ask.html", context | refused, status=422 if request.method == "POST" else 200)


@clinical_only
@acts
def add_line(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Add one line to one of the lists."""
    patient = patient_or_404(request, patient_id)
    name = request.POST.get("list", "")
    if name not in LINES:
        return redirect("assessment-ask", patient.pk)
    kind, form_of = LINES[name]
    form = form_of(request.POST, prefix=name)
    if not form.is_valid():
        context = {"patient": patient, "form": form, "list": name}
        return render(request, "assessment/line.html", context, status=422)
    actions.add_history_item(kind, patient=patient, by=request.user.pk, at=timezone.now(), **form.cleaned_data)
    return redirect(f"{reverse('assessment-ask', args=[patient.pk])}#{name}")


@clinical_only
@acts
def withdraw_line(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Withdraw one line of one of the lists, with a reason."""
    name = request.POST.get("list", "")
    kind = LINES[name][0] if name in LINES else None
    return _with_reason(request, patient_id, kind, actions.withdraw, anchor=name)


@prescribers_only
@acts
def read_medicine(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Record of a medicine nobody could match that it was read and does no harm here."""
    return _with_reason(request, patient_id, Medicine, actions.read_medicine, anchor="medicine")


def _with_reason(
    request: HttpRequest, patient_id: UUID, kind: type[HistoryItem] | None, act: Callable[..., object], *, anchor: str
) -> HttpResponse:
    """Do to one line of a list what needs a reason; a line of another patient, or withdrawn, is passed over."""
    patient = patient_or_404(request, patient_id)
    key = request.POST.get("line", "")
    line = kind.objects.filter(patient=patient).current().filter(pk=key).first() if kind and key.isdecimal() else None
    context: dict[str, object] = {"patient": patient}
    if line:
        with refusal_in(context):
            act(line, reason=request.POST.get("reason", "")[:200], by=request.user.pk, at=timezone.now())
    if "findings" in context:
        return render(request, "assessment/line.html", context, status=422)
    return redirect(f"{reverse('assessment-ask', args=[patient.pk])}#{anchor}")


@clinical_only
@acts
def review_list(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Record that the list of medicines or of allergies was reviewed to its end."""
    patient = patient_or_404(request, patient_id)
    subject = request.POST.get("subject", "")
    if subject in ListReviewed.Subject.values:
        actions.review_list(patient=patient, subject=subject, by=request.user.pk, at=timezone.now())
    return redirect("assessment-ask", patient.pk)


@clinical_only
@acts
def consent(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The patient reads the text in force on the clinic's tablet and signs; whoever handed it over is the witness."""
    patient = patient_or_404(request, patient_id)
    text = ConsentText.objects.current()
    form = ConsentForm(request.user, request.POST or None, initial={"version": text and text.version})
    context = {
        "patient": patient, "site": patient.site, "text": text, "form": form,
        "blocks": list(blocks(text.body)) if text else [], "evidence": history_of(patient, timezone.now()).evidence,
        "signed": consent_of(patient), "today": timezone.localdate(),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        read = ConsentText.objects.filter(version=form.cleaned_data["version"]).first()
        with refusal_in(context):
            name = form.cleaned_data["signed_name"]
            actions.sign_consent(patient=patient, text=read, signed_name=name, by=request.user.pk, at=timezone.now())
            return redirect("patient", patient.pk)
    return render(request, "assessment/consent.html", context, status=422 if request.method == "POST" else 200)


def _at_a_glance(request: HttpRequest, patient: Patient) -> dict[str, object]:
    now = timezone.now()
    candidacy = candidacy_of(patient, now)
    return {
        "patient": patient,
        "candidacy": candidacy,
        "sentence": sentence(candidacy),
        "groups": groups(candidacy),
        "history": history_of(patient, now),
        "consent": consent_of(patient),
        "form": ConcludeForm(request.user, candidacy.to_sign),
    }
