"""The alarms of a visit as they stand now: the last step of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ebb.clinic.vitals.models import TAKEN_BACK, AlarmChange
from ebb.pathway.alarms.answering import BEGINNINGS, holds, is_latched, unanswered

State = AlarmChange.State
PRIORITIES = ("high", "medium", "low")
PRESSING = ("high", "medium")  # [D] with one of these open nobody goes home


@dataclass(frozen=True)
class PassedOn:
    """An alarm went on to these people, by id; nobody of them was on site where there are none. `names` for a page."""

    at: datetime
    people: tuple[str, ...]
    names: str


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One alarm, with its `steps` as they were written. `by` is who acknowledged it last, empty until then.

    `priority` is the highest since then: what nobody has answered is not made less by what came after. Of one that is
    over and waits for a name, `text` and `value` are those that made it so, not those it ended with. `passed_on` says
    when it went on, since nobody answered, and to whom by id; the steps leave that out.
    """

    id: UUID
    parameter: str
    kind: str
    cause: str
    priority: str
    state: str
    value: float | None
    text: str
    raised_at: datetime
    changed_at: datetime
    by: str
    steps: tuple[AlarmChange, ...]
    passed_on: tuple[PassedOn, ...] = ()
    measure_again: bool = False

    @property
    def is_open(self) -> bool:
        """Whether what raised it goes on."""
        return holds(self.steps)

    @property
    def is_latched(self) -> bool:
        """Whether it is over, was high, and nobody has acknowledged it; what was taken back as a mistake never was."""
        return is_latched(self.steps) and not self.steps[-1].text.endswith(TAKEN_BACK)

    @property
    def acknowledged(self) -> bool:
        return not unanswered(self.steps)

    def went_on_to(self, person: UUID) -> bool:
        """Whether nobody has acknowledged it and it was passed on to this person."""
        return not self.acknowledged and any(str(person) in one.people for one in self.passed_on)

    @property
    def times(self) -> int:
        """How often it was raised since somebody last acknowledged it."""
        return len([step for step in unanswered(self.steps) if step.state == State.RAISED])

    @property
    def asks_about(self) -> str:
        """The side whose pressure this asks to measure again; empty for every other alarm."""
        return self.cause.removeprefix("repeat ") if self.cause.startswith("repeat ") else ""

    def raised_with(self, question: "Alarm") -> bool:
        """Whether the reading that this question is about raised or escalated this alarm too."""
        same = (self.parameter, self.cause) == (question.parameter, question.asks_about)
        return same and any(
            (step.happened_at, step.value) == (question.raised_at, question.value) for step in self.steps
        )


def alarms_of(changes: Iterable[AlarmChange], names: Mapping[str, str]) -> list[Alarm]:
    """Every alarm of these steps, the open ones first, the most urgent of them first."""
    steps: dict[UUID, list[AlarmChange]] = {}
    for change in changes:
        steps.setdefault(change.alarm, []).append(change)
    found = [_alarm(one, names) for one in steps.values()]
    return sorted(found, key=lambda alarm: (not alarm.is_open, PRIORITIES.index(alarm.priority), alarm.raised_at))


def pressing(alarms: Iterable[Alarm], at: datetime) -> list[str]:
    """The high and medium alarms that stood open at `at`, in their own words."""
    by_then = [[step for step in alarm.steps if step.happened_at <= at] for alarm in alarms]
    stood = [steps[-1] for steps in by_then if holds(steps)]
    return [f"{step.priority}: {step.text}" for step in stood if step.priority in PRESSING]


def shown(alarms: Iterable[Alarm]) -> list[Alarm]:
    """What a page shows: alarms that are open or wait for a name, what nobody has answered first, then the worst.

    A question to measure again is part of the alarm of the same reading.
    """
    still_open = [alarm for alarm in alarms if alarm.is_open or alarm.is_latched]
    questions = [alarm for alarm in still_open if alarm.asks_about]
    joined = {alarm.id: question.id for alarm in still_open for question in questions if alarm.raised_with(question)}
    flags = [
        replace(alarm, measure_again=bool(alarm.asks_about) or alarm.id in joined)
        for alarm in still_open
        if alarm.id not in joined.values()
    ]
    return sorted(flags, key=urgency)


def urgency(alarm: Alarm) -> tuple[bool, int, datetime]:
    """Sorts what to look at first to the front."""
    return alarm.acknowledged, PRIORITIES.index(alarm.priority), alarm.raised_at


def by_infusion(changes: QuerySet[AlarmChange]) -> dict[UUID, list[AlarmChange]]:
    """The steps of each visit in the order they were written. One query."""
    found: dict[UUID, list[AlarmChange]] = {}
    for change in changes.order_by("id"):
        found.setdefault(change.infusion, []).append(change)
    return found


def people_in(changes: Iterable[AlarmChange]) -> list[str]:
    """The ids of those whose names a page of these steps needs."""
    return [person for change in changes for person in (str(change.by), *(change.passed_to or "").split())]


def _alarm(written: Sequence[AlarmChange], names: Mapping[str, str]) -> Alarm:
    steps = [step for step in written if step.state != State.PASSED_ON]
    first, last = steps[0], steps[-1]
    # Not the number it was acknowledged or cleared with: table, figure and list show the one that raised it.
    said = next((step for step in reversed(steps) if step.state in BEGINNINGS), last)
    taken = [step for step in steps if step.state == State.ACKNOWLEDGED]
    worst = min(unanswered(steps), key=lambda step: PRIORITIES.index(step.priority), default=last)
    shown_step = worst if is_latched(steps) else said
    return Alarm(
        id=last.alarm,
        parameter=last.parameter,
        kind=last.kind,
        cause=last.cause,
        priority=worst.priority,
        state=last.state,
        value=shown_step.value,
        text=last.text if last.text.endswith(TAKEN_BACK) else shown_step.text,
        raised_at=first.happened_at,
        changed_at=last.happened_at,
        by=names.get(str(taken[-1].by), "") if taken else "",
        steps=tuple(steps),
        passed_on=tuple(_passed_on(step, names) for step in written if step.state == State.PASSED_ON),
    )


def _passed_on(step: AlarmChange, names: Mapping[str, str]) -> PassedOn:
    people = tuple((step.passed_to or "").split())
    return PassedOn(step.happened_at, people, ", ".join(names.get(person, "") for person in people))
