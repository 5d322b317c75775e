"""How one event comes into the record: alone, whole, in its place, or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NotRequired, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ebb.clinic.infusion import event_labels
from ebb.clinic.infusion.models import VALUE_FIELDS, Event, Infusion
from ebb.clinic.infusion.refusals import refusal
from ebb.clinic.infusion.visit import Visit, chair_of, clock, load, nurse_of
from ebb.clinic.lib.templatetags.ebb import day_and_clock
from ebb.clinic.people.models import actor_name
from ebb.clinic.record.actions import write_entry
from ebb.clinic.record.models import AppendOnly
from ebb.pathway import events as e
from ebb.pathway.findings import Finding, Level, Refused, refuse
from ebb.pathway.steps import GONE, OutOfOrder, State, after, may_follow
from ebb.pathway.visit_facts import VisitFacts

LATE_AFTER = timedelta(minutes=5)  # [D]
OWN = {"infusion", "kind", "written_at", "by"}


class EntryTiming(TypedDict):
    """Who writes an entry and when; when it truly happened if earlier, why it is late, if from a locked tablet."""

    by: UUID
    at: datetime
    happened_at: NotRequired[datetime]
    late_reason: NotRequired[str]
    locked_tablet: NotRequired[bool]


def happened_at(timing: EntryTiming) -> datetime:
    return timing.get("happened_at") or timing["at"]


@transaction.atomic
def record_event(infusion: Infusion, kind: type[e.Event], **entry: object) -> Event:
    """Record one event whose only rule is the table of steps."""
    return record(hold(infusion), kind, **entry)


def plain_action(kind: type[e.Event], *, at_once: bool = False) -> Callable[..., Event]:
    """The action that records this kind of event with its own values, whose only rule is the table of steps."""

    def action(infusion: Infusion, **entry: object) -> Event:
        timing = {name: entry.pop(name) for name in EntryTiming.__annotations__ if name in entry}
        fact = kind(id="", at=timing["at"], by="", **entry)  # which knows what must be given and what may be left out
        values = {name: getattr(fact, name) for name in VALUE_FIELDS[kind.__name__]}
        return record_event(infusion, kind, at_once=at_once, **values, **timing)

    return action


def hold(infusion: Infusion, *, in_context: bool = False) -> Visit:
    """The visit as it stands, held until the transaction ends, so that two people cannot both act on it.

    `in_context` reads with it, in the same query, what an increase asks of the people around.
    """
    read = Infusion.objects.with_context() if in_context else Infusion.objects.with_related()
    return load(read.select_for_update(of=("self",)).get(pk=infusion.pk))


def record(
    visit: Visit, kind: type[e.Event], *, by: UUID, at: datetime, happened_at: datetime | None = None,
    late_reason: str = "", locked_tablet: bool | None = None, at_once: bool = False,
    beside: Sequence[AppendOnly] = (), **values: object,
) -> Event:  # fmt: skip
    """Write one event of a held visit with its entry, and bring the copies on the visit up to date.

    Raises Refused, and nothing is written, when the values are unsound, the time cannot be or the event has no place.
    `at_once` is for what must never wait: no reason for writing it late is asked. `beside` are facts of the same entry.
    """
    happened_at = happened_at or at
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    row = Event(
        infusion=visit.infusion, kind=kind.__name__, happened_at=happened_at, written_at=at, by=by,
        locked_tablet=locked_tablet, late_reason=late_reason or None, **values,
    )  # fmt: skip
    refuse(_unsound(row))
    refuse(_untimely(visit, row, excused=at_once or bool(late_reason.strip())))
    _refuse_out_of_place(visit, row, kind)
    row.save(force_insert=True)
    verb = event_labels.verb(kind)
    facts = [row, *beside]
    write_entry(chain=visit.infusion.patient_id, verb=verb, facts=facts, by=by, at=at, happened_at=happened_at)
    visit.add(row)
    _update_copies(visit)
    return row


def require_reason(reason: str) -> None:
    refuse([] if reason.strip() else [refusal("visit.reason")])


def require_place(visit: Visit, kind: type[e.Event]) -> None:
    """Refuse what has no place now, before anything else about it is asked."""
    if not may_follow(visit.state, kind):
        raise Refused(out_of_order(visit, kind, visit.state))


def out_of_order(visit: Visit, kind: type[e.Event], state: State) -> Finding:
    """Why this kind of event has no place in this state."""
    for once, id in ((e.InfusionStarted, "visit.started-already"), (e.Stopped, "visit.stopped-already")):
        if kind is once and (first := visit.facts.latest(once)):
            return refusal(id, clock=clock(first.at), who=actor_name(UUID(first.by)))
    if state in GONE:
        return refusal("visit.over", event=event_labels.title(kind), state=state.value)
    return refusal("visit.out-of-order", event=event_labels.title(kind), state=state.value)


def _unsound(row: Event) -> list[Finding]:
    """Values that no column may hold: negative, too long, too many digits, none of the choices."""
    empty = {field.name for field in Event._meta.fields if getattr(row, field.attname) in (None, "")}
    try:
        row.clean_fields(exclude=OWN | empty)
    except ValidationError as error:
        return [
            refusal("visit.value", field=field, value=getattr(row, field), problem=" ".join(problems))
            for field, problems in error.message_dict.items()
        ]
    return []


def _untimely(visit: Visit, row: Event, *, excused: bool) -> list[Finding]:
    arrived = visit.facts.latest(e.CheckedIn)
    if row.happened_at > row.written_at:
        return [refusal("visit.in-the-future", clock=clock(row.happened_at))]
    if arrived and row.happened_at < arrived.at:
        same_day = timezone.localdate(row.happened_at) == timezone.localdate(row.written_at)
        happened = clock(row.happened_at) if same_day else day_and_clock(row.happened_at)
        return [refusal("visit.before-arrival", clock=happened, arrival=clock(arrived.at))]
    late = row.written_at - row.happened_at
    if late > LATE_AFTER and not excused:
        return [refusal("visit.late-reason", Level.HOLD, minutes=round(late.total_seconds() / 60))]
    return []


def _refuse_out_of_place(visit: Visit, row: Event, kind: type[e.Event]) -> None:
    """Fold all that stands, the new event in its place by time; whatever then has no place refuses it."""
    new = row.as_fact()
    if kind is e.Superseded:
        require_place(visit, kind)
        refuse(_why_it_stands(visit, row.event_id))
    state = State.EXPECTED
    for fact in VisitFacts.of([*visit.written, new]):
        try:
            state = after(state, fact)
        except OutOfOrder as error:
            if fact is new:
                raise Refused(out_of_order(visit, kind, state)) from error
            inputs = {"event": event_labels.title(type(fact)), "clock": clock(row.happened_at), "state": state.value}
            raise Refused(refusal("visit.no-longer-fits", **inputs)) from error
    if visit.state in GONE and state not in GONE:
        raise Refused(refusal("visit.reopens", state=visit.state.value))


def _why_it_stands(visit: Visit, event_id: str) -> list[Finding]:
    """Why this entry of the visit cannot be taken back; empty when it can.

    A mark is final: who reads the record must find struck what was struck, and what is true in an entry of its own,
    with its own author and time. A stop is a mis-tap until somebody confirmed it at the pump, afterwards it is a fact.
    """
    fact = next((fact for fact in visit.written if fact.id == event_id), None)
    if fact is None:
        return [refusal("visit.not-an-entry")]
    if isinstance(fact, e.Superseded):
        return [refusal("visit.cannot-withdraw", event=event_labels.title(type(fact)))]
    if fact not in visit.facts:
        return [refusal("visit.withdrawn-already")]
    if isinstance(fact, e.ConsentWithdrawn):
        return [refusal("visit.consent-stays-withdrawn")]
    stop = visit.facts.latest(e.Stopped)
    seen = stop is not None and stop.id in visit.confirmed
    if seen and (fact is stop or (isinstance(fact, e.ConfirmedAtPump) and fact.event_id == stop.id)):
        return [refusal("visit.stop-stands")]
    return []


def _update_copies(visit: Visit) -> None:
    infusion = visit.infusion
    infusion.state = visit.state.value
    infusion.chair_id = chair_of(visit.facts)
    infusion.nurse_id = nurse_of(visit.facts)
    infusion.save(update_fields=["state", "chair", "nurse"])
