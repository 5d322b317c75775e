"""The rows of the three logs as server-sent events. What touches the database here runs in a thread.

Each event carries the position in every log, so that a page that comes back can ask for what came after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import orjson
from django.utils.translation import gettext, gettext_noop

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.log.position import LogPosition, end_of_logs
from ebb.clinic.log.tail import Tail
from ebb.clinic.people.models import Chair
from ebb.clinic.stream.access import Channel
from ebb.clinic.vitals.models import AlarmChange, Message

MOST_AT_ONCE = 2000
MOST_MISSED = 4 * 3600

Row = Message | Event | AlarmChange
LOGS: dict[type, str] = {Message: "message", Event: "event", AlarmChange: "alarm"}


@dataclass(frozen=True)
class Frame:
    """One event, and whose it is: a page gets only what belongs to its site, and then to its chair or infusion."""

    name: str
    data: bytes
    position: LogPosition
    site: UUID
    chair: UUID | None = None
    infusion: UUID | None = None

    def encode(self) -> bytes:
        return b"id: %s\nevent: %s\ndata: %s\n\n" % (str(self.position).encode(), self.name.encode(), self.data)


NOT_PRESENT: dict[str, str] = {
    Message.NotPresent.TRAINING: gettext_noop("the monitor says that this is training"),
    Message.NotPresent.OTHER_PATIENT: gettext_noop("the monitor names another patient"),
    Message.NotPresent.LATE: gettext_noop("the monitor sends old numbers"),
    Message.NotPresent.CLOCK_STILL: gettext_noop("the monitor's clock stands still"),
    Message.NotPresent.CLOCK_AHEAD: gettext_noop("the monitor's clock is ahead"),
}
"""Why a number is grey, as the page says it."""


def sample_data(message: Message) -> dict[str, object]:
    """What a monitor measured, for the figure and the tiles. A column that is not there was not measured; where nothing
    of it is a present number, `not_present` says why."""
    if message.not_present:
        why = gettext(NOT_PRESENT[message.not_present])
        at = message.received_at.timestamp()
        return {
            "chair": str(message.chair_id), "at": at, "values": {}, "probe_off": [], "doubtful": [], "not_present": why
        }  # fmt: skip
    return {
        "chair": str(message.chair_id),
        "at": message.received_at.timestamp(),
        "values": message.counted,
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
        "passed_to": (change.passed_to or "").split(),
        "at": change.happened_at.timestamp(),
    }


def frame(row: Row, position: LogPosition, site: UUID) -> Frame:
    """The event of a row."""
    match row:
        case Message():
            return Frame("sample", orjson.dumps(sample_data(row)), position, site, chair=row.chair_id)
        case Event():
            return Frame("charted", orjson.dumps(event_data(row)), position, site, infusion=row.infusion_id)
        case AlarmChange():
            data = orjson.dumps(alarm_data(row))
            return Frame("alarm", data, position, site, chair=row.chair_id, infusion=row.infusion)


def beat(now: float, position: LogPosition | None = None) -> bytes:
    """Shows that the stream is alive and what time it is here; with a position, that all up to it was sent."""
    id_line = b"id: %s\n" % str(position).encode() if position else b""
    return b"%sevent: beat\ndata: %s\n\n" % (id_line, orjson.dumps(now))


class Logs:
    """Follows messages, charted events and alarm changes from where they end when it is made."""

    def __init__(self) -> None:
        models = (Message, Event, AlarmChange)
        ends = end_of_logs(*models)
        self.messages, self.events, self.alarms = (Tail(model, end) for model, end in zip(models, ends, strict=True))

    @property
    def position(self) -> LogPosition:
        return LogPosition(self.messages.after_id, self.events.after_id, self.alarms.after_id)

    def read(self) -> list[Frame]:
        """What was committed since the last look, alarms first."""
        before = self.position
        messages = self.messages.new(MOST_AT_ONCE)
        events = self.events.new(MOST_AT_ONCE)
        alarms = self.alarms.new(MOST_AT_ONCE)
        sited = [
            *((change, site_of_chair(change.chair_id)) for change in alarms),
            *((event, site_of_infusion(event.infusion_id)) for event in events),
            *((message, site_of_chair(message.chair_id)) for message in messages if is_shown(message)),
        ]
        return frames(sited, before)


def missed(channel: Channel, since: LogPosition, now: LogPosition) -> list[Frame]:
    """What a page that comes back has not received yet, oldest first. A board is asked to load again as a whole."""
    if channel.infusion is None:
        return [Frame("charted", b"{}", now, channel.site)]
    messages = Message.objects.filter(chair=channel.chair, id__gt=since.message, id__lte=now.message).vitals()
    events = Event.objects.filter(infusion=channel.infusion, id__gt=since.event, id__lte=now.event)
    alarms = AlarmChange.objects.filter(chair__site=channel.site, id__gt=since.alarm, id__lte=now.alarm)
    rows = [*alarms.order_by("id"), *events.order_by("id"), *messages[:MOST_MISSED]]
    return frames([(row, channel.site) for row in rows], since)


def frames(rows: Iterable[tuple[Row, UUID]], position: LogPosition) -> list[Frame]:
    """Rows of the logs with their sites, as events from `position` on.

    Each frame carries the position reached with it and no further: a connection that breaks between two of them must
    not make the page pass over the second. A row that comes late takes nobody back.
    """
    made = []
    for row, site in rows:
        log = LOGS[type(row)]
        position = position._replace(**{log: max(getattr(position, log), row.pk)})
        made.append(frame(row, position, site))
    return made


def is_shown(message: Message) -> bool:
    return message.chair_id is not None and (message.kind == Message.Kind.VITALS or message.not_present is not None)


@lru_cache(maxsize=1000)
def site_of_chair(chair: UUID) -> UUID:
    return Chair.objects.values_list("site_id", flat=True).get(pk=chair)


@lru_cache(maxsize=1000)
def site_of_infusion(infusion: UUID) -> UUID:
    return Infusion.objects.values_list("site_id", flat=True).get(pk=infusion)
