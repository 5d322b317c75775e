"""Each item of the discharge gate: its rule, its source, and what it found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.observations import Baseline
from ebb.pathway.scales import ALDRETE, DISSOCIATION, NAUSEA, PADSS, ScoreSheet
from ebb.pathway.visit_facts import VisitFacts

CLINIC = "Clinic policy [D]"
VITALS_MIN = 30  # [D] how long a vital sign speaks for the patient at the door
OBSERVE_MIN = {"A": 30, "B": 60}  # [D] after the end, by programme
OBSERVE_FIRST_MIN = 60  # [D] on a first visit, and for a programme not listed
AFTER_ADJUNCT_MIN = 60  # [D] after an IV sedative or antihypertensive
AFTER_REVERSAL_MIN = 120  # [S57]
SPO2_SLACK = 2  # [D] points below the start value that still count as back
SEDATIVES_AND_ANTIHYPERTENSIVES = ("midazolam", "lorazepam", "diazepam", "clonidine", "labetalol", "hydralazine")  # [M]
REVERSALS = ("naloxone", "flumazenil")  # [M]


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What the gate looks at: the `facts` since the end, and the whole `visit` so far."""

    facts: VisitFacts
    visit: VisitFacts
    ended_at: datetime | None
    vitals: Sequence[e.VitalsCharted]
    baseline: Baseline
    at: datetime
    programme: str
    first_visit: bool

    def score(self, scale: str) -> int | None:
        """The last answer on a scale since the end."""
        scored = [event for event in self.facts.all_of(e.Scored) if event.scale == scale]
        return scored[-1].score if scored else None

    def fresh(self, column: str) -> Decimal | None:
        """A vital sign that is not too old to speak for the patient now."""
        for taken in sorted(self.vitals, key=lambda vitals: vitals.at, reverse=True):
            value: Decimal | None = getattr(taken, column)
            if value is not None and self.ended_at is not None and taken.at >= self.ended_at:
                return value if self.at - taken.at <= timedelta(minutes=VITALS_MIN) else None
        return None

    def missing(self, name: str, column: str) -> str:
        """Why `fresh` has nothing: what was taken before the end speaks for the drug, not for the way home."""
        if self.ended_at is None:
            return "the infusion has not ended"
        since_end = [taken for taken in self.vitals if taken.at >= self.ended_at and getattr(taken, column) is not None]
        return f"no {name} in the last {VITALS_MIN} minutes" if since_end else f"no {name} since the infusion ended"


Judged = tuple[bool | None, str]


@dataclass(frozen=True, kw_only=True)
class GateItem:
    """`passed` is None when nobody recorded it, which is not passed. `waits` marks what time alone clears."""

    id: str
    name: str
    passed: bool | None
    detail: str
    clears_when: str
    source: str
    mark: str
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    id: str
    name: str
    judge: Callable[[Recovery], Judged]
    clears_when: str
    source: str = CLINIC
    mark: str = "D"
    waits: bool = False


def _total(sheet: ScoreSheet, scores: dict[str, int | None]) -> Judged:
    total = sheet.total(scores)
    if total.score is None:
        return None, total.why
    return total.score >= sheet.threshold, f"{total.score} of {sheet.highest}, {sheet.threshold} needed"


def _aldrete(r: Recovery) -> Judged:
    scored = r.facts.latest(e.AldreteScored)
    if scored is None:
        return None, "not scored"
    scores: dict[str, int | None] = {item.name: getattr(scored, item.name) for item in ALDRETE.items}
    if scored.activity >= r.baseline.aldrete_activity:
        scores["activity"] = 2
    if r.baseline.usual_oxygen and _oxygen(r)[0]:
        scores["oxygen"] = 2
    return _total(ALDRETE, scores)


def _padss(r: Recovery) -> Judged:
    scored = r.facts.latest(e.PadssScored)
    if scored is None:
        return None, "not scored"
    scores: dict[str, int | None] = {item.name: getattr(scored, item.name) for item in PADSS.items}
    pain, readiness = r.score("pain"), r.facts.latest(e.ReadinessChecked)
    if readiness and readiness.walks_as_before:
        scores["walking"] = 2
    if pain is not None and r.baseline.pain is not None and pain <= r.baseline.pain:
        scores["pain"] = 2
    return _total(PADSS, scores)


def _dissociation(r: Recovery) -> Judged:
    score, readiness = r.score("dissociation"), r.facts.latest(e.ReadinessChecked)
    if score is None or readiness is None:
        return None, "not asked"
    if score > 0:
        return False, f"{score}: {DISSOCIATION.anchor(score).lower()}"
    return readiness.patient_agrees, "0" if readiness.patient_agrees else "0, but the patient does not feel ready"


def _percent_away(value: Decimal, usual: Decimal) -> Decimal:
    """How far a value is from its baseline, in percent of the baseline, always positive."""
    return abs(value - usual) / usual * 100


def _pressure(r: Recovery) -> Judged:
    sys, dia = r.fresh("nibp_sys_mmhg"), r.fresh("nibp_dia_mmhg")
    start_sys, start_dia = r.baseline.nibp_sys_mmhg, r.baseline.nibp_dia_mmhg
    if sys is None or dia is None:
        return None, r.missing("pressure", "nibp_sys_mmhg")
    if not start_sys or not start_dia:
        return None, "no signed start value to hold it against"
    low_enough = (sys < 160 and dia < 100) or (sys <= start_sys and dia <= start_dia)  # [D]
    near = _percent_away(sys, start_sys) <= 20 and _percent_away(dia, start_dia) <= 20  # [D]
    return low_enough and near, f"{sys:.0f}/{dia:.0f} mmHg, at the start {start_sys:.0f}/{start_dia:.0f}"


def _oxygen(r: Recovery) -> Judged:
    value, start = r.fresh("spo2_percent"), r.baseline.spo2_percent
    if value is None:
        return None, r.missing("SpO2", "spo2_percent")
    if start is None:
        return None, "no signed start value to hold it against"
    return value >= start - SPO2_SLACK, f"{value:.0f} %, at the start {start:.0f} %"


def _nausea(r: Recovery) -> Judged:
    score, readiness = r.score("nausea"), r.facts.latest(e.ReadinessChecked)
    if score is None or readiness is None:
        return None, "not asked"
    mild = NAUSEA.band(score) in {"none", "mild"}
    sips = "sips stay down" if readiness.sips_tolerated else "sips do not stay down yet"
    return mild and readiness.sips_tolerated, f"{score} of 10, {sips}"


def _waited(since: datetime | None, need_min: int, at: datetime) -> Judged:
    if since is None:
        return True, "none given"
    gone_min = int((at - since).total_seconds() // 60)
    return gone_min >= need_min, f"{gone_min} of {need_min} minutes"


def _observed(r: Recovery) -> Judged:
    if r.ended_at is None:
        return None, "the infusion has not ended"
    need_min = OBSERVE_FIRST_MIN if r.first_visit else OBSERVE_MIN.get(r.programme, OBSERVE_FIRST_MIN)
    return _waited(r.ended_at, need_min, r.at)


def _last_given(r: Recovery, drugs: tuple[str, ...], route: str = "") -> datetime | None:
    times = [
        event.at
        for event in r.visit.all_of(e.AdjunctGiven)
        if any(drug in event.drug.casefold() for drug in drugs) and event.route.casefold().startswith(route)
    ]
    return max(times, default=None)


def _after_adjunct(r: Recovery) -> Judged:
    return _waited(_last_given(r, SEDATIVES_AND_ANTIHYPERTENSIVES, route="iv"), AFTER_ADJUNCT_MIN, r.at)


def _after_reversal(r: Recovery) -> Judged:
    return _waited(_last_given(r, REVERSALS), AFTER_REVERSAL_MIN, r.at)


def _seen(field: str) -> Callable[[Recovery], Judged]:
    def judge(r: Recovery) -> Judged:
        readiness = r.facts.latest(e.ReadinessChecked)
        if readiness is None:
            return None, "not checked"
        seen: bool = getattr(readiness, field)
        return seen, "yes" if seen else "no"

    return judge


RULES = (
    Rule(id="home.aldrete", name="Aldrete", judge=_aldrete, clears_when="Score 9 or more.", source="[S58]", mark="S"),
    Rule(id="home.padss", name="Discharge score", judge=_padss,
         clears_when="Score 9 or more.", source="[S59]", mark="S"),
    Rule(id="home.oriented", name="Oriented", judge=_seen("oriented"), clears_when="Knows person, place and time."),
    Rule(id="home.dissociation", name="Dissociation gone", judge=_dissociation,
         clears_when="Score 0 and the patient agrees."),
    Rule(id="home.walking", name="Walks as before", judge=_seen("walks_as_before"),
         clears_when="Moves as before the infusion."),
    Rule(id="home.pressure", name="Blood pressure", judge=_pressure,
         clears_when="Below 160/100 or no higher than at the start, and within 20 % of it."),
    Rule(id="home.oxygen", name="SpO2 on the usual oxygen", judge=_oxygen,
         clears_when="Within 2 points of the start value."),
    Rule(id="home.nausea", name="Nausea mild at most", judge=_nausea, clears_when="Mild at most, and sips stay down."),
    Rule(id="home.observed", name="Observation time", judge=_observed, clears_when="Wait for the time.", waits=True),
    Rule(id="home.after_adjunct", name="Time since an IV sedative or pressure drug", judge=_after_adjunct,
         clears_when="Wait 60 minutes after the last one.", waits=True),
    Rule(id="home.after_reversal", name="Time since a reversal drug", judge=_after_reversal,
         clears_when="Wait two hours after the last one.", source="[S57]", mark="S", waits=True),
    Rule(id="home.cannula", name="Cannula out", judge=_seen("cannula_out"), clears_when="Take the cannula out."),
    Rule(id="home.escort", name="Escort identified", judge=_seen("escort_identified"),
         clears_when="The named adult is here and was identified.", source="[S4][S6]", mark="S"),
    Rule(id="home.advice", name="Written advice given", judge=_seen("advice_given"),
         clears_when="Hand over the written advice with the emergency number."),
    Rule(id="home.driving", name="No driving for 24 hours understood", judge=_seen("driving_understood"),
         clears_when="The patient says it back.", source="[S6]", mark="S"),
)  # fmt: skip


def judged_items(recovery: Recovery) -> tuple[GateItem, ...]:
    """Every item of the gate with what it found."""
    items = []
    for rule in RULES:
        passed, detail = rule.judge(recovery)
        items.append(
            GateItem(
                id=rule.id,
                name=rule.name,
                passed=passed,
                detail=detail,
                clears_when=rule.clears_when,
                source=rule.source,
                mark=rule.mark,
                waits=rule.waits,
            )
        )
    return tuple(items)
