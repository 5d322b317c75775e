"""Candidacy: what the facts of a patient say under the clinic's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ebb.pathway.candidacy.facts import Facts
from ebb.pathway.candidacy.rule import CandidacyRule
from ebb.pathway.candidacy.rules import RULES
from ebb.pathway.findings import Finding, Level, blocking, by_force

Verdict = Literal["eligible", "blocked", "to_sign", "incomplete"]

PLANNING = tuple(rule for rule in RULES if not rule.today)


@dataclass(frozen=True)
class Assessment:
    """What the rules found, the most forceful first and what is known before what is not, and what follows from it."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def only(*ids: str) -> tuple[CandidacyRule, ...]:
    """The rules of these ids, for an assessment that does not ask everything yet."""
    return tuple(rule for rule in RULES if rule.id in ids)


def stops_by_itself(fact: str, value: Any) -> bool:
    """Whether this value alone makes a rule stop: only a new one clears that, never the time that passes."""
    facts = Facts(**{fact: value})
    cases = (case for rule in PLANNING for case in rule.cases if case.level is Level.STOP and fact in case.when.fields)
    return any(case.when.judge(facts) for case in cases)


def assess(facts: Facts, rules: Iterable[CandidacyRule] = RULES) -> Assessment:
    """Judge the facts. `PLANNING` leaves out the rules about the day itself, such as escort and fasting.

    A STOP blocks. Short of that, whatever is not known, or waits, leaves the assessment incomplete; then come the
    findings that a physician may sign. A caution alone leaves the patient eligible.
    """
    found = [finding for rule in rules for finding in rule.findings(facts)]
    findings = by_force(sorted(found, key=lambda finding: finding.state == "unknown"))
    return Assessment(verdict=_verdict(findings), findings=tuple(findings))


def _verdict(findings: Iterable[Finding]) -> Verdict:
    open_findings = blocking(findings)
    present = {finding.level for finding in open_findings if finding.state == "present"}
    if Level.STOP in present:
        return "blocked"
    if Level.HOLD in present or any(finding.state == "unknown" for finding in open_findings):
        return "incomplete"
    return "to_sign" if open_findings else "eligible"
