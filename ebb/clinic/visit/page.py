"""What the page at the chair offers: the chart actions of each state, with their forms and what was recorded so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.forms import Form
from django.http import HttpRequest

from ebb.clinic.infusion.chart_actions import CHART_ACTIONS, URGENT_ACTIONS
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.log.position import end_of_logs
from ebb.clinic.visit.current_vitals import tiles_of
from ebb.clinic.visit.figure import visit_figure
from ebb.clinic.visit.own_limits import bounds_typed, limits_rows
from ebb.clinic.visit.preparation import PreparationLine, key, preparation
from ebb.clinic.visit.snapshot import VisitSnapshot, snapshot
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level, blocking, by_force
from ebb.pathway.scales import SCALES
from ebb.pathway.steps import BEFORE_START, GIVING, State

NARROWEST, USUAL, WIDEST = 340, 960, 1280


@dataclass(frozen=True, kw_only=True)
class RefusedEntry:
    """A chart action that was refused: its form as it was filled in, why, and whether it is only a question."""

    action: str
    form: Form
    findings: Sequence[Finding] = ()
    is_question: bool = False

    @property
    def needs_physician(self) -> bool:
        """Whether what is confirmed stands against a start until a physician signs it."""
        return any(finding.level is Level.OVERRIDE for finding in self.findings)


def context_of(
    request: HttpRequest, infusion: Infusion, at: datetime, refused_entry: RefusedEntry | None = None
) -> dict[str, object]:
    """Everything the page shows."""
    log_position = end_of_logs(Message, Event, AlarmChange)
    seen = snapshot(infusion, at)
    drawn = visit_figure(seen, width=figure_width(request)) if seen.started_at else None
    fresh = Forms(seen, refused_entry)
    open_now = by_force(blocking(seen.start_findings))
    lines = _preparation(seen, open_now, fresh, refused_entry)
    on_a_line = [finding for line in lines for finding in line.blocks]
    return {
        "infusion": seen.infusion,
        "patient": seen.infusion.patient,
        "history": seen.allergies,
        "sheet": seen,
        "now": at,
        "refused_entry": refused_entry,
        "log_position": log_position,
        "tiles": tiles_of(seen.vitals),
        "figure": drawn,
        "lines": lines,
        "limits_rows": limits_rows(seen, fresh["limits" if seen.started_at else "start"]),
        "open_now": open_now,
        "apart": [finding for finding in open_now if finding not in on_a_line],
        "signable": [one for one in seen.start_findings if one.level is Level.OVERRIDE and one.state == "present"],
        "cautions": [finding for finding in seen.start_findings if finding not in blocking(seen.start_findings)],
        "offered_to_me": seen.offered_to == str(request.user.pk),
        "scales": [(scale, seen.scores.get(name)) for name, scale in SCALES.items()],
        "forms": fresh,
        "timeline": list(reversed(seen.timeline)),
        "expected": seen.state is State.EXPECTED,
        "before_start": seen.state in BEFORE_START,
        "giving": seen.state in GIVING,
    }


def _preparation(
    seen: VisitSnapshot, open_now: Sequence[Finding], fresh: Mapping[str, Form], refused_entry: RefusedEntry | None
) -> list[PreparationLine]:
    if seen.state not in BEFORE_START:
        return []
    return preparation(seen, open_now, fresh, refused=refused_entry.action if refused_entry else "")


def figure_width(request: HttpRequest) -> int:
    """How wide the page has room to draw, as its script sent with the last request; the desk's width until then."""
    width = request.COOKIES.get("figure_width", "")
    return min(max(int(width), NARROWEST), WIDEST) if width.isdecimal() and len(width) < 6 else USUAL


class Forms(dict[str, Form]):
    """A fresh form for every chart action, but for the one that was refused; templates find `check-in` as `check_in`.

    Each is made when it is asked for: a page shows a third of them.
    """

    def __init__(self, seen: VisitSnapshot, refused_entry: RefusedEntry | None) -> None:
        self.seen, self.refused_entry = seen, refused_entry

    def __missing__(self, name: str) -> Form:
        self[name] = form_for(self.seen, ACTION_OF[name], self.refused_entry)
        return self[name]


def form_for(seen: VisitSnapshot, action: str, refused_entry: RefusedEntry | None) -> Form:
    if refused_entry and refused_entry.action == action:
        return refused_entry.form
    wanted = (CHART_ACTIONS | URGENT_ACTIONS)[action].form
    about = {"infusion": seen.infusion} if wanted.about_the_infusion else {}
    return wanted(seen.at, ids=action, initial=initial(seen, action), **about)


def initial(seen: VisitSnapshot, action: str) -> dict[str, object]:
    """What a form already knows."""
    if action == "container":
        return {"container": _next_label(seen)}
    if action == "start" and seen.check:
        return {"container": seen.check.container.container, **bounds_typed(seen)}
    if action == "limits":
        return bounds_typed(seen)
    if action in ("rate", "resume") and seen.pump:
        return {"rate_ml_per_h": seen.pump.rate_ml_per_h.normalize()}
    return {}


def _next_label(seen: VisitSnapshot) -> str:
    """The first label no container of this visit has."""
    used = {made.container for made in seen.facts.all_of(e.ContainerPrepared)}
    return next(label for number in count(1) if (label := f"bag {number}") not in used)


ACTION_OF = {key(name): name for name in (*CHART_ACTIONS, *URGENT_ACTIONS)}
