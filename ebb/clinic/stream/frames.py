"""Rows as server-sent events. Each event carries the place in every log, so that a page that comes back can ask on."""

from dataclasses import dataclass, replace
from uuid import UUID

import orjson

from ebb.clinic.infusion.models import Event
from ebb.clinic.vitals.models import AlarmChange, Message
from ebb.devices.columns import COLUMNS

Row = Message | Event | AlarmChange
LOGS: dict[type, str] = {Message: "message", Event: "event", AlarmChange: "alarm"}


@dataclass(frozen=True)
class Place:
    """How far a listener has heard: the last row of each log."""

    message: int = 0
    event: int = 0
    alarm: int = 0

    def __str__(self) -> str:
        return f"{self.message}.{self.event}.{self.alarm}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """The place behind a Last-Event-ID; None when it is not one of ours."""
        parts = text.split(".")
        if len(parts) != 3 or not all(part.isdecimal() and len(part) < 19 for part in parts):
            return None
        return cls(*map(int, parts))

    def after(self, row: Row) -> "Place":
        """The place once this row is told. A row that comes late takes nobody back."""
        log = LOGS[type(row)]
        return replace(self, **{log: max(getattr(self, log), row.pk)})


@dataclass(frozen=True)
class Frame:
    """One event, and whose it is: a page hears only what belongs to its site, and then to its chair or infusion."""

    name: str
    data: bytes
    place: Place
    site: UUID
    chair: UUID | None = None
    infusion: UUID | None = None

    def encode(self) -> bytes:
        return b"id: %s\nevent: %s\ndata: %s\n\n" % (str(self.place).encode(), self.name.encode(), self.data)


def sample_data(message: Message) -> dict[str, object]:
    """What a monitor said, for the figure and the tiles. A column that is not there was not measured."""
    values = {column: getattr(message, column) for column in COLUMNS}
    return {
        "chair": str(message.chair_id),
        "at": message.received_at.timestamp(),
        "values": {column: value for column, value in values.items() if value is not None},
        "probe_off": message.probe_off.split(),
        "doubtful": message.doubtful.split(),
    }


def event_data(event: Event) -> dict[str, object]:
    return {"id": event.pk, "kind": event.kind, "infusion": str(event.infusion_id)}


def alarm_data(change: AlarmChange) -> dict[str, object]:
    return {
        "alarm": str(change.alarm),
        "infusion": str(change.infusion),
        "chair": str(change.chair_id),
        "parameter": change.parameter,
        "kind": change.kind,
        "priority": change.priority,
        "state": change.state,
        "value": change.value,
        "text": change.text,
        "at": change.happened_at.timestamp(),
    }


def frame(row: Row, place: Place, site: UUID) -> Frame:
    """The event that tells of a row."""
    match row:
        case Message():
            return Frame("sample", orjson.dumps(sample_data(row)), place, site, chair=row.chair_id)
        case Event():
            return Frame("charted", orjson.dumps(event_data(row)), place, site, infusion=row.infusion_id)
        case AlarmChange():
            return Frame("alarm", orjson.dumps(alarm_data(row)), place, site, chair=row.chair_id, infusion=row.infusion)


def beat(now: float, place: Place | None = None) -> bytes:
    """Shows that the stream is alive and what time it is here; with a place, that all up to it was told."""
    told = b"id: %s\n" % str(place).encode() if place else b""
    return b"%sevent: beat\ndata: %s\n\n" % (told, orjson.dumps(now))
