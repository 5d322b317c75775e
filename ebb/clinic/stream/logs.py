"""The three logs that pages hear of, read as frames. Everything here touches the database and runs in a thread."""

from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from ebb.clinic.infusion.models import Event, Infusion
from ebb.clinic.log.tail import Tail
from ebb.clinic.people.models import Chair
from ebb.clinic.stream.access import Channel
from ebb.clinic.stream.frames import Frame, Place, Row, frame
from ebb.clinic.vitals.models import AlarmChange, Message

MOST_AT_ONCE = 2000
MOST_MISSED = 4 * 3600


class Logs:
    """Follows messages, charted events and alarm changes from where they end when it is made."""

    def __init__(self) -> None:
        self.messages, self.events, self.alarms = (
            Tail(model, last_id(model)) for model in (Message, Event, AlarmChange)
        )

    @property
    def place(self) -> Place:
        return Place(self.messages.after_id, self.events.after_id, self.alarms.after_id)

    def read(self) -> list[Frame]:
        """What was committed since the last look, alarms first."""
        before = self.place
        messages = self.messages.new(MOST_AT_ONCE)
        events = self.events.new(MOST_AT_ONCE)
        alarms = self.alarms.new(MOST_AT_ONCE)
        sited = [
            *((change, site_of_chair(change.chair_id)) for change in alarms),
            *((event, site_of_infusion(event.infusion_id)) for event in events),
            *((message, site_of_chair(message.chair_id)) for message in messages if shown(message)),
        ]
        return frames(sited, before)


def missed(channel: Channel, since: Place, now: Place) -> list[Frame]:
    """What a page that comes back has not heard yet, oldest first. A board is told to look again as a whole."""
    if channel.infusion is None:
        return [Frame("charted", b"{}", now, channel.site)]
    messages = Message.objects.filter(chair=channel.chair, id__gt=since.message, id__lte=now.message).vitals()
    events = Event.objects.filter(infusion=channel.infusion, id__gt=since.event, id__lte=now.event)
    alarms = AlarmChange.objects.filter(infusion=channel.infusion, id__gt=since.alarm, id__lte=now.alarm)
    rows = [*alarms.order_by("id"), *events.order_by("id"), *messages[:MOST_MISSED]]
    return frames([(row, channel.site) for row in rows], since)


def frames(rows: Iterable[tuple[Row, UUID]], place: Place) -> list[Frame]:
    """Rows of the logs with their sites, told from `place` on.

    Each frame carries the place reached with it and no further: a line that breaks between two of them must not make
    the page pass over the second.
    """
    told = []
    for row, site in rows:
        place = place.after(row)
        told.append(frame(row, place, site))
    return told


def shown(message: Message) -> bool:
    return message.chair_id is not None and message.kind == Message.Kind.VITALS


@lru_cache(maxsize=1000)
def site_of_chair(chair: UUID) -> UUID:
    return Chair.objects.values_list("site_id", flat=True).get(pk=chair)


@lru_cache(maxsize=1000)
def site_of_infusion(infusion: UUID) -> UUID:
    return Infusion.objects.values_list("site_id", flat=True).get(pk=infusion)


def last_id(model: type) -> int:
    return model.objects.order_by("-id").values_list("id", flat=True).first() or 0
