from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ebb.clinic.infusion.chart_actions import ChartAction
from ebb.clinic.infusion.forms.base import ChartForm
from ebb.clinic.infusion.forms.preparation import NoValuesForm
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import load
from ebb.clinic.lib.keys import acts
from ebb.clinic.people.access import clinical_only
from ebb.clinic.record.actions import note_look
from ebb.clinic.recovery import actions
from ebb.clinic.recovery.forms import AldreteForm, Discharge, Keeper, PadssForm, Readiness
from ebb.clinic.visit.discharge import gate_of
from ebb.clinic.visit.page import RefusedEntry, context_of
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.clinic.visit.views import infusion_or_404, is_signed
from ebb.pathway.discharge_gate import Gate
from ebb.pathway.findings import Refused
from ebb.pathway.steps import AFTER_END, State

RECOVERY_ACTIONS: dict[str, ChartAction] = {
    "begin": ChartAction(NoValuesForm, actions.begin_recovery, _("Record: recovery begun")),
    "aldrete": ChartAction(AldreteForm, actions.score_aldrete, _("Record Aldrete score")),
    "padss": ChartAction(PadssForm, actions.score_padss, _("Record discharge score")),
    "readiness": ChartAction(Readiness, actions.check_readiness, _("Record what I saw")),
    "wait": ChartAction(Keeper, actions.wait_for_escort, _("Record: waits for the escort")),
    "discharge": ChartAction(Discharge, actions.discharge, _("Record discharge")),
}
"""What can be recorded between the end of the infusion and the way home."""

SEEN_AT_THE_PATIENT = ("oriented", "walking", "cannula", "escort", "advice", "driving")
FILLED_AT = {
    "home.aldrete": "aldrete",
    "home.padss": "padss",
    "home.alarms": "alarms",
    **{f"home.{item}": "scores" for item in ("dissociation", "sedation", "nausea")},
    **{f"home.{item}": "vitals" for item in ("pressure", "heart_rate", "breathing", "oxygen")},
    **{f"home.{item}": "readiness" for item in SEEN_AT_THE_PATIENT},
}
"""Where on the page each item of the gate is filled in; the rest only time clears."""


@clinical_only
def recovery(request: HttpRequest, infusion_id: UUID) -> HttpResponse:
    """From the end of the infusion to the way home. Opening it leaves an entry."""
    infusion = infusion_or_404(request, infusion_id)
    now = timezone.now()
    note_look(chain=infusion.patient_id, by=request.user.pk, at=now)
    return shown(request, infusion, now)


@clinical_only
@acts
def do(request: HttpRequest, infusion_id: UUID, action: str) -> HttpResponse:
    """Record one action of the recovery, or show the page again with the reasons."""
    wanted = RECOVERY_ACTIONS.get(action)
    if wanted is None:
        raise Http404
    infusion = infusion_or_404(request, infusion_id)
    if request.method != "POST":
        return redirect("recovery", infusion_id)
    now = timezone.now()
    form = fresh_form(action, gate_of(load(infusion), now), now, request.POST)
    if not form.is_valid() or not is_signed(request, bool(form.cleaned_data.get("against")), form):
        return shown(request, infusion, now, RefusedEntry(action=action, form=form))
    try:
        wanted.act(infusion, by=request.user.pk, at=now, **form.action_arguments())
    except Refused as refused:
        return shown(request, infusion, now, RefusedEntry(action=action, form=form, findings=refused.findings))
    return redirect("recovery", infusion_id)


def shown(request: HttpRequest, infusion: Infusion, now: datetime, tried: RefusedEntry | None = None) -> HttpResponse:
    """The page; with a refused action its form stands as it was filled in, under the reasons."""
    context = context_of(request, infusion, now, tried)
    seen: VisitSnapshot = context["sheet"]
    forms = {
        name: tried.form if tried and tried.action == name else fresh_form(name, seen.gate, now)
        for name in RECOVERY_ACTIONS
    }
    context |= {
        "recovery": forms,
        "gate": seen.gate,
        "gate_lines": [(item, FILLED_AT.get(item.id, "")) for item in seen.gate.items] if seen.gate else [],
        "sheet_due": _sheet_due(seen.gate),
        "recovering": seen.state in AFTER_END - {State.ENDED},
        "buttons": {name: one.button for name, one in RECOVERY_ACTIONS.items()},
    }
    return render(request, "recovery/recovery.html", context, status=422 if tried else 200)


def _sheet_due(gate: Gate | None) -> str:
    """The score sheet whose turn it is, which stands open."""
    unmet = {item.id for item in gate.items if item.passed is not True} if gate else set()
    return next((sheet for sheet in ("aldrete", "padss") if f"home.{sheet}" in unmet), "")


def fresh_form(action: str, gate: Gate | None, now: datetime, typed: QueryDict | None = None) -> ChartForm:
    """The form of an action; the discharge knows what the gate still holds."""
    wanted = RECOVERY_ACTIONS[action].form
    about = {"gate": gate} if wanted is Discharge else {}
    return wanted(now, typed, ids=action, **about)
