"""What a patient agreed to."""

from ebb.clinic.assessment.models import Consent
from ebb.clinic.people.models import Patient


def consent_of(patient: Patient) -> Consent | None:
    """The consent signed last, with its text. One query."""
    return patient.consents.select_related("text").order_by("-signed_at", "-pk").first()
