"""The page of the second check: the patient, what is entered blind, and nothing to copy it from (SAFETY.md, H34)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from ebb.clinic.infusion import event_labels
from ebb.clinic.infusion.chart_actions import CHART_ACTIONS
from ebb.clinic.infusion.forms.base import ChartForm
from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import Visit, allergies_known, load
from ebb.clinic.people.models import actor_name
from ebb.clinic.visit.page import RefusedEntry
from ebb.clinic.visit.snapshot import SecondCheck, check_of
from ebb.pathway import events as e
from ebb.pathway.steps import may_follow

ENTERED_HERE = ("check", "label")


@dataclass(frozen=True)
class CheckAnswer:
    """What one person entered, once both are in and agree."""

    who: str
    detail: str


def check_context(
    request: HttpRequest, infusion: Infusion, at: datetime, refused_entry: RefusedEntry | None = None
) -> dict[str, object]:
    """What the page of the second check shows to this person."""
    visit = load(infusion)
    check = check_of(visit) if may_follow(visit.state, e.CheckEntered) else None
    person = str(request.user.pk)
    context = {
        "infusion": infusion,
        "blind": True,
        "patient": infusion.patient,
        "history": allergies_known(infusion, at),
        "check": check,
        "refused_entry": refused_entry,
        "answers": _answers(visit, check),
    }
    if check and _may_enter(check, person):
        context["check_form"] = _form("check", infusion, check, at, refused_entry)
    if check and check.agreed and check.awaits_label and check.container.by != person:
        context["label_form"] = _form("label", infusion, check, at, refused_entry)
    return context


def _may_enter(check: SecondCheck, person: str) -> bool:
    """Nobody is asked twice in one round; after a disagreement, and for another rate, both enter again."""
    if check.agreed:
        return check.hangs
    return bool(check.findings) or person not in check.entered_by


def _answers(visit: Visit, check: SecondCheck | None) -> Sequence[CheckAnswer]:
    if check is None or not check.agreed:
        return []
    rows = [row for row in visit.rows if str(row.pk) in check.entered]
    return [CheckAnswer(actor_name(row.by), event_labels.detail(row, {})) for row in rows]


def _form(
    action: str, infusion: Infusion, check: SecondCheck, at: datetime, refused_entry: RefusedEntry | None
) -> ChartForm:
    if refused_entry and refused_entry.action == action:
        return refused_entry.form
    wanted = CHART_ACTIONS[action].form
    about = {"infusion": infusion} if wanted.about_the_infusion else {}
    return wanted(at, ids=action, initial={"container": check.container.container}, **about)
