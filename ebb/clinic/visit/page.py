"""What the page at the chair offers: the deeds that fit the state, each with its form and what was recorded so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ebb.clinic.assessment.history import allergies_of
from ebb.clinic.infusion.chart_actions import AT_ONCE, DEEDS
from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.log.position import end_of_logs
from ebb.clinic.visit.figure import picture
from ebb.clinic.visit.snapshot import Sheet, sheet
from ebb.clinic.visit.tiles import tiles_of
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level, blocking, by_force
from ebb.pathway.scales import SCALES
from ebb.pathway.steps import BEFORE_START, GIVING, State

# deed, its title, the kind of event that shows it was done
PREPARATION: Sequence[tuple[str, str, type[e.Event] | None]] = [
    ("day", _("Asked again today"), None),
    ("weight", _("Weight"), e.WeightMeasured),
    ("intake", _("Last drink and food"), e.IntakeStated),
    ("escort", _("Escort"), e.EscortNamed),
    ("pregnancy", _("Pregnancy test"), e.PregnancyTested),
    ("cannula", _("Cannula"), e.CannulaTried),
    ("cuff", _("Cuff"), e.CuffPlaced),
    ("monitors", _("Monitoring"), e.MonitorsOn),
    ("vitals", _("Values at rest"), e.VitalsCharted),
    ("comfort", _("Comfort"), e.ComfortSet),
    ("rescue-kit", _("Rescue kit"), e.RescueKitChecked),
    ("container", _("Container"), e.ContainerPrepared),
    ("time-out", _("Time-out"), e.TimeOutHeld),
]

NARROWEST, USUAL, WIDEST = 340, 960, 1280


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A deed that was refused: its form as it was filled in, why, and whether it is only a question."""

    deed: str
    form: Form
    findings: Sequence[Finding] = ()
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One deed of the preparation. `done` tells the entries that stand, newest last."""

    deed: str
    title: str
    button: str
    form: Form
    done: list[str]
    tried: Tried | None


def context_of(request: HttpRequest, infusion: Infusion, at: datetime, tried: Tried | None = None) -> dict[str, object]:
    """Everything the page shows."""
    log_position = end_of_logs(Message, Event, AlarmChange)
    seen = sheet(infusion, at)
    drawn = picture(seen, width=figure_width(request)) if seen.started_at else None
    fresh = Forms(seen, tried)
    return {
        "infusion": seen.infusion,
        "patient": seen.infusion.patient,
        "history": allergies_of(seen.infusion.patient, at),
        "sheet": seen,
        "now": at,
        "tried": tried,
        "log_position": log_position,
        "tiles": tiles_of(seen.vitals),
        "figure": drawn,
        "lines": preparation(seen, fresh, tried) if seen.state in BEFORE_START else [],
        "blockers": by_force(blocking(seen.start_findings)),
        "signable": [one for one in seen.start_findings if one.level is Level.OVERRIDE and one.state == "present"],
        "cautions": [finding for finding in seen.start_findings if finding not in blocking(seen.start_findings)],
        "offered_to_me": seen.offered_to == str(request.user.pk),
        "mine": seen.check is not None and str(request.user.pk) in seen.check.entered_by,
        "scales": [(scale, seen.scores.get(name)) for name, scale in SCALES.items()],
        "forms": fresh,
        "timeline": list(reversed(seen.timeline)),
        "expected": seen.state is State.EXPECTED,
        "before_start": seen.state in BEFORE_START,
        "giving": seen.state in GIVING,
    }


def figure_width(request: HttpRequest) -> int:
    """How wide the page has room to draw, as its script told with the last request; the desk's width until then."""
    told = request.COOKIES.get("figure_width", "")
    return min(max(int(told), NARROWEST), WIDEST) if told.isdecimal() and len(told) < 6 else USUAL


def preparation(seen: Sheet, fresh: Mapping[str, Form], tried: Tried | None) -> list[Line]:
    return [
        Line(
            deed=deed,
            title=title,
            button=DEEDS[deed].button,
            form=fresh[key(deed)],
            done=done(seen, kind, deed),
            tried=tried if tried and tried.deed == deed else None,
        )
        for deed, title, kind in PREPARATION
    ]


def done(seen: Sheet, kind: type[e.Event] | None, deed: str) -> list[str]:
    """What stands of this kind, in words; the day's answers are kept apart from the events."""
    if kind is None:
        return ["✓"] if seen.review else []
    return [line.detail for line in seen.timeline if line.kind == kind.__name__ and not line.superseded_by]


class Forms(dict[str, Form]):
    """A fresh form for every deed, but for the one that was refused; templates find `check-in` as `check_in`.

    Each is made when it is asked for: a page shows a third of them.
    """

    def __init__(self, seen: Sheet, tried: Tried | None) -> None:
        self.seen, self.tried = seen, tried

    def __missing__(self, name: str) -> Form:
        self[name] = form_for(self.seen, DEED_OF[name], self.tried)
        return self[name]


def form_for(seen: Sheet, deed: str, tried: Tried | None) -> Form:
    if tried and tried.deed == deed:
        return tried.form
    wanted = (DEEDS | AT_ONCE)[deed].form
    about = {"infusion": seen.infusion} if wanted.about_the_infusion else {}
    return wanted(seen.at, ids=deed, initial=initial(seen, deed), **about)


def initial(seen: Sheet, deed: str) -> dict[str, object]:
    """What a form already knows. The blind check knows the container and nothing else."""
    if deed == "check" and seen.check:
        return {"container": seen.check.container.container}
    if deed == "start" and seen.check:
        return {"container": seen.check.container.container}
    if deed in ("rate", "resume") and seen.pump:
        return {"rate_ml_per_h": seen.pump.rate_ml_per_h.normalize()}
    return {}


def key(deed: str) -> str:
    return deed.replace("-", "_")


DEED_OF = {key(name): name for name in (*DEEDS, *AT_ONCE)}
