"""What counts of one visit: every rule, page, print and prediction starts from here and from nothing else.

Hazards met here: a mis-tap that was withdrawn and still counts in one room, a bag changed for one of another strength,
a pump that stood still for minutes before anyone saw.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast

from ebb.pathway import events as e
from ebb.pathway.flow import FlowSegment, Pump, pump_after, without
from ebb.pathway.steps import State, after

Kind = TypeVar("Kind", bound=e.Event)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class VisitFacts:
    """The events of one visit that count, in the order they happened; made by `of` from what was written.

    What was superseded is left out, and so is the mark that superseded it.
    """

    events: tuple[e.Event, ...]
    _answers: dict[tuple[str, datetime], object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, written: Iterable[e.Event]) -> "VisitFacts":
        """The facts that stand among all that were written, in whatever order."""
        written = list(written)
        superseded = {event.event_id for event in written if isinstance(event, e.Superseded)}
        stand = [event for event in written if event.id not in superseded and not isinstance(event, e.Superseded)]
        return cls(tuple(sorted(stand, key=lambda event: event.at)))

    def __iter__(self) -> Iterator[e.Event]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def until(self, at: datetime) -> "VisitFacts":
        """What had happened by `at`."""
        return self if self._all_by(at) else VisitFacts(tuple(event for event in self.events if event.at <= at))

    def since(self, at: datetime) -> "VisitFacts":
        """What happened at `at` or later."""
        return VisitFacts(tuple(event for event in self.events if event.at >= at))

    def all_of(self, *kinds: type[Kind]) -> list[Kind]:
        """Every event of these kinds."""
        return [event for event in self.events if isinstance(event, kinds)]

    def latest(self, *kinds: type[Kind]) -> Kind | None:
        """The last event of these kinds."""
        return next((event for event in reversed(self.events) if isinstance(event, kinds)), None)

    def latest_at(self, *kinds: type[e.Event]) -> datetime | None:
        """When the last event of these kinds happened."""
        found = self.latest(*kinds)
        return found.at if found else None

    def unended(self, began: type[Kind], ended: type[e.Event]) -> Kind | None:
        """The last event of kind `began` that no later one of kind `ended` took back."""
        last = self.latest(began, ended)
        return last if isinstance(last, began) else None

    @cached_property
    def state(self) -> State:
        """Where the visit stands. Raises OutOfOrder for events that have no place in the table of steps."""
        state = State.EXPECTED
        for event in self.events:
            state = after(state, event)
        return state

    def pump_at(self, at: datetime) -> Pump | None:
        """What the pump stood at by `at`, None before the start; not running where it was found to have stopped."""
        return self.once("pump", at, lambda: self._pump_at(at))

    def segments(self, until: datetime) -> list[FlowSegment]:
        """The times during which drug went in, up to `until`, in their order. A pause is no segment."""
        return self.once("segments", until, lambda: self._segments(until))

    def once(self, question: str, at: datetime, answer: Callable[[], Answer]) -> Answer:
        """The answer to a question about `at`, worked out the first time: facts do not change."""
        if (question, at) not in self._answers:
            self._answers[question, at] = answer()
        return cast(Answer, self._answers[question, at])

    def _all_by(self, at: datetime) -> bool:
        return not self.events or self.events[-1].at <= at

    def _pump_at(self, at: datetime) -> Pump | None:
        pump = None
        for event in self.until(at):
            pump = pump_after(pump, event)
        if pump and any(found.stopped_at <= at < found.at for found in self.all_of(e.PumpFoundStopped)):
            return replace(pump, running=False)
        return pump

    def _segments(self, until: datetime) -> list[FlowSegment]:
        ran: list[FlowSegment] = []
        pump, since = None, until
        for event in self.events:
            if event.at >= until:
                break
            if (left := pump_after(pump, event)) != pump:
                ran += pump.ran(since, event.at) if pump else []
                pump, since = left, event.at
        ran += pump.ran(since, until) if pump else []
        for found in self.all_of(e.PumpFoundStopped):
            ran = [piece for segment in ran for piece in without(segment, found.stopped_at, found.at)]
        return ran
