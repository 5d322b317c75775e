"""Whether the infusion may begin, and whether more may go in once it has: each reason with what would clear it."""

from collections.abc import Iterable
from datetime import datetime

from ebb.pathway.day_gate import judge_baseline, read_at
from ebb.pathway.events import FindingOverridden
from ebb.pathway.findings import Finding, Level, by_force
from ebb.pathway.iv_site import site_findings
from ebb.pathway.start_chair import chair_findings, people_findings
from ebb.pathway.start_facts import StartFacts
from ebb.pathway.start_patient import consent_withdrawn, patient_findings
from ebb.pathway.visit_facts import VisitFacts


def _signed(finding: Finding, facts: VisitFacts, physicians: frozenset[str]) -> bool:
    """A physician let it stand with a reason, and not before the reading it rests on was taken."""
    if finding.level is not Level.OVERRIDE or finding.state == "unknown":
        return False
    taken_at = read_at(facts, finding.id)
    return any(
        signed.finding == finding.id
        and signed.reason.strip() != ""
        and signed.by in physicians
        and (taken_at is None or signed.at >= taken_at)
        for signed in facts.all_of(FindingOverridden)
    )


def start_findings(known: StartFacts, facts: VisitFacts, at: datetime) -> list[Finding]:
    """What stands against starting at `at`, the most forceful first; empty when nothing does.

    An OVERRIDE is left out once a physician of `known.physicians` recorded FindingOverridden for it with a reason; one
    that rests on a reading must be signed after that reading. A STOP and a wait cannot be signed away, and neither
    can a fact that nobody recorded. A CAUTION is shown and does not block: ask `findings.blocking`.
    """
    facts = facts.until(at)
    found = [
        *judge_baseline(facts, usual=known.usual),
        *patient_findings(known, facts, at),
        *chair_findings(known, facts),
        *known.open_findings,
    ]
    return _unsigned(found, facts, known.physicians)


def more_findings(known: StartFacts, facts: VisitFacts, at: datetime) -> list[Finding]:
    """What stands against more drug at `at`, once it was started: a resumption, a higher rate, a bolus.

    The people around, the consent and the vein are asked again, and whatever stops or wants a physician's signature,
    since it may have come to light after the start. What a start waits for (a meal, a score at rest) is not.
    """
    facts = facts.until(at)
    found = [*consent_withdrawn(known.consent_withdrawn_on), *site_findings(facts), *people_findings(known)]
    found += [finding for finding in known.open_findings if finding.level in (Level.STOP, Level.OVERRIDE)]
    return _unsigned(found, facts, known.physicians)


def _unsigned(found: Iterable[Finding], facts: VisitFacts, physicians: frozenset[str]) -> list[Finding]:
    once = {(finding.id, finding.text): finding for finding in found}.values()
    return by_force(finding for finding in once if not _signed(finding, facts, physicians))
