"""What a patient agreed to, and whether they still do."""

from ebb.clinic.assessment.models import Consent, ConsentWithdrawal
from ebb.clinic.people.models import Patient


def consent_of(patient: Patient) -> Consent | None:
    """The consent signed last, with its text and whether it was withdrawn. One query."""
    return patient.consents.select_related("text", "withdrawal").order_by("-signed_at", "-pk").first()


def withdrawal_of(consent: Consent | None) -> ConsentWithdrawal | None:
    """How this consent was taken back; None while it stands. No query for one that `consent_of` gave."""
    return getattr(consent, "withdrawal", None)


def version_signed(consent: Consent | None) -> str:
    """The version signed last as candidacy reads it: empty for none, and no version in force once withdrawn."""
    return version_as_signed(consent and consent.text.version, withdrawn=withdrawal_of(consent) is not None)


def version_as_signed(version: int | str | None, *, withdrawn: bool) -> str:
    if version is None:
        return ""
    return f"{version}, withdrawn" if withdrawn else str(version)
