"""What the patient had agreed to by the time of the visit."""

from ebb.clinic.assessment.models import Consent
from ebb.clinic.infusion.sheet import Sheet


def consent_then(seen: Sheet) -> Consent | None:
    """The consent in force at the start, not one signed since. One query."""
    signed = seen.infusion.patient.consents.filter(signed_at__lte=seen.started_at or seen.at)
    return signed.select_related("text", "witness").order_by("-signed_at", "-pk").first()
