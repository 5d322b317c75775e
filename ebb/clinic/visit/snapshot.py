"""Everything a visit comes to at one moment, computed once from its facts.

The page at the chair, the printed record and the tests show a VisitSnapshot, the board shows Cards. Nothing is stored.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from ebb.clinic.assessment.consents import consent_of, withdrawal_of
from ebb.clinic.assessment.facts import Allergies
from ebb.clinic.assessment.models import ConsentWithdrawal
from ebb.clinic.infusion.checking import agreement, hung_since, is_agreed, last_prepared
from ebb.clinic.infusion.models import DayReview, Infusion
from ebb.clinic.infusion.start import is_first, open_at_start
from ebb.clinic.infusion.visit import Visit, allergies_known, baseline_of, in_context, offered_to
from ebb.clinic.plan.orders import calculated_dose, programme_of
from ebb.clinic.visit.alarms import Alarm, alarms_of, people_in, shown
from ebb.clinic.visit.current_vitals import LastScore, Vital, scores_of, vitals_of
from ebb.clinic.visit.discharge import gate_from
from ebb.clinic.visit.monitor_series import MonitorGap, MonitorSeries, series_cache
from ebb.clinic.visit.outages import outages_between
from ebb.clinic.visit.timeline import TimelineEntry, names_of, timeline_of, to_complete
from ebb.clinic.visit.visit_cache import visit_cache
from ebb.clinic.vitals.models import AlarmChange, Outage
from ebb.pathway import events as e
from ebb.pathway.alarms.signals import off_monitor_until
from ebb.pathway.amounts import Given, PumpDifference, ends_at, given, pump_differences, remaining_mg
from ebb.pathway.at_the_pump import paused_since, unconfirmed
from ebb.pathway.beyond_order import BeyondOrder, beyond_order
from ebb.pathway.containers import awaits_label
from ebb.pathway.discharge_gate import Gate
from ebb.pathway.findings import Finding
from ebb.pathway.flow import Pump
from ebb.pathway.iv_site import unwell_site
from ebb.pathway.observations import Baseline
from ebb.pathway.orders import DoseCalculation
from ebb.pathway.programmes import Programme
from ebb.pathway.schedule import DEPARTURES, Due, due
from ebb.pathway.second_check import Agreement, latest_checks
from ebb.pathway.steps import AFTER_END, BEFORE_START, GIVING, GONE, State
from ebb.pathway.visit_facts import VisitFacts


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Milligrams ordered, given and left; the present rate; what the pump's own display was read to say."""

    ordered_mg: Decimal
    given: Given
    remaining_mg: Decimal
    beyond: BeyondOrder | None
    rate_mg_per_kg_per_h: Decimal
    ends_at: datetime | None
    pump_readings: list[PumpDifference]


@dataclass(frozen=True, kw_only=True)
class SecondCheck:
    """How far the blind check of the container to hang next is. No number of anyone's is in here.

    `entered` are the ids of the checks of the present round, `entered_by` who wrote them; `agreed` None waits for a
    second person; `findings` say where two differ; `awaits_label` that it is still to be mixed and its label read;
    `hangs` that a new check is about another rate.
    """

    container: e.ContainerPrepared
    entered: frozenset[str]
    entered_by: frozenset[str]
    agreed: bool | None
    findings: list[Finding]
    awaits_label: bool
    hangs: bool


@dataclass(frozen=True)
class MeasuredWeight:
    kg: Decimal
    measured_at: datetime


@dataclass(frozen=True, kw_only=True)
class VisitSnapshot:
    """One visit at one moment. Lists are empty and times None where there is nothing to tell."""

    infusion: Infusion
    at: datetime
    state: State
    programme: Programme
    dose_calculation: DoseCalculation
    review: DayReview | None
    allergies: Allergies
    baseline: Baseline
    first_visit: bool
    connected: bool
    arrived_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    paused_since: datetime | None
    emergency_at: datetime | None
    consent_withdrawn: ConsentWithdrawal | None
    off_monitor_until: datetime | None
    symptoms: e.SymptomsReported | None
    site_checked: e.IvSiteChecked | None
    unwell_site: e.IvSiteChecked | None
    offered_to: str
    offered_to_name: str
    amounts: Amounts
    pump: Pump | None
    unconfirmed: TimelineEntry | None
    to_complete: list[TimelineEntry]
    check: SecondCheck | None
    start_findings: list[Finding]
    gate: Gate | None
    vitals: list[Vital]
    due: list[Due]
    scores: dict[str, LastScore]
    alarms: list[Alarm]
    gaps: list[MonitorGap]
    outages: list[Outage]
    timeline: list[TimelineEntry]
    series: MonitorSeries = field(repr=False)
    facts: VisitFacts = field(repr=False)

    @property
    def elapsed(self) -> timedelta | None:
        """How long since the start, until the end."""
        return None if self.started_at is None else (self.ended_at or self.at) - self.started_at

    @property
    def remaining(self) -> timedelta | None:
        """How long until the ordered total is in, at the present rate; None while nothing runs."""
        ends_at = self.amounts.ends_at
        return None if ends_at is None else max(ends_at - self.at, timedelta(0))

    @property
    def weight(self) -> MeasuredWeight | None:
        """What the scales showed last, today or at an earlier visit; None was never measured."""
        if today := self.facts.latest(e.WeightMeasured):
            return MeasuredWeight(today.weight_kg, today.at)
        before_kg, before_at = self.infusion.weighed_before_kg, self.infusion.weighed_before_at
        return MeasuredWeight(before_kg, before_at) if before_at else None

    @property
    def open_alarms(self) -> list[Alarm]:
        return shown(self.alarms)

    @property
    def over(self) -> bool:
        return self.state in GONE

    @property
    def left_at(self) -> datetime | None:
        """When the visit ended; what is written afterwards does not move it."""
        return next((fact.at for fact in self.facts.all_of(*DEPARTURES)), None)


def snapshot(infusion: Infusion, at: datetime) -> VisitSnapshot:
    """The visit at `at`. A fixed number of queries, however much was written: see the test."""
    infusion = in_context(infusion)
    visit = visit_cache.of(infusion)
    changes = list(AlarmChange.objects.filter(infusion=infusion.pk).order_by("id"))
    review, allergies = infusion.latest_review(), allergies_known(infusion, at)
    people = [row.by for row in visit.rows] + [row.to for row in visit.rows] + people_in(changes)
    names = names_of(people, infusion.site_id)
    lines = timeline_of(visit, names)
    series = series_cache.of(visit)
    baseline, first_visit, alarms = baseline_of(visit, review), is_first(infusion), alarms_of(changes, names)
    before_start, over = visit.state in BEFORE_START, visit.state in AFTER_END
    start_findings = open_at_start(visit, at, review=review or DayReview(), allergies=allergies) if before_start else []
    waiting, receiver = unconfirmed(visit.facts), str(offered_to(visit.facts) or "")
    return VisitSnapshot(
        infusion=infusion,
        at=at,
        state=visit.state,
        programme=programme_of(infusion.order),
        dose_calculation=calculated_dose(infusion.order, _strength(visit)),
        review=review,
        allergies=allergies,
        baseline=baseline,
        first_visit=first_visit,
        connected=is_connected(visit),
        arrived_at=visit.facts.latest_at(e.CheckedIn),
        started_at=visit.facts.latest_at(e.InfusionStarted),
        ended_at=visit.facts.latest_at(e.Stopped),
        paused_since=paused_since(visit.facts),
        emergency_at=visit.facts.latest_at(e.EmergencyCalled),
        consent_withdrawn=_consent_withdrawn(visit),
        off_monitor_until=off_monitor_until(visit.facts),
        symptoms=visit.facts.unended(e.SymptomsReported, e.SymptomsGone),
        site_checked=visit.facts.latest(e.IvSiteChecked),
        unwell_site=unwell_site(visit.facts) if visit.state in GIVING else None,
        offered_to=receiver,
        offered_to_name=names.get(receiver, ""),
        amounts=amounts_of(visit, at),
        pump=visit.facts.pump_at(at),
        unconfirmed=next((line for line in lines if waiting and str(line.id) == waiting.id), None),
        to_complete=to_complete(lines, visit.rows),
        check=check_of(visit),
        start_findings=start_findings,
        gate=gate_from(visit, series, baseline, alarms, at, first_visit=first_visit) if over else None,
        vitals=vitals_of(visit.facts, series.latest, at, beat=series.beat),
        due=due_of(visit, series, at, first_visit=first_visit),
        scores=scores_of(visit.facts),
        alarms=alarms,
        gaps=series.gaps_until(at, seated=infusion.chair_id is not None),
        outages=_outages(visit, at),
        timeline=lines,
        series=series,
        facts=visit.facts,
    )


def _outages(visit: Visit, at: datetime) -> list[Outage]:
    """From arrival until the patient left; one query once they have arrived."""
    arrived_at = visit.facts.latest_at(e.CheckedIn)
    left_at = next((fact.at for fact in visit.facts.all_of(*DEPARTURES)), at)
    return outages_between(arrived_at, left_at) if arrived_at else []


def amounts_of(visit: Visit, at: datetime, *, with_readings: bool = True) -> Amounts:
    """What was ordered, given and is left; the board leaves the readings of the pump's own volume out."""
    order = visit.infusion.order
    ordered_mg = calculated_dose(order).total_mg
    so_far = given(visit.facts, at)
    return Amounts(
        ordered_mg=ordered_mg,
        given=so_far,
        remaining_mg=remaining_mg(ordered_mg, visit.facts, at),
        beyond=beyond_order(ordered_mg, visit.facts, at),
        rate_mg_per_kg_per_h=so_far.rate_mg_per_h / order.weight_kg,
        ends_at=ends_at(ordered_mg, visit.facts, at),
        pump_readings=pump_differences(visit.facts) if with_readings else [],
    )


def check_of(visit: Visit) -> SecondCheck | None:
    """The blind check of the container made up last; None while there is none.

    Once it hangs, a new check is about a new rate: only what was entered since the pump was last set counts.
    """
    made = last_prepared(visit)
    if made is None:
        return None
    since = hung_since(visit, made.container)
    entered = latest_checks(visit.facts, made.container, since=since)
    if since and not entered:
        found: Agreement | list[Finding] | None = agreement(visit, made.container)
    else:
        rate = entered[-1].rate_ml_per_h if since else made.rate_ml_per_h
        meant = made.concentration_mg_per_ml * rate
        found = agreement(visit, made.container, since=since, rate_mg_per_h=meant)
    return SecondCheck(
        container=made,
        entered=frozenset(fact.id for fact in entered),
        entered_by=frozenset(fact.by for fact in entered),
        agreed=is_agreed(found),
        findings=found if isinstance(found, list) else [],
        awaits_label=awaits_label(visit.facts, made),
        hangs=since is not None,
    )


def due_of(visit: Visit, series: MonitorSeries, at: datetime, *, first_visit: bool) -> list[Due]:
    """What is to be observed soon, now or already missed."""
    return due(
        visit.facts,
        visit.infusion.order.programme,
        at,
        connected=is_connected(visit),
        first_visit=first_visit,
        samples=series.seen(),
    )


def is_connected(visit: Visit) -> bool:
    """Whether the monitor's own numbers count: its chair has one and the nurse did not say otherwise."""
    on, chair = visit.facts.latest(e.MonitorsOn), visit.infusion.chair
    return bool(chair and chair.connected and (on is None or on.connected))


def _consent_withdrawn(visit: Visit) -> ConsentWithdrawal | None:
    """What was taken back during this visit and not signed anew; one query, and only then."""
    entry = visit.facts.latest(e.ConsentWithdrawn)
    return withdrawal_of(consent_of(visit.infusion.patient)) if entry and visit.state not in GONE else None


def _strength(visit: Visit) -> Decimal:
    pump = visit.facts.pump_at(visit.facts.events[-1].at) if visit.facts else None
    made = last_prepared(visit)
    return (pump or made).concentration_mg_per_ml if pump or made else Decimal(1)
