"""Finding a chair for a recording to speak for."""

from datetime import datetime, timedelta

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.lib.made import there_is_a_clinic
from ebb.clinic.people.models import SYSTEM, Chair
from ebb.clinic.vitals.actions import bind_monitor
from ebb.clinic.vitals.models import Message

SILENT_FOR = timedelta(minutes=1)


UNBOUND = "REPLAY"
"""The bed of a recording that no chair waits for; its numbers stand among the monitors bound to no chair."""


def bed_for_recording(*, at: datetime) -> str:
    """The bed of the first occupied chair without a monitor; one without a bed is given one, as if plugged in.

    A chair whose monitor has said nothing for a minute counts as one without, after those that have none. Only
    practice patients are taken: a recording is somebody else's numbers. UNBOUND when there is no such chair, or no
    clinic here at all because the gateway stands elsewhere.
    """
    if not there_is_a_clinic():
        return UNBOUND
    seated = Infusion.objects.seated().filter(patient__practice=True, chair__isnull=False)
    chairs = [infusion.chair for infusion in seated.select_related("chair").order_by("chair__name", "chair_id")]
    for chair in sorted(chairs, key=lambda chair: chair.connected):
        if not chair.connected:
            label = f"REPLAY-{chair.name}-{chair.pk.hex[:4]}"
            return bind_monitor(chair=chair, bed=label, by=SYSTEM, at=at).bed
        if _is_silent(chair, at):
            return chair.bed
    return UNBOUND


def _is_silent(chair: Chair, at: datetime) -> bool:
    last = Message.objects.at_chair(chair).order_by("-id").values_list("received_at", flat=True).first()
    return last is None or at - last > SILENT_FOR
