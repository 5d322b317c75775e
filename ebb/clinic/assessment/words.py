"""Candidacy in words: one sentence with its counts, and the lists in order of force."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ebb.clinic.assessment.candidacy import Candidacy
from ebb.pathway.findings import Finding, Level


@dataclass(frozen=True)
class Group:
    """Findings of one force under their heading."""

    title: str
    findings: list[Finding]


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


def groups(candidacy: Candidacy) -> list[Group]:
    """What is there, by force; what is not known stands apart."""
    signed = [finding for finding in candidacy.present(Level.OVERRIDE) if finding.id in candidacy.signed]
    found = [
        Group(_("Stops"), candidacy.present(Level.STOP)),
        Group(_("To sign by a physician"), candidacy.to_sign),
        Group(_("To wait for"), candidacy.present(Level.HOLD)),
        Group(_("Signed for this plan"), signed),
        Group(_("To keep in mind"), candidacy.present(Level.CAUTION)),
    ]
    return [group for group in found if group.findings]


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
    said = [str(count) for count in counts if count]
    return ", ".join(said) + "." if said else ""
