"""What stood when the infusion began, not what was signed since: consent, conclusion, and who supervised."""

from ebb.clinic.assessment.models import Conclusion, Consent
from ebb.clinic.infusion.staffing import staffing_of
from ebb.clinic.visit.snapshot import VisitSnapshot


def consent_then(seen: VisitSnapshot) -> Consent | None:
    """The consent signed last before the start, and whether it was withdrawn since. One query."""
    signed = seen.infusion.patient.consents.filter(signed_at__lte=seen.started_at or seen.at)
    return signed.select_related("text", "witness", "withdrawal").order_by("-signed_at", "-pk").first()


def conclusion_then(seen: VisitSnapshot) -> Conclusion | None:
    """What was last concluded about the patient before the start. One query."""
    concluded = seen.infusion.patient.conclusions.filter(written_at__lte=seen.started_at or seen.at)
    return concluded.order_by("-pk").first()


def supervisors_then(seen: VisitSnapshot) -> list[str]:
    """Those on site at the start who may supervise, by id. Two queries; none for an infusion that never started."""
    if seen.started_at is None:
        return []
    running = (staffing_of(seen.infusion.site, seen.started_at, infusion_running=one) for one in (False, True))
    return next((sorted(map(str, one.supervisors)) for one in running if one.is_supervised), [])
