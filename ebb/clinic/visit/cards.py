"""The board: one card for each patient in the house and each still expected today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.infusion.visit import Visit
from ebb.clinic.people.models import Chair, Site
from ebb.clinic.visit.alarms import Alarm, alarms_of, by_infusion, people_in, shown
from ebb.clinic.visit.current_vitals import LastScore, Vital, scores_of, vitals_of
from ebb.clinic.visit.monitor_series import MonitorSeries, series_cache
from ebb.clinic.visit.snapshot import Amounts, amounts_of, due_of, is_connected
from ebb.clinic.visit.timeline import names_of
from ebb.clinic.visit.visit_cache import visit_cache
from ebb.clinic.vitals.models import AlarmChange
from ebb.pathway import events as e
from ebb.pathway.at_the_pump import paused_since, unconfirmed
from ebb.pathway.schedule import Due
from ebb.pathway.steps import State
from ebb.pathway.visit_facts import VisitFacts


@dataclass(frozen=True, kw_only=True)
class Card:
    """One chair of the board, or one patient without a chair. `infusion` None is a free chair."""

    chair: Chair | None
    infusion: Infusion | None
    state: State | None = None
    connected: bool = False
    started_at: datetime | None = None
    ended_at: datetime | None = None
    paused_since: datetime | None = None
    emergency_at: datetime | None = None
    amounts: Amounts | None = None
    unconfirmed: e.Event | None = None
    vitals: tuple[Vital, ...] = ()
    scores: dict[str, LastScore] | None = None
    due: tuple[Due, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    facts: VisitFacts = field(default_factory=lambda: VisitFacts(()))
    at: datetime

    @property
    def elapsed(self) -> timedelta | None:
        return None if self.started_at is None else (self.ended_at or self.at) - self.started_at

    @property
    def remaining(self) -> timedelta | None:
        ends_at = self.amounts.ends_at if self.amounts else None
        return None if ends_at is None else max(ends_at - self.at, timedelta(0))


def cards(site: Site, at: datetime) -> list[Card]:
    """The site's chairs by name, then patients who wait elsewhere for their escort. Five queries to seven for all."""
    chairs = list(Chair.objects.filter(site=site).order_by("name"))
    present = list(Infusion.objects.with_context().present().filter(site=site))
    there = visit_cache.of_all(present)
    found = series_cache.of_all(there)
    changes = by_infusion(AlarmChange.objects.filter(infusion__in=[one.pk for one in present]))
    people = people_in(step for steps in changes.values() for step in steps if step.passed_to)
    names = names_of(people, site.pk) if people else {}
    made = {
        visit.infusion.pk: _card(visit, found[visit], changes.get(visit.infusion.pk, []), names, at) for visit in there
    }
    seated = {visit.infusion.chair_id: made[visit.infusion.pk] for visit in there if visit.infusion.chair_id}
    free = [seated.get(chair.pk) or Card(chair=chair, infusion=None, at=at) for chair in chairs]
    return free + [card for card in made.values() if card.chair is None]


def expected(site: Site, at: datetime) -> list[Infusion]:
    """Those still to come today, by their time. One query."""
    ahead = Infusion.objects.ahead().filter(site=site, expected_at__date=timezone.localdate(at))
    return list(ahead.select_related("patient", "order").order_by("expected_at"))


def _card(
    visit: Visit, series: MonitorSeries, changes: list[AlarmChange], names: Mapping[str, str], at: datetime
) -> Card:
    infusion, alarms = visit.infusion, alarms_of(changes, names)
    return Card(
        chair=infusion.chair,
        infusion=infusion,
        state=visit.state,
        connected=is_connected(visit),
        started_at=visit.facts.latest_at(e.InfusionStarted),
        ended_at=visit.facts.latest_at(e.Stopped),
        paused_since=paused_since(visit.facts),
        emergency_at=visit.facts.latest_at(e.EmergencyCalled),
        amounts=amounts_of(visit, at, with_readings=False),
        unconfirmed=unconfirmed(visit.facts),
        vitals=tuple(vitals_of(visit.facts, series.latest, at, beat=series.beat)),
        scores=scores_of(visit.facts),
        due=tuple(due_of(visit, series, at, first_visit=not infusion.seen_before)),
        alarms=tuple(shown(alarms)),
        facts=visit.facts,
        at=at,
    )
