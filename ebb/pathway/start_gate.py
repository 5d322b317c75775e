"""Whether the infusion may begin: everything between prepared and running, each with what would clear it."""

from collections.abc import Iterable
from datetime import datetime

from ebb.pathway.day_gate import judge_baseline, read_at
from ebb.pathway.events import Event, FindingOverridden, standing
from ebb.pathway.findings import Finding, Level, by_force
from ebb.pathway.start_chair import chair_findings
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_patient import patient_findings


def _signed(finding: Finding, events: list[Event], physicians: frozenset[str]) -> bool:
    """A physician let it stand with a reason, and not before the reading it rests on was taken."""
    if finding.level is not Level.OVERRIDE or finding.state == "unknown":
        return False
    taken_at = read_at(events, finding.id)
    return any(
        isinstance(event, FindingOverridden)
        and event.finding == finding.id
        and event.reason.strip() != ""
        and event.by in physicians
        and (taken_at is None or event.at >= taken_at)
        for event in events
    )


def start_findings(facts: StartFacts, events: Iterable[Event], at: datetime) -> list[Finding]:
    """What stands against starting at `at`, the most forceful first; empty when nothing does.

    An OVERRIDE is left out once a physician of `facts.physicians` recorded FindingOverridden for it with a reason; one
    that rests on a reading must be signed after that reading. A STOP and a wait cannot be signed away, and neither
    can a fact that nobody recorded. A CAUTION is shown and does not block: ask `findings.blocking`.
    """
    told = [event for event in standing(events) if event.at <= at]
    found = [
        *judge_baseline(told, usual=facts.usual),
        *patient_findings(facts, told, at),
        *chair_findings(facts, told),
        *facts.open_findings,
    ]
    return by_force(finding for finding in found if not _signed(finding, told, facts.physicians))
