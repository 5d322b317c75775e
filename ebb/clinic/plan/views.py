from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ebb.clinic.assessment.evidence import evidence_for
from ebb.clinic.assessment.facts import answers_of
from ebb.clinic.assessment.history import History, history_of
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import allowed, clinical_only, patient_or_404
from ebb.clinic.people.models import Patient, Role
from ebb.clinic.plan import actions
from ebb.clinic.plan.forms import PlanForm
from ebb.clinic.plan.models import Plan
from ebb.clinic.plan.orders import BagOption, bag_options, calculated_dose
from ebb.clinic.plan.prediction import preview
from ebb.clinic.record.actions import note_look
from ebb.pathway.findings import Finding, Level, Refused, refusal_in


@clinical_only
def plan(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The plan in force, and those before it."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    note_look(chain=patient.pk, by=request.user.pk, at=now)
    plans = list(patient.plans.select_related("signed_by").prefetch_related("orders").order_by("-signed_at", "-pk"))
    context = {
        "patient": patient,
        "history": history_of(patient, now),
        "current": plans[0] if plans else None,
        "earlier": plans[1:],
        "orders": [(order, calculated_dose(order)) for order in plans[0].orders.all()] if plans else [],
        "evidence": evidence_for(plans[0].diagnosis) if plans else None,
    }
    return render(request, "plan/plan.html", context)


@allowed(Role.PRESCRIBER)
@acts
def new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """A prescriber writes an order, has it calculated both ways, and signs what was calculated."""
    patient = patient_or_404(request, patient_id)
    now = timezone.now()
    signing = "sign" in request.POST
    history = history_of(patient, now)
    initial = _initial(patient, history)
    form = PlanForm(request.user, request.POST or None, signing=signing, initial=initial)
    context: dict[str, object] = {"patient": patient, "history": history, "form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        context |= _calculated(patient, form, now)
        if signing and context.get("seen") != form.cleaned_data["seen"]:
            context["changed"] = True
        elif signing:
            with refusal_in(context):
                actions.sign_plan(patient=patient, draft=form.draft(), by=request.user.pk, at=now, **form.care())
                return redirect("plan", patient.pk)
        status = 422 if signing else 200
    elif request.method == "POST":
        status = 422
    context["first_visit"] = actions.is_first_visit(patient)
    context["standing"] = actions.standing_against(patient, now)
    context["signable"] = bool(context.get("bag_options")) and not context["standing"] and not _hard(context["limits"])
    return render(request, "plan/new.html", context, status=status)


def _calculated(patient: Patient, form: PlanForm, now: datetime) -> dict[str, object]:
    """What the order comes to, or why it comes to nothing. `seen` names the sheet that was shown."""
    draft = form.draft()
    try:
        limits = actions.limits_of(patient, draft, now)
        found = bag_options(draft)
    except Refused as refusal:
        return {"limits": refusal.findings, "seen": ""}
    age = patient.age_on(timezone.localdate(now))
    return {
        "limits": limits,
        "bag_options": found,
        "dosing_weight": draft.dosing_weight(),
        "preview": preview(found[0].forward, weight_kg=float(draft.weight_kg), age_y=age),
        "seen": _name(found[0]),
    }


def _hard(limits: list[Finding]) -> bool:
    return any(finding.level is Level.STOP for finding in limits)


def _name(option: BagOption) -> str:
    order = option.forward
    return f"{order.total_mg:.2f} mg over {order.duration_min:f} min, {order.mg_per_h:.2f} mg/h"


def _initial(patient: Patient, history: History) -> dict[str, object]:
    """What is known already: the diagnosis, the goal, weight and height, and the care of the plan before."""
    answers = answers_of(patient)
    before: Plan | None = patient.plans.current().first()
    measured = {
        name: answers[name].number for name in ("weight_kg", "height_cm") if name in answers and answers[name].number
    }
    known = {"diagnosis": history.evidence[0][1].name} if history.evidence else {}
    known |= {"goal": history.goals[-1].text} if history.goals else {}
    if before is not None:
        names = ("diagnosis", "goal", "medicines", "physical_therapy", "lifestyle", "infusions")
        known |= {name: getattr(before, name) for name in names}
    return known | measured
