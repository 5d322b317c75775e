"""Which visits are watched, and how a watch takes one up, also in the middle."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.infusion.monitor_messages import messages_of
from ebb.clinic.infusion.visit import baseline_of, load
from ebb.clinic.log.position import end_of_logs
from ebb.clinic.vitals.models import AlarmChange, Message, ProcessPosition
from ebb.clinic.watch.alarm_inputs import SupersededEntry, charted, superseded_entry
from ebb.clinic.watch.bedside import Bedside
from ebb.clinic.watch.ledger import Ledger
from ebb.pathway.alarms import Acknowledged
from ebb.pathway.alarms.answering import BEGINNINGS
from ebb.pathway.alarms.inputs import AlarmInput
from ebb.pathway.steps import GIVING, State
from ebb.pathway.visit_facts import VisitFacts

WATCHED = sorted(state.value for state in GIVING | {State.ENDED, State.RECOVERING})
LOOK_BACK = timedelta(minutes=5)
"""How much before a restart the machine reads again: longer than any delay and any wait for a second reading."""

MOST_READ_AGAIN = 2000


def first_position(at: datetime) -> ProcessPosition:
    """Where a watch begins that has never run: at the end of each log."""
    ends = end_of_logs(Message, Event, AlarmChange)
    return ProcessPosition(message=ends.message, event=ends.event, change=ends.alarm, at=at)


def watched() -> dict[UUID, Infusion]:
    """The visits whose alarms are watched, from start to the end of recovery. One query."""
    seated = Infusion.objects.filter(state__in=WATCHED, chair__isnull=False).select_related("chair", "order", "site")
    return {infusion.pk: infusion for infusion in seated}


def begin_bedside(infusion: Infusion, message: int, event: int, at: datetime) -> Bedside:
    """Take up a visit as it stood at `at`: all up to those rows was answered already and is only read again."""
    visit = load(infusion)
    baseline = baseline_of(visit, infusion.reviews.order_by("-id").first())
    written = list(AlarmChange.objects.filter(infusion=infusion.pk, happened_at__lte=at).order_by("id"))
    since = at - LOOK_BACK
    bedside = Bedside(infusion, baseline, visit.facts, written, since=since)
    bedside.keep_monitor_alarms(at)
    happened: list[AlarmInput | SupersededEntry] = [bedside.sample(row) for row in _messages(infusion, message, since)]
    happened += [sample for row in visit.rows if row.pk <= event and (sample := charted(row.as_fact()))]
    happened += [back for row in visit.rows if row.pk <= event and (back := superseded_entry(row, visit))]
    happened += [
        Acknowledged(change.happened_at, change.parameter)
        for change in written
        if change.state == AlarmChange.State.ACKNOWLEDGED
    ]
    for given in sorted(happened, key=lambda one: one.at):
        if since < given.at <= at:
            inputs = bedside.without(given) if isinstance(given, SupersededEntry) else [given]
            for one in inputs:
                bedside.catch_up(one)
    return bedside


def _messages(infusion: Infusion, up_to: int, since: datetime) -> list[Message]:
    own = messages_of(infusion, infusion.chair, Message.objects.for_alarms()).filter(pk__lte=up_to)
    latest = own.order_by("-pk")[:MOST_READ_AGAIN]
    return [row for row in reversed(latest) if row.received_at > since]


def facts_of(infusion: Infusion) -> VisitFacts:
    """What counts of the visit, for the rules that say which alarms apply. One query."""
    return VisitFacts.of(row.as_fact() for row in Event.objects.filter(infusion=infusion).order_by("id"))


def orphans(watched: Collection[UUID], at: datetime) -> list[AlarmChange]:
    """Rows that end the alarms left open in visits that ended while nobody watched. Two queries."""
    own = AlarmChange.objects.filter(alarm=OuterRef("alarm")).filter(state__in=(*BEGINNINGS, AlarmChange.State.CLEARED))
    last = Subquery(own.order_by("-id").values("state")[:1])
    left = AlarmChange.objects.exclude(infusion__in=list(watched)).annotate(last=last)
    steps: dict[UUID, list[AlarmChange]] = {}
    for change in left.exclude(last=AlarmChange.State.CLEARED).order_by("id"):
        steps.setdefault(change.infusion, []).append(change)
    found = []
    for infusion in Infusion.objects.filter(pk__in=steps):
        ledger = Ledger(infusion, steps[infusion.pk])
        found += [row for name in list(ledger.open) if (row := ledger.clearing(name, at))]
    return found
