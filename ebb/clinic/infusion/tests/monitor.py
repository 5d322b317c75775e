"""A monitor for tests: rows as the gateway would have written them."""

from datetime import datetime, timedelta

from ebb.clinic.infusion.models import Infusion
from ebb.clinic.people.models import SYSTEM
from ebb.clinic.record.actions import seal_batch
from ebb.clinic.vitals.models import Message

RESTING = {"hr_per_min": 72.0, "spo2_percent": 97.0, "rr_per_min": 14.0}


def speak(infusion: Infusion, at: datetime, *, seconds: int = 1, every_s: int = 1, **values: float | None) -> None:
    """So many seconds of messages from this visit's chair, from `at` on; sealed in one entry."""
    said = {
        "chair": infusion.chair, "file": infusion.patient_id, "bed": infusion.chair.bed, "peer": "test",
        "sender": "monitor", "control_id": "1", "payload_digest": "", "kind": Message.Kind.VITALS, "answer": "AA",
        "reason": "", "raw": "", "probe_off": "", "doubtful": "", "texts": "", **RESTING, **values,
    }  # fmt: skip
    moments = [at + timedelta(seconds=n) for n in range(0, seconds, every_s)]
    rows = Message.objects.bulk_create([Message(received_at=now, taken_at=now, **said) for now in moments])
    seal_batch(chain=infusion.patient_id, verb="samples sealed", rows=rows, by=SYSTEM, at=moments[-1])
