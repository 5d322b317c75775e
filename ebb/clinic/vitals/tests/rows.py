"""Messages for the tests of these rooms."""

from datetime import datetime
from uuid import UUID

from ebb.clinic.people.models import Chair
from ebb.clinic.vitals.models import Message


def message(at: datetime, chair: Chair | None = None, file: UUID | None = None, **columns: object) -> Message:
    return Message.objects.create(**(columns_of(at, chair, file) | columns))


def columns_of(at: datetime, chair: Chair | None = None, file: UUID | None = None) -> dict[str, object]:
    return {
        "received_at": at, "taken_at": at, "chair": chair, "file": file, "peer": "127.0.0.1",
        "bed": chair.bed if chair else "NOWHERE", "sender": "SIM", "control_id": "1", "payload_digest": "0",
        "kind": "vitals", "answer": "AA", "reason": "", "raw": "MSH", "probe_off": "", "doubtful": "", "texts": "",
    }  # fmt: skip
