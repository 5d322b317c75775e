"""Whether a message is of the patient who sits where it came from."""

from ebb.clinic.gateway.fast_path import BedAssignment
from ebb.clinic.gateway.incoming import Incoming, keep_only
from ebb.clinic.vitals.models import Message

OTHER_PATIENT = "the monitor names another patient (PID-3) than the one in this chair; kept and not charted"


def assign(item: Incoming, place: BedAssignment) -> BedAssignment:
    """Whose chair and file the message goes to. A number in PID-3 that is not the seated patient's is another's: it
    goes to nobody's file. Most monitors know only their bed and name none; then the bed stands for the patient."""
    if item.not_present == Message.NotPresent.OTHER_PATIENT:
        return BedAssignment(place.chair)
    if place.file is None or not item.patient_ids or item.kind not in Message.FOR_ALARMS:
        return place
    if place.patient_number.casefold() in map(str.casefold, item.patient_ids):
        return place
    keep_only(item, Message.NotPresent.OTHER_PATIENT, OTHER_PATIENT)
    return BedAssignment(place.chair)
