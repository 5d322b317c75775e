"""From the bytes of one frame to a row about to be stored, and the answer it will get."""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, tzinfo

import orjson

from ebb.clinic.vitals.models import Message
from ebb.devices.columns import CUFF_COLUMNS
from ebb.devices.hl7 import Header, Hl7Error, parse
from ebb.devices.readings import MonitorReading, Unmapped, read

LONGEST_UNREADABLE = 20_000
"""How much of a message that is no HL7 is kept. It can be any bytes; what can be read is kept whole."""

EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""A clock outside these was never set; what it says is remarked on and not used as a time."""

TRAINING = "the monitor says that this is training (MSH-11 is T); kept and not charted"
REFUSED_QUERY = "queries are not answered here; this port takes vital signs"


@dataclass(slots=True)
class Incoming:
    """One message on its way into the table. `header` is None when it could not be read.

    `answer` is what is sent back once it is stored: AA taken, AR refused for good; AE when storing failed.
    `timed` says whether the payload carries a time of its own, so that two equal payloads are one message. `connection`
    waits for the answer; it is None when nobody does.
    """

    received_at: datetime
    peer: str
    digest: str
    raw: str
    header: Header | None = None
    sender: str = ""
    control_id: str = ""
    kind: str = Message.Kind.UNREADABLE.value
    answer: str = "AA"
    reason: str = ""
    bed: str = ""
    taken_at: datetime | None = None
    nibp_taken_at: datetime | None = None
    values: dict[str, float] = field(default_factory=dict)
    probe_off: str = ""
    doubtful: str = ""
    texts: str = ""
    unmapped: str | None = None
    not_present: str | None = None
    placed_at: datetime | None = None
    clock_behind_s: float | None = None
    set_aside: str | None = None
    judged: bool = False
    patient_ids: tuple[str, ...] = ()
    timed: bool = False
    repeated: bool = False
    connection: object = None


def understand(payload: bytes, *, peer: str, at: datetime, assume_tz: tzinfo) -> Incoming:
    """Read one payload. Never raises: what cannot be read becomes a row that says why."""
    item = Incoming(at, peer, hashlib.sha256(payload).hexdigest(), _text(payload))
    try:
        message = parse(payload, assume_tz=assume_tz)
    except Hl7Error as error:
        _know_sender(item, error.header)
        item.raw = item.raw[:LONGEST_UNREADABLE]
        return refuse(item, error.reason)
    _know_sender(item, message.header)
    _fill(item, read(message, assume_tz=assume_tz))
    if item.kind == Message.Kind.QUERY:
        return refuse(item, REFUSED_QUERY)
    return item


def keep_only(item: Incoming, why: Message.NotPresent, reason: str) -> None:
    """Keep its numbers and let no reader chart them."""
    item.kind, item.not_present = Message.Kind.OTHER.value, why.value
    remark(item, reason)


def refuse(item: Incoming, reason: str) -> Incoming:
    """The same message, to be answered AR: sending it again would not help."""
    item.answer = "AR"
    item.reason = _short(reason)
    return item


def nothing_readable(reason: str, *, peer: str, at: datetime) -> Incoming:
    """A row for bytes that never made a message: a frame too long, garbage outside frames, half a frame."""
    return refuse(Incoming(at, peer, "", ""), reason)


def remark(item: Incoming, text: str) -> None:
    """Add to the row's reason, once, without refusing it."""
    if text not in item.reason:
        item.reason = _short(f"{item.reason}; {text}" if item.reason else text)


def _know_sender(item: Incoming, header: Header | None) -> None:
    if header is not None:
        item.header = header
        item.sender = _clean(f"{header.sending_application}|{header.sending_facility}", 200)
        item.control_id = _clean(header.control_id, 200)
        item.timed = header.sent_at is not None


def _fill(item: Incoming, reading: MonitorReading) -> None:
    item.kind = reading.kind
    item.bed = _clean(reading.bed, 80)
    item.timed = reading.taken_at is not None
    if item.timed and not EARLIEST < reading.taken_at < LATEST:
        remark(item, f"the device's clock says {reading.taken_at:%Y-%m-%d}")
    else:
        item.taken_at = reading.taken_at
    item.values = reading.values
    if reading.own_taken_at:
        own = (reading.own_taken_at.get(column) for column in CUFF_COLUMNS)
        item.nibp_taken_at = next((at for at in own if at is not None and EARLIEST < at < LATEST), None)
    if reading.probe_off:
        item.probe_off = " ".join(sorted(reading.probe_off))[:200]
    if reading.doubtful:
        item.doubtful = " ".join(sorted(reading.doubtful))[:200]
    if reading.texts:
        item.texts = _clean("\n".join(reading.texts), LONGEST_UNREADABLE)
    if reading.unmapped:
        item.unmapped = orjson.dumps([_plain(one) for one in reading.unmapped]).decode()
    if reading.remarks:
        remark(item, "; ".join(reading.remarks))
    item.patient_ids = reading.patient_ids
    if reading.training and item.kind in Message.FOR_ALARMS:
        keep_only(item, Message.NotPresent.TRAINING, TRAINING)


def _text(payload: bytes) -> str:
    """The payload as text that both databases can hold: bytes that are no UTF-8, and NUL, stand as \\x00 escapes."""
    text = payload.decode("utf-8", "backslashreplace")
    return text.replace("\0", "\\x00") if "\0" in text else text


def _plain(one: Unmapped) -> dict[str, str]:
    return {name: _clean(text, LONGEST_UNREADABLE) for name, text in asdict(one).items()}


def _clean(text: str, most: int) -> str:
    """Cut to what the column holds, without what a database refuses: NUL and halves of surrogate pairs."""
    if text.isascii() and "\0" not in text:
        return text[:most]
    return text[:most].replace("\0", "").encode("utf-8", "replace").decode()


def _short(reason: str) -> str:
    return _clean(reason, 300)
