"""What counts for the way home: fresh enough, taken after the end, and after the wait of the last drug was over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from ebb.pathway import events as e
from ebb.pathway.adjuncts import Wait, wait_after
from ebb.pathway.observations import Baseline
from ebb.pathway.visit_facts import VisitFacts

FRESH_MIN = 15  # [D] how long a score or a vital sign speaks for the patient at the door

Kind = TypeVar("Kind", bound=e.Event)


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What the gate looks at: the whole `visit` so far, its `vitals` since the end, the alarms that stand open."""

    visit: VisitFacts
    ended_at: datetime | None
    vitals: Sequence[e.VitalsCharted]
    baseline: Baseline
    at: datetime
    programme: str
    first_visit: bool
    open_alarms: Sequence[str] = ()

    @cached_property
    def waits(self) -> list[Wait]:
        """The waits after the drugs given beside the infusion."""
        return [wait for given in self.visit.all_of(e.AdjunctGiven) if (wait := wait_after(given))]

    @cached_property
    def counts_from(self) -> datetime | None:
        """From when on an observation speaks for the way home: the end, or the end of the last drug's wait."""
        return None if self.ended_at is None else max([self.ended_at, *(wait.over_at for wait in self.waits)])

    @cached_property
    def since_end(self) -> VisitFacts:
        return self.visit.since(self.ended_at) if self.ended_at else VisitFacts(())

    def seen(self) -> e.ReadinessChecked | None:
        """What was done for the way home: it holds once it was seen since the end."""
        return self.since_end.latest(e.ReadinessChecked)

    def fresh(self, kind: type[Kind]) -> Kind | None:
        """The last event of a kind, if it speaks for the patient now."""
        last = self.since_end.latest(kind)
        return last if last and self.speaks_now(last.at) else None

    def score(self, scale: str) -> int | None:
        """The last answer on a scale, if it speaks for the patient now."""
        scored = self._scored(scale)
        return scored[-1].score if scored and self.speaks_now(scored[-1].at) else None

    def vital(self, column: str) -> Decimal | None:
        """A vital sign that speaks for the patient now."""
        taken = self._taken(column)
        return getattr(taken[-1], column) if taken and self.speaks_now(taken[-1].at) else None

    def speaks_now(self, taken_at: datetime) -> bool:
        """Whether what was seen then is fresh, and no drug works on it any more."""
        return self._counts(taken_at) and self.at - taken_at <= timedelta(minutes=FRESH_MIN)

    def no_event(self, kind: type[e.Event], never: str) -> str:
        return self._why_none([event.at for event in self.since_end.all_of(kind)], never)

    def no_score(self, scale: str, never: str = "not asked") -> str:
        scored = self._scored(scale)
        answered = scored and scored[-1].score is not None
        return self._why_none([scored[-1].at] if answered else [], never)

    def no_vital(self, column: str, name: str) -> str:
        taken = [one.at for one in self._taken(column)]
        return self._why_none(
            taken, f"no {name} since the infusion ended", f"no {name} in the last {FRESH_MIN} minutes"
        )

    def _why_none(self, times: Sequence[datetime], never: str, old: str = "") -> str:
        if self.ended_at is None:
            return "the infusion has not ended"
        if not times:
            return never
        if not self._counts(times[-1]):
            return f"once more when the wait after {max(self.waits, key=lambda wait: wait.over_at).drug} is over"
        return old or f"{int((self.at - times[-1]).total_seconds() // 60)} minutes old, {FRESH_MIN} at most"

    def _counts(self, taken_at: datetime) -> bool:
        return self.counts_from is not None and taken_at >= self.counts_from

    def _scored(self, scale: str) -> list[e.Scored]:
        return [event for event in self.since_end.all_of(e.Scored) if event.scale == scale]

    def _taken(self, column: str) -> list[e.VitalsCharted]:
        taken = [one for one in self.vitals if getattr(one, column) is not None]
        taken = [one for one in taken if self.ended_at is not None and one.at >= self.ended_at]
        return sorted(taken, key=lambda one: one.at)
