"""Each item of the discharge gate: its rule, its source, and what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ebb.pathway import events as e
from ebb.pathway.discharge_facts import Recovery
from ebb.pathway.scales import ALDRETE, DISSOCIATION, NAUSEA, PADSS, SEDATION, ScoreSheet

CLINIC = "Clinic policy [D]"
OBSERVE_MIN = {"A": 30, "B": 60}  # [D] after the end, by programme
OBSERVE_FIRST_MIN = 60  # [D] on a first visit, and for a programme not listed
SPO2_SLACK = 2  # [D] points below the start value that still count as back
LOWEST_SPO2 = 90  # [D] on the usual oxygen, whatever the start value
LOWEST_SYSTOLIC = 90  # [D]
HEART_RATE = (50, 110)  # [D] or the patient's own start value
BREATHING_RATE = (10, 24)  # [D] likewise
AWAKE = 2  # Aldrete's consciousness: fully awake

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
    scored = r.fresh(e.AldreteScored)
    if scored is None:
        return None, r.no_event(e.AldreteScored, "not scored")
    scores: dict[str, int | None] = {item.name: getattr(scored, item.name) for item in ALDRETE.items}
    if scored.activity >= r.baseline.aldrete_activity:
        scores["activity"] = 2
    if r.baseline.usual_oxygen and _oxygen(r)[0]:
        scores["oxygen"] = 2
    return _total(ALDRETE, scores)


def _padss(r: Recovery) -> Judged:
    scored = r.fresh(e.PadssScored)
    if scored is None:
        return None, r.no_event(e.PadssScored, "not scored")
    scores: dict[str, int | None] = {item.name: getattr(scored, item.name) for item in PADSS.items}
    pain, readiness = r.score("pain"), r.fresh(e.ReadinessChecked)
    if readiness and readiness.walks_as_before:
        scores["walking"] = 2
    if pain is not None and r.baseline.pain is not None and pain <= r.baseline.pain:
        scores["pain"] = 2
    return _total(PADSS, scores)


def _sedation(r: Recovery) -> Judged:
    score, scored = r.score("sedation"), r.fresh(e.AldreteScored)
    if score is None:
        return None, r.no_score("sedation", "not scored")
    if score > 0:
        return False, f"{score}: {SEDATION.anchor(score).lower()}"
    if scored is None:
        return None, f"0, but Aldrete: {r.no_event(e.AldreteScored, 'not scored')}"
    return scored.consciousness == AWAKE, f"0, Aldrete consciousness {scored.consciousness}"


def _dissociation(r: Recovery) -> Judged:
    score, readiness = r.score("dissociation"), r.fresh(e.ReadinessChecked)
    if score is None:
        return None, r.no_score("dissociation")
    if score > 0:
        return False, f"{score}: {DISSOCIATION.anchor(score).lower()}"
    if readiness is None:
        return None, f"0, the patient {r.no_event(e.ReadinessChecked, 'was not asked')}"
    return readiness.patient_agrees, "0" if readiness.patient_agrees else "0, but the patient does not feel ready"


def _percent_away(value: Decimal, usual: Decimal) -> Decimal:
    """How far a value is from its baseline, in percent of the baseline, always positive."""
    return abs(value - usual) / usual * 100


def _pressure(r: Recovery) -> Judged:
    sys, dia = r.vital("nibp_sys_mmhg"), r.vital("nibp_dia_mmhg")
    start_sys, start_dia = r.baseline.nibp_sys_mmhg, r.baseline.nibp_dia_mmhg
    if sys is None or dia is None:
        return None, r.no_vital("nibp_sys_mmhg", "pressure")
    if not start_sys or not start_dia:
        return None, "no signed start value to hold it against"
    low_enough = (sys < 160 and dia < 100) or (sys <= start_sys and dia <= start_dia)  # [D]
    near = _percent_away(sys, start_sys) <= 20 and _percent_away(dia, start_dia) <= 20  # [D]
    passed = sys >= LOWEST_SYSTOLIC and low_enough and near
    return passed, f"{sys:.0f}/{dia:.0f} mmHg, at the start {start_sys:.0f}/{start_dia:.0f}"


def _oxygen(r: Recovery) -> Judged:
    value, start = r.vital("spo2_percent"), r.baseline.spo2_percent
    if value is None:
        return None, r.no_vital("spo2_percent", "SpO2")
    if start is None:
        return None, "no signed start value to hold it against"
    return value >= start - SPO2_SLACK and value >= LOWEST_SPO2, f"{value:.0f} %, at the start {start:.0f} %"


def _rate(name: str, column: str, usual: tuple[int, int]) -> Callable[[Recovery], Judged]:
    """Within the usual range, or no further out of it than at the signed start."""

    def judge(r: Recovery) -> Judged:
        value = r.vital(column)
        start: Decimal | None = getattr(r.baseline, column)
        if value is None:
            return None, r.no_vital(column, name)
        allowed = [Decimal(bound) for bound in usual] + ([] if start is None else [start])
        at_start = "" if start is None else f", at the start {start:.0f}"
        return min(allowed) <= value <= max(allowed), f"{value:.0f}/min{at_start}"

    return judge


def _alarms(r: Recovery) -> Judged:
    return not r.open_alarms, "; ".join(r.open_alarms) or "none open"


def _nausea(r: Recovery) -> Judged:
    score, readiness = r.score("nausea"), r.fresh(e.ReadinessChecked)
    if score is None:
        return None, r.no_score("nausea")
    if readiness is None:
        return None, f"{score} of 10, sips: {r.no_event(e.ReadinessChecked, 'not checked')}"
    mild = NAUSEA.band(score) in {"none", "mild"}
    sips = "sips stay down" if readiness.sips_tolerated else "sips do not stay down yet"
    return mild and readiness.sips_tolerated, f"{score} of 10, {sips}"


def _waited(since: datetime, need_min: int, at: datetime) -> Judged:
    gone_min = int((at - since).total_seconds() // 60)
    return gone_min >= need_min, f"{gone_min} of {need_min} minutes"


def _observed(r: Recovery) -> Judged:
    if r.ended_at is None:
        return None, "the infusion has not ended"
    need_min = OBSERVE_FIRST_MIN if r.first_visit else OBSERVE_MIN.get(r.programme, OBSERVE_FIRST_MIN)
    return _waited(r.ended_at, need_min, r.at)


def _after(*, reversal: bool) -> Callable[[Recovery], Judged]:
    """Whether the wait after the drugs beside the infusion is over; the one that lasts longest is shown."""

    def judge(r: Recovery) -> Judged:
        waits = [wait for wait in r.waits if wait.is_reversal is reversal]
        if not waits:
            return True, "none given"
        last = max(waits, key=lambda wait: wait.over_at)
        passed, gone = _waited(last.given_at, last.minutes, r.at)
        return passed, f"{last.drug}: {gone}"

    return judge


def _seen_fresh(field: str) -> Callable[[Recovery], Judged]:
    """How the patient is, which holds for a quarter of an hour."""

    def judge(r: Recovery) -> Judged:
        readiness = r.fresh(e.ReadinessChecked)
        if readiness is None:
            return None, r.no_event(e.ReadinessChecked, "not checked")
        return _yes_or_no(readiness, field)

    return judge


def _done(field: str) -> Callable[[Recovery], Judged]:
    """What was done for the way home, which stays done."""

    def judge(r: Recovery) -> Judged:
        readiness = r.seen()
        return (None, "not checked") if readiness is None else _yes_or_no(readiness, field)

    return judge


def _yes_or_no(readiness: e.ReadinessChecked, field: str) -> Judged:
    seen: bool = getattr(readiness, field)
    return seen, "yes" if seen else "no"


RULES = (
    Rule(id="home.aldrete", name="Aldrete", judge=_aldrete, clears_when="Score 9 or more.", source="[S58]", mark="S"),
    Rule(id="home.padss", name="Discharge score", judge=_padss,
         clears_when="Score 9 or more.", source="[S59]", mark="S"),
    Rule(id="home.oriented", name="Oriented", judge=_seen_fresh("oriented"),
         clears_when="Knows person, place and time."),
    Rule(id="home.dissociation", name="Dissociation gone", judge=_dissociation,
         clears_when="Score 0 and the patient agrees."),
    Rule(id="home.walking", name="Walks as before", judge=_seen_fresh("walks_as_before"),
         clears_when="Moves as before the infusion."),
    Rule(id="home.sedation", name="Awake", judge=_sedation,
         clears_when="Sedation 0, and fully awake in the Aldrete score."),
    Rule(id="home.pressure", name="Blood pressure", judge=_pressure,
         clears_when="Below 160/100 or no higher than at the start, within 20 % of it, and 90 or more."),
    Rule(id="home.heart_rate", name="Heart rate", judge=_rate("heart rate", "hr_per_min", HEART_RATE),
         clears_when="From 50 to 110, or as at the start."),
    Rule(id="home.breathing", name="Breathing rate", judge=_rate("breathing rate", "rr_per_min", BREATHING_RATE),
         clears_when="From 10 to 24, or as at the start."),
    Rule(id="home.oxygen", name="SpO2 on the usual oxygen", judge=_oxygen,
         clears_when="Within 2 points of the start value, and 90 or more."),
    Rule(id="home.alarms", name="No open alarm", judge=_alarms,
         clears_when="See to every high and medium alarm until it has cleared; off the monitor, record that."),
    Rule(id="home.nausea", name="Nausea mild at most", judge=_nausea, clears_when="Mild at most, and sips stay down."),
    Rule(id="home.observed", name="Observation time", judge=_observed, clears_when="Wait for the time.", waits=True),
    Rule(id="home.after_adjunct", name="Time since a sedative or pressure drug", judge=_after(reversal=False),
         clears_when="Wait 60 minutes after IV or IM, 90 by mouth or under the tongue, 120 after clonidine by mouth and"
                     " after a drug or route not listed.", waits=True),
    Rule(id="home.after_reversal", name="Time since a reversal drug", judge=_after(reversal=True),
         clears_when="Wait two hours after the last one, by whatever route.", source="[S57]", mark="S", waits=True),
    Rule(id="home.cannula", name="Cannula out", judge=_done("cannula_out"), clears_when="Take the cannula out."),
    Rule(id="home.escort", name="Escort identified", judge=_done("escort_identified"),
         clears_when="The named adult is here and was identified.", source="[S4][S6]", mark="S"),
    Rule(id="home.advice", name="Written advice given", judge=_done("advice_given"),
         clears_when="Hand over the written advice with the emergency number and tonight's opioid and benzodiazepine"
                     " doses."),
    Rule(id="home.driving", name="No driving for 24 hours understood", judge=_done("driving_understood"),
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
