"""The recovery: both scores item by item, the discharge gate, and with whom and with what advice the patient left."""

from django.utils.translation import gettext as _

from ebb.clinic.infusion import event_labels
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.lib.templatetags.ebb import clock
from ebb.clinic.printing.formatting import NOT_KNOWN, yes_or_no
from ebb.clinic.printing.people import People
from ebb.clinic.printing.timeline import stay
from ebb.clinic.visit.discharge import gate_from
from ebb.clinic.visit.snapshot import VisitSnapshot
from ebb.pathway import events as e
from ebb.pathway.scales import ALDRETE, PADSS
from ebb.pathway.scales import ScoreSheet as Scale
from ebb.pathway.schedule import DEPARTURES

PLAIN = ("yes", "none given", "none open")  # a passed item that says no more than its name


def recovery(seen: VisitSnapshot, people: People) -> dict[str, object]:
    """The last of each score, and the advice given."""
    aldrete, padss = seen.facts.latest(e.AldreteScored), seen.facts.latest(e.PadssScored)
    ready = seen.facts.latest(e.ReadinessChecked)
    rows = [
        (_(ALDRETE.title), _score(ALDRETE, aldrete, people)),
        (_(PADSS.title), _score(PADSS, padss, people)),
        (_("Instructions"), _advice(ready, people)),
        (_("Way home"), way_home(seen, people)),
    ]
    return {"title": _("Recovery and discharge"), "rows": rows, "notes": []}


def gate(seen: VisitSnapshot, visit: Visit) -> dict[str, object]:
    """As it stood when the patient left, or as it stands: what is open in rows, the rest in one line."""
    head = [_("Open"), _("Found"), _("Clears when")]
    if seen.ended_at is None:
        return {"title": _("Discharge gate"), "head": head, "rows": [], "notes": [_("The infusion has not ended.")]}
    left_at = stay(seen)[1]
    items = gate_from(visit, seen.series, seen.baseline, seen.alarms, left_at, first_visit=seen.first_visit).items
    rows = [
        [_(item.name), item.detail if item.passed is False else _("not recorded"), _(item.clears_when)]
        for item in items
        if not item.passed
    ]
    passed = [item for item in items if item.passed]
    cleared = "; ".join(_(item.name) if item.detail in PLAIN else f"{_(item.name)}: {item.detail}" for item in passed)
    title = _("Discharge gate, {passed} of {total} passed").format(passed=len(passed), total=len(items))
    return {"title": title, "head": head, "rows": rows, "notes": [f"{cleared}."] if cleared else []}


def way_home(seen: VisitSnapshot, people: People) -> str:
    """Discharged 10:45 with Ada Aunt, by NN; what stands in its place where the patient left otherwise."""
    left = seen.facts.latest(*DEPARTURES)
    if left is None:
        return _("Now {state}").format(state=_(seen.state.value))
    departure = f"{event_labels.title(type(left))} {clock(left.at)}"
    if isinstance(left, e.Discharged):
        departure = _("{departure} with {name}").format(departure=departure, name=left.name)
    reason = getattr(left, "reason", "")
    return ", ".join(filter(None, [departure, people.initials(left.by), reason]))


def _score(scale: Scale, scored: e.AldreteScored | e.PadssScored | None, people: People) -> str:
    if scored is None:
        return _("not scored")
    answers = {item.name: getattr(scored, item.name) for item in scale.items}
    items = ", ".join(f"{_(item.title).lower()} {answers[item.name]}" for item in scale.items if item.fixed is None)
    return _("{total} of {highest} at {clock}, {who} ({items})").format(
        total=scale.total(answers).score, highest=scale.highest, clock=clock(scored.at),
        who=people.initials(scored.by), items=items,
    )  # fmt: skip


def _advice(ready: e.ReadinessChecked | None, people: People) -> str:
    if ready is None:
        return NOT_KNOWN
    return _(
        "advice with emergency number given: {advice}; no driving, machines, contracts for 24 h understood: "
        "{driving}; {clock}, {who}"
    ).format(
        advice=yes_or_no(ready.advice_given), driving=yes_or_no(ready.driving_understood), clock=clock(ready.at),
        who=people.initials(ready.by),
    )  # fmt: skip
