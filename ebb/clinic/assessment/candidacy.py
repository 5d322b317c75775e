"""Candidacy as it stands: what the rules find in a patient's rows, and what a physician has signed of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ebb.clinic.assessment.facts import facts_of
from ebb.clinic.assessment.models import Conclusion, StandingOverride
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy import PLANNING, assess
from ebb.pathway.findings import Finding, Level, blocking


@dataclass(frozen=True)
class Candidacy:
    """The findings of now, the last conclusion, and its overrides that still hold, by finding."""

    findings: tuple[Finding, ...]
    conclusion: Conclusion | None = None
    signed: dict[str, StandingOverride] = field(default_factory=dict)

    @property
    def open(self) -> list[Finding]:
        """What still stands against planning an infusion."""
        return [f for f in blocking(self.findings) if not (is_signable(f) and f.id in self.signed)]

    @property
    def to_sign(self) -> list[Finding]:
        """What a physician may let stand and has not."""
        return [finding for finding in self.open if is_signable(finding)]

    def present(self, level: Level) -> list[Finding]:
        return [finding for finding in self.findings if finding.level is level and finding.state == "present"]

    @property
    def unknown(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.state == "unknown"]


def candidacy_of(patient: Patient, at: datetime) -> Candidacy:
    """What stands at `at`. Nine queries."""
    findings = assess(facts_of(patient, at), PLANNING).findings
    conclusion = conclusion_of(patient)
    return Candidacy(findings, conclusion, _still_holding(conclusion, findings))


def conclusion_of(patient: Patient) -> Conclusion | None:
    """What was concluded last. One query."""
    return patient.conclusions.select_related("by").order_by("-pk").first()


def is_signable(finding: Finding) -> bool:
    return finding.level is Level.OVERRIDE and finding.state == "present"


def as_text(findings: Iterable[Finding]) -> str:
    """Findings as they are kept: one a line, with what they rest on."""
    return "\n".join(
        f"{finding.id} {finding.level}{' (not known)' if finding.state == 'unknown' else ''}: {finding.text} "
        f"{finding.source} [{finding.mark}]"
        for finding in findings
    )


def _still_holding(conclusion: Conclusion | None, findings: Iterable[Finding]) -> dict[str, StandingOverride]:
    """The overrides whose finding still says what was signed: a changed fact voids its override."""
    if conclusion is None or conclusion.verdict != Conclusion.Verdict.ELIGIBLE:
        return {}
    said = {finding.id: finding.text for finding in findings if is_signable(finding)}
    return {row.finding: row for row in conclusion.overrides.all() if said.get(row.finding) == row.said}
