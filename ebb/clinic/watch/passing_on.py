"""Passes an unanswered high alarm on to the next people on site, as a step of the alarm with time and to whom."""

from datetime import datetime

from ebb.clinic.people.credentials import SUPERVISING, Kind
from ebb.clinic.people.presence import Stay, stays_at
from ebb.clinic.vitals.models import AlarmChange
from ebb.clinic.watch.ledger import Ledger
from ebb.pathway.alarms.passing_on import PASS_ON_AFTER_S, Circle


def passed_on(ledger: Ledger, at: datetime) -> list[AlarmChange]:
    """The rows to write now; one query, and only where an alarm goes on."""
    infusion = ledger.infusion
    due = ledger.to_pass_on(at, after_s=infusion.site.pass_alarms_on_after_s or PASS_ON_AFTER_S)
    here = [stay for stay in stays_at(infusion.site, at) if stay.person != infusion.nurse_id] if due else []
    rows = []
    for said, circle in due.values():
        people = next_people(here, circle)
        row = AlarmChange(
            alarm=said.alarm, infusion=said.infusion, file=said.file, chair_id=ledger.chair, parameter=said.parameter,
            kind=said.kind, cause=said.cause, priority=said.priority, state=AlarmChange.State.PASSED_ON,
            value=said.value, text=said.text, happened_at=at, passed_to=" ".join(people),
        )  # fmt: skip
        ledger.note(row)
        rows.append(row)
    return rows


def next_people(here: list[Stay], circle: Circle) -> list[str]:
    """Those of a circle by their credentials of the day; where there is no other nurse, the supervisors at once."""
    nurses = [str(stay.person) for stay in here if Kind.REGISTERED_NURSE in stay.credentials]
    if circle is Circle.NURSES and nurses:
        return nurses
    return [str(stay.person) for stay in here if stay.credentials >= SUPERVISING]
