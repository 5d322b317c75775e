"""Candidacy as it stands: what the rules find in a patient's rows, what a physician has signed of it, and its words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebb.clinic.assessment.facts import facts_of
from ebb.clinic.assessment.models import Conclusion, StandingOverride
from ebb.clinic.people.models import Patient
from ebb.pathway.candidacy import PLANNING, Facts, assess
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


def found_now(patient: Patient, facts: Facts) -> list[Finding]:
    """What is there today and nobody signed: a medicine or illness that came after the plan.

    What is not known was for the plan to ask. Two queries, and only where a physician may let something stand.
    """
    found = [finding for finding in blocking(assess(facts, PLANNING).findings) if finding.state == "present"]
    signed = _still_holding(conclusion_of(patient), found) if any(map(is_signable, found)) else {}
    return [finding for finding in found if finding.id not in signed]


def conclusion_of(patient: Patient) -> Conclusion | None:
    """What was concluded last. One query."""
    return patient.conclusions.select_related("by").order_by("-pk").first()


def is_signable(finding: Finding) -> bool:
    return finding.level is Level.OVERRIDE and finding.state == "present"


def as_text(findings: Iterable[Finding]) -> str:
    """Findings as a conclusion stores them: one a line, with what they rest on."""
    return "\n".join(
        f"{finding.id} {finding.level}{' (not known)' if finding.state == 'unknown' else ''}: {finding.text} "
        f"{finding.source} [{finding.mark}]"
        for finding in findings
    )


def _still_holding(conclusion: Conclusion | None, findings: Iterable[Finding]) -> dict[str, StandingOverride]:
    """The overrides whose finding still says what was signed: a changed fact voids its override."""
    if conclusion is None or conclusion.verdict != Conclusion.Verdict.ELIGIBLE:
        return {}
    current = {finding.id: finding.text for finding in findings if is_signable(finding)}
    return {row.finding: row for row in conclusion.overrides.all() if current.get(row.finding) == row.said}


def sentence(candidacy: Candidacy) -> str:
    """What stands: "Not now: 1 that stops, 2 to sign, 3 not known, 1 to keep in mind." """
    stops = len(candidacy.present(Level.STOP))
    waits = len(candidacy.present(Level.HOLD))
    cautions = len(candidacy.present(Level.CAUTION))
    to_sign, unknown = len(candidacy.to_sign), len([f for f in candidacy.open if f.state == "unknown"])
    counts = [
        stops and ngettext("%(n)s that stops", "%(n)s that stop", stops) % {"n": stops},
        to_sign and ngettext("%(n)s to sign", "%(n)s to sign", to_sign) % {"n": to_sign},
        waits and ngettext("%(n)s to wait for", "%(n)s to wait for", waits) % {"n": waits},
        unknown and ngettext("%(n)s not known", "%(n)s not known", unknown) % {"n": unknown},
        cautions and ngettext("%(n)s to keep in mind", "%(n)s to keep in mind", cautions) % {"n": cautions},
    ]
    return f"{_opening(stops, waits + unknown, to_sign, len(candidacy.signed))} {_listed(counts)}".strip()


def groups(candidacy: Candidacy) -> list[tuple[str, list[Finding]]]:
    """What is there, by force, each force under its heading; what is not known stands apart."""
    signed = [finding for finding in candidacy.present(Level.OVERRIDE) if finding.id in candidacy.signed]
    found = [
        (_("Stops"), candidacy.present(Level.STOP)),
        (_("To sign by a physician"), candidacy.to_sign),
        (_("To wait for"), candidacy.present(Level.HOLD)),
        (_("Signed for this plan"), signed),
        (_("To keep in mind"), candidacy.present(Level.CAUTION)),
    ]
    return [(title, findings) for title, findings in found if findings]


def _opening(stops: int, missing: int, to_sign: int, signed: int) -> str:
    if stops:
        return _("Not now:")
    if missing:
        return _("Not complete yet:")
    if to_sign:
        return _("Eligible once signed:")
    if signed:
        return ngettext("Eligible, with %(n)s finding signed.", "Eligible, with %(n)s findings signed.", signed) % {
            "n": signed
        }
    return _("Nothing stands against it.")


def _listed(counts: list[str | int]) -> str:
    words = ", ".join(str(count) for count in counts if count)
    return f"{words}." if words else ""
