"""The way home: what must have come back before a patient may leave, judged against the patient's own start values.

The drug ledger is no part of it: an open milligram blocks the cabinet's close, never a recovered patient's way home.
Leaving against advice and the ambulance need no gate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ebb.pathway.discharge_facts import Recovery
from ebb.pathway.discharge_items import GateItem, judged_items
from ebb.pathway.events import Stopped, VitalsCharted
from ebb.pathway.findings import Finding, Level
from ebb.pathway.observations import Baseline
from ebb.pathway.visit_facts import VisitFacts


@dataclass(frozen=True)
class Gate:
    """The items of the gate with what each found. An item nobody recorded is not passed."""

    items: tuple[GateItem, ...]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def passed_count(self) -> int:
        return sum(item.passed is True for item in self.items)

    @property
    def open_findings(self) -> list[Finding]:
        """One for each item that is not passed, with what would clear it."""
        return [_finding(item) for item in self.items if item.passed is not True]


def _finding(item: GateItem) -> Finding:
    return Finding(
        item.id,
        Level.HOLD if item.waits else Level.OVERRIDE,
        "{name}: {detail}",
        "{clears_when}",
        state="unknown" if item.passed is None else "present",
        source=item.source,
        mark=item.mark,
        inputs={"name": item.name, "detail": item.detail, "clears_when": item.clears_when},
    )


def gate(
    facts: VisitFacts,
    vitals: Iterable[VitalsCharted],
    baseline: Baseline,
    at: datetime,
    *,
    programme: str,
    first_visit: bool | None,
    open_alarms: Iterable[str] = (),
) -> Gate:
    """How far the patient is at `at`.

    `vitals` are the latest numbers of a connected monitor; the newest of them and the charted ones counts. Only what
    was seen after the infusion ended counts, after the wait of the last drug beside it, and for a quarter of an hour.
    `programme` is its id; a patient not known to have been here before is watched as on a first visit. `open_alarms`
    names the high and medium alarms that stand.
    """
    facts = facts.until(at)
    ended_at = facts.latest_at(Stopped)
    recovery = Recovery(
        visit=facts,
        ended_at=ended_at,
        vitals=[*facts.all_of(VitalsCharted), *vitals],
        baseline=baseline,
        at=at,
        programme=programme,
        first_visit=first_visit is not False,
        open_alarms=tuple(open_alarms),
    )
    return Gate(items=judged_items(recovery))


def still_open(
    found: Gate, *, against: Iterable[str] = (), reason: str = "", by_prescriber: bool = False
) -> list[Finding]:
    """What still keeps the patient here; empty when nothing does.

    A prescriber may discharge `against` items named by their id, with a reason. Without either nothing is let go.
    """
    signed = frozenset(against) if by_prescriber and reason.strip() else frozenset()
    return [finding for finding in found.open_findings if finding.id not in signed]
